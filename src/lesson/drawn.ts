import { exprMath } from '../notation/exprmath.ts';
import { findFunction } from '../notation/functions.ts';
import type { MathNode } from '../notation/math.ts';
import { parse } from '../notation/parse.ts';
import type { Network } from './lesson.ts';
import { work } from './worked.ts';

/** A formula over the network's names as a tree to draw, or null when it cannot be read. */
export function formulaMath(network: Network, formula: string): MathNode | null {
  const worked = work(network);
  if (!worked) return null;
  const { scope, sizes, loss } = worked;
  const isFunction = (word: string) => findFunction(word) !== null;
  const read = parse(formula, { scope, sizes: [...sizes.keys()], loss, isFunction });
  return read.ok ? exprMath(read.expr) : null;
}
