import type { Lesson } from '../lesson/lesson.ts';
import {
  exerciseProgress,
  isOutdated,
  isSolved,
  noProgress,
  type Progress,
} from '../session/progress.ts';
import { validate } from '../session/validate.ts';
import { type Kept, openStore, type Store } from '../store.ts';

/** The store of what students did, in the format of this version. */
export function progressStore(): Store<Progress> {
  return openStore<Progress>({
    // One number for both: a file that is newer in either way is seen before it is read.
    number: noProgress.version,
    migrations: {},
    validate: (data) => {
      const read = validate(data);
      return read.ok ? read.progress : null;
    },
    empty: noProgress,
  });
}

export function openProgress(): Kept<Progress> {
  return progressStore().progress.read();
}

/** How many exercises of a lesson were answered right, as they are now. */
export function doneIn(lesson: Lesson, progress: Progress): number {
  return counted(lesson, progress, isSolved);
}

/** How many were answered right before they were changed, and not since. */
export function changedIn(lesson: Lesson, progress: Progress): number {
  return counted(lesson, progress, isOutdated);
}

function counted(lesson: Lesson, progress: Progress, holds: typeof isSolved): number {
  const exercises = lesson.steps.flatMap((step) => step.exercise ?? []);
  return exercises.filter((e) => holds(e, exerciseProgress(progress, lesson.id, e.id))).length;
}
