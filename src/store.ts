import { type DraftFile, draftFile } from './store/draft.ts';
import { userFolder } from './store/folders.ts';
import {
  type Format,
  homelessProgress,
  type ProgressFile,
  progressFile,
} from './store/progress-file.ts';

export type { Draft } from './store/draft.ts';
export {
  findLessons,
  type LessonFile,
  type LessonFiles,
  readLessons,
  shippedLessons,
  type Unread,
} from './store/lessons.ts';
export type { Format, Kept } from './store/progress-file.ts';

/** The user's data on disk. */
export interface Store<T> {
  /** Where it lies; null where there is no such place. */
  readonly folder: string | null;
  readonly progress: ProgressFile<T>;
  readonly draft: DraftFile;
}

/** Opens the user's data folder, or the one that BACKPROP_LAB_DATA names. Touches nothing yet. */
export function openStore<T>(format: Format<T>): Store<T> {
  const folder = process.env.BACKPROP_LAB_DATA || userFolder('data');
  const progress = folder === null ? homelessProgress(format) : progressFile(folder, format);
  return { folder, progress, draft: draftFile(folder) };
}
