import { batches } from './batches.ts';
import { chain } from './chain.ts';
import { convolutions } from './convolutions.ts';
import type { CourseExercise } from './exercise.ts';
import { layers } from './layers.ts';
import { norms } from './norms.ts';
import { sequences } from './sequences.ts';

/** The exercises of a course with every wrong answer that its authors collected. */
export const course: readonly CourseExercise[] = [
  ...layers,
  ...chain,
  ...batches,
  ...norms,
  ...convolutions,
  ...sequences,
].sort((a, b) => order(a.id) - order(b.id));

function order(id: string): number {
  const [lesson, exercise] = id.split('.').map(Number);
  return lesson! * 100 + exercise!;
}
