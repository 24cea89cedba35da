import type { Nested } from '../../src/engine/tensor.ts';

/** The subgradient that is chosen where there are several: formula, place, gradient of its sum. */
export const SUBGRADIENTS: readonly (readonly [formula: string, at: Nested, gradient: Nested])[] = [
  ['relu(x)', 0, 0],
  ['relu(x)', [-1, 0, 1], [0, 0, 1]],
  ['abs(x)', [-2, 0, 2], [-1, 0, 1]],
  ['sign(x)', [-2, 0, 2], [0, 0, 0]],
  ['max(x, 1)', [0, 1, 2], [0, 0.5, 1]],
  ['min(x, 1)', [0, 1, 2], [1, 0.5, 0]],
  ['max(x, x)', [3], [1]],
  ['clip(x, -1, 1)', [-2, -1, 0, 1, 2], [0, 0.5, 1, 0.5, 0]],
  ['sqrt(x)', [0, 4], [Number.POSITIVE_INFINITY, 0.25]],
  ['(x > 0)', [-1, 0, 1], [0, 0, 0]],
  ['max(x)', [1, 3, 3, 2], [0, 0.5, 0.5, 0]],
  ['min(x)', [1, 3, 1, 1], [1 / 3, 0, 1 / 3, 1 / 3]],
  [
    'max(x, axis=1)',
    [
      [2, 2],
      [0, 1],
    ],
    [
      [0.5, 0.5],
      [0, 1],
    ],
  ],
  ['maxpool(x, 2)', [3, 1, 4, 4], [1, 0, 0.5, 0.5]],
  ['norm(x)', [0, 0], [0, 0]],
  ['norm(x)', [3, 4], [0.6, 0.8]],
  [
    'norm(x, axis=1)',
    [
      [3, 4],
      [0, 0],
    ],
    [
      [0.6, 0.8],
      [0, 0],
    ],
  ],
  ['leaky_relu(x)', [-1, 0, 1], [0.01, 0.01, 1]],
  ['elu(x)', [0, 1], [1, 1]],
  ['prod(x)', [2, 0, 3], [0, 6, 0]],
  ['prod(x)', [0, 0, 3], [0, 0, 0]],
  ['x^0', [0, 2], [0, 0]],
  ['x^1', [0, 2], [1, 1]],
  ['rsqrt(x)', [0, 4], [Number.NEGATIVE_INFINITY, -1 / 16]],
];
