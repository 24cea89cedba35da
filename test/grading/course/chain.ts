import { type CourseExercise, numbers } from './exercise.ts';

const CHAIN = 'N = numel(a); b = a + 2; c = b^2; d = 3c; m = mean(d)';

/** Lessons 7, 8, 12 and 13: the chain on a small graph, a step of descent, checks by differences, paths that meet. */
export const chain: readonly CourseExercise[] = [
  {
    id: '7.1',
    question: { program: CHAIN, shapes: { a: [2, 2] }, ask: 'dm/db' },
    values: numbers(`a = [[1, 1], [1, 1]]`),
    right: ['(1 / N) * 3 * (2 * b)'],
    wrong: [
      ['LOCAL-ONLY', '2 * b'],
      ['VALUE-NOT-SLOPE', '(1 / N) * 3 * b ** 2'],
      ['LOST-B', '(1 / N) * 3 * 2'],
    ],
  },
  {
    id: '7.2',
    question: { program: CHAIN, shapes: { a: [2, 2] }, ask: 'dm/da' },
    values: numbers(`a = [[1, 1], [1, 1]]`),
    mistakes: {
      'sum-of-slopes': {
        when: '(1 + 2 b + 3) / N',
        say: 'Along one path slopes are multiplied. They are added where different paths meet.',
      },
    },
    right: ['(1 / N) * 3 * (2 * b) * 1', '1.5 * (a + 2)', '6 * b / N'],
    wrong: [
      ['NO-MEAN', '3 * (2 * b)'],
      ['N-ROWS', '(1 / 2) * 3 * (2 * b)'],
      ['WRONG-POINT', '(1 / N) * 3 * (2 * a)'],
      ['COLLAPSE', 'sum((1 / N) * 3 * (2 * b))'],
      ['VALUE-NOT-SLOPE', '3 * b ** 2'],
      ['ADD-NOT-MULTIPLY', '(1 / N) * (1 + 2 * b + 3)'],
    ],
  },
  {
    id: '7.3',
    question: { program: CHAIN, shapes: { a: [2, 2] }, ask: 'dm/da' },
    values: numbers(`a = [[0, 1], [2, -4]]`),
    mistakes: {
      memorised: {
        when: '0 a + 4.5',
        say: '4.5 belonged to a = 1. A gradient depends on where you stand.',
      },
    },
    right: ['(1 / N) * 6 * (a + 2)'],
    wrong: [
      ['MEMORISED', '4.5 * (a * 0 + 1)'],
      ['WRONG-POINT', '(1 / N) * 6 * a'],
      ['ABS', '(1 / N) * 6 * abs(a + 2)'],
    ],
  },
  {
    id: '8.1',
    question: {
      program: 'W3_new = W3 - lr * dL_dW3',
      shapes: { W3: [3, 4], dL_dW3: [3, 4], lr: [1, 1] },
      ask: 'W3_new',
    },
    values: numbers(
      `W3 = [[1, 1, 2, -1], [-1, 0, 1, -1], [0, 1, -1, 2]]; dL_dW3 = [[4, 6, 0, 2], [0, 0, 0, 0], [-8, -12, 0, -4]]; lr = 0.01`,
    ),
    right: ['W3 - lr * dL_dW3'],
    wrong: [
      ['SIGN', 'W3 + lr * dL_dW3'],
      ['UPDATE-ONLY', 'lr * dL_dW3'],
      ['NO-LR', 'W3 - dL_dW3'],
      ['GRAD-IS-W', 'W3 - lr * W3'],
    ],
  },
  {
    id: '8.2',
    question: {
      program: 'drop = -lr * (sum(dL_dW1^2) + sum(dL_dW2^2) + sum(dL_dW3^2))',
      shapes: { dL_dW1: [3, 2], dL_dW2: [4, 3], dL_dW3: [3, 4], lr: [1, 1] },
      ask: 'drop',
    },
    values: numbers(
      `dL_dW1 = [[-8, -16], [0, 0], [12, 24]]; dL_dW2 = [[6, 0, 2], [-6, 0, -2], [0, 0, 0], [-30, 0, -10]]; dL_dW3 = [[4, 6, 0, 2], [0, 0, 0, 0], [-8, -12, 0, -4]]; lr = 0.001`,
    ),
    right: ['-lr * (sum(dL_dW1 ** 2) + sum(dL_dW2 ** 2) + sum(dL_dW3 ** 2))'],
    wrong: [
      ['SUM-NOT-SQ', '-lr * (sum(dL_dW1) + sum(dL_dW2) + sum(dL_dW3))'],
      ['ONE-LAYER', '-lr * sum(dL_dW3 ** 2)'],
      ['SIGN', 'lr * (sum(dL_dW1 ** 2) + sum(dL_dW2 ** 2) + sum(dL_dW3 ** 2))'],
    ],
  },
  {
    id: '8.3',
    question: {
      program: 'W3_new = W3 - 0.1 * G; z3 = W3 @ h2',
      shapes: { W3: [3, 4], G: [3, 4], h2: [4, 1] },
      ask: 'dL/dh2',
    },
    values: numbers(
      'W3 = [[1, 1, 2, -1], [-1, 0, 1, -1], [0, 1, -1, 2]]; G = [[4, 6, 0, 2], [0, 0, 0, 0], [-8, -12, 0, -4]]; h2 = [2, 3, 0, 1]; dL_dz3 = [2, 0, -4]',
    ),
    mistakes: {
      'rate-in-gradient': {
        when: 'W3_new.T @ (d3 * 0.1)',
        say: 'Two things. The rate never enters a gradient, and W₃ is that of the forward pass.',
      },
    },
    right: ['W3.T @ d3'],
    wrong: [
      ['STALE-UPDATE', 'W3_new.T @ d3'],
      ['STALE-UPDATE-LR', 'W3_new.T @ (d3 * 0.1)'],
      ['NO-TRANSPOSE', 'W3 @ d3'],
    ],
  },
  {
    id: '12.1',
    question: {
      program: 'slope = ((w + h)^3 - (w - h)^3) / (2h)',
      shapes: { w: [1, 1], h: [1, 1] },
      ask: 'slope',
    },
    values: numbers(`w = 2; h = 0.1`),
    mistakes: {
      'one-sided': {
        when: '((w + h)^3 - w^3) / h',
        say: 'That is one-sided: its error is of the order h, not h².',
      },
      analytic: {
        when: '3 w^2',
        say: 'That is the derivative itself. The check needs a number that knows nothing of it.',
      },
    },
    right: ['((w + h) ** 3 - (w - h) ** 3) / (2 * h)'],
    wrong: [
      ['FD-ONESIDED', '((w + h) ** 3 - w ** 3) / h'],
      ['FD-NO-2', '((w + h) ** 3 - (w - h) ** 3) / h'],
      ['ANALYTIC', '3 * w ** 2'],
    ],
  },
  {
    id: '12.3',
    question: {
      program: 'slope = (relu(z + h) - relu(z - h)) / (2h)',
      shapes: { z: [1, 1], h: [1, 1] },
      draw: { z: 'signed' },
      ask: 'slope',
    },
    values: numbers(`z = 0.05; h = 0.1`),
    mistakes: {
      'one-sided': {
        when: '(relu(z + h) - relu(z)) / h',
        say: 'One-sided happens to stay on one side of the kink. Centred was asked.',
      },
      half: { when: '0 z + 0.5', say: 'One half is what comes out exactly at 0, and only there.' },
    },
    right: ['(relu(z + h) - relu(z - h)) / (2 * h)'],
    wrong: [
      ['FD-ONESIDED', '(relu(z + h) - relu(z)) / h'],
      ['KINK-HALF', '(z > 0) * 0 + 0.5'],
      ['KINK-ZERO', '0 * z'],
    ],
  },
  {
    id: '13.1',
    question: {
      program: 'b = a + 1; L = a * b',
      shapes: { a: [1, 1] },
      draw: { a: 'signed' },
      ask: 'dL/da',
    },
    values: numbers(`a = 3`),
    right: ['b + a', '2 * a + 1'],
    wrong: [
      ['OVERWRITE', 'b'],
      ['OVERWRITE', 'a'],
      ['PATH-PRODUCT', 'a * b'],
    ],
  },
  {
    id: '13.2',
    question: { program: 'h = W @ x; y = W @ h', shapes: { W: [2, 2], x: [2, 1] }, ask: 'dL/dW' },
    values: numbers(`W = [[1, 2], [0, -1]]; x = [1, 1]; dL_dy = [1, 2]`),
    right: ['dL_dy @ h.T + (W.T @ dL_dy) @ x.T'],
    wrong: [
      ['ONE-USE', 'dL_dy @ h.T'],
      ['ONE-USE', '(W.T @ dL_dy) @ x.T'],
      ['NO-TRANSPOSE-SQUARE', 'dL_dy @ h.T + (W @ dL_dy) @ x.T'],
      ['TWICE-SAME', '2 * dL_dy @ h.T'],
    ],
  },
  {
    id: '13.3',
    question: {
      program: 'z1 = W1 @ x; y = x + W2 @ relu(z1)',
      shapes: { x: [2, 1], W1: [3, 2], W2: [2, 3] },
      ask: 'dL/dx',
    },
    values: numbers(
      `x = [1, 2]; W1 = [[1, -1], [2, 1], [0, -1]]; W2 = [[1, 0, 2], [0, 1, -1]]; dL_dy = [1, -2]`,
    ),
    right: ['dy + W1.T @ ((W2.T @ dy) * (z1 > 0))'],
    wrong: [
      ['SKIP-LOST', 'W1.T @ ((W2.T @ dy) * (z1 > 0))'],
      ['PATH-PRODUCT', 'dy * (W1.T @ ((W2.T @ dy) * (z1 > 0)))'],
      ['MASK-MISSING', 'dy + W1.T @ (W2.T @ dy)'],
    ],
  },
];
