import { apply, count, div, gt, mul, sub, sum } from '../build.ts';
import type { Axis, Expr, Op } from '../expr.ts';
import { type Shape, sameShape } from '../shape.ts';
import type { Tensor } from '../tensor.ts';
import { lanesOf, sameAsInput } from './support.ts';

/** What an axis of a shape is reduced over: the other axis stays, a reduced one has size 1. */
const reduced: Op['shape'] = ([x], axis) => [
  axis === 0 || axis === null ? 1 : x![0],
  axis === 1 || axis === null ? 1 : x![1],
];

/**
 * Ops that make one number of every lane: of a column (axis 0), a row (axis 1), or everything.
 * `grad` spreads the cotangent over the axis that was reduced.
 */
export const reduction = {
  // every entry counts once
  sum: {
    names: ['sum'],
    means: 'sum over an axis or everything',
    axis: null,
    shape: reduced,
    forward: total,
    vjp: (g) => [g],
    example: 'sum(A, axis=1)',
  },
  // every entry counts one n-th
  mean: {
    names: ['mean', 'average'],
    means: 'sum divided by the number of entries',
    axis: null,
    shape: reduced,
    forward: (out, ins, axis) => {
      total(out, ins, axis);
      const n = ins[0]!.data.length / out.data.length;
      for (let i = 0; i < out.data.length; i++) out.data[i]! /= n;
    },
    vjp: (g, [x], _, axis) => [div(g, count(x!.graph, laneSizes(x!, axis as Axis)))],
    example: 'mean(A, axis=0)',
  },
  // to where the largest stands; ties share equally
  amax: {
    names: ['amax'],
    means: 'largest entry; also max(A) and max(A, axis=1)',
    axis: null,
    shape: reduced,
    forward: fold(Math.max, Number.NEGATIVE_INFINITY),
    vjp: (g, [x], out, axis) => [shared(g, x!, out, axis as Axis)],
    example: 'amax(A, axis=1)',
  },
  amin: {
    names: ['amin'],
    means: 'smallest entry; also min(A) and min(A, axis=1)',
    axis: null,
    shape: reduced,
    forward: fold(Math.min, Number.POSITIVE_INFINITY),
    vjp: (g, [x], out, axis) => [shared(g, x!, out, axis as Axis)],
    example: 'amin(A)',
  },
  // the slope at an entry is the product of the others, also where an entry is 0
  prod: {
    names: ['prod'],
    means: 'product over an axis or everything',
    axis: null,
    shape: reduced,
    forward: fold((x, y) => x * y, 1),
    vjp: (g, [x], _, axis) => [mul(g, apply('others', [x!], axis))],
    example: 'prod(A, axis=1)',
  },
  // the slope of one such product at another entry is the product without both
  others: {
    names: ['others'],
    means: 'for every entry the product of the other entries of its lane',
    axis: null,
    shape: sameAsInput,
    forward: others,
    vjp: (g, [x], _, axis) => [apply('othersum', [x!, g], axis)],
    example: 'others(A, axis=1)',
  },
  // linear and symmetric in v; in x it is divided by the entry, which is right where that is not 0
  othersum: {
    names: ['othersum'],
    means: 'for entry j the sum over i ≠ j of v times the product of all entries but i and j',
    arity: 2,
    axis: null,
    shape: ([x, v], _, same) =>
      sameShape(x!, v!, same) ? x! : { rule: 'entrywise', shapes: [x!, v!] },
    forward: otherSum,
    vjp: (g, [x, v], out, axis) => {
      const back = apply('othersum', [x!, g], axis);
      const all = sum(mul(g, out), axis as Axis);
      return [div(sub(sub(all, mul(g, out)), mul(v!, back)), x!), back];
    },
    example: 'othersum(A, b, axis=1)',
  },
  // ‖x‖′ = x/‖x‖, and 0 at 0, the middle of the subdifferential
  norm: {
    names: ['norm'],
    means: 'root of the sum of squares',
    axis: null,
    shape: reduced,
    forward: (out, ins, axis) => {
      const [x] = ins;
      const squares = { ...x!, data: x!.data.map((e) => e * e) };
      total(out, [squares], axis);
      for (let i = 0; i < out.data.length; i++) out.data[i] = Math.sqrt(out.data[i]!);
    },
    vjp: (g, [x], n) => [mul(g, apply('where', [gt(n, 0), div(x!, n), 0]))],
    kinks: ([x]) => [apply('norm', [x!])],
    example: 'norm(A)',
  },
  // d log Σ eˣ = softmax
  logsumexp: {
    names: ['logsumexp'],
    means: 'log Σ exp(x), safe from overflow',
    axis: null,
    shape: reduced,
    forward: logSumExp,
    vjp: (g, [x], _, axis) => [mul(g, apply('softmax', [x!], axis))],
    example: 'logsumexp(A, axis=0)',
  },
} satisfies Record<string, Op>;

