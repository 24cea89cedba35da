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
