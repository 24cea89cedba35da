import { apply, count, div, gt, mul, sub, sum } from '../build.ts';
import type { Axis, Expr, Op } from '../expr.ts';
import { any, byLane, whether } from '../kept.ts';
import { type Shape, sameShape } from '../shape.ts';
import type { Tensor } from '../tensor.ts';
import { lanesOf } from './support.ts';

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
  // every entry counts once: (Σ x)′ = Σ x′ (Matrix Cookbook 2012, §2)
  sum: {
    names: ['sum'],
    means: 'sum over an axis or everything',
    axis: null,
    shape: reduced,
    forward: total,
    vjp: (g) => [g],
    example: 'sum(A, axis=1)',
  },
  // every entry counts one n-th: (Σ x / n)′ = Σ x′ / n (Matrix Cookbook 2012, §2)
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
    needs: byLane,
    example: 'mean(A, axis=0)',
  },
  // to where the largest stands; ties share equally, the middle of the generalised gradient
  // (Clarke 1983, §2.3)
  amax: {
    names: ['amax'],
    means: 'largest entry; also max(A) and max(A, axis=1)',
    axis: null,
    shape: reduced,
    forward: fold(Math.max, Number.NEGATIVE_INFINITY),
    vjp: (g, [x], out, axis) => [shared(g, x!, out, axis as Axis)],
    needs: byLane,
    example: 'amax(A, axis=1)',
  },
  // to where the smallest stands; ties share equally (Clarke 1983, §2.3)
  amin: {
    names: ['amin'],
    means: 'smallest entry; also min(A) and min(A, axis=1)',
    axis: null,
    shape: reduced,
    forward: fold(Math.min, Number.POSITIVE_INFINITY),
    vjp: (g, [x], out, axis) => [shared(g, x!, out, axis as Axis)],
    needs: byLane,
    example: 'amin(A)',
  },
  // the slope at an entry is the product of the others, also where an entry is 0 (Speelpenning
  // 1980; Griewank and Walther 2008, §3.3)
  prod: {
    names: ['prod'],
    means: 'product over an axis or everything',
    axis: null,
    shape: reduced,
    forward: fold((x, y) => x * y, 1),
    vjp: (g, [x], _, axis) => [mul(g, apply('others', [x!], axis))],
    needs: byLane,
    example: 'prod(A, axis=1)',
  },
  // at entry j the sum over i₁, …, iₖ, all different and none of them j, of v₁[i₁] ⋯ vₖ[iₖ] times
  // the product of the entries that are left: symmetric in all directions and linear in each, so
  // that a cotangent is one more direction
  others: {
    names: ['others'],
    means:
      'for every entry the product of the others of its lane; others(x, v, …) is its derivative in directions v, …',
    most: 4,
    axis: null,
    shape: ([x, ...vs], _, same) =>
      vs.every((v) => sameShape(x!, v, same)) ? x! : { rule: 'entrywise', shapes: [x!, ...vs] },
    forward: others,
    work: (out, ins) => out.data.length * 2 ** ins.length,
    vjp: (g, [x, ...vs], _, axis) => [
      apply('others', [x!, ...vs, g], axis),
      ...vs.map((_v, m) => apply('others', [x!, ...vs.filter((_u, i) => i !== m), g], axis)),
    ],
    needs: (mask, ins, axis) => ins.map(() => sub(any(mask, axis as Axis), whether(mask))),
    contracts: true,
    example: 'others(A, b, axis=1)',
  },
  // ‖x‖′ = x/‖x‖, and 0 at 0, the middle of the subdifferential (Matrix Cookbook 2012, §2.6;
  // Rockafellar 1970, §23)
  norm: {
    names: ['norm'],
    means: 'root of the sum of squares',
    axis: null,
    shape: reduced,
    forward: (out, ins, axis) => {
      const [x] = ins;
      const squares = { ...x!, data: x!.data.map((e) => e * e) };
      total(out, [squares], axis);
      const lanes = lanesOf(x!, axis as Axis);
      for (let i = 0; i < out.data.length; i++) {
        const squared = out.data[i]!;
        out.data[i] =
          squared > TINY && squared < HUGE ? Math.sqrt(squared) : scaledNorm(x!, lanes, i);
      }
    },
    vjp: (g, [x], n) => [mul(g, div(x!, apply('where', [gt(n, 0), n, 1])))],
    kinks: ([x]) => [apply('norm', [x!])],
    needs: byLane,
    example: 'norm(A)',
  },
  // (log Σ eˣ)′ = softmax (Boyd and Vandenberghe 2004, §3.1.5)
  logsumexp: {
    names: ['logsumexp'],
    means: 'log Σ exp(x), safe from overflow',
    axis: null,
    shape: reduced,
    forward: logSumExp,
    vjp: (g, [x], _, axis) => [mul(g, apply('softmax', [x!], axis))],
    needs: byLane,
    example: 'logsumexp(A, axis=0)',
  },
} satisfies Record<string, Op>;

/** The sizes of what is reduced to one number. */
function laneSizes(x: Expr, axis: Axis): readonly (string | number)[] {
  const shape = x.shape as Shape;
  return axis === null ? shape : [shape[axis]];
}

function shared(g: Expr, x: Expr, out: Expr, axis: Axis): Expr {
  const winners = apply('eq', [x, out]);
  return mul(div(g, sum(winners, axis)), winners);
}

/** Sums a lane of `n` numbers in the order that the plan's vectors use as well. */
function sumLane(data: ArrayLike<number>, from: number, step: number, n: number): number {
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

/**
 * From the left and from the right, for every set of directions: the sum of products in which each
 * direction of the set stands for one entry, and the other entries for themselves.
 */
function others(out: Tensor, [x, ...vs]: readonly Tensor[], axis: unknown): void {
  const lanes = lanesOf(x!, axis as Axis);
  const all = 2 ** vs.length - 1;
  for (let lane = 0; lane < lanes.count; lane++) {
    const at = (i: number) => lane * lanes.start + i * lanes.step;
    const sweep = (from: number, to: number, by: 1 | -1): number[][] => {
      const sums: number[][] = [];
      let now = Array.from({ length: all + 1 }, (_, set) => Number(set === 0));
      for (let i = from; i !== to; i += by) {
        sums[i] = now;
        now = now.map((sum, set) =>
          vs.reduce(
            (total, v, m) =>
              set & (1 << m) ? total + sums[i]![set ^ (1 << m)]! * v.data[at(i)]! : total,
            sum * x!.data[at(i)]!,
          ),
        );
      }
      return sums;
    };
    const [before, after] = [sweep(0, lanes.length, 1), sweep(lanes.length - 1, -1, -1)];
    for (let j = 0; j < lanes.length; j++) {
      out.data[at(j)] = before[j]!.reduce((sum, b, set) => sum + b * after[j]![all ^ set]!, 0);
    }
  }
}

/** Between these bounds no square has lost digits or overflowed. */
const [TINY, HUGE] = [1e-280, 1e300];

/** The largest entry times the norm of the lane divided by it. */
function scaledNorm({ data }: Tensor, lanes: ReturnType<typeof lanesOf>, lane: number): number {
  const at = (i: number) => Math.abs(data[lane * lanes.start + i * lanes.step]!);
  let [peak, sumOfSquares] = [0, 0];
  for (let i = 0; i < lanes.length; i++) peak = Math.max(peak, at(i));
  if (peak === 0 || !Number.isFinite(peak)) return peak;
  for (let i = 0; i < lanes.length; i++) sumOfSquares += (at(i) / peak) ** 2;
  return peak * Math.sqrt(sumOfSquares);
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
