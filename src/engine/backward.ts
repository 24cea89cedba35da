import type { Expr } from './expr.ts';
import type { Pullback } from './grad.ts';

/** How far the backward pass has come after some of its steps. */
export interface Progress {
  /** What has arrived at each name so far, in order of arrival. */
  readonly arrived: ReadonlyMap<string, readonly Expr[]>;
  /** Names whose gradient is complete, since nothing that uses them is still to come. */
  readonly complete: ReadonlySet<string>;
  /** The step that comes next, or null at the end. */
  readonly next: Pullback | null;
}

/**
 * The backward pass after its first `done` steps. It depends on nothing but the number, so that a
 * reader can walk forth and back; below 0 and past the end it stays where it is.
 */
export function progressAfter(steps: readonly Pullback[], done: number): Progress {
  const count = Math.max(0, Math.min(Math.trunc(done), steps.length));
  const arrived = new Map<string, Expr[]>();
  for (const { sends } of steps.slice(0, count)) {
    for (const { to, contribution } of sends) {
      arrived.set(to, [...(arrived.get(to) ?? []), contribution]);
    }
  }
  const pending = new Set(steps.slice(count).flatMap(({ sends }) => sends.map(({ to }) => to)));
  const complete = new Set([...arrived.keys()].filter((name) => !pending.has(name)));
  return { arrived, complete, next: steps[count] ?? null };
}
