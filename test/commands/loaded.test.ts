import { copyFileSync, mkdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect } from 'vitest';
import { it } from '../support/lab.ts';
import { root } from '../support/root.ts';
import { run } from '../support/run.ts';

interface Script {
  readonly name: string;
  /** Whether Ink or React is in it. */
  readonly draws: boolean;
  /** Whether it was loaded before anything was on the screen. */
  readonly early: boolean;
}

const env = (home: string) => ({
  NODE_OPTIONS: `--require ${join(root, 'test/support/scripts.cjs')}`,
  SCRIPTS: join(home, 'scripts'),
});
const scripts = (home: string) =>
  JSON.parse(readFileSync(join(home, 'scripts'), 'utf8')) as readonly Script[];

it.for([
  ['--help'],
  ['grad', '--help'],
  ['completion'],
  ['list'],
  ['list', '--json'],
  ['show', 'loss'],
  ['check', join(root, 'test/lessons/good.md')],
  ['grad', 'a^2', '--at', 'a=1', '--json'],
  ['grade'],
  ['report'],
  ['new', 'mine'],
  ['pack', 'course'],
  ['preview', join(root, 'test/lessons/good.md')],
  ['notes'],
  ['review'],
  ['learn', 'loss', '--plain'],
  [],
])('backprop-lab %j loads neither Ink nor React', async (args, { home }) => {
  mkdirSync(join(home, 'course'));
  copyFileSync(join(root, 'test/lessons/good.md'), join(home, 'course/good.md'));
  const { code } = await run(home, args, { env: env(home) });
  expect(code).toBe(0);
  const loaded = scripts(home);
  expect(loaded.map(({ name }) => basename(name))).toContain('main.cjs');
  expect(loaded.filter(({ draws }) => draws)).toEqual([]);
});

it('a version needs nothing of the program', async ({ home }) => {
  await run(home, ['--version'], { env: env(home) });
  expect(scripts(home)).toEqual([]);
});

it('a lesson on the screen needs Ink and React, after its first frame', async ({ home, open }) => {
  const lab = open({ args: ['learn', 'loss'], env: { ...env(home), SCRIPTS: join(home, 'lab') } });
  await lab.waitFor((it) => it.raw().includes('\u001B[?2004h'));
  lab.press('ctrl+c');
  await lab.ended();
  const loaded = JSON.parse(readFileSync(join(home, 'lab'), 'utf8')) as readonly Script[];
  const drawing = loaded.filter(({ draws }) => draws);
  expect(drawing.length).toBeGreaterThan(0);
  // The first frame is on the screen by then.
  expect(drawing.filter(({ early }) => early)).toEqual([]);
  // It is drawn without the engine and the parser of formulas.
  const early = loaded.filter((each) => each.early).map(({ name }) => basename(name));
  expect(early).toEqual(['main.cjs', 'commands-learn.cjs', 'ui-lab.cjs']);
  // The shipped lessons are read already, and nothing was answered.
  const names = loaded.map(({ name }) => basename(name));
  expect(names).not.toContain('yaml.cjs');
  expect(names).not.toContain('mdast-util-from-markdown.cjs');
  // Every character of theirs is one column wide.
  expect(names).not.toContain('original-width.cjs');
});
