import type { Lesson } from './lesson.ts';
import { drawnLesson } from './seeding.ts';

/**
 * The lesson with the numbers of a seed, in its pictures, its questions and its text; 0 are its
 * own. A lesson without fresh numbers is always itself.
 */
export function seeded(lesson: Lesson, seed: number): Lesson {
  const wanted = lesson.seeds > 0 && Number.isSafeInteger(seed) && seed > 0 ? seed : 0;
  if (wanted === lesson.seed) return lesson;
  const { template } = lesson;
  return template === null ? lesson : drawnLesson(lesson, template, wanted);
}
