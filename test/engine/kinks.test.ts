import { describe, expect, it } from 'vitest';
import type { Nested } from '../../src/engine/tensor.ts';
import { differentiated, rowsAt, valuesOf } from './support.ts';

/** The subgradient that is chosen where there are several: formula, place, gradient of its sum. */
const TABLE: readonly (readonly [formula: string, at: Nested, gradient: Nested])[] = [
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

/** What must not come out of the branch that was not taken. */
const CHOICES: readonly (readonly [program: string, at: Nested, gradient: Nested])[] = [
  ['L = sum(where(x > 0, log(x), x))', [0, 2, -1], [1, 0.5, 1]],
  ['L = sum(where(x > 0, sqrt(x), 0))', [0, 4, -9], [0, 0.25, 0]],
  ['L = sum(where(x == 0, 1, sin(x) / x))', [0], [0]],
  ['L = sum(where(x > 0, x, expm1(1000 * x)))', [2, 1], [1, 1]],
  // through names, and through names of names
  ['a = log(x); b = 3 a; L = sum(where(x > 0, b, x))', [0, 2], [1, 1.5]],
  ['a = 1 / x; b = a^2; c = -b; L = sum(2 * where(x > 1, c, x))', [0, 2], [2, 0.5]],
];

describe('at a kink', () => {
  it.each(TABLE)('%s at %j has the gradient %j', (formula, at, expected) => {
    const values = valuesOf({ x: at });
    const { rows, cols } = values.get('x')!;
    const scope = differentiated(`L = sum(${formula})`, { x: [rows, cols] });
    const wanted = valuesOf({ x: expected }).get('x')!;
    const found = rowsAt(scope, 'dL/dx', values).flat();
    expect(found.map((x) => x + 0)).toEqual([...wanted.data]);
  });
});

describe('a choice', () => {
  it.each(CHOICES)('keeps the other branch out: %s at %j', (text, at, expected) => {
    const values = valuesOf({ x: at });
    const { rows, cols } = values.get('x')!;
    const scope = differentiated(text, { x: [rows, cols] });
    const found = rowsAt(scope, 'dL/dx', values).flat();
    expect(found.map((x) => x + 0)).toEqual([...valuesOf({ x: expected }).get('x')!.data]);
  });
});
