import type { Question } from '../../../src/grading/question.ts';
import { type CourseExercise, numbers } from './exercise.ts';

const BCE = 'L = -mean(y * log(p) + (1 - y) * log(1 - p))';
const ROWS = 'p = softmax(z, axis=1)';
const affine = (ask: string): Question => ({
  program: 'Z = W @ X + b',
  shapes: { X: ['k', 'N'], W: ['m', 'k'], b: ['m', 1] },
  sizes: { k: 2, N: 4, m: 3 },
  ask,
});
const column = { shapes: { z: [3, 1] }, ask: 'dL/dz' } as const;

/** Lessons 9 to 11: many samples at once, smooth activations, softmax. */
export const batches: readonly CourseExercise[] = [
  {
    id: '9.1',
    question: affine('dL/dW'),
    values: numbers(
      `X = [[1, 2, 0, -1], [1, 0, 2, 1]]; W = [[1, 0], [-1, 2], [0, 1]]; b = [1, -1, 0]; dL_dZ = [[1, 0, -1, 2], [0, 2, 1, -1], [3, -1, 0, 1]]`,
    ),
    right: ['dZ @ X.T'],
    wrong: [
      ['DOUBLE-MEAN', '(1 / N) * dZ @ X.T'],
      ['HADAMARD-MATMUL', 'dZ * X'],
      ['TRANSPOSED', 'X @ dZ.T'],
      ['ONE-EXAMPLE', 'dZ[:, 0:1] @ X[:, 0:1].T'],
    ],
  },
  {
    id: '9.2',
    question: affine('dL/db'),
    values: numbers(
      `X = [[1, 2, 0, -1], [1, 0, 2, 1]]; W = [[1, 0], [-1, 2], [0, 1]]; b = [1, -1, 0]; dL_dZ = [[1, 0, -1, 2], [0, 2, 1, -1], [3, -1, 0, 1]]`,
    ),
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
    values: numbers(
      `X = [[1, 1], [2, 0], [0, 2], [-1, 1]]; W = [[1, 0], [-1, 2], [0, 1]]; dL_dY = [[1, 0, 3], [0, 2, -1], [-1, 1, 0], [2, -1, 1]]; b = [[0, 0, 0]]`,
    ),
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
    values: numbers(`z = [0, 1.098612288668, -1.38629436112]; dL_ds = [4, 16, -25]`),
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
    values: numbers(`z = [0, 0.549306144334, -1.098612288668]; dL_dt = [2, 4, -25]`),
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
    values: numbers(`z = [1.38629436112, 0]; y = [1, 0]`),
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
    values: numbers(
      `X = [[1, 2, 1], [1, 1, 3]]; W = [[-1, -2], [1, 1]]; dL_dH = [[1, 1, 1], [1, -1, 2]]`,
    ),
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
    values: numbers(`z = [[0, 0.69314718056, 1.609437912434]]; dL_dp = [[0, -4, 0]]`),
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
    values: numbers(`z = [[0, 0.69314718056, 1.609437912434]]; y = [[0, 1, 0]]`),
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
    values: numbers(
      `z = [[0, 0.69314718056, 1.609437912434], [1.38629436112, 0.69314718056, 0.69314718056]]; y = [[0, 1, 0], [1, 0, 0]]`,
    ),
    right: ['(p - y) / N'],
    wrong: [
      ['LOSS-NO-N', 'p - y'],
      ['N-CLASSES', '(p - y) / 3'],
      ['ONEHOT-AXIS', '(p - sum(y, axis=0)) / N'],
    ],
  },
];
