import type { Op } from '../expr.ts';
import { Graph } from '../expr.ts';
import type { SameDim } from '../shape.ts';
import { SCALAR } from '../shape.ts';
import { activation } from './activation.ts';
import { arithmetic } from './arithmetic.ts';
import { choice } from './choice.ts';
import { loss } from './loss.ts';
import { matrix } from './matrix.ts';
import { rearrange } from './rearrange.ts';
import { reduction } from './reduction.ts';
import { window } from './window.ts';

/** A size as a number that an expression may use: the N of 1/N. Its value comes with the draw. */
const size: Op = {
  names: [],
  means: 'a size, as a number',
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
  Object.entries({
    ...matrix,
    size,
    ...arithmetic,
    ...choice,
    ...activation,
    ...reduction,
    ...rearrange,
    ...window,
    ...loss,
  }),
);

/** A fresh graph over the table. */
export function newGraph(same?: SameDim): Graph {
  return new Graph(ops, same);
}
