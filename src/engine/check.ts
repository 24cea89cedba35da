import { gradientName } from './grad.ts';
import { Env } from './run.ts';
import type { Scope } from './scope.ts';
import { type Tensor, tensor } from './tensor.ts';

/** Where a gradient and its central difference agree least. */
export interface Worst {
  readonly name: string;
  /** Row and column, counted from 0. */
  readonly index: readonly [row: number, col: number];
  readonly gradient: number;
  readonly difference: number;
  /** |gradient − difference| / max(1, |gradient|, |difference|) */
  readonly error: number;
}

/**
 * (L(x + h) − L(x − h)) / 2h for one entry of a free name, with everything else recomputed.
 * The step is `h` times the larger of 1 and |x|.
 */
export function centralDifference(
  scope: Scope,
  loss: string,
  values: ReadonlyMap<string, Tensor>,
  entry: { readonly name: string; readonly index: number; readonly h?: number },
  sizes?: ReadonlyMap<string, number>,
): number {
  const at = values.get(entry.name);
  if (!at) throw new Error(`${entry.name} has no value to nudge`);
  const step = (entry.h ?? 1e-5) * Math.max(1, Math.abs(at.data[entry.index]!));
  const lossAt = (delta: number) => {
    const moved = tensor(at.rows, at.cols, at.data);
    moved.data[entry.index]! += delta;
    return new Env(scope, new Map(values).set(entry.name, moved), sizes).named(loss).data[0]!;
  };
  return (lossAt(step) - lossAt(-step)) / (2 * step);
}

/**
 * Compares the gradients of a scalar `loss` that `grad` has added to the scope with central
 * differences, entry by entry, and returns the worst entry. Stay away from kinks: there a
 * difference averages the two slopes.
 */
export function check(
  scope: Scope,
  loss: string,
  values: ReadonlyMap<string, Tensor>,
  wrt: readonly string[],
  sizes?: ReadonlyMap<string, number>,
): Worst | null {
  const env = new Env(scope, values, sizes);
  let worst: Worst | null = null;
  for (const name of wrt) {
    const g = env.named(gradientName(loss, name));
    for (let index = 0; index < g.data.length; index++) {
      const gradient = g.data[index]!;
      const difference = centralDifference(scope, loss, values, { name, index }, sizes);
      const scale = Math.max(1, Math.abs(gradient), Math.abs(difference));
      const error = Math.abs(gradient - difference) / scale;
      if (worst === null || !(error <= worst.error)) {
        const place = [Math.floor(index / g.cols), index % g.cols] as const;
        worst = { name, index: place, gradient, difference, error };
      }
    }
  }
  return worst;
}
