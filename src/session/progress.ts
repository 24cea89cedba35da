import type { Verdict } from '../grading/verdict.ts';
import type { Common } from '../lesson/exercises/kind.ts';

/** What is remembered of a student's work: plain JSON, keyed by the ids of lessons and exercises. */
export interface Progress {
  readonly version: 1;
  /** The lesson the student was in last. */
  readonly last: string | null;
  readonly lessons: Readonly<Record<string, LessonProgress>>;
}

export interface LessonProgress {
  /** The id of the step where the student was. */
  readonly step: string | null;
  /** The ids of the steps that were on the screen, in the order of their first time. */
  readonly seen: readonly string[];
  /** The draw of fresh numbers the lesson stands at; 0 for its own. */
  readonly seed: number;
  readonly exercises: Readonly<Record<string, ExerciseProgress>>;
}

export interface ExerciseProgress {
  /** Oldest first; unreadable answers are kept too, they cost nothing. */
  readonly attempts: readonly Attempt[];
  /** The draw of numbers that hints, solution and draft belong to. */
  readonly seed: number;
  /** How many hints were opened. */
  readonly hints: number;
  /** Whether the solution was shown before the answer was right. */
  readonly solution: boolean;
  /** What stands in the answer line. */
  readonly draft: string;
}

export interface Attempt {
  readonly text: string;
  readonly verdict: Verdict;
  readonly label: string | null;
  /** From 0 to 1, after the cost of hints. */
  readonly credit: number;
  /** Milliseconds since 1970, by the session's clock; 0 where the session was given no clock. */
  readonly at: number;
  /** Of the exercise as it was answered. */
  readonly fingerprint: string;
  /** The draw of numbers that it was answered for; 0 for the lesson's own, or where numbers do not matter. */
  readonly seed: number;
}

/** What each hint takes off the credit of a later answer. */
export const hintCost = 0.1;

export const noProgress: Progress = { version: 1, last: null, lessons: {} };

const noLesson: LessonProgress = { step: null, seen: [], seed: 0, exercises: {} };
const noExercise: ExerciseProgress = {
  attempts: [],
  seed: 0,
  hints: 0,
  solution: false,
  draft: '',
};

/** What is remembered of a lesson. */
export function lessonProgress(progress: Progress, lesson: string): LessonProgress {
  return own(progress.lessons, lesson) ?? noLesson;
}

/** What is remembered of an exercise. */
export function exerciseProgress(
  progress: Progress,
  lesson: string,
  exercise: string,
): ExerciseProgress {
  return own(lessonProgress(progress, lesson).exercises, exercise) ?? noExercise;
}

/** The progress with some of a lesson's part replaced. */
export function withLesson(
  progress: Progress,
  lesson: string,
  part: Partial<LessonProgress>,
): Progress {
  const next = { ...lessonProgress(progress, lesson), ...part };
  return { ...progress, lessons: { ...progress.lessons, [lesson]: next } };
}

/** The progress with some of an exercise's part replaced. */
export function withExercise(
  progress: Progress,
  lesson: string,
  exercise: string,
  part: Partial<ExerciseProgress>,
): Progress {
  const next = { ...exerciseProgress(progress, lesson, exercise), ...part };
  const { exercises } = lessonProgress(progress, lesson);
  return withLesson(progress, lesson, { exercises: { ...exercises, [exercise]: next } });
}

/** What is remembered of an exercise at the numbers it has now: help with other numbers does not count. */
export function entryFor(
  progress: Progress,
  lesson: string,
  exercise: Pick<Common, 'id' | 'seed'>,
): ExerciseProgress {
  const entry = exerciseProgress(progress, lesson, exercise.id);
  if (entry.seed === exercise.seed) return entry;
  return { ...noExercise, attempts: entry.attempts, seed: exercise.seed };
}

/** Whether it was answered right at the numbers it has now. */
export function isSolvedHere(exercise: Common, entry: ExerciseProgress): boolean {
  return judged(exercise, entry).some(({ verdict }) => verdict === 'correct');
}

/** The answers to the exercise as it is now, at the numbers it has now, that got a verdict. */
export function judged(exercise: Common, { attempts }: ExerciseProgress): readonly Attempt[] {
  return attempts.filter(
    (each) =>
      each.verdict !== 'unreadable' && isCurrent(exercise, each) && each.seed === exercise.seed,
  );
}

/** Whether the exercise as it is now was answered right, at any numbers. */
export function isSolved(exercise: Common, { attempts }: ExerciseProgress): boolean {
  return attempts.some((each) => each.verdict === 'correct' && isCurrent(exercise, each));
}

/** Whether it was answered right before it changed, and not since. */
export function isOutdated(exercise: Common, entry: ExerciseProgress): boolean {
  return entry.attempts.some(({ verdict }) => verdict === 'correct') && !isSolved(exercise, entry);
}

/** The best credit for the exercise as it is now; never falls. */
export function bestCredit(exercise: Common, { attempts }: ExerciseProgress): number {
  const credits = attempts.filter((each) => isCurrent(exercise, each)).map(({ credit }) => credit);
  return Math.max(0, ...credits);
}

function isCurrent(exercise: Common, attempt: Attempt): boolean {
  return attempt.fingerprint === exercise.fingerprint;
}

/**
 * Both at once: nothing that either remembers is lost. Where only one thing can be (the place, a
 * draft), `mine` has it.
 */
export function merge(theirs: Progress, mine: Progress): Progress {
  return {
    version: 1,
    last: mine.last ?? theirs.last,
    lessons: join(theirs.lessons, mine.lessons, (their, my) => ({
      step: my.step ?? their.step,
      seen: [...new Set([...their.seen, ...my.seen])],
      seed: my.seed || their.seed,
      exercises: join(their.exercises, my.exercises, mergeExercise),
    })),
  };
}

function mergeExercise(their: ExerciseProgress, my: ExerciseProgress): ExerciseProgress {
  const attempts = mergeAttempts(their.attempts, my.attempts);
  // Help belongs to its numbers: of two draws the one in front of the student stays.
  if (their.seed !== my.seed) return { ...my, attempts };
  return {
    attempts,
    seed: my.seed,
    hints: Math.max(their.hints, my.hints),
    solution: their.solution || my.solution,
    draft: my.draft === '' ? their.draft : my.draft,
  };
}

/** Every attempt as often as the list that has it most often, by time. */
function mergeAttempts(theirs: readonly Attempt[], mine: readonly Attempt[]): readonly Attempt[] {
  const left = new Map<string, number>();
  for (const each of theirs) left.set(identity(each), (left.get(identity(each)) ?? 0) + 1);
  const added = mine.filter((each) => {
    const count = left.get(identity(each)) ?? 0;
    left.set(identity(each), count - 1);
    return count <= 0;
  });
  return [...theirs, ...added].sort((a, b) => a.at - b.at);
}

function identity({ text, verdict, label, credit, at, fingerprint, seed }: Attempt): string {
  return JSON.stringify([at, text, verdict, label, credit, fingerprint, seed]);
}

function join<T>(
  theirs: Readonly<Record<string, T>>,
  mine: Readonly<Record<string, T>>,
  both: (their: T, my: T) => T,
): Record<string, T> {
  const joined = Object.entries(mine).map(([key, my]): [string, T] => {
    const their = own(theirs, key);
    return [key, their === undefined ? my : both(their, my)];
  });
  // Not assigned key by key: in a file somebody wrote, one may be `__proto__`.
  return { ...theirs, ...Object.fromEntries(joined) };
}

/** An own property; `constructor` is a possible id. */
function own<T>(table: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined;
}
