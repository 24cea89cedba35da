import { exprMath } from '../notation/exprmath.ts';
import type { MathNode } from '../notation/math.ts';
import type { Network } from './lesson.ts';
import { readFormula } from './worked.ts';

/** A formula over the network's names as a tree to draw, or null when it cannot be read. */
export function formulaMath(network: Network, formula: string): MathNode | null {
  const expr = readFormula(network, formula);
  return expr && exprMath(expr);
}
