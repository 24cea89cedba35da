import { execFileSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { root } from '../support/root.ts';

/** A part of CONTRIBUTING.md and its blocks, without what they are indented by. */
interface Part {
  readonly title: string;
  readonly blocks: readonly { readonly kind: string; readonly text: string }[];
}

const parts = readFileSync(join(root, 'CONTRIBUTING.md'), 'utf8')
  .split(/^## /m)
  .slice(1)
  .map((text): Part => {
    const blocks = [...text.matchAll(/^( *)```(ts|console)\n([\s\S]*?)^ *```$/gm)];
    return {
      title: text.split('\n')[0]!,
      blocks: blocks.map(([, indent = '', kind = '', body = '']) => ({
        kind,
        text: body.replaceAll(new RegExp(`^${indent}`, 'gm'), ''),
      })),
    };
  })
  .filter(({ blocks }) => blocks.length > 0);

/** A copy of the project, with what was installed and built. */
const copy = mkdtempSync(join(tmpdir(), 'backprop-lab-contributing-'));
beforeAll(() => {
  const left = new Set(['node_modules', '.git'].map((name) => join(root, name)));
  cpSync(root, copy, { recursive: true, filter: (path) => !left.has(path) });
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
});
afterAll(() => rmSync(copy, { recursive: true }));

function sh(command: string): string {
  const env = { ...process.env, NO_COLOR: '1', VITEST: undefined };
  return execFileSync('bash', ['-c', `${command} 2>&1`], { cwd: copy, env, encoding: 'utf8' });
}

/** Writes the code where its first line says: `// FILE, new` or `// FILE, above "TEXT"`. */
function write(text: string): void {
  const [, file, above] = /^\/\/ (\S+), (?:new|above "(.+)")\n/.exec(text)!;
  const path = join(copy, file!);
  const code = text.slice(text.indexOf('\n') + 1);
  expect(existsSync(path)).toBe(above !== undefined);
  if (above === undefined) {
    writeFileSync(path, code);
    return;
  }
  const source = readFileSync(path, 'utf8');
  const there = above.replaceAll('\\n', '\n');
  expect({ file, above, times: source.split(there).length - 1 }).toEqual({ file, above, times: 1 });
  // As far from the edge as the line that it is put above.
  const line = source.lastIndexOf('\n', source.indexOf(there)) + 1;
  const indent = /^ */.exec(source.slice(line))![0];
  const indented = code.replaceAll(/^(?=.)/gm, indent);
  writeFileSync(path, source.slice(0, line) + indented + source.slice(line));
}

/** Runs each line with a `$`; what stands below it is in what it prints. */
function follow(text: string): void {
  for (const [command, ...printed] of text
    .split(/^\$ /m)
    .slice(1)
    .map((each) => each.trim().split('\n'))) {
    const out = sh(command!);
    for (const line of printed) expect(out).toContain(line);
  }
}

describe('CONTRIBUTING.md, followed to the letter', () => {
  it.each(parts)(
    '$title',
    ({ blocks }) => {
      for (const { kind, text } of blocks) (kind === 'ts' ? write : follow)(text);
    },
    180_000,
  );

  it('is sound TypeScript, all of it', () => {
    sh('npx tsc --noEmit');
  }, 180_000);

  it('has the five', () => {
    const wants = parts.map(({ title }) => title.replace('I want to add ', ''));
    expect(wants).toEqual(['a lesson', 'an op', 'a mistake', 'a widget', 'a command']);
  });
});
