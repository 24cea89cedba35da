import type { Feedback, Reading } from '../../grading/verdict.ts';
import type { Network, Place, Prose } from '../lesson.ts';

/** What every exercise has, whatever its kind. */
export interface Common {
  /** Stable within the lesson; progress hangs on it. */
  readonly id: string;
  readonly ask: Prose;
  /** From a question back to the student up to nearly all of the way. */
  readonly hints: readonly Prose[];
  /** The author's words beside the solution that the lab prints. */
  readonly why: Prose | null;
  readonly tests: readonly Test[];
  /** The network and numbers in force; null before the first `network` block. */
  readonly network: Network | null;
  /** Changes when the exercise, its network or its numbers change. */
  readonly fingerprint: string;
  readonly place: Place;
}

/** An answer and what the lab must say to it: `correct`, `incorrect`, `unreadable` or a label. */
export interface Test {
  readonly give: string;
  readonly expect: string;
  readonly place: Place;
}

/** A wrong answer with a sentence of the lesson's own, by label. */
export type Mistakes = Readonly<Record<string, { readonly when?: string; readonly say?: string }>>;

/** The answer as the lab shows it after success or on request. */
export interface Solution {
  /** As a student could type it; its own grader finds it correct. */
  readonly answer: string;
  /** LaTeX-free math notation for the screen, for example `(∂L/∂h₃ ⊙ 1[z₃>0]) h₂ᵀ`; null: show `answer`. */
  readonly shown: string | null;
}

/** What one kind of exercise can do. Every function is pure: same exercise, same answer, same verdict. */
export interface Grader<E> {
  /** `previous` are the student's earlier answers to this exercise, oldest first. */
  grade(exercise: E, answer: string, previous: readonly string[]): Feedback;
  /** The reading shown live under the answer line. */
  read(exercise: E, draft: string): Reading;
  solution(exercise: E): Solution;
}
