import type { Expr } from '../../engine/expr.ts';
import type { Env } from '../../engine/run.ts';
import type { Candidate } from './candidate.ts';
import type { Context } from './context.ts';
import { rewrites } from './rewrites.ts';
import { allMends, equalOn, fromMends } from './search.ts';

/** The only pairs of mends that are named; free pairs were wrong as often as right. */
const PAIRS = [
  ['missing-mask', 'missing-mask'],
  ['missing-mask', 'missing-transpose'],
  ['missing-transpose', 'missing-mask'],
  ['missing-transpose', 'wrong-order'],
  ['elementwise-for-matmul', 'missing-transpose'],
  ['matmul-for-elementwise', 'extra-transpose'],
] as const;

/** Two mistakes at once: the first, and a label for the second. */
export interface Pair {
  readonly first: Candidate;
  readonly also: string;
}

/** Two mends of the white list that together set the answer right. */
export function pairOfMends(
  answer: Expr,
  context: Context,
  envs: readonly Env[],
  reference: Expr,
): Pair | null {
  for (const [label, also] of PAIRS) {
    const outer = rewrites.filter((r) => r.mend === label);
    const inner = rewrites.filter((r) => r.mend === also);
    let budget = 400;
    for (const first of allMends(answer, context, outer)) {
      if (first.label !== label) continue;
      for (const second of fromMends(first.expr, context, inner)) {
        if (--budget < 0) break;
        if (second.label === also && equalOn(envs, second.expr, reference)) return { first, also };
      }
    }
  }
  return null;
}

/**
 * A wrong tensor, a missing transpose or a missing mask in the one path that is there: one mend
 * makes the answer what somebody gives who only lost the other path.
 */
export function pairWithPath(
  answer: Expr,
  context: Context,
  envs: readonly Env[],
  lost: readonly Candidate[],
): Pair | null {
  const labels = ['wrong-tensor', 'missing-transpose', 'missing-mask'];
  const rows = rewrites.filter((r) => r.mend !== null && labels.includes(r.mend));
  for (const first of fromMends(answer, context, rows)) {
    const found = lost.find(({ expr }) => equalOn(envs, first.expr, expr));
    if (found) return { first, also: found.label };
  }
  return null;
}
