import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { commandNames } from '../../build/man.js';
import { guarded } from '../support/guarded.ts';
import { it } from '../support/lab.ts';
import { root } from '../support/root.ts';
import { run } from '../support/run.ts';

/** Each command as somebody uses it in a pipe. */
const calls: Readonly<Record<string, readonly string[]>> = {
  lab: [],
  learn: ['learn', 'loss', '--plain'],
  list: ['list', '--json'],
  show: ['show', 'loss', '--answers'],
  review: ['review', '--all'],
  notes: ['notes'],
  grad: ['grad', 'mean((a + 2)^2)', '--at', 'a=[1,2]'],
  grade: ['grade', '--json'],
  check: ['check', 'lessons'],
  gallery: ['gallery', 'matrix'],
  new: ['new', 'mine', '--in', 'week'],
  preview: ['preview', 'lessons/good.md'],
  pack: ['pack', 'lessons', '--out', 'week.json'],
  report: ['report', '--name', 'Ada'],
};

const question = {
  ...{ id: 1, program: 'z = W @ x; L = sum(z)', shapes: { W: ['o', 'h'], x: ['h', 1] } },
  ...{ ask: 'dL/dW', answer: 'dL/dz x^T' },
};
const inputs: Readonly<Record<string, string>> = {
  learn: '18\n:hint\n',
  grade: `${JSON.stringify(question)}\n`,
};

describe('no network, no other program, no code made of text', () => {
  it('in any command, and each is tried', async ({ home }) => {
    const names = commandNames((await run(home, ['--help'])).out).map(String);
    expect(Object.keys(calls).sort()).toEqual(names.sort());
    const good = readFileSync(join(root, 'test/lessons/good.md'), 'utf8');
    mkdirSync(join(home, 'lessons'));
    writeFileSync(join(home, 'lessons/good.md'), good);
    for (const [name, args] of Object.entries(calls)) {
      const { code, out, err } = await run(home, args, { env: guarded, input: inputs[name] ?? '' });
      expect({ name, code, err }).toEqual({ name, code: 0, err: '' });
      expect(out.length).toBeGreaterThan(0);
    }
  });

  it('in the lab, where an answer is given, a network trains and the lesson is previewed', async ({
    home,
    open,
  }) => {
    const lesson = join(root, 'test/ui/lesson.md');
    const lab = open({
      args: ['learn', 'sample', '--lessons', lesson, '--step', 'dW3'],
      env: guarded,
    });
    await lab.waitFor(/hand in/);
    lab.type('dL/dh3');
    lab.press('enter');
    await lab.waitFor(/Not yet|✗/);
    lab.press('ctrl+c');
    await lab.exit();
    const training = open({
      args: ['learn', 'sample', '--lessons', lesson, '--step', 'descent'],
      env: guarded,
    });
    await training.waitFor(/space train/);
    training.press('space');
    await training.waitFor(/falls|steps/);
    training.press('ctrl+c');
    await training.exit();
    const file = join(home, 'mine.md');
    cpSync(lesson, file);
    const preview = open({ args: ['preview', file], env: guarded });
    await preview.waitFor(/esc|q leave/);
    writeFileSync(file, 'no lesson any more');
    await preview.waitFor(/Begin the file with front matter/);
    preview.press('ctrl+c');
    await preview.exit();
    for (const each of [lab, training, preview]) expect(each.raw()).not.toMatch(/GUARD|EvalError/);
  });
});
