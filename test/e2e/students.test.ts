import { describe, expect } from 'vitest';
import { noProgress } from '../../src/session/progress.ts';
import { start } from '../../src/session/session.ts';
import { lessons, play, said, say } from '../session/support.ts';
import { it } from '../support/lab.ts';
import { run } from '../support/run.ts';
import { studentNames, students, type Try, tries } from '../support/students.ts';
import type { Terminal } from '../support/terminal.ts';

/** Each student in each lesson. */
const courses = studentNames.flatMap((student) =>
  lessons.map((lesson) => [student, lesson.id, tries(student, lesson)] as const),
);

/** The labels of what was handed in, as the student's own report has them, in order. */
async function reported(home: string, lesson: string): Promise<readonly (string | null)[]> {
  const { out } = await run(home, ['report']);
  const report = JSON.parse(out) as {
    lessons: {
      id: string;
      exercises: { attempts: { verdict: string; label: string | null }[] }[];
    }[];
  };
  const mine = report.lessons.find(({ id }) => id === lesson)!;
  return mine.exercises.flatMap(({ attempts }) =>
    attempts.map(({ verdict, label }) => (verdict === 'correct' ? null : label)),
  );
}

const labels = (all: readonly Try[]) => all.map(({ label }) => label);

describe('lines through a pipe', () => {
  it.for(courses)('a student who %s works through %s', async ([, id, all], { home }) => {
    const input = all.map(({ answer }) => `${answer}\n`).join('');
    const { code, out, err } = await run(home, ['learn', id, '--plain'], { input });
    expect({ code, err }).toEqual({ code: 0, err: '' });
    const verdicts = out.match(/^(Right|Not yet|Not judged)\..*$/gm) ?? [];
    const told = verdicts.map((line) =>
      line.startsWith('Right.') ? null : (/\(([a-z0-9-]+)\)$/.exec(line)?.[1] ?? line),
    );
    expect(told).toEqual(labels(all));
    expect(out).toMatch(/That is the end of .*: (\d+) of \1 solved/);
    expect(await reported(home, id)).toEqual(labels(all));
  });
});

/** Types an answer and hands it in; an option is picked by its letter. */
async function handIn(lab: Terminal, { exercise, answer }: Try, before: string): Promise<void> {
  if (exercise.kind !== 'choice') {
    // An experiment opens at its run.
    if (exercise.kind === 'experiment' && !/hand in/.test(lab.screen())) lab.press('enter');
    await lab.waitFor(/hand in/);
    lab.press('ctrl+u');
    lab.type(answer);
  } else {
    const several = exercise.options.filter(({ right }) => right).length > 1;
    const picked = (text: string) => new Set(text.split(' ').filter((each) => each !== ''));
    const [now, next] = [several ? picked(before) : new Set<string>(), picked(answer)];
    for (const each of new Set([...now, ...next])) {
      if (now.has(each) !== next.has(each)) lab.press(each);
    }
  }
  lab.press('enter');
}

/** Whether a sentence stands on the screen, wherever its lines are broken. */
function shows(lab: Terminal, sentence: string): boolean {
  const bare = (text: string) => text.replace(/\s+/g, '');
  return bare(lab.screen()).includes(bare(sentence));
}

describe('the lab in a terminal', () => {
  it.for(courses)('a student who %s works through %s', async ([student, id], { open, home }) => {
    const lesson = lessons.find((each) => each.id === id)!;
    const count = lesson.steps.length;
    const lab = open({ args: ['learn', id] });
    // The same happens to a session of ours, which knows what has to be said.
    let mine = play(start(lessons, noProgress), { type: 'opened', lesson: id, step: 0 });
    for (const [i, { exercise }] of lesson.steps.entries()) {
      await lab.waitFor(new RegExp(`step ${i + 1} of ${count}`));
      let before = '';
      for (const each of exercise ? students[student](exercise) : []) {
        await handIn(lab, each, before);
        before = each.answer;
        mine = say(mine, each.answer);
        const { verdict, message } = said(mine);
        await lab.waitFor((it) => shows(it, verdict === 'correct' ? '✓ Right.' : message));
      }
      if (i + 1 < count) lab.press('ctrl+n');
      mine = play(mine, { type: 'stepped', by: 1 });
    }
    lab.press('ctrl+c');
    await lab.exit();
    expect(await reported(home, id)).toEqual(labels(tries(student, lesson)));
  });
});
