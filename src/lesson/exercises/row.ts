import type { ExerciseKind } from './kind.ts';
import { type Exercise, kinds } from './kinds.ts';

/** What the lab does with an exercise: the row of its kind. The table is loaded when it is asked for. */
export function kindOf(exercise: Exercise): ExerciseKind<Exercise> {
  return kinds[exercise.kind];
}
