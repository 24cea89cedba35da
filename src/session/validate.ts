import type { Attempt, ExerciseProgress, LessonProgress, Progress } from './progress.ts';

/** Progress as read from a file, or why it cannot be used. */
export type Validated =
  | { readonly ok: true; readonly progress: Progress }
  | { readonly ok: false; readonly message: string };

/** Reads what a check understands of a value; throws a Misread with the path where it does not. */
export type Check<T> = (value: unknown, path: string) => T;

/** Says which part of the data is not what it has to be. */
export class Misread extends Error {}

/** Checks data that claims to be progress. Keys that this version does not know are dropped. */
export function validate(data: unknown): Validated {
  try {
    const version = isObject(data) ? data.version : undefined;
    if (typeof version === 'number' && version > 1) {
      const message = `This progress was written by a newer backprop-lab (format ${version}). Update backprop-lab, or choose another file.`;
      return { ok: false, message };
    }
    return { ok: true, progress: progress(data, 'progress') };
  } catch (error) {
    if (!(error instanceof Misread)) throw error;
    return { ok: false, message: `${error.message} Move the file away to begin anew.` };
  }
}

export const text: Check<string> = (value, path) =>
  typeof value === 'string' ? value : fail(path, 'a text');
export const whole: Check<number> = (value, path) =>
  Number.isSafeInteger(value) && (value as number) >= 0 ? (value as number) : fail(path, 'a count');
export const credit: Check<number> = (value, path) =>
  typeof value === 'number' && value >= 0 && value <= 1
    ? value
    : fail(path, 'a number from 0 to 1');
export const flag: Check<boolean> = (value, path) =>
  typeof value === 'boolean' ? value : fail(path, 'true or false');
export const verdict: Check<Attempt['verdict']> = (value, path) =>
  value === 'correct' || value === 'incorrect' || value === 'unreadable'
    ? value
    : fail(path, 'a verdict');

const attempt = object<Attempt>({
  text,
  verdict,
  label: orNull(text),
  credit,
  at: whole,
  fingerprint: text,
  seed: orElse(whole, 0),
});
const exercise = object<ExerciseProgress>({
  attempts: list(attempt),
  seed: orElse(whole, 0),
  hints: whole,
  solution: flag,
  draft: text,
});
const lesson = object<LessonProgress>({
  step: orNull(text),
  seen: list(text),
  seed: orElse(whole, 0),
  exercises: table(exercise),
});
const progress = object<Progress>({
  version: (value, path) => (value === 1 ? 1 : fail(path, '1')),
  last: orNull(text),
  lessons: table(lesson),
});

export function object<T>(checks: { readonly [K in keyof T]: Check<T[K]> }): Check<T> {
  return (value, path) => {
    if (!isObject(value)) return fail(path, 'an object');
    const keys = Object.keys(checks) as (keyof T & string)[];
    const entries = keys.map((key) => [key, checks[key](value[key], `${path}.${key}`)]);
    return Object.fromEntries(entries) as T;
  };
}

export function list<T>(check: Check<T>): Check<readonly T[]> {
  return (value, path) =>
    Array.isArray(value)
      ? value.map((each, i) => check(each, `${path}[${i}]`))
      : fail(path, 'a list');
}

function table<T>(check: Check<T>): Check<Readonly<Record<string, T>>> {
  return (value, path) => {
    if (!isObject(value)) return fail(path, 'an object');
    return Object.fromEntries(
      Object.entries(value).map(([key, each]) => [key, check(each, `${path}.${key}`)]),
    );
  };
}

/** What a file of an earlier version did not say yet. */
function orElse<T>(check: Check<T>, otherwise: T): Check<T> {
  return (value, path) => (value === undefined ? otherwise : check(value, path));
}

export function orNull<T>(check: Check<T>): Check<T | null> {
  return (value, path) => (value === null ? null : check(value, path));
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function fail(path: string, want: string): never {
  throw new Misread(`${path} is not ${want}.`);
}
