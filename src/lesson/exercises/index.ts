import type { Feedback, Reading } from '../../grading/verdict.ts';
import { untidy } from '../source.ts';
import type { Common, Offer, Past, Solution } from './kind.ts';
import type { Exercise, Kind } from './kinds.ts';
import { kindOf } from './row.ts';

/** The verdict on an answer, in the light of what was answered before. */
export function gradeExercise(exercise: Exercise, answer: string, past: Past = {}): Feedback {
  const feedback = kindOf(exercise).grade(exercise, answer, past);
  return {
    ...feedback,
    message: tidy(feedback.message),
    read: feedback.read && tidy(feedback.read),
  };
}

/** The kinds with something to list; of the others the table need not be asked. */
const lists: { readonly [K in Kind]: boolean } = {
  ...{ derive: false, compute: false, shape: false, choice: true, order: true },
  ...{ backward: false, debug: true, experiment: false },
};

/** What the question lists below what it asks: options, lines, rows. */
export function offersOf(exercise: Exercise): readonly Offer[] {
  return lists[exercise.kind] ? kindOf(exercise).offers(exercise) : [];
}

/** The reading of a draft, live under the answer line; of none before anything is typed. */
export function readDraft(exercise: Exercise, draft: string): Reading {
  if (draft.trim() === '') return { read: null, shapes: null, problem: null };
  const reading = kindOf(exercise).read(exercise, draft);
  return { ...reading, read: reading.read && tidy(reading.read) };
}

/** Kinds give back what was typed, and that may hold anything. */
function tidy(text: string): string {
  return text.replace(untidy, '\uFFFD');
}

/** The answer as the lab shows it after success or on request. */
export function solve(exercise: Exercise): Solution {
  return kindOf(exercise).solution(exercise);
}

export type { Common, Exercise, Kind };
export { kindOf };
