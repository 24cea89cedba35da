import type { Question } from '../../src/grading/question.ts';

/** One exercise of a course on backpropagation: right answers, and wrong ones with their mistake. */
export interface CourseExercise {
  readonly id: string;
  readonly question: Question;
  readonly right: readonly string[];
  readonly wrong: readonly (readonly [code: string, answer: string])[];
}

const NETWORK =
  'z1 = W1 @ x; h1 = relu(z1); z2 = W2 @ h1; h2 = relu(z2); z3 = W3 @ h2; h3 = relu(z3)';
const SIZES = { x: [2, 1], W1: [3, 2], W2: [4, 3], W3: [3, 4], y: [3, 1] } as const;
const layers = (ask: string, more: Partial<Question> = {}): Question => ({
  program: NETWORK,
  shapes: SIZES,
  ask,
  ...more,
});

const MSE = 'n = numel(h3); L = mean((h3 - y)^2)';
const BCE = 'L = -mean(y * log(p) + (1 - y) * log(1 - p))';
const CHAIN = 'N = numel(a); b = a + 2; c = b^2; d = 3c; m = mean(d)';
const ROWS = 'p = softmax(z, axis=1)';
const BATCH_NORM =
  'N = numel(x); mu = mean(x); sigma = sqrt(mean((x - mu)^2)); xhat = (x - mu) / sigma; y = gamma * xhat + beta';
const LAYER_NORM =
  'mu = mean(X, axis=1); sigma = sqrt(mean((X - mu)^2, axis=1)); xhat = (X - mu) / sigma; Y = gamma * xhat + beta';
const RECURRENT = 'z1 = Wh @ h0 + Wx @ x1; h1 = relu(z1); z2 = Wh @ h1 + Wx @ x2; h2 = relu(z2)';
const ATTENTION = 'S = Q @ K.T / sqrt(d); P = softmax(S, axis=1); O = P @ V';
const heads = (ask: string): Question => ({
  program: ATTENTION,
  shapes: { Q: [2, 4], K: [2, 4], V: [2, 2], d: [1, 1] },
  ask,
});
const affine = (ask: string): Question => ({
  program: 'Z = W @ X + b',
  shapes: { X: ['k', 'N'], W: ['m', 'k'], b: ['m', 1] },
  sizes: { k: 2, N: 4, m: 3 },
  ask,
});
const column = { shapes: { z: [3, 1] }, ask: 'dL/dz' } as const;

/**
 * The exercises of the course with every wrong answer that its authors collected. Slices, and the
 * convolutions that need them, are not in the language; what they were is kept in `unreadable`.
 */
