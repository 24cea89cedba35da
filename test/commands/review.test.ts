import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { keepProgress, putLesson } from '../kit/kept.ts';
import { lessonOf, oneLayer } from '../kit/lesson.ts';
import { maskless, monday, right, student } from '../kit/student.ts';
import { it } from '../support/lab.ts';
import { run } from '../support/run.ts';

const lesson = lessonOf(oneLayer);
/** Years ago, so that it is due whatever the clock says; and in a far future, so that it is not. */
const past = student(lesson, [
  ['dW', maskless, monday - 1e11],
  ['which', 'b', monday - 1e11 + 1],
]);
const future = student(lesson, [['dW', maskless, 7e15]]);

const texts = (home: string) => {
  const file = readFileSync(join(home, 'data/backprop-lab/progress.json'), 'utf8');
  const { exercises } = JSON.parse(file).progress.lessons['one-layer'];
  return exercises.dW.attempts.map(({ text, verdict }: Record<string, string>) => [text, verdict]);
};

describe('backprop-lab review', () => {
  it('asks again what went wrong, judges, and keeps the answers', async ({ home }) => {
    putLesson(home);
    keepProgress(home, past);
    const input = `:hint\ndL_dh @ x.T.T\n${right}\n\n`;
    const { code, out, err } = await run(home, ['review'], { input });
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(/^2 questions to be asked again\./);
    expect(out).toContain('\nOne layer\n2. Your turn\n');
    expect(out).toContain('? Write ∂L/∂W from ∂L/∂h, z and x.');
    expect(out).toContain('Hint 1: How many weights are there?');
    expect(out).toContain('Not yet. ');
    expect(out).toContain('Right.\nIt is asked again tomorrow.\n');
    expect(out).toContain('? Which units let the gradient pass?');
    expect(out).toMatch(/Left for another time\.\n\nThat was all\.\n$/);
    expect(texts(home)).toEqual([
      [maskless, 'incorrect'],
      ['dL_dh @ x.T.T', 'incorrect'],
      [right, 'correct'],
    ]);
  });

  it('asks less often after it went well', async ({ home }) => {
    putLesson(home);
    keepProgress(home, past);
    const first = await run(home, ['review'], { input: `${right}\n:quit\n` });
    expect(first.out).toContain('Right.\nIt is asked again in 3 days.\n');
    const second = await run(home, ['review']);
    expect(second.out).toMatch(/^1 question to be asked again\./);
    expect(second.out).toContain('The input has ended; 1 question left.');
    const list = await run(home, ['review', '--list']);
    expect(list.out).toMatch(
      /^1 question due\.\n\n {2}now {9}one-layer\/which +A choice\n {2}\d{4}-/,
    );
  });

  it('says so when nothing is due', async ({ home }) => {
    putLesson(home);
    expect((await run(home, ['review'])).out).toBe(
      'Nothing is to be asked again: nothing went wrong, or all of it is settled.\n',
    );
    keepProgress(home, future);
    expect((await run(home, ['review'])).out).toMatch(/^Nothing is due today\.\n\n.*one-layer\/dW/);
    const all = await run(home, ['review', '--all', '--ascii'], { input: ':q\n' });
    expect(all.out).toMatch(/^1 question to be asked again\.[\x20-\x7e\n]*$/);
  });

  it('says with examples how it is called', async ({ home }) => {
    expect((await run(home, ['review', '--help'])).out).toContain('backprop-lab review --list');
  });
});
