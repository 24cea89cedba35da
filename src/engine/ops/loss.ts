import { apply, count, div, mul, neg, type Operand, sub } from '../build.ts';
import type { Axis, Expr, Op } from '../expr.ts';
import { byLane } from '../kept.ts';
import { SCALAR, sameShape } from '../shape.ts';
import type { Tensor } from '../tensor.ts';
import { lanesOf } from './support.ts';

/**
 * Losses whose rule is simpler than the rules of their parts one after another: what a teacher
 * writes is the fused form, and no simplifier finds it. All are means.
 */
export const loss = {
  // with p = softmax(z) and Σ y = 1 in every lane: −Σ y log p = log Σ eᶻ − y·z, so dL/dz = (p −
  // y)/N (Bishop 2006, §4.3.4)
  cross_entropy: {
    names: ['cross_entropy', 'crossentropy'],
    means: 'mean of −Σ y log softmax(z) over the lanes of an axis, each lane of y summing to 1',
    arity: 2,
    axis: 0,
    shape: sameShapes,
    forward: crossEntropy,
    vjp: (g, [z, y], _, axis) => {
      const n = lanes(z!, axis as Axis);
      const p = apply('softmax', [z!], axis);
      return [div(mul(g, sub(p, y!)), n), neg(div(mul(g, z!), n))];
    },
    needs: byLane,
    example: 'cross_entropy(a, b)',
  },
  // dL/dp = (p − y) / (p (1 − p)) / n (Bishop 2006, §4.3.2)
  bce: {
    names: ['bce'],
    means: 'mean of −y log p − (1 − y) log(1 − p), with 0 log 0 = 0; p are probabilities',
    arity: 2,
    shape: sameShapes,
    forward: (out, [p, y]) => {
      let total = 0;
      p!.data.forEach((x, i) => {
        total -= xlogy(y!.data[i]!, x) + xlogy(1 - y!.data[i]!, 1 - x);
      });
      out.data[0] = total / p!.data.length;
    },
    vjp: (g, [p, y]) => {
      const n = count(p!.graph, p!.shape!);
      const odds = sub(apply('log', [p!]), apply('log', [sub(1, p!)]));
      return [div(mul(g, div(sub(p!, y!), mul(p!, sub(1, p!)))), n), neg(div(mul(g, odds), n))];
    },
    domain: 'positive',
    needs: byLane,
    example: 'bce(p, q)',
  },
  // with p = σ(z): log(1 + eᶻ) − y z, so dL/dz = (p − y)/n (Bishop 2006, §4.3.2)
  bce_logits: {
    names: ['bce_logits'],
    means: 'binary cross-entropy of σ(z), safe from overflow; z are logits',
    arity: 2,
    shape: sameShapes,
    forward: (out, [z, y]) => {
      let total = 0;
      z!.data.forEach((x, i) => {
        total += Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x))) - y!.data[i]! * x;
      });
      out.data[0] = total / z!.data.length;
    },
    vjp: (g, [z, y]) => {
      const n = count(z!.graph, z!.shape!);
      return [div(mul(g, sub(apply('sigmoid', [z!]), y!)), n), neg(div(mul(g, z!), n))];
    },
    needs: byLane,
    example: 'bce_logits(a, q)',
  },
} satisfies Record<string, Op>;

function sameShapes(...[[a, b], , same]: Parameters<Op['shape']>): ReturnType<Op['shape']> {
  return sameShape(a!, b!, same) ? SCALAR : { rule: 'entrywise', shapes: [a!, b!] };
}

/** How many lanes an axis has, as an expression: the N of a batch. */
function lanes(z: Expr, axis: Axis): Operand {
  return axis === null ? 1 : count(z.graph, [z.shape![1 - axis]!]);
}

function xlogy(x: number, y: number): number {
  return x === 0 ? 0 : x * Math.log(y);
}

function crossEntropy(out: Tensor, [z, y]: readonly Tensor[], axis: unknown): void {
  const { count: lanes, length, start, step } = lanesOf(z!, axis as Axis);
  let total = 0;
  for (let lane = 0; lane < lanes; lane++) {
    let peak = Number.NEGATIVE_INFINITY;
    let [exps, chosen] = [0, 0];
    for (let i = 0; i < length; i++) peak = Math.max(peak, z!.data[lane * start + i * step]!);
    for (let i = 0; i < length; i++) {
      const at = lane * start + i * step;
      exps += Math.exp(z!.data[at]! - peak);
      chosen += y!.data[at]! * z!.data[at]!;
    }
    total += peak + Math.log(exps) - chosen;
  }
  out.data[0] = total / lanes;
}
