import type { Verdict } from '../../grading/verdict.ts';
import type { Lesson } from '../../lesson/lesson.ts';
import { exerciseProgress, noProgress } from '../progress.ts';
import { type Session, start, update } from '../session.ts';
import { here } from '../view.ts';
import type { AttemptReport, LessonReport, Report } from './report.ts';

/**
 * What came of an answer when it was given again: the same verdict and label; another one; not
 * tried, because the exercise is another one now; not tried, because there is no such exercise.
 */
export type Outcome = 'same' | 'different' | 'changed' | 'unknown';

/** An answer of a report, given again. */
export interface Replayed {
  readonly lesson: string;
  readonly exercise: string;
  readonly attempt: AttemptReport;
  readonly outcome: Outcome;
  /** What the lab says now; null where it was not asked. */
  readonly verdict: Verdict | null;
  readonly label: string | null;
  /** What the answer is worth if no help was taken. */
  readonly credit: number;
}

/**
 * Gives all answers of a report again, in the order of their times, to a lab of its own: the same
 * exercise, numbers and text have to give the same verdict.
 */
export function replay(report: Report, lessons: readonly Lesson[]): readonly Replayed[] {
  return report.lessons.flatMap((work) => {
    const lesson = lessons.find(({ id }) => id === work.id);
    return lesson ? replayLesson(work, lesson) : untried(work, 'unknown');
  });
}

function untried({ id, exercises }: LessonReport, outcome: Outcome): Replayed[] {
  return exercises.flatMap((exercise) =>
    exercise.attempts.map((attempt) => notTried(id, exercise.id, attempt, outcome)),
  );
}

function notTried(
  lesson: string,
  exercise: string,
  attempt: AttemptReport,
  outcome: Outcome,
): Replayed {
  return { lesson, exercise, attempt, outcome, verdict: null, label: null, credit: 0 };
}

function replayLesson(work: LessonReport, lesson: Lesson): readonly Replayed[] {
  const answers = work.exercises.flatMap(({ id, attempts }) =>
    attempts.map((attempt) => ({ id, attempt })),
  );
  const inTime = answers.sort((a, b) => timeOf(a.attempt) - timeOf(b.attempt));
  let session = start([lesson], noProgress);
  return inTime.map(({ id, attempt }) => {
    const step = lesson.steps.findIndex(({ exercise }) => exercise?.id === id);
    if (step < 0) return notTried(lesson.id, id, attempt, 'unknown');
    session = answered(session, lesson, step, attempt);
    const last = exerciseProgress(session.progress, lesson.id, id).attempts.at(-1);
    if (last?.fingerprint !== attempt.fingerprint || last.text !== attempt.text) {
      return notTried(lesson.id, id, attempt, 'changed');
    }
    const { verdict, label, credit } = last;
    const isSame = verdict === attempt.verdict && label === attempt.label;
    const outcome = isSame ? 'same' : 'different';
    return { lesson: lesson.id, exercise: id, attempt, outcome, verdict, label, credit };
  });
}

function answered(session: Session, lesson: Lesson, step: number, attempt: AttemptReport): Session {
  const opened = { type: 'opened', lesson: lesson.id, step } as const;
  const there = update(session, opened);
  const isDrawn = here(there)?.exercise?.seed === attempt.seed;
  const at = isDrawn ? there : update(session, { ...opened, seed: attempt.seed });
  const timed = update(at, { type: 'ticked', now: timeOf(attempt) });
  return update(timed, { type: 'submitted', answer: attempt.text });
}

function timeOf({ at }: AttemptReport): number {
  return at === null ? 0 : Date.parse(at);
}
