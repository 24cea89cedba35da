import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { printable } from '../../src/commands/out.ts';
import { root } from '../support/root.ts';

it('marks what could steer a terminal, and leaves text as it is', () => {
  const odd = [
    '\u001b',
    '\u0007',
    '\r',
    '\u009b',
    '\u202e',
    '\u200b',
    '\ufeff',
    '\ud800',
    '\u2028',
  ];
  for (const each of odd) expect(printable(`a${each}b`)).toBe('a\uFFFDb');
  const text = 'dL/dW₃ = ∂L/∂z₃ h₂ᵀ\n\t漢 𝑊 ✓';
  expect(printable(text)).toBe(text);
});

it('is the only way by which commands print', () => {
  const folder = join(root, 'src/commands');
  const direct = readdirSync(folder).filter((name) =>
    /std(out|err)\.write|console\./.test(readFileSync(join(folder, name), 'utf8')),
  );
  expect(direct).toEqual(['out.ts']);
});
