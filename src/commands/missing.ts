import type { Issue } from '../lesson/lesson.ts';
import { suggest } from '../lesson/suggest.ts';

/**
 * What is said of a lesson that is not there: the ids that are, and what is wrong with a file that
 * may have been meant, since a file with a mistake in it gives no lesson.
 */
export function noLesson(
  id: string,
  lessons: readonly { readonly id: string }[],
  issues: readonly Issue[],
): string {
  const ids = lessons.map((lesson) => lesson.id);
  const missing =
    ids.length === 0
      ? 'There are no lessons. Name a folder with --lessons.'
      : `There is no lesson ${id}. ${suggest(id, ids)}`;
  const [issue] = issues;
  if (!issue) return missing;
  const { file, line, column, message } = issue;
  return `${missing}\n${file}:${line}:${column}: ${message}\nRun "backprop-lab check ${file}" for all that keeps it from being a lesson.`;
}
