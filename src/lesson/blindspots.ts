import { Env } from '../engine/run.ts';
import { sameShape } from '../engine/shape.ts';
import { Diagnostician } from '../grading/diagnose.ts';
import { agree } from '../grading/judge.ts';
import { print } from '../notation/print.ts';
import { askedFault, reference } from './answerkey.ts';
import { asked } from './exercises/quantity.ts';
import type { Lesson, Place } from './lesson.ts';

/** A mistake that a numeric answer does not show: at the lesson's numbers it gives the right ones. */
export interface BlindSpot {
  readonly exercise: string;
  readonly label: string;
  /** The wrong formula. */
  readonly formula: string;
  readonly place: Place;
}

/**
 * The known mistakes that a lesson's `compute` exercises cannot tell from the right answer, one of
 * each label; for example a missing transpose where the matrix is its own. They are no faults, but
 * other numbers would teach more.
 */
export function blindSpots(lesson: Lesson): readonly BlindSpot[] {
  return lesson.steps.flatMap(({ exercise }) => {
    if (exercise?.kind !== 'compute' || askedFault(asked(exercise, true))) return [];
    const p = reference(asked(exercise, true));
    const value = p.values?.get(p.asked);
    if (!p.values || !value) return [];
    const env = new Env(p.scope, p.values, p.sizes);
    const found = new Map<string, BlindSpot>();
    for (const { label, expr } of new Diagnostician(p).candidates()) {
      if (found.has(label) || !expr.shape || !sameShape(expr.shape, p.shape)) continue;
      if (!agree(env.value(expr), value)) continue;
      const formula = print(expr, 'math', { showDim: p.showDim });
      found.set(label, { exercise: exercise.id, label, formula, place: exercise.place });
    }
    return [...found.values()];
  });
}
