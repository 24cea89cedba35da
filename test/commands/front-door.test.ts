import { spawn } from 'node:child_process';
import { chmodSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect } from 'vitest';
import about from '../../package.json' with { type: 'json' };
import { it } from '../support/lab.ts';
import { privateEnv, program } from '../support/open.ts';
import { run } from '../support/run.ts';

describe('the front door', () => {
  it('tells its version', async ({ home }) => {
    expect(await run(home, ['--version'])).toEqual({ code: 0, out: `${about.version}\n`, err: '' });
  });

  it('tells what it can do', async ({ home }) => {
    const { code, out, err } = await run(home, ['--help']);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toContain('backprop-lab [command]');
    expect(out).toContain('backprop-lab completion');
  });

  it('answers a wrong call with a sentence and exit code 2', async ({ home }) => {
    expect(await run(home, ['--nonsense'])).toEqual({
      code: 2,
      out: '',
      err: 'backprop-lab: Unknown argument: nonsense\nRun "backprop-lab --help" to see what can be asked.\n',
    });
  });

  it('shows the place in a program on lines of its own, so that the carets stand under it', async ({
    home,
  }) => {
    expect(await run(home, ['grad', 'z = 2;\nL = z + qq'])).toMatchObject({
      code: 2,
      out: '',
      err: expect.stringMatching(/^L = z \+ qq\n {8}\^\^\nbackprop-lab: I do not know qq\. /),
    });
  });

  it('lets no control character of an argument through', async ({ home }) => {
    const { code, err } = await run(home, ['--a\u001B[31m\u202E']);
    expect(code).toBe(2);
    expect(err).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}]/u);
  });

  it('leaves quietly when nobody reads any more', async ({ home }) => {
    const child = spawn(process.execPath, [program, '--help'], { env: privateEnv(home) });
    child.stdout.destroy();
    const parts: string[] = [];
    child.stderr.on('data', (part) => parts.push(String(part)));
    const code = await new Promise((resolve) => child.on('close', resolve));
    expect({ code, err: parts.join('') }).toEqual({ code: 0, err: '' });
  });
});

it('is written in ASCII, because it is read as latin1', () => {
  const folder = dirname(program);
  const chunks = readdirSync(folder).filter((name) => name.endsWith('.cjs'));
  expect(chunks.length).toBeGreaterThan(1);
  const beyond = chunks.filter((name) =>
    readFileSync(join(folder, name)).some((byte) => byte > 0x7f),
  );
  expect(beyond).toEqual([]);
});

it('holds nothing that makes code out of text, and asks for no network', () => {
  const folder = dirname(program);
  const found = readdirSync(folder)
    .filter((name) => /\.c?js$/.test(name))
    .flatMap((name) => [
      ...readFileSync(join(folder, name), 'latin1').matchAll(
        /(?<![.\w$])eval\(|new Function\b|require\("(?:node:)?(?:https?|http2|net|tls|dgram|dns)"\)/g,
      ),
    ])
    .map((match) => match[0]);
  expect(found).toEqual([]);
});

describe('the code cache', () => {
  const files = (home: string) => {
    const all = join(home, 'cache/backprop-lab/code');
    return readdirSync(all).flatMap((folder) =>
      readdirSync(join(all, folder)).map((name) => join(all, folder, name)),
    );
  };
  const version = { code: 0, out: `${about.version}\n`, err: '' };

  it('is written once, for its owner only, and holds only what ran', async ({ home }) => {
    await run(home, ['--version']);
    const first = files(home);
    expect(first.length).toBeGreaterThan(0);
    for (const file of first) {
      const chunk = readFileSync(join(dirname(program), file.split('/').at(-1)!), 'utf8');
      expect(chunk).not.toMatch(/node_modules\/(react|ink|yoga-layout)\//);
      expect(statSync(file).mode & 0o077).toBe(0);
      expect(statSync(dirname(file)).mode & 0o077).toBe(0);
    }
    const times = first.map((file) => statSync(file).mtimeMs);
    expect(await run(home, ['--version'])).toEqual(version);
    expect(files(home).map((file) => statSync(file).mtimeMs)).toEqual(times);
  });

  it.for([
    ['cut short', (bytes: Buffer) => bytes.subarray(0, 1000)],
    ['emptied', () => Buffer.alloc(0)],
    ['changed inside', (bytes: Buffer) => bytes.fill(0x55, 40, 80)],
    ['zeroed', (bytes: Buffer) => bytes.fill(0)],
  ] as const)('is thrown away when %s, and written anew', async ([, damage], { home }) => {
    await run(home, ['--version']);
    const [file] = files(home);
    const good = readFileSync(file!);
    writeFileSync(file!, damage(Buffer.from(good)));
    expect(await run(home, ['--version'])).toEqual(version);
    expect(readFileSync(file!).length).toBeGreaterThan(1000);
    expect(await run(home, ['--version'])).toEqual(version);
  });

  it('is not read from a folder that others can write to', async ({ home }) => {
    await run(home, ['--version']);
    const [file] = files(home);
    writeFileSync(file!, 'planted');
    chmodSync(dirname(file!), 0o777);
    expect(await run(home, ['--version'])).toEqual(version);
    expect(readFileSync(file!, 'utf8')).toBe('planted');
  });

  it('does without where it cannot be written', async ({ home }) => {
    mkdirSync(join(home, 'cache'));
    writeFileSync(join(home, 'cache/backprop-lab'), 'a file stands here');
    expect(await run(home, ['--version'])).toEqual(version);
    expect(await run(home, ['--version'], { env: { XDG_CACHE_HOME: 'relative' } })).toEqual(
      version,
    );
    expect(readdirSync(home)).not.toContain('relative');
  });
});
