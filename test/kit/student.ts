import type { Lesson } from '../../src/lesson/lesson.ts';
import { noProgress, type Progress } from '../../src/session/progress.ts';
import { start, update } from '../../src/session/session.ts';

export const day = 24 * 60 * 60 * 1000;
/** A Monday, 9:00 UTC. */
export const monday = Date.UTC(2026, 0, 5, 9);

/** What a student does at one exercise: an answer, `:hint` or `:solution`; and when. */
export type Act = readonly [exercise: string, text: string, at: number];

/** What is remembered of a student who does all this in one lesson. */
export function student(
  lesson: Lesson,
  acts: readonly Act[],
  before: Progress = noProgress,
): Progress {
  const session = acts.reduce(
    (now, [exercise, text, at]) => {
      const step = lesson.steps.findIndex((each) => each.exercise?.id === exercise);
      const there = update(now, { type: 'opened', lesson: lesson.id, step });
      const timed = update(there, { type: 'ticked', now: at });
      if (text === ':hint') return update(timed, { type: 'hinted' });
      if (text === ':solution') return update(timed, { type: 'solutionShown' });
      return update(timed, { type: 'submitted', answer: text });
    },
    start([lesson], before),
  );
  return session.progress;
}

/** Answers of the lesson in `lesson.ts`. */
export const right = '(dL/dh * (z > 0)) @ x.T';
export const maskless = 'dL/dh @ x.T';
