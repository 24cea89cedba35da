import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { prepare } from '../../src/grading/prepare.ts';
import { parse } from '../../src/notation/parse.ts';
import { print } from '../../src/notation/print.ts';

const page = readFileSync(new URL('../../docs/answers.md', import.meta.url), 'utf8');
const lines = [...page.matchAll(/^```reading\n([\s\S]*?)^```/gm)].flatMap((block) =>
  block[1]!.trim().split('\n'),
);
const { vocabulary } = prepare({
  program: 'z3 = W3 @ h2; h3 = relu(z3); L = mean((h3 - y)^2) + lambda * sum(v)',
  shapes: { W3: ['o', 'h'], h2: ['h', 'N'], y: ['o', 'N'], v: ['o', 1], lambda: [1, 1] },
  ask: 'dL/dW3',
});

describe('docs/answers.md', () => {
  it('has examples', () => {
    expect(lines.length).toBeGreaterThan(40);
  });

  it.each(lines)('%s', (line) => {
    const [, typed, reading] = /^(.*?\S)\s{2,}(\S.*)$/.exec(line)!;
    const read = parse(typed!, vocabulary);
    expect(read.ok ? print(read.expr) : read.error.message).toBe(reading);
  });
});