export const course: readonly CourseExercise[] = [
  {
    id: '1.2',
    question: layers('z2'),
    right: ['W2 @ relu(W1 @ x)', 'W2 @ h1'],
    wrong: [
      ['FWD-NORELU', 'W2 @ (W1 @ x)'],
      ['FWD-ABS', 'W2 @ abs(W1 @ x)'],
      ['FWD-RELU-W', 'relu(W2) @ relu(W1 @ x)'],
      ['FWD-ORDER', 'W1 @ W2 @ x'],
    ],
  },
  {
    id: '2.1',
    question: { program: MSE, shapes: { h3: [4, 1], y: [4, 1] }, ask: 'dL/dh3' },
    right: ['(2 / n) * (h3 - y)', '2 * (h3 - y) / n', '(h3 - y) * 2 / n'],
    wrong: [
      ['LOSS-CONST', 'h3 - y'],
      ['LOSS-NO-N', '2 * (h3 - y)'],
      ['SIGN', '(2 / n) * (y - h3)'],
      ['LOSS-TIMES-L', 'mean((h3 - y) ** 2) * (h3 - y)'],
      ['COLLAPSE', 'sum((2 / n) * (h3 - y))'],
    ],
  },
  {
    id: '2.2',
    question: { program: `n = numel(p); ${BCE}`, shapes: { p: [2, 1], y: [2, 1] }, ask: 'dL/dp' },
    right: ['(1 / n) * (p - y) / (p * (1 - p))', '(1 / n) * (-y / p + (1 - y) / (1 - p))'],
    wrong: [
      ['BCE-LOGIT', '(1 / n) * (p - y)'],
      ['BCE-HALF', '(1 / n) * (-y / p)'],
      ['BCE-INNER', '(1 / n) * (-y / p - (1 - y) / (1 - p))'],
      ['LOSS-NO-N', '(p - y) / (p * (1 - p))'],
    ],
  },
  {
    id: '2.3',
    question: { program: MSE, shapes: { h3: [3, 1], y: [3, 1] }, ask: 'dL/dh3' },
    right: ['(2 / n) * (h3 - y)'],
    wrong: [
      ['LOSS-CONST', 'h3 - y'],
      ['LOSS-NO-N', '2 * (h3 - y)'],
      ['SIGN', '(2 / n) * (y - h3)'],
      ['MASK-EARLY', '(2 / n) * (h3 - y) * (h3 > 0)'],
    ],
  },
  {
    id: '3.2',
    question: layers('dL/dz3'),
    right: ['dL_dh3 * (z3 > 0)', 'dL_dh3 * (h3 > 0)', 'diag(z3 > 0) @ dL_dh3'],
    wrong: [
      ['MASK-MISSING', 'dL_dh3'],
      ['RELU-VALUE', 'dL_dh3 * relu(z3)'],
      ['RELU-Z', 'dL_dh3 * z3'],
      ['HADAMARD-MATMUL', 'dL_dh3 @ (z3 > 0).T'],
      ['MASK-WRONG-ARG', 'dL_dh3 * (dL_dh3 > 0)'],
    ],
  },
  {
    id: '3.3',
    question: layers('dL/dW3'),
    right: [
      '(dL_dh3 * (z3 > 0)) @ h2.T',
      '(dL_dh3 * (z3 > 0)) * h2.T',
      '(h2 @ (dL_dh3 * (z3 > 0)).T).T',
    ],
    wrong: [
      ['SEED-LITERAL', 'dL_dh3 * (z3 > 0) * h2'],
      ['MASK-MISSING', 'dL_dh3 @ h2.T'],
      ['TRANSPOSED', 'h2 @ (dL_dh3 * (z3 > 0)).T'],
      ['RELU-VALUE', '(dL_dh3 * relu(z3)) @ h2.T'],
      ['WRONG-INPUT', '(dL_dh3 * (z3 > 0)) @ h3.T'],
      ['WRONG-LAYER', '(dL_dh3 * (z3 > 0)) @ h1.T'],
      ['SIGN', '-(dL_dh3 * (z3 > 0)) @ h2.T'],
      ['WRT-SWAP', 'W3.T @ (dL_dh3 * (z3 > 0))'],
    ],
  },
  {
    id: '3.5',
    question: layers('dL/dW3'),
    right: ['(dL_dh3 * (z3 > 0)) @ h2.T'],
    wrong: [
      ['MASK-MISSING', 'dL_dh3 @ h2.T'],
      ['MASK-ON-INPUT', '(dL_dh3 * (z3 > 0)) @ (h2 > 0).T'],
      ['MASK-FLIPPED', '(dL_dh3 * (z3 < 0)) @ h2.T'],
    ],
  },
  {
    id: '4.2',
    question: layers('dL/dh2'),
    right: ['W3.T @ (dL_dh3 * (z3 > 0))', '((dL_dh3 * (z3 > 0)).T @ W3).T'],
    wrong: [
      ['SEED-LITERAL', 'dL_dh3 * (z3 > 0) * W3'],
      ['MASK-MISSING', 'W3.T @ dL_dh3'],
      ['NO-TRANSPOSE', 'W3 @ (dL_dh3 * (z3 > 0))'],
      ['ROW-VECTOR', '(dL_dh3 * (z3 > 0)).T @ W3'],
      ['OVERSHOOT', '(W3.T @ (dL_dh3 * (z3 > 0))) * (z2 > 0)'],
      ['MASK-WRONG-LAYER', '(W3.T @ dL_dh3) * (z2 > 0)'],
      ['WRT-SWAP', '(dL_dh3 * (z3 > 0)) @ h2.T'],
    ],
  },
  {
    id: '5.1',
    question: layers('dL/dW2', { given: ['dL/dh2'] }),
    right: ['(dL_dh2 * (z2 > 0)) @ h1.T', '((W3.T @ (dL_dh3 * (z3 > 0))) * (z2 > 0)) @ h1.T'],
    wrong: [
      ['SKIP-LAYER', '(dL_dh3 * (z3 > 0)) @ h1.T'],
      ['MASK-MISSING', 'dL_dh2 @ h1.T'],
      ['WRONG-INPUT', '(dL_dh2 * (z2 > 0)) @ h2.T'],
      ['MASK-WRONG-LAYER', '(dL_dh2 * (z3 > 0)) @ h1.T'],
      ['TRANSPOSED', 'h1 @ (dL_dh2 * (z2 > 0)).T'],
    ],
  },
  {
    id: '5.2',
    question: layers('dL/dh1', { given: ['dL/dh2'] }),
    right: ['W2.T @ (dL_dh2 * (z2 > 0))'],
    wrong: [
      ['MASK-MISSING', 'W2.T @ dL_dh2'],
      ['WRONG-LAYER', 'W3.T @ (dL_dh2 * (z2 > 0))'],
      ['NO-TRANSPOSE', 'W2 @ (dL_dh2 * (z2 > 0))'],
      ['OVERSHOOT', '(W2.T @ (dL_dh2 * (z2 > 0))) * (z1 > 0)'],
      ['MASK-MISSING-UP', 'W2.T @ (W3.T @ dL_dh3 * (z2 > 0))'],
    ],
  },
  {
    id: '6.1',
    question: layers('dL/dW1', { given: ['dL/dh1'] }),
    right: [
      '(dL_dh1 * (z1 > 0)) @ x.T',
      '((W2.T @ ((W3.T @ (dL_dh3 * (z3 > 0))) * (z2 > 0))) * (z1 > 0)) @ x.T',
    ],
    wrong: [
      ['MASK-MISSING', 'dL_dh1 @ x.T'],
      ['WRONG-INPUT', '(dL_dh1 * (z1 > 0)) @ h1.T'],
      ['MASK-MISSING-UP', '((W2.T @ dL_dh2) * (z1 > 0)) @ x.T'],
      ['INNER-NOT-OUTER', '(dL_dh1 * (z1 > 0)) @ x'],
    ],
  },
  {
    id: '6.2',
    question: layers('dL/dx', { given: ['dL/dh1'] }),
    right: ['W1.T @ (dL_dh1 * (z1 > 0))'],
    wrong: [
      ['MASK-MISSING', 'W1.T @ dL_dh1'],
      ['NO-TRANSPOSE', 'W1 @ (dL_dh1 * (z1 > 0))'],
      ['DATA-CONST', '0 * x'],
    ],
  },
  {
    id: '6.3',
    question: layers('dL/dW2', {
      shapes: { x: [3, 1], W1: [2, 3], W2: [3, 2], W3: [2, 3], y: [2, 1] },
      given: ['dL/dh2'],
    }),
    right: ['(dL_dh2 * (z2 > 0)) @ h1.T'],
    wrong: [
      ['MASK-MISSING', 'dL_dh2 @ h1.T'],
      ['WRONG-LAYER', '(dL_dh2 * (z2 > 0)) @ x.T'],
      ['RELU-VALUE', '(dL_dh2 * relu(z2)) @ h1.T'],
    ],
  },
  {
    id: '7.1',
    question: { program: CHAIN, shapes: { a: [2, 2] }, ask: 'dm/db' },
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
      program: 'z3 = W3 @ h2',
      shapes: { W3: [3, 4], W3_new: [3, 4], h2: [4, 1] },
      ask: 'dL/dh2',
    },
    right: ['W3.T @ d3'],
    wrong: [
      ['STALE-UPDATE', 'W3_new.T @ d3'],
      ['STALE-UPDATE-LR', 'W3_new.T @ (d3 * 0.1)'],
      ['NO-TRANSPOSE', 'W3 @ d3'],
    ],
  },
  {
    id: '9.1',
    question: affine('dL/dW'),
    right: ['dZ @ X.T'],
    wrong: [
      ['DOUBLE-MEAN', '(1 / N) * dZ @ X.T'],
      ['HADAMARD-MATMUL', 'dZ * X'],
      ['TRANSPOSED', 'X @ dZ.T'],
    ],
  },
  {
    id: '9.2',
    question: affine('dL/db'),
    right: ['sum(dZ, axis=1)', 'dZ @ np.ones((4,1))'],
    wrong: [
      ['BROADCAST-NOT-SUMMED', 'dZ'],
      ['DOUBLE-MEAN', 'mean(dZ, axis=1)'],
      ['WRONG-AXIS', 'sum(dZ, axis=0)'],
      ['WRT-SWAP', 'dZ @ X.T'],
      ['VALUE-NOT-SLOPE', 'b * sum(dZ, axis=1)'],
    ],
  },
  {
    id: '9.3',
    question: {
      program: 'Y = X @ W.T + b',
      shapes: { X: [4, 2], W: [3, 2], b: [1, 3] },
      ask: 'dL/dW',
    },
    right: ['dY.T @ X'],
    wrong: [
      ['TRANSPOSED', 'X.T @ dY'],
      ['DIALECT-MIX', 'dY @ X.T'],
      ['WRT-SWAP', 'dY @ W'],
    ],
  },
  {
    id: '10.1',
    question: { program: 's = sigmoid(z)', ...column },
    right: ['dL_ds * s * (1 - s)', 'dL_ds * sigmoid(z) * (1 - sigmoid(z))'],
    wrong: [
      ['SIG-Z', 'dL_ds * z * (1 - z)'],
      ['SIG-TWICE', 'dL_ds * sigmoid(s) * (1 - sigmoid(s))'],
      ['SIG-HALF', 'dL_ds * s'],
      ['SIG-RELU', 'dL_ds * (s > 0)'],
    ],
  },
  {
    id: '10.2',
    question: { program: 't = tanh(z)', ...column },
    right: ['dL_dt * (1 - t ** 2)', 'dL_dt * (1 - t * t)'],
    wrong: [
      ['TANH-TWICE', 'dL_dt * (1 - tanh(t) ** 2)'],
      ['TANH-NOSQ', 'dL_dt * (1 - t)'],
      ['SIG-FOR-TANH', 'dL_dt * t * (1 - t)'],
    ],
  },
  {
    id: '10.3',
    question: {
      program: `n = numel(z); p = sigmoid(z); ${BCE}`,
      shapes: { z: [2, 1], y: [2, 1] },
      ask: 'dL/dz',
    },
    right: ['(1 / n) * (p - y)', '(1 / n) * (p - y) / (p * (1 - p)) * p * (1 - p)'],
    wrong: [
      ['SIGMOID-TWICE', '(1 / n) * (p - y) * p * (1 - p)'],
      ['STOPPED-EARLY', '(1 / n) * (p - y) / (p * (1 - p))'],
      ['SIGN', '(1 / n) * (y - p)'],
      ['LOSS-NO-N', 'p - y'],
    ],
  },
  {
    id: '10.4',
    question: {
      program: 'Z = W @ X; H = relu(Z)',
      shapes: { X: [2, 3], W: [2, 2] },
      ask: 'dL/dW',
    },
    right: ['(dL_dH * (Z > 0)) @ X.T'],
    wrong: [
      ['MASK-MISSING', 'dL_dH @ X.T'],
      ['RELU-Z', '(dL_dH * Z) @ X.T'],
      ['LEAKY', '(dL_dH * np.where(Z > 0, 1, 0.1)) @ X.T'],
    ],
  },
  {
    id: '11.1',
    question: { program: ROWS, shapes: { z: [1, 3] }, ask: 'dL/dz' },
    right: ['p * (dL_dp - sum(dL_dp * p))', 'dL_dp @ (diag(p) - p.T @ p)'],
    wrong: [
      ['SOFTMAX-DIAG', 'dL_dp * p * (1 - p)'],
      ['SOFTMAX-NORM', 'dL_dp * p'],
      ['SOFTMAX-NO-P', 'dL_dp - sum(dL_dp * p)'],
    ],
  },
  {
    id: '11.2',
    question: {
      program: `${ROWS}; L = -sum(y * log(p))`,
      shapes: { z: [1, 3], y: [1, 3] },
      ask: 'dL/dz',
    },
    right: ['p - y'],
    wrong: [
      ['SIGN', 'y - p'],
      ['NO-ONEHOT', 'p'],
      ['STOPPED-EARLY', '-y / p'],
      ['SOFTMAX-DIAG', '-y * (1 - p)'],
    ],
  },
  {
    id: '11.3',
    question: {
      program: `${ROWS}; L = -sum(y * log(p)) / N`,
      shapes: { z: ['N', 'C'], y: ['N', 'C'] },
      sizes: { N: 2, C: 3 },
      ask: 'dL/dz',
    },
    right: ['(p - y) / N'],
    wrong: [
      ['LOSS-NO-N', 'p - y'],
      ['N-CLASSES', '(p - y) / 3'],
      ['ONEHOT-AXIS', '(p - sum(y, axis=0)) / N'],
    ],
  },
  {
    id: '12.1',
    question: {
      program: 'slope = ((w + h)^3 - (w - h)^3) / (2h)',
      shapes: { w: [1, 1], h: [1, 1] },
      ask: 'slope',
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
    right: ['dy + W1.T @ ((W2.T @ dy) * (z1 > 0))'],
    wrong: [
      ['SKIP-LOST', 'W1.T @ ((W2.T @ dy) * (z1 > 0))'],
      ['PATH-PRODUCT', 'dy * (W1.T @ ((W2.T @ dy) * (z1 > 0)))'],
      ['MASK-MISSING', 'dy + W1.T @ (W2.T @ dy)'],
    ],
  },
  {
    id: '14.1',
    question: {
      program: BATCH_NORM,
      shapes: { x: [4, 1], gamma: [1, 1], beta: [1, 1] },
      ask: 'dL/dgamma',
    },
    right: ['sum(dy * xhat)'],
    wrong: [
      ['BN-BETA', 'sum(dy)'],
      ['BN-RAW', 'sum(dy * x)'],
      ['BROADCAST-NOT-SUMMED', 'dy * xhat'],
      ['DOUBLE-MEAN', 'mean(dy * xhat)'],
    ],
  },
  {
    id: '14.2',
    question: {
      program: BATCH_NORM,
      shapes: { x: [4, 1], gamma: [1, 1], beta: [1, 1] },
      ask: 'dL/dx',
    },
    right: [
      '(dxhat - mean(dxhat) - xhat * mean(dxhat * xhat)) / sigma',
      '(N * dxhat - sum(dxhat) - xhat * sum(dxhat * xhat)) / (N * sigma)',
    ],
    wrong: [
      ['BN-STATS-CONST', 'dxhat / sigma'],
      ['BN-NO-VAR', '(dxhat - mean(dxhat)) / sigma'],
      ['BN-NO-MEAN', '(dxhat - xhat * mean(dxhat * xhat)) / sigma'],
      ['BN-NO-SIGMA', 'dxhat - mean(dxhat) - xhat * mean(dxhat * xhat)'],
      ['BN-NO-GAMMA', '(dy - mean(dy) - xhat * mean(dy * xhat)) / sigma'],
    ],
  },
  {
    id: '15.1',
    question: {
      program: LAYER_NORM,
      shapes: { X: [2, 4], gamma: [1, 4], beta: [1, 4] },
      ask: 'dL/dX',
    },
    right: ['(dxhat - mean(dxhat, axis=1) - xhat * mean(dxhat * xhat, axis=1)) / sigma'],
    wrong: [
      ['LN-AXIS', '(dxhat - mean(dxhat, axis=0) - xhat * mean(dxhat * xhat, axis=0)) / sigma'],
      ['BN-STATS-CONST', 'dxhat / sigma'],
      ['BN-NO-GAMMA', '(dY - mean(dY, axis=1) - xhat * mean(dY * xhat, axis=1)) / sigma'],
    ],
  },
  {
    id: '15.2',
    question: {
      program: LAYER_NORM,
      shapes: { X: [2, 4], gamma: [1, 4], beta: [1, 4] },
      ask: 'dL/dgamma',
    },
    right: ['sum(dY * xhat, axis=0)'],
    wrong: [
      ['LN-AXIS', 'sum(dY * xhat, axis=1)'],
      ['BROADCAST-NOT-SUMMED', 'dY * xhat'],
      ['BN-BETA', 'sum(dY, axis=0)'],
    ],
  },
  {
    id: '16.1',
    question: {
      program: 'O = OH @ E',
      shapes: { E: [4, 2], OH: [3, 4] },
      draw: { OH: 'one-hot axis=1' },
      ask: 'dL/dE',
    },
    right: ['OH.T @ dO'],
    wrong: [
      ['SCATTER-OVERWRITE', 'np.array([[3.,4],[0,0],[5,6],[0,0]])'],
      ['EMB-SHAPE', 'dO'],
      ['EMB-FWD', 'OH @ E'],
      ['SCATTER-MEAN', 'np.array([[3.,4],[0,0],[3,4],[0,0]])'],
    ],
  },
  {
    id: '16.2',
    question: {
      program: 'yr = x * m',
      shapes: { x: [4, 1], m: [4, 1] },
      draw: { m: 'bits' },
      ask: 'dL/dx',
    },
    right: ['dyr * m'],
    wrong: [
      ['POOL-COPY', 'dyr'],
      ['POOL-AVG', 'dyr / 2'],
      ['VALUE-NOT-SLOPE', 'dyr * x * m'],
    ],
  },
  {
    id: '18.1',
    question: {
      program: 'h1 = w * h0 + u * x1; h2 = w * h1 + u * x2; h3 = w * h2 + u * x3; L = h3',
      shapes: { w: [1, 1], u: [1, 1], h0: [1, 1], x1: [1, 1], x2: [1, 1], x3: [1, 1] },
      ask: 'dL/dw',
    },
    right: ['dh1 * h0 + dh2 * h1 + dh3 * h2'],
    wrong: [
      ['BPTT-LAST', 'h2'],
      ['BPTT-NO-CHAIN', 'h0 + h1 + h2'],
      ['BPTT-TWICE', '3 * h2'],
      ['BPTT-SHIFT', 'dh1 * h1 + dh2 * h2 + dh3 * h3'],
    ],
  },
  {
    id: '18.2',
    question: {
      program: RECURRENT,
      shapes: { Wh: [2, 2], Wx: [2, 3], x1: [3, 1], x2: [3, 1], h0: [2, 1] },
      ask: 'dL/dWh',
    },
    right: ['(dh2 * (z2 > 0)) @ h1.T + ((Wh.T @ (dh2 * (z2 > 0))) * (z1 > 0)) @ h0.T'],
    wrong: [
      ['BPTT-LAST', '(dh2 * (z2 > 0)) @ h1.T'],
      ['WRONG-INPUT', '(dh2 * (z2 > 0)) @ h2.T'],
      [
        'NO-TRANSPOSE-SQUARE',
        '(dh2 * (z2 > 0)) @ h1.T + (Wh @ (dh2 * (z2 > 0)) * (z1 > 0)) @ h0.T',
      ],
      ['WRONG-INPUT', '(dh2 * (z2 > 0)) @ h1.T + ((Wh.T @ (dh2 * (z2 > 0))) * (z1 > 0)) @ x1.T'],
    ],
  },
  {
    id: '19.1',
    question: heads('dL/dV'),
    right: ['P.T @ dO'],
    wrong: [
      ['NO-TRANSPOSE-SQUARE', 'P @ dO'],
      ['WRT-SWAP', 'dO @ V.T'],
      ['HADAMARD-MATMUL', 'P * dO'],
    ],
  },
  {
    id: '19.2',
    question: heads('dL/dS'),
    right: ['P * (dP - sum(dP * P, axis=1))'],
    wrong: [
      ['SOFTMAX-DIAG', 'P * (1 - P) * dP'],
      ['SOFTMAX-AXIS', 'P * (dP - sum(dP * P))'],
      ['SOFTMAX-AXIS', 'P * (dP - sum(dP * P, axis=0))'],
      ['CE-REFLEX', 'P - dP'],
    ],
  },
  {
    id: '19.3',
    question: heads('dL/dK'),
    right: ['dS.T @ Q / sqrt(d)'],
    wrong: [
      ['NO-TRANSPOSE-SQUARE', 'dS @ Q / sqrt(d)'],
      ['ATT-NO-SCALE', 'dS.T @ Q'],
      ['WRT-SWAP', 'dS @ K / sqrt(d)'],
    ],
  },
  {
    id: '20.1',
    question: {
      program: 'v1 = g1; w1 = w - lr * v1; v2 = b * v1 + g2; w2 = w1 - lr * v2',
      shapes: { w: [1, 1], lr: [1, 1], b: [1, 1], g1: [1, 1], g2: [1, 1] },
      ask: 'w2',
    },
    right: ['w - lr * g1 - lr * (b * g1 + g2)'],
    wrong: [
      ['MOM-NONE', 'w - lr * g1 - lr * g2'],
      ['MOM-NO-GRAD', 'w - lr * g1 - lr * (b * g1)'],
      ['MOM-EMA', 'w - lr * (1 - b) * g1 - lr * (b * (1 - b) * g1 + (1 - b) * g2)'],
    ],
  },
  {
    id: '20.2',
    question: {
      program: 'm = 0.1 * g; v = 0.001 * g^2; w1 = w - lr * (m / 0.1) / sqrt(v / 0.001)',
      shapes: { w: [2, 1], g: [2, 1], lr: [1, 1] },
      draw: { g: 'signed' },
      ask: 'w1',
    },
    right: ['w - lr * (0.1 * g / 0.1) / sqrt(0.001 * g ** 2 / 0.001)'],
    wrong: [
      ['ADAM-NO-BIAS', 'w - lr * (0.1 * g) / sqrt(0.001 * g ** 2)'],
      ['SGD', 'w - lr * g'],
      ['ADAM-NO-SQRT', 'w - lr * (0.1 * g / 0.1) / (0.001 * g ** 2 / 0.001)'],
    ],
  },
  {
    id: '20.3',
    question: {
      program: 'c = g / norm(g)',
      shapes: { g: [2, 1] },
      draw: { g: 'signed' },
      ask: 'c',
    },
    right: ['g * 1 / norm(g)'],
    wrong: [
      ['CLIP-VALUE', 'clip(g, -1, 1)'],
      ['CLIP-L1', 'g / 7'],
      ['CLIP-SUB', 'g - 1'],
    ],
  },
  {
    id: '20.4',
    question: {
      program: 'L = sum(dL_dW * W); J = L + lam / 2 * sum(W^2)',
      shapes: { W: [1, 2], dL_dW: [1, 2], lam: [1, 1] },
      ask: 'dJ/dW',
    },
    right: ['dL_dW + lam * W'],
    wrong: [
      ['REG-2', 'dL_dW + 2 * lam * W'],
      ['REG-FORGOT', 'dL_dW'],
      ['VALUE-NOT-SLOPE', 'dL_dW + lam / 2 * sum(W ** 2)'],
    ],
  },
];

/** Wrong answers of the course that the language has no words for, with the exercise they are from. */
export const unreadable: readonly (readonly [id: string, answer: string])[] = [
  ['9.1', 'dZ[:, 0:1] @ X[:, 0:1].T'],
];
