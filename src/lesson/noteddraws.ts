import type { Step } from './lesson.ts';

/**
 * For each network with fresh numbers of a template, in the order of its steps, and each seed from 1:
 * which of the sound draws it takes; -1 where none will do.
 */
export type DrawIndices = readonly (readonly number[])[];

const noted = new WeakMap<readonly Step[], DrawIndices>();

/** Takes note of what the build has looked for: to find it again takes a fifth of a second a seed. */
export function noteDraws(template: readonly Step[], indices: DrawIndices): void {
  noted.set(template, indices);
}

/** What was noted of a template, or null. */
export function notedDraws(template: readonly Step[]): DrawIndices | null {
  return noted.get(template) ?? null;
}
