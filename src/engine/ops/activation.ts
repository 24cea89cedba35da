import { gt, mul, pow, sub, sum } from '../build.ts';
import type { Axis, Op } from '../expr.ts';
import type { Tensor } from '../tensor.ts';
import { each, sameAsInput } from './support.ts';

/** Activations. Where the slope is known from the output, the rule says so: a ⊙ (1 − a). */
export const activation = {
  // relu′(0) = 0, the choice of every framework (Goodfellow et al. 2016, §6.3)
  relu: {
    names: ['relu'],
    shape: sameAsInput,
    forward: each((x) => (x > 0 ? x : x <= 0 ? 0 : x)),
    vjp: (g, [x]) => [mul(g, gt(x!, 0))],
    kinks: ([x]) => [x!],
    example: 'relu(a)',
  },
  // σ′ = σ (1 − σ)
  sigmoid: {
    names: ['sigmoid', 'σ'],
    shape: sameAsInput,
    forward: each((x) => (x >= 0 ? 1 / (1 + Math.exp(-x)) : Math.exp(x) / (1 + Math.exp(x)))),
    vjp: (g, _, s) => [mul(mul(g, s), sub(1, s))],
    example: 'sigmoid(a)',
  },
  // tanh′ = 1 − tanh²
  tanh: {
    names: ['tanh'],
    shape: sameAsInput,
    forward: each(Math.tanh),
    vjp: (g, _, t) => [mul(g, sub(1, pow(t, 2)))],
    example: 'tanh(a)',
  },
  // dL/dx = p ⊙ (g − Σ g ⊙ p), summed along the axis that is normalised
  softmax: {
    names: ['softmax'],
    axis: 0,
    shape: sameAsInput,
    forward: softmax,
    vjp: (g, _, p, axis) => [mul(p, sub(g, sum(mul(g, p), axis as Axis)))],
    example: 'softmax(A)',
  },
} satisfies Record<string, Op>;

function softmax(out: Tensor, [x]: readonly Tensor[], axis: unknown): void {
  const { rows, cols, data } = x!;
  const [lanes, length] =
    axis === null ? [1, rows * cols] : axis === 0 ? [cols, rows] : [rows, cols];
  const step = axis === 0 ? cols : 1;
  const next = axis === 0 ? 1 : cols;
  for (let lane = 0; lane < lanes; lane++) {
    const start = axis === null ? 0 : lane * next;
    let peak = Number.NEGATIVE_INFINITY;
    for (let i = 0; i < length; i++) peak = Math.max(peak, data[start + i * step]!);
    let total = 0;
    for (let i = 0; i < length; i++) {
      const e = Math.exp(data[start + i * step]! - peak);
      out.data[start + i * step] = e;
      total += e;
    }
    for (let i = 0; i < length; i++) out.data[start + i * step]! /= total;
  }
}
