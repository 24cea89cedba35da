import { describe, expect, it } from 'vitest';
import type { Nested } from '../../src/engine/tensor.ts';
import { differentiated, rowsAt, valuesOf } from './support.ts';

/** The lessons' running network: 2 → 3 → 4 → 3 with a dead unit in every layer, all whole numbers. */
const A: Readonly<Record<string, Nested>> = {
  x: [1, 2],
  W1: [
    [1, 1],
    [1, -1],
    [-1, 1],
  ],
  W2: [
    [1, 2, -1],
    [0, 1, 3],
    [-1, 1, 1],
    [1, -1, -2],
  ],
  W3: [
    [1, 1, 2, -1],
    [-1, 0, 1, -1],
    [0, 1, -1, 2],
  ],
  y: [1, 3, 11],
};

const network = differentiated(
  `z1 = W1 @ x; h1 = relu(z1)
   z2 = W2 @ h1; h2 = relu(z2)
   z3 = W3 @ h2; h3 = relu(z3)
   L = mean((h3 - y)^2)`,
  { x: [2, 1], W1: [3, 2], W2: [4, 3], W3: [3, 4], y: [3, 1] },
);

const column = (...entries: number[]) => entries.map((x) => [x]);

describe('the network of the lessons, by hand', () => {
  it.each([
    ['z1', column(3, -1, 1)],
    ['h1', column(3, 0, 1)],
    ['z2', column(2, 3, -2, 1)],
    ['h2', column(2, 3, 0, 1)],
    ['z3', column(4, -3, 5)],
    ['h3', column(4, 0, 5)],
    ['L', [[18]]],
    ['dL/dL', [[1]]],
    ['dL/dh3', column(2, -2, -4)],
    ['dL/dz3', column(2, 0, -4)],
    [
      'dL/dW3',
      [
        [4, 6, 0, 2],
        [0, 0, 0, 0],
        [-8, -12, 0, -4],
      ],
    ],
    ['dL/dh2', column(2, -2, 8, -10)],
    ['dL/dz2', column(2, -2, 0, -10)],
    [
      'dL/dW2',
      [
        [6, 0, 2],
        [-6, 0, -2],
        [0, 0, 0],
        [-30, 0, -10],
      ],
    ],
    ['dL/dh1', column(-8, 12, 12)],
    ['dL/dz1', column(-8, 0, 12)],
    [
      'dL/dW1',
      [
        [-8, -16],
        [0, 0],
        [12, 24],
      ],
    ],
    ['dL/dx', column(-20, 4)],
    ['dL/dy', column(-2, 2, 4)],
  ])('%s', (name, expected) => {
    // 0 and −0 are one number on paper.
    const found = rowsAt(network, name, valuesOf(A)).map((row) => row.map((x) => x + 0));
    expect(found).toEqual(expected);
  });
});

describe("the notes' example, a + 2 squared, times 3, averaged", () => {
  const shapes = { a: [2, 2] } as const;
  const scope = differentiated('b = a + 2; c = b^2; d = 3 c; m = mean(d)', shapes, 'm');
  const at = valuesOf({
    a: [
      [1, 1],
      [1, 1],
    ],
  });
  const full = (x: number) => [
    [x, x],
    [x, x],
  ];

  it.each([
    ['m', [[27]]],
    ['dm/dd', full(1 / 4)],
    ['dm/dc', full(3 / 4)],
    ['dm/db', full(4.5)],
    ['dm/da', full(4.5)],
  ])('%s', (name, expected) => {
    expect(rowsAt(scope, name, at)).toEqual(expected);
  });
});

describe('derivatives known from tables', () => {
  it.each([
    ['x^2', 3, 6],
    ['x^3', 2, 12],
    ['1/x', 2, -0.25],
    ['sqrt(x)', 4, 0.25],
    ['exp(x)', 0, 1],
    ['log(x)', 4, 0.25],
    ['sigmoid(x)', 0, 0.25],
    ['tanh(x)', 0, 1],
    ['x^x', 1, 1],
    ['abs(x)', -3, -1],
    ['relu(x)', 2, 1],
    ['relu(x)', -2, 0],
    ['max(x, 3)', 5, 1],
    ['min(x, 3)', 5, 0],
    ['x x + x', 3, 7],
    ['(x + 1)(x - 1)', 5, 10],
  ])('%s at %d', (formula, at, slope) => {
    const scope = differentiated(`y = ${formula}`, { x: [1, 1] }, 'y');
    expect(rowsAt(scope, 'dy/dx', valuesOf({ x: at }))).toEqual([[slope]]);
  });
});