/** The sizes of what is reduced to one number. */
export function laneSizes(x: Expr, axis: Axis): readonly (string | number)[] {
  const shape = x.shape as Shape;
  return axis === null ? shape : [shape[axis]];
}

function shared(g: Expr, x: Expr, out: Expr, axis: Axis): Expr {
  const winners = apply('eq', [x, out]);
  return mul(div(g, sum(winners, axis)), winners);
}

/** Sums a lane of `n` numbers in the order that the plan's vectors use as well. */
export function sumLane(data: ArrayLike<number>, from: number, step: number, n: number): number {
  if (n < LANES * 2) {
    let total = 0;
    for (let i = 0; i < n; i++) total += data[from + i * step]!;
    return total;
  }
  // Eight sums side by side do not wait for each other, and lose fewer digits than one.
  const sums = new Array<number>(LANES).fill(0);
  for (let i = 0; i < n; i++) sums[i % LANES]! += data[from + i * step]!;
  const [a, b, c, d, e, f, g, h] = sums as [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  return a + e + (c + g) + (b + f + (d + h));
}

/** How many sums run side by side. */
export const LANES = 8;

function total(out: Tensor, [x]: readonly Tensor[], axis: unknown): void {
  const { rows, cols, data } = x!;
  if (axis === 0) {
    out.data.fill(0);
    for (let i = 0; i < rows; i++) {
      for (let j = 0; j < cols; j++) out.data[j]! += data[i * cols + j]!;
    }
    return;
  }
  const { count: lanes, length, start } = lanesOf(x!, axis as Axis);
  for (let lane = 0; lane < lanes; lane++) {
    out.data[lane] = sumLane(data, lane * start, 1, length);
  }
}

function fold(join: (x: number, y: number) => number, start: number): Op['forward'] {
  return (out, [x], axis) => {
    const lanes = lanesOf(x!, axis);
    for (let lane = 0; lane < lanes.count; lane++) {
      let value = start;
      for (let i = 0; i < lanes.length; i++) {
        value = join(value, x!.data[lane * lanes.start + i * lanes.step]!);
      }
      out.data[lane] = value;
    }
  };
}

/** Products from the left times products from the right. */
function others(out: Tensor, [x]: readonly Tensor[], axis: unknown): void {
  const lanes = lanesOf(x!, axis as Axis);
  for (let lane = 0; lane < lanes.count; lane++) {
    const at = (i: number) => lane * lanes.start + i * lanes.step;
    let before = 1;
    for (let i = 0; i < lanes.length; i++) {
      out.data[at(i)] = before;
      before *= x!.data[at(i)]!;
    }
    let after = 1;
    for (let i = lanes.length - 1; i >= 0; i--) {
      out.data[at(i)]! *= after;
      after *= x!.data[at(i)]!;
    }
  }
}

/** The same with one factor of either side replaced by v, summed over which. */
function otherSum(out: Tensor, [x, v]: readonly Tensor[], axis: unknown): void {
  const lanes = lanesOf(x!, axis as Axis);
  for (let lane = 0; lane < lanes.count; lane++) {
    const at = (i: number) => lane * lanes.start + i * lanes.step;
    // Of the entries so far: their product, and the sum of products with one replaced.
    const sweep = (from: number, to: number, by: 1 | -1): [number[], number[]] => {
      const [products, sums]: [number[], number[]] = [[], []];
      let [product, sumOf] = [1, 0];
      for (let i = from; i !== to; i += by) {
        products[i] = product;
        sums[i] = sumOf;
        sumOf = sumOf * x!.data[at(i)]! + product * v!.data[at(i)]!;
        product *= x!.data[at(i)]!;
      }
      return [products, sums];
    };
    const [before, sumsBefore] = sweep(0, lanes.length, 1);
    const [after, sumsAfter] = sweep(lanes.length - 1, -1, -1);
    for (let j = 0; j < lanes.length; j++) {
      out.data[at(j)] = sumsBefore[j]! * after[j]! + before[j]! * sumsAfter[j]!;
    }
  }
}

function logSumExp(out: Tensor, [x]: readonly Tensor[], axis: unknown): void {
  const lanes = lanesOf(x!, axis as Axis);
  for (let lane = 0; lane < lanes.count; lane++) {
    const at = (i: number) => x!.data[lane * lanes.start + i * lanes.step]!;
    let peak = Number.NEGATIVE_INFINITY;
    for (let i = 0; i < lanes.length; i++) peak = Math.max(peak, at(i));
    let sumOfExps = 0;
    for (let i = 0; i < lanes.length; i++) sumOfExps += Math.exp(at(i) - peak);
    out.data[lane] = Number.isFinite(peak) ? peak + Math.log(sumOfExps) : peak;
  }
}
