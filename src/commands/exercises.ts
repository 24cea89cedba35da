import { QuestionError } from '../grading/prepare.ts';
import type { Feedback } from '../grading/verdict.ts';
import { gradeExercise } from '../lesson/exercises/index.ts';
import { seeded } from '../lesson/seeds.ts';
import { suggest } from '../lesson/suggest.ts';
import { type Catalogue, loadCatalogue } from './catalogue.ts';
import { noLesson } from './missing.ts';

/** Grades the exercises of the lessons by id; the lessons are read when the first one is asked for. */
export function exerciseFinder(): (
  lesson: string,
  exercise: string,
  seed: number,
) => (answer: string) => Feedback {
  let catalogue: Catalogue | null = null;
  return (lessonId, exerciseId, seed) => {
    catalogue ??= loadCatalogue();
    const lessons = catalogue.lessons.map((entry) => entry.lesson);
    const lesson = lessons.find(({ id }) => id === lessonId);
    if (!lesson) {
      throw new QuestionError('lesson', noLesson(lessonId, lessons, catalogue.issues));
    }
    const exercises = seeded(lesson, seed).steps.flatMap((step) => step.exercise ?? []);
    const exercise = exercises.find(({ id }) => id === exerciseId);
    if (!exercise) {
      const known = exercises.map(({ id }) => id);
      throw new QuestionError(
        'exercise',
        `${lessonId} has no exercise ${exerciseId}. ${suggest(exerciseId, known)}`,
      );
    }
    return (answer) => gradeExercise(exercise, answer);
  };
}
