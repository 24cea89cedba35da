import { CannotCompute } from '../engine/dim.ts';
import type { Expr } from '../engine/expr.ts';
import { Env, TooLarge } from '../engine/run.ts';
import { type Tensor, tensor } from '../engine/tensor.ts';
import { distance, magnitude, norm } from './measure.ts';

/** How an answer and the reference compare on one draw. */
export type Comparison = 'same' | 'different' | 'not finite' | 'unclear';

/** Two values this close, by norm, are the same value in other words. */
const NORM_TOLERANCE = 1e-9;
/** No single entry may hide in a large matrix. */
const ENTRY_TOLERANCE = 1e-8;
/** Beyond this a difference cannot come from rounding at the conditioning of any draw. */
const SURELY_DIFFERENT = 1e-4;

/** Compares two expressions of one shape on one draw. Throws TooLarge, as evaluation does. */
function compareAt(env: Env, answer: Expr, reference: Expr): Comparison {
  let value: Tensor;
  try {
    value = env.value(answer);
  } catch (error) {
    if (error instanceof TooLarge) throw error;
    if (error instanceof CannotCompute) return 'not finite';
    throw error;
  }
  if (!value.data.every(Number.isFinite)) return 'not finite';
  const expected = env.value(reference);
  if (norm(expected) === 0) return isRounding(env, answer, value) ? 'same' : 'different';
  const { relative, worst } = distance(value, expected);
  if (relative <= NORM_TOLERANCE && worst <= ENTRY_TOLERANCE) return 'same';
  if (relative >= SURELY_DIFFERENT) return 'different';
  return settle(env, answer, reference, relative);
}

/** Whether a value is 0, but for the rounding of what cancelled in it. */
function isRounding(env: Env, e: Expr, value: Tensor): boolean {
  const size = norm(value);
  return size === 0 || size <= 1e-12 * magnitude(env, e);
}

/** Whether two values of one draw agree, for the search of mistakes: no grey zone. */
export function agree(a: Tensor, b: Tensor): boolean {
  if (a.rows !== b.rows || a.cols !== b.cols) return false;
  const { relative, worst } = distance(a, b);
  return relative <= NORM_TOLERANCE && worst <= ENTRY_TOLERANCE;
}

/**
 * The grey zone: how much rounding this draw can cause is measured, by moving every input by one
 * part in 10¹⁰ and looking how far the values move.
 */
function settle(env: Env, answer: Expr, reference: Expr, relative: number): Comparison {
  const free = new Map<string, Tensor>();
  let turn = 0;
  for (const [name, x] of env.free) {
    const moved = x.data.map((v) => v * (1 + (turn++ % 2 === 0 ? 1e-10 : -1e-10)));
    free.set(name, tensor(x.rows, x.cols, moved));
  }
  const near = new Env(env.scope, free, env.sizes);
  const shift = Math.max(
    distance(near.value(answer), env.value(answer)).relative,
    distance(near.value(reference), env.value(reference)).relative,
  );
  const rounding = 50 * (shift / 1e-10) * Number.EPSILON;
  if (relative <= rounding) return 'same';
  return relative > 100 * rounding ? 'different' : 'unclear';
}

/** The verdict over all draws: every one has to agree. */
export function compare(envs: readonly Env[], answer: Expr, reference: Expr): Comparison {
  let doubt: Comparison = 'same';
  for (const env of envs) {
    const result = compareAt(env, answer, reference);
    if (result === 'unclear') doubt = result;
    else if (result !== 'same') return result;
  }
  return doubt;
}
