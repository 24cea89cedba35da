import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect } from 'vitest';
import about from '../../package.json' with { type: 'json' };
import { it } from '../support/lab.ts';
import { privateEnv, program } from '../support/open.ts';
import { root } from '../support/root.ts';
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

  it.for([['--help'], ['list'], ['grad', 'a', '--at', 'a=1']])(
    'leaves quietly when nobody reads any more: %j',
    async (args, { home }) => {
      const child = spawn(process.execPath, [program, ...args], { env: privateEnv(home) });
      child.stdout.destroy();
      const parts: string[] = [];
      child.stderr.on('data', (part) => parts.push(String(part)));
      const code = await new Promise((resolve) => child.on('close', resolve));
      expect({ code, err: parts.join('') }).toEqual({ code: 0, err: '' });
    },
  );
});

describe('what is written', () => {
  it.for([['--version'], ['list'], ['list', '--json']])(
    'arrives whole where it has to wait: %j',
    async (args, { home }) => {
      const preload = join(root, 'test/support/reluctant.cjs');
      const env = { NODE_OPTIONS: `--require ${preload}` };
      expect(await run(home, args, { env })).toEqual(await run(home, args));
    },
  );

  it('is missed on a full disk, and that is said', async ({ home }) => {
    for (const call of ['list', '--version']) {
      const shell = `"${process.execPath}" "${program}" ${call} > /dev/full`;
      const { code, err } = await run(home, [], { shell });
      expect(code).toBe(2);
      expect(err).toMatch(/^backprop-lab: The output cannot be written: the disk is full\./);
    }
  });
});

it('is written in ASCII, because it is read as latin1', () => {
  const folder = dirname(program);
  const chunks = readdirSync(folder).filter((name) => /\.(cjs|pack)$/.test(name));
  expect(chunks).toContain('program.pack');
  const beyond = chunks.filter((name) =>
    readFileSync(join(folder, name)).some((byte) => byte > 0x7f),
  );
  expect(beyond).toEqual([]);
});

it('holds nothing that makes code out of text, and asks for no network', () => {
  const folder = dirname(program);
  const found = readdirSync(folder)
    .filter((name) => /\.(c?js|pack)$/.test(name))
    .flatMap((name) => [
      ...readFileSync(join(folder, name), 'latin1').matchAll(
        /(?<![.\w$])eval\(|new Function\b|require\("(?:node:)?(?:https?|http2|net|tls|dgram|dns)"\)/g,
      ),
    ])
    .map((match) => match[0]);
  expect(found).toEqual([]);
});
