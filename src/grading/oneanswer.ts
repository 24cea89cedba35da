import { CannotCompute } from '../engine/dim.ts';
import type { Graph } from '../engine/expr.ts';
import type { Env } from '../engine/run.ts';

/** What a verdict may cost; see Budget for the unit. */
const VERDICT_WORK = 4e6;
/** What it may cost to find the answer among earlier ones. */
export const SEARCH_WORK = 4e6;

/**
 * Runs what belongs to one answer. Its nodes and their values are forgotten afterwards, so that a
 * question needs the same memory however many answers it gets, and it may not compute without end.
 */
export function forOneAnswer<T>(graph: Graph, envs: readonly Env[], run: () => T): T {
  const mark = graph.mark();
  try {
    return graph.budget.within(VERDICT_WORK, run);
  } finally {
    graph.release(mark);
    for (const env of envs) env.release(mark);
  }
}

/** The result, or null when it takes more than the budget has. */
export function unlessTooLarge<T>(run: () => T): T | null {
  try {
    return run();
  } catch (error) {
    if (error instanceof CannotCompute) return null;
    throw error;
  }
}
