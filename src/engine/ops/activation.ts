import { apply, gt, mul, pow, sub, sum } from '../build.ts';
import type { Axis, Op } from '../expr.ts';
import { byLane } from '../kept.ts';
import type { Tensor } from '../tensor.ts';
import { lanesOf, sameAsInput, unary } from './support.ts';

/** Activations. Where the slope is known from the output, the rule says so: a ⊙ (1 − a). */
export const activation = {
  // relu′ = 1[x>0], and 0 at 0, the choice of every framework (Goodfellow et al. 2016, §6.3)
  relu: {
    names: ['relu'],
    means: 'max(0, x)',
    ...unary((x) => (x > 0 ? x : x <= 0 ? 0 : x)),
    vjp: (g, [x]) => [mul(g, gt(x!, 0))],
    kinks: ([x]) => [x!],
    example: 'relu(a)',
  },
  // σ′ = σ (1 − σ) (Bishop 2006, §4.3.2)
  sigmoid: {
    names: ['sigmoid', 'σ'],
    means: '1/(1 + exp(−x))',
    ...unary(sigmoid),
    vjp: (g, _, s) => [mul(mul(g, s), sub(1, s))],
    example: 'sigmoid(a)',
  },
  // tanh′ = 1 − tanh² (Abramowitz and Stegun 1964, §4.5)
  tanh: {
    names: ['tanh'],
    means: 'hyperbolic tangent',
    ...unary(Math.tanh),
    vjp: (g, _, t) => [mul(g, sub(1, pow(t, 2)))],
    example: 'tanh(a)',
  },
  // softplus′ = σ (Goodfellow et al. 2016, §3.10)
  softplus: {
    names: ['softplus'],
    means: 'log(1 + exp(x)), a smooth relu',
    ...unary((x) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)))),
    vjp: (g, [x]) => [mul(g, apply('sigmoid', [x!]))],
    example: 'softplus(a)',
  },
  // ∂pᵢ/∂xⱼ = pᵢ (1[i=j] − pⱼ), hence p ⊙ (g − Σ g ⊙ p), summed along the axis that is normalised
  // (Bishop 2006, §4.3.4)
  softmax: {
    names: ['softmax'],
    means: 'exp(x) / Σ exp(x) along an axis',
    axis: 0,
    shape: sameAsInput,
    forward: softmax,
    vjp: (g, _, p, axis) => [mul(p, sub(g, sum(mul(g, p), axis as Axis)))],
    needs: byLane,
    example: 'softmax(A)',
  },
} satisfies Record<string, Op>;

/** Either form overflows on one side of 0. */
export function sigmoid(x: number): number {
  if (x >= 0) return 1 / (1 + Math.exp(-x));
  const e = Math.exp(x);
  return e / (1 + e);
}

/** The largest entry of a lane is subtracted, which changes nothing but keeps exp from overflowing. */
function softmax(out: Tensor, [x]: readonly Tensor[], axis: unknown): void {
  const { data } = x!;
  const { count, length, start, step } = lanesOf(x!, axis as Axis);
  for (let lane = 0; lane < count; lane++) {
    const from = lane * start;
    let peak = Number.NEGATIVE_INFINITY;
    for (let i = 0; i < length; i++) peak = Math.max(peak, data[from + i * step]!);
    let total = 0;
    for (let i = 0; i < length; i++) {
      const e = Math.exp(data[from + i * step]! - peak);
      out.data[from + i * step] = e;
      total += e;
    }
    for (let i = 0; i < length; i++) out.data[from + i * step]! /= total;
  }
}
