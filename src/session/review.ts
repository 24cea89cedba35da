import type { Lesson } from '../lesson/lesson.ts';
import {
  type ExerciseProgress,
  exerciseProgress,
  lessonProgress,
  type Progress,
  withExercise,
} from './progress.ts';
import { type Session, start, update } from './session.ts';

/** Days from a mistake, or from a review that went well, to the next review. */
export const intervals = [1, 3, 7, 21];

const day = 24 * 60 * 60 * 1000;

/** An exercise that went wrong, and when it is to be asked again. */
export interface Review {
  readonly lesson: string;
  readonly exercise: string;
  /** The title of its step. */
  readonly title: string;
  /** How many reviews went well since it last went wrong. */
  readonly passed: number;
  /** Milliseconds since 1970. */
  readonly due: number;
}

/** Everything that went wrong and is not settled yet, the most urgent first. */
export function schedule(lessons: readonly Lesson[], progress: Progress): readonly Review[] {
  const reviews = lessons.flatMap((lesson) =>
    lesson.steps.flatMap(({ exercise, title }) => {
      if (!exercise) return [];
      const standing = standingOf(exerciseProgress(progress, lesson.id, exercise.id));
      if (!standing) return [];
      const interval = intervals[standing.passed];
      if (interval === undefined) return [];
      const { passed, since } = standing;
      return [
        { lesson: lesson.id, exercise: exercise.id, title, passed, due: since + interval * day },
      ];
    }),
  );
  return reviews.sort((a, b) => a.due - b.due);
}

/** What is to be asked again at a moment, given in milliseconds since 1970. */
export function dueAt(reviews: readonly Review[], now: number): readonly Review[] {
  return reviews.filter(({ due }) => due <= now);
}

interface Standing {
  readonly passed: number;
  /** When it went wrong, or when the last review went well. */
  readonly since: number;
}

/**
 * Read off the times of the answers: a wrong one begins anew, a right one counts as a review when
 * its interval has passed. A right answer a minute after a wrong one proves little. Null: it never
 * went wrong. Looking at the solution is going wrong, at the time of the first answer.
 */
function standingOf({ attempts, solution }: ExerciseProgress): Standing | null {
  const judged = attempts.filter(({ verdict }) => verdict !== 'unreadable');
  const wasWrong = judged.some(({ verdict }) => verdict === 'incorrect');
  const shown: Standing = { passed: 0, since: judged[0]?.at ?? 0 };
  return judged.reduce<Standing | null>(
    (standing, { verdict, at }) => {
      if (verdict === 'incorrect') return { passed: 0, since: at };
      if (!standing) return standing;
      const interval = intervals[standing.passed];
      if (interval === undefined) return standing;
      const isReview = at - standing.since >= interval * day;
      return isReview ? { passed: standing.passed + 1, since: at } : standing;
    },
    solution && !wasWrong ? shown : null,
  );
}

/** A lab of its own at an exercise, with fresh numbers where the lesson has some. */
export function reviewSession(
  lesson: Lesson,
  exercise: string,
  progress: Progress,
  now: number,
): Session {
  const step = lesson.steps.findIndex((each) => each.exercise?.id === exercise);
  const { attempts } = exerciseProgress(progress, lesson.id, exercise);
  const last = Math.max(attempts.at(-1)?.seed ?? 0, lessonProgress(progress, lesson.id).seed);
  const seed = lesson.seeds > 0 ? (last % lesson.seeds) + 1 : 0;
  // What was typed before is left out, so that the question stands as at the first time.
  const unhelped = withExercise(progress, lesson.id, exercise, {
    draft: '',
    hints: 0,
    solution: false,
  });
  const opened = update(start([lesson], unhelped, now), {
    ...{ type: 'opened', lesson: lesson.id, step },
    ...(seed > 0 && { seed }),
  });
  return opened;
}

/** Progress with the answers given in a review; the place, the numbers and the help stay as they were. */
export function withAnswers(
  kept: Progress,
  lesson: string,
  exercise: string,
  reviewed: Progress,
): Progress {
  const before = exerciseProgress(kept, lesson, exercise).attempts;
  const known = new Set(before.map((each) => JSON.stringify(each)));
  const { attempts } = exerciseProgress(reviewed, lesson, exercise);
  const added = attempts.filter((each) => !known.has(JSON.stringify(each)));
  return added.length === 0
    ? kept
    : withExercise(kept, lesson, exercise, { attempts: [...before, ...added] });
}
