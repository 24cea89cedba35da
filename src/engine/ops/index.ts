import type { Op } from '../expr.ts';
import { Graph } from '../expr.ts';
import type { SameDim } from '../shape.ts';
import { SCALAR } from '../shape.ts';
import { activation } from './activation.ts';
import { arithmetic } from './arithmetic.ts';
import { matrix } from './matrix.ts';
import { reduction } from './reduction.ts';

/** A size as a number that an expression may use: the N of 1/N. Its value comes with the draw. */
const size: Op = {
  names: [],
  arity: 0,
  shape: () => SCALAR,
  forward: () => {
    throw new Error('the value of a size comes from the environment');
  },
  vjp: () => [],
  example: 'N',
};

/** The table of primitives, by the name of the op. */
export const ops: ReadonlyMap<string, Op> = new Map<string, Op>(
  Object.entries({ ...matrix, ...arithmetic, ...activation, ...reduction, size }),
);

/** A fresh graph over the table. */
export function newGraph(same?: SameDim): Graph {
  return new Graph(ops, same);
}
