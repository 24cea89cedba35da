import { type Accident, accidentsAt } from './accident.ts';
import type { Lesson, Place } from './lesson.ts';
import { seeded } from './seeds.ts';

/** A mistake that a numeric answer does not show: at the lesson's numbers it gives the right ones. */
export interface BlindSpot extends Accident {
  readonly exercise: string;
  readonly place: Place;
}

/**
 * The known mistakes that a lesson's `compute` exercises cannot tell from the right answer, one of
 * each label; for example a missing transpose where the matrix is its own. They are no faults, but
 * other numbers would teach more.
 */
export function blindSpots(lesson: Lesson): readonly BlindSpot[] {
  return lesson.steps.flatMap(({ exercise }) => {
    if (exercise?.kind !== 'compute') return [];
    const { id, place } = exercise;
    return accidentsAt(exercise).map((each) => ({ ...each, exercise: id, place }));
  });
}

/** A blind spot with the draws of numbers that have it; 0 are the lesson's own. */
export interface BlindDraws extends BlindSpot {
  readonly seeds: readonly number[];
}

/** The blind spots of a lesson at its own numbers and at all that it hands out. */
export function allBlindSpots(lesson: Lesson, tick: () => void = () => {}): readonly BlindDraws[] {
  const found = new Map<string, BlindDraws>();
  for (let seed = 0; seed <= lesson.seeds; seed++) {
    const drawn = seeded(lesson, seed);
    const isNew = new Set(
      drawn.steps.flatMap(({ exercise }) => (exercise?.seed === seed ? [exercise.id] : [])),
    );
    for (const spot of blindSpots(drawn)) {
      if (!isNew.has(spot.exercise)) continue;
      const key = `${spot.exercise} ${spot.label}`;
      const known = found.get(key);
      found.set(
        key,
        known ? { ...known, seeds: [...known.seeds, seed] } : { ...spot, seeds: [seed] },
      );
    }
    tick();
  }
  return [...found.values()];
}
