import type { Step } from './lesson.ts';

/**
 * For each network with fresh numbers of a template, in the order of its steps, and each seed from 1:
 * after how many random numbers the draw that it takes begins; -1 where none will do.
 */
export type DrawStarts = readonly (readonly number[])[];

const noted = new WeakMap<readonly Step[], DrawStarts>();

/** Takes note of what the build has looked for: to find it again takes a fifth of a second a seed. */
export function noteDraws(template: readonly Step[], starts: DrawStarts): void {
  noted.set(template, starts);
}

/** What was noted of a template, or null. */
export function notedDraws(template: readonly Step[]): DrawStarts | null {
  return noted.get(template) ?? null;
}
