import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect } from 'vitest';
import { guarded } from '../../support/guarded.ts';
import { it } from '../../support/lab.ts';
import { type Ran, run } from '../../support/run.ts';
import { trace, unfit } from '../../support/torture.ts';
import type { Attack } from '../attacks/attack.ts';
import { families } from '../attacks/index.ts';

function lay(folder: string, files: NonNullable<Attack['files']>): void {
  for (const [name, text] of Object.entries(files)) {
    const path = join(folder, name);
    mkdirSync(dirname(path), { recursive: true });
    if (text.startsWith('-> ')) symlinkSync(text.slice(3), path);
    else writeFileSync(path, text);
  }
}

/** As it comes out of a file: half a character is none. */
const asWritten = (text: string) => Buffer.from(text).toString();

/** What holds for every call, whatever it was given. */
function expectHarmless({ out, err }: Ran): void {
  // A gradebook has the line ends of its standard.
  const text = (out + err).replaceAll('\r\n', '\n');
  expect(JSON.stringify(unfit.exec(text)?.[0] ?? '')).toBe('""');
  expect(text).not.toMatch(trace);
  expect(text).not.toMatch(/it did not expect:|GUARD|EvalError/);
}

describe.for(families.map(({ title, attacks }) => [title, attacks] as const))(
  '%s',
  ([, attacks]) => {
    it.for(attacks.map((attack) => [attack.name, attack] as const))(
      '%s',
      async ([, { args, input = '', files = {}, env, code, says, writes = [] }], { home }) => {
        const cwd = join(home, 'here');
        mkdirSync(cwd);
        lay(cwd, files);
        const ran = await run(home, args, { input, cwd, env: { ...guarded, ...env } });
        expectHarmless(ran);
        expect({ code: ran.code, text: ran.out + ran.err }).toEqual({
          code,
          text: expect.stringMatching(says),
        });
        // Nothing was written where the program was called, and nothing there was changed.
        const known = Object.keys(files).map((name) => name.split('/')[0]);
        expect(readdirSync(cwd).sort()).toEqual([...new Set([...known, ...writes])].sort());
        const texts = Object.entries(files).filter(
          ([name, text]) => !text.startsWith('-> ') && !name.startsWith('data/'),
        );
        const now = texts.map(([name]) => [name, readFileSync(join(cwd, name), 'utf8')] as const);
        expect(now.filter(([name, text]) => text !== asWritten(files[name]!))).toEqual([]);
      },
    );
  },
);

describe('the guard of these tests', () => {
  it.for([
    ['the network', `fetch('http://localhost:1').catch(() => {})`],
    ['a connection', `require('net').connect(1)`],
    ['a name', `require('dns').lookup('x', () => {})`],
    ['a program', `try { require('child_process') } catch {}`],
    ['code', `try { new Function('1') } catch (e) { console.error(e.name) }`],
  ] as const)('notices %s', async ([, source], { home }) => {
    const { err } = await run(home, [], { env: guarded, node: ['-e', source] });
    expect(err).toMatch(/GUARD|EvalError/);
  });
});
