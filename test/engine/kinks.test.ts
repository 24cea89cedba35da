import { describe, expect, it } from 'vitest';
import type { Nested } from '../../src/engine/tensor.ts';
import { SUBGRADIENTS } from './subgradients.ts';
import { differentiated, rowsAt, valuesOf } from './support.ts';

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
  it.each(SUBGRADIENTS)('%s at %j has the gradient %j', (formula, at, expected) => {
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
