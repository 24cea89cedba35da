import type { Lesson } from '../lesson/lesson.ts';
import { type Attempt, exerciseProgress, type Progress } from './progress.ts';

/** What came of a sitting. */
export interface Summary {
  /** Exercises that were right at the first answer. */
  readonly atOnce: readonly Place[];
  /** Exercises that were right later, with how many answers it took. */
  readonly later: readonly (Place & { readonly tries: number })[];
  /** Exercises that were tried and are not right yet. */
  readonly open: readonly Place[];
  /** Mistakes by label, most frequent first. */
  readonly mistakes: readonly { readonly label: string; readonly count: number }[];
}

/** An exercise, and the title of its step. */
export interface Place {
  readonly lesson: string;
  readonly exercise: string;
  readonly title: string;
}

/** What was answered from a moment on (milliseconds since 1970). What could not be read is not counted. */
export function summarize(lessons: readonly Lesson[], progress: Progress, since: number): Summary {
  const worked = lessons.flatMap((lesson) =>
    lesson.steps.flatMap(({ exercise, title }) => {
      if (!exercise) return [];
      const { attempts } = exerciseProgress(progress, lesson.id, exercise.id);
      const judged = attempts.filter((each) => each.at >= since && each.verdict !== 'unreadable');
      const place = { lesson: lesson.id, exercise: exercise.id, title };
      return judged.length > 0 ? [{ place, judged }] : [];
    }),
  );
  const first = (judged: readonly Attempt[]) =>
    judged.findIndex(({ verdict }) => verdict === 'correct');
  const counts = new Map<string, number>();
  for (const { verdict, label } of worked.flatMap(({ judged }) => judged)) {
    const name = label ?? 'value';
    if (verdict === 'incorrect') counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return {
    atOnce: worked.filter(({ judged }) => first(judged) === 0).map(({ place }) => place),
    later: worked
      .filter(({ judged }) => first(judged) > 0)
      .map(({ place, judged }) => ({ ...place, tries: first(judged) + 1 })),
    open: worked.filter(({ judged }) => first(judged) < 0).map(({ place }) => place),
    mistakes: [...counts]
      .map(([label, count]) => ({ label, count }))
      .sort((a, b) => b.count - a.count || a.label.localeCompare(b.label)),
  };
}

/** A sitting ends where nothing was answered for so long. */
const pause = 60 * 60 * 1000;

/** When the last sitting began: the first answer that no longer pause parts from the last one. */
export function lastSitting(progress: Progress): number {
  const times = Object.values(progress.lessons)
    .flatMap(({ exercises }) => Object.values(exercises))
    .flatMap(({ attempts }) => attempts.map(({ at }) => at))
    .sort((a, b) => b - a);
  const end = times.findIndex((time, i) => i + 1 >= times.length || time - times[i + 1]! > pause);
  return times[end] ?? 0;
}

/** A summary in sentences, one a line; none where nothing was answered. */
export function summaryLines({ atOnce, later, open, mistakes }: Summary): readonly string[] {
  const total = atOnce.length + later.length + open.length;
  if (total === 0) return [];
  const tries = later.map(({ title, tries }) => `${title} (${tries} tries)`);
  const named = mistakes.map(({ label, count }) => `${label}${count > 1 ? ` ×${count}` : ''}`);
  return [
    `${total === 1 ? '1 exercise' : `${total} exercises`}: ${atOnce.length} right at once, ${later.length} right in the end, ${open.length} still open.`,
    ...(tries.length > 0 ? [`Right in the end: ${tries.join('; ')}.`] : []),
    ...(open.length > 0 ? [`Still open: ${open.map(({ title }) => title).join('; ')}.`] : []),
    ...(named.length > 0 ? [`Mistakes met: ${named.join(', ')}.`] : []),
    ...(named.length > 0
      ? ['`backprop-lab review` asks again what went wrong, from tomorrow on.']
      : []),
  ];
}
