import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import about from '../../package.json' with { type: 'json' };
import { guarded } from '../support/guarded.ts';
import { privateEnv } from '../support/open.ts';
import { root } from '../support/root.ts';

const run = promisify(execFile);
const scratch = mkdtempSync(join(tmpdir(), 'backprop-lab-package-'));
/** Where a student would install it: an empty folder, an empty cache, and no network. */
const place = join(scratch, 'empty');
const installed = join(place, 'node_modules/backprop-lab');
const env = {
  ...privateEnv(join(scratch, 'home')),
  npm_config_cache: join(scratch, 'npm-cache'),
  npm_config_offline: 'true',
  npm_config_audit: 'false',
  npm_config_fund: 'false',
};

interface Packed {
  readonly filename: string;
  readonly size: number;
  readonly files: readonly { readonly path: string }[];
}
let packed: Packed;

beforeAll(async () => {
  // Without scripts: the program was built before the tests, and must not change under them.
  const args = ['pack', '--ignore-scripts', '--json', '--pack-destination', scratch];
  const { stdout } = await run('npm', args, { cwd: root, env });
  packed = (JSON.parse(stdout) as Packed[])[0]!;
  mkdirSync(place);
  await run('npm', ['install', '--prefix', place, join(scratch, packed.filename)], {
    cwd: place,
    env,
  });
}, 120_000);
afterAll(() => rmSync(scratch, { recursive: true }));

/** Everything the package may hold, and each of these must be there. */
const contents = [
  /^LICENSE$/,
  /^README\.md$/,
  /^package\.json$/,
  /^dist\/THIRD-PARTY-LICENSES\.txt$/,
  /^dist\/cli\.cjs$/,
  /^dist\/program\.pack$/,
  /^dist\/yoga\.wasm$/,
  /^dist\/library\.cjs$/,
  /^dist\/(index|engine)\.js$/,
  /^dist\/lessons\.(json|pack)$/,
  /^dist\/backprop-lab\.1$/,
  /^dist\/types\/index\.d\.ts$/,
  /^dist\/types\/(engine|notation|grading|lesson|session)\/.+\.d\.ts$/,
  /^lessons\/[a-z0-9-]+\.md$/,
  /^schema\/[a-z]+\.schema\.json$/,
];

describe('the package', () => {
  it('holds the bundle, the lessons, the types, the licences and nothing else', () => {
    const paths = packed.files.map(({ path }) => path);
    expect(paths.filter((path) => !contents.some((each) => each.test(path)))).toEqual([]);
    expect(contents.filter((each) => !paths.some((path) => each.test(path)))).toEqual([]);
  });

  it('has at most 600 kB', () => {
    expect(packed.size).toBe(statSync(join(scratch, packed.filename)).size);
    expect(packed.size).toBeLessThanOrEqual(600_000);
  });

  it('is described without a fault', async () => {
    const { messages } = await publint({ pkgDir: installed, pack: false, strict: true });
    const pkg = about as Record<string, unknown>;
    expect(messages.map((each) => formatMessage(each, pkg))).toEqual([]);
  });

  it('brings nothing else along', async () => {
    const { stdout } = await run('npm', ['ls', '--all', '--parseable'], { cwd: place, env });
    expect(stdout.trim().split('\n').slice(1)).toEqual([installed]);
  });
});

