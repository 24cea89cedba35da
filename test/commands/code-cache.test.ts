import {
  chmodSync,
  copyFileSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { describe, expect } from 'vitest';
import about from '../../package.json' with { type: 'json' };
import { it } from '../support/lab.ts';
import { root } from '../support/root.ts';
import { run } from '../support/run.ts';

const answer = { code: 0, out: 'value = 1\n\ndresult/da = 1\n    1\n', err: '' };
const ask = (home: string, env = {}) => run(home, ['grad', 'a', '--at', 'a=1'], { env });
const askMore = (home: string) => run(home, ['grad', '--help']);
const preload = (name: string) => ({
  NODE_OPTIONS: `--require ${join(root, 'test/support', name)}`,
});
const top = (home: string) => join(home, 'cache/backprop-lab');
const folder = (home: string) => {
  const all = join(top(home), 'code');
  return join(all, readdirSync(all)[0]!);
};
const names = (home: string) => readdirSync(folder(home));
const file = (home: string) => join(folder(home), 'grad');

describe('the code cache', () => {
  it('is written once, for its owner only', async ({ home }) => {
    expect(await ask(home)).toEqual(answer);
    expect(names(home)).toEqual(['grad']);
    for (const path of [file(home), folder(home), top(home)]) {
      expect(statSync(path).mode & 0o077).toBe(0);
    }
    const written = statSync(file(home)).mtimeMs;
    expect(await ask(home)).toEqual(answer);
    expect(statSync(file(home)).mtimeMs).toBe(written);
  });

  it('is not even looked for where only the version is asked', async ({ home }) => {
    for (const flag of ['--version', '-v']) {
      const out = `${about.version}\n`;
      expect(await run(home, [flag])).toEqual({ code: 0, out, err: '' });
    }
    expect(readdirSync(home)).toEqual([]);
  });

  it('is one file for each command, and none for a word that is no command', async ({ home }) => {
    await ask(home);
    await run(home, ['list']);
    await run(home, ['nonsense']);
    expect(names(home)).toEqual(['grad', 'list']);
  });

  it('grows by what another call of the command needs, and keeps the rest', async ({ home }) => {
    await ask(home);
    const before = statSync(file(home)).size;
    await askMore(home);
    const both = statSync(file(home));
    expect(both.size).toBeGreaterThan(before);
    await ask(home);
    await askMore(home);
    expect(statSync(file(home)).mtimeMs).toBe(both.mtimeMs);
  });

  it.for([
    ['cut short', (bytes: Buffer) => bytes.subarray(0, 1000)],
    ['emptied', () => Buffer.alloc(0)],
    ['changed in its index', (bytes: Buffer) => bytes.fill(0x55, 40, 80)],
    ['changed in its data', (bytes: Buffer) => bytes.fill(0x55, bytes.length - 80)],
    ['zeroed', (bytes: Buffer) => bytes.fill(0)],
    ['no file', null],
  ] as const)('is thrown away when %s, and written anew', async ([, damage], { home }) => {
    await ask(home);
    const good = readFileSync(file(home));
    if (damage) writeFileSync(file(home), damage(Buffer.from(good)));
    else renameSync(file(home), join(home, 'elsewhere'));
    expect(await ask(home)).toEqual(answer);
    const again = readFileSync(file(home));
    expect(again.length).toBeGreaterThan(1000);
    expect(await ask(home)).toEqual(answer);
    expect(readFileSync(file(home)).equals(again)).toBe(true);
  });

  it('is not there after a kill while it is written; what is left is swept next time', async ({
    home,
  }) => {
    const { code, out } = await ask(home, preload('dies-renaming.cjs'));
    expect({ code, out }).toEqual({ code: null, out: answer.out });
    const [left, ...others] = names(home);
    expect(left).toMatch(/^grad\.\d+\.tmp$/);
    expect(others).toEqual([]);
    // That of a process on another machine, as far as this one knows: its number is of this one.
    const other = join(folder(home), `grad.${process.pid}.tmp`);
    writeFileSync(other, '');
    expect(await ask(home)).toEqual(answer);
    expect(names(home)).toEqual(['grad', basename(other)]);
    const long = new Date(Date.now() - 3_600_000);
    utimesSync(other, long, long);
    await askMore(home);
    expect(names(home)).toEqual(['grad']);
  });

  it('is whole when several processes write it at once', async ({ home }) => {
    const calls = await Promise.all(Array.from({ length: 6 }, () => ask(home)));
    expect(calls).toEqual(Array(6).fill(answer));
    expect(names(home)).toEqual(['grad']);
    const written = statSync(file(home)).mtimeMs;
    expect(await ask(home)).toEqual(answer);
    expect(statSync(file(home)).mtimeMs).toBe(written);
  });
});

describe('a code cache that somebody else could have made', () => {
  it.for([
    ['the file', file],
    ['its folder', folder],
    ['a folder above it', top],
  ] as const)('is not run and not written to: %s is open to others', async ([, what], { home }) => {
    await ask(home);
    writeFileSync(file(home), 'planted');
    chmodSync(what(home), 0o777);
    expect(await ask(home)).toEqual(answer);
    if (what !== file) expect(readFileSync(file(home), 'utf8')).toBe('planted');
  });

  it('is not run and not written to: all of it is of another user', async ({ home }) => {
    await ask(home);
    const before = statSync(file(home));
    expect(await ask(home, preload('stranger.cjs'))).toEqual(answer);
    expect(statSync(file(home)).mtimeMs).toBe(before.mtimeMs);
    writeFileSync(file(home), 'planted');
    expect(await ask(home, preload('stranger.cjs'))).toEqual(answer);
    expect(readFileSync(file(home), 'utf8')).toBe('planted');
  });

  it('is not run through a link, which is replaced by a file', async ({ home }) => {
    await ask(home);
    const elsewhere = join(home, 'elsewhere');
    copyFileSync(file(home), elsewhere);
    const before = statSync(elsewhere).mtimeMs;
    renameSync(file(home), join(home, 'old'));
    symlinkSync(elsewhere, file(home));
    expect(await ask(home)).toEqual(answer);
    expect(lstatSync(file(home)).isSymbolicLink()).toBe(false);
    expect(statSync(elsewhere).mtimeMs).toBe(before);
  });

  it('is not looked for where a link leads in place of its folder', async ({ home }) => {
    await ask(home);
    writeFileSync(file(home), 'planted');
    const name = folder(home);
    renameSync(dirname(name), join(home, 'elsewhere'));
    symlinkSync(join(home, 'elsewhere'), dirname(name));
    expect(await ask(home)).toEqual(answer);
    expect(readFileSync(file(home), 'utf8')).toBe('planted');
  });

  it('is done without where it cannot be written', async ({ home }) => {
    mkdirSync(join(home, 'cache'));
    writeFileSync(top(home), 'a file stands here');
    expect(await ask(home)).toEqual(answer);
    expect(await ask(home, { XDG_CACHE_HOME: 'relative' })).toEqual(answer);
    expect(readdirSync(home)).not.toContain('relative');
  });
});
