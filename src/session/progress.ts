import type { Verdict } from '../grading/verdict.ts';

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
  readonly exercises: Readonly<Record<string, ExerciseProgress>>;
}

export interface ExerciseProgress {
  /** Oldest first; unreadable answers are kept too, they cost nothing. */
  readonly attempts: readonly Attempt[];
  /** How many hints were opened. */
  readonly hints: number;
  /** Whether the solution was shown before the answer was right. */
  readonly solution: boolean;
  /** The best credit so far, from 0 to 1; never falls. */
  readonly best: number;
  /** What stands in the answer line. */
  readonly draft: string;
  /** The exercise's fingerprint when it was last answered; null before that. */
  readonly fingerprint: string | null;
}

export interface Attempt {
  readonly text: string;
  readonly verdict: Verdict;
  readonly label: string | null;
  /** After the cost of hints. */
  readonly credit: number;
  /** Milliseconds since 1970, by the session's clock; 0 where the session was given no clock. */
  readonly at: number;
}
