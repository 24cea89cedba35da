import { count, div } from '../build.ts';
import type { Axis, Op } from '../expr.ts';
import type { Shape } from '../shape.ts';
import type { Tensor } from '../tensor.ts';

/** What an axis of a shape is reduced over: the other axis stays, a reduced one has size 1. */
const reduced: Op['shape'] = ([x], axis) => [
  axis === 0 || axis === null ? 1 : x![0],
  axis === 1 || axis === null ? 1 : x![1],
];

/** Sums and means. `grad` spreads the cotangent over the axis that was summed. */
export const reduction = {
  sum: {
    names: ['sum'],
    axis: null,
    shape: reduced,
    forward: total,
    vjp: (g) => [g],
    example: 'sum(A, axis=1)',
  },
  mean: {
    names: ['mean', 'average'],
    axis: null,
    shape: reduced,
    forward: (out, ins, axis) => {
      total(out, ins, axis);
      const n = ins[0]!.data.length / out.data.length;
      for (let i = 0; i < out.data.length; i++) out.data[i]! /= n;
    },
    vjp: (g, [x], _, axis) => [div(g, count(x!.graph, averaged(x!.shape!, axis as Axis)))],
    example: 'mean(A, axis=0)',
  },
} satisfies Record<string, Op>;

function averaged(shape: Shape, axis: Axis): readonly (string | number)[] {
  return axis === null ? shape : [shape[axis]];
}

function total(out: Tensor, [x]: readonly Tensor[], axis: unknown): void {
  const { rows, cols, data } = x!;
  out.data.fill(0);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < cols; j++) {
      const k = axis === null ? 0 : axis === 0 ? j : i;
      out.data[k]! += data[i * cols + j]!;
    }
  }
}