describe('installed with the network gone', () => {
  const bin = join(place, 'node_modules/.bin/backprop-lab');
  const call = (...args: string[]) => run(bin, args, { cwd: place, env: { ...env, ...guarded } });

  it('tells its version, to npx as well', async () => {
    expect(await call('--version')).toEqual({ stdout: `${about.version}\n`, stderr: '' });
    const { stdout } = await run('npx', ['backprop-lab', '--version'], { cwd: place, env });
    expect(stdout).toBe(`${about.version}\n`);
  });

  it('differentiates, lists its lessons and proves them', async () => {
    const grad = await call('grad', 'mean((a + 2)^2 * 3)', '--at', 'a=[[1,1],[1,1]]', '--json');
    expect(JSON.parse(grad.stdout)).toMatchObject({
      grads: {
        a: [
          [4.5, 4.5],
          [4.5, 4.5],
        ],
      },
    });
    const list = await call('list', '--json');
    expect(JSON.parse(list.stdout).length).toBeGreaterThanOrEqual(4);
    const check = await call('check', join(installed, 'lessons/01-structure.md'));
    expect(check.stdout).toMatch(/1 lesson checked: all is well/);
    expect([grad, list].map(({ stderr }) => stderr)).toEqual(['', '']);
  });

  const script = `
    import { grade, prepare, evaluate, parseLesson } from 'backprop-lab';
    const question = { program: 'z = W @ x; L = sum(z)', shapes: { W: ['o', 'h'], x: ['h', 1] }, ask: 'dL/dW' };
    const result = evaluate('sum(a^2)', { a: [1, 2] });
    console.log(JSON.stringify([
      grade(prepare(question), 'dL/dz x^T').verdict,
      result.ok && result.gradients.grads.a,
      parseLesson('x.md', 'no lesson').ok,
    ]));`;

  it.for([
    ['module', script],
    ['commonjs', script.replace(/import (.*) from ('.*');/, 'const $1 = require($2);')],
  ] as const)('is a library for a %s', async ([kind, source]) => {
    const flags = ['--no-warnings', `--input-type=${kind}`, '-e', source];
    const { stdout } = await run(process.execPath, flags, { cwd: place, env });
    expect(JSON.parse(stdout)).toEqual(['correct', [2, 4], false]);
  });

  it('brings an engine that understands the graphs of the library', async () => {
    const source = `
      import * as engine from 'backprop-lab/engine';
      import { grad, readProgram } from 'backprop-lab';
      console.log(engine.grad === grad, typeof readProgram);`;
    const flags = ['--input-type=module', '-e', source];
    const { stdout } = await run(process.execPath, flags, { cwd: place, env });
    expect(stdout).toBe('true function\n');
  });

  it.for([
    ['nodenext', 'nodenext'],
    ['node16', 'node16'],
    ['preserve', 'bundler'],
  ] as const)(
    'has types that need nothing else, and tell a wrong call: module %s, resolution %s',
    async ([module, moduleResolution]) => {
      const good = `import { grade, prepare, type Feedback } from 'backprop-lab';
        import { grad } from 'backprop-lab/engine';
        export const f: Feedback = grade(prepare({ program: '', shapes: {}, ask: 'L' }), 'x');
        export const g = grad;\n`;
      const project = mkdtempSync(join(place, 'project-'));
      const files = { 'good.ts': good, 'bad.ts': `${good}grade(1, 2);\n` };
      for (const [name, text] of Object.entries(files)) writeFileSync(join(project, name), text);
      writeFileSync(join(project, 'package.json'), '{"type":"module"}');
      const compilerOptions = {
        ...{ noEmit: true, strict: true, skipLibCheck: false, types: [], lib: ['es2023'] },
        ...{ target: 'es2023', module, moduleResolution },
      };
      const check = (name: string) => {
        writeFileSync(
          join(project, 'tsconfig.json'),
          JSON.stringify({ compilerOptions, files: [name] }),
        );
        return run(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-p', project])
          .then(() => '')
          .catch(({ stdout }) => String(stdout));
      };
      expect(await check('good.ts')).toBe('');
      expect(await check('bad.ts')).toMatch(/bad\.ts\(5,\d+\): error/);
    },
  );

  it('names the licence of everything that is bundled', () => {
    const text = readFileSync(join(installed, 'dist/THIRD-PARTY-LICENSES.txt'), 'utf8');
    for (const name of ['yargs', 'yaml', 'mdast-util-from-markdown', 'string-width']) {
      expect(text).toMatch(new RegExp(`^${name} \\d+\\.\\d+\\.\\d+ \\(`, 'm'));
    }
  });
});
