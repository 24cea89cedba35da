import type { Question } from '../../../src/grading/question.ts';
import { type CourseExercise, numbers } from './exercise.ts';

const RECURRENT = 'z1 = Wh @ h0 + Wx @ x1; h1 = relu(z1); z2 = Wh @ h1 + Wx @ x2; h2 = relu(z2)';
const ATTENTION = 'S = Q @ K.T / sqrt(d); P = softmax(S, axis=1); O = P @ V';
const heads = (ask: string): Question => ({
  program: ATTENTION,
  shapes: { Q: [2, 4], K: [2, 4], V: [2, 2], d: [1, 1] },
  ask,
});

/** Lessons 18 to 20: recurrent networks, attention, optimisers. */
export const sequences: readonly CourseExercise[] = [
  {
    id: '18.1',
    question: {
      program: 'h1 = w * h0 + u * x1; h2 = w * h1 + u * x2; h3 = w * h2 + u * x3; L = h3',
      shapes: { w: [1, 1], u: [1, 1], h0: [1, 1], x1: [1, 1], x2: [1, 1], x3: [1, 1] },
      ask: 'dL/dw',
    },
    values: numbers(`w = 2; u = 1; h0 = 0; x1 = 1; x2 = 1; x3 = 1`),
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
    values: numbers(
      `Wh = [[1, -1], [1, 1]]; Wx = [[1, 0, 1], [0, 1, -1]]; x1 = [1, 2, 0]; x2 = [0, 1, 1]; h0 = [1, 1]; dL_dh2 = [1, -2]`,
    ),
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
    values: numbers(
      `Q = [[2, 0, 0, 0], [0, 2, 0, 0]]; K = [[0, 0, 1, 0], [1.098612288668, 0, 0, 1]]; V = [[4, 0], [0, 8]]; d = 4; dL_dO = [[1, 1], [2, -1]]`,
    ),
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
    values: numbers(
      `Q = [[2, 0, 0, 0], [0, 2, 0, 0]]; K = [[0, 0, 1, 0], [1.098612288668, 0, 0, 1]]; V = [[4, 0], [0, 8]]; d = 4; dL_dO = [[1, 1], [2, -1]]`,
    ),
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
    values: numbers(
      `Q = [[2, 0, 0, 0], [0, 2, 0, 0]]; K = [[0, 0, 1, 0], [1.098612288668, 0, 0, 1]]; V = [[4, 0], [0, 8]]; d = 4; dL_dO = [[1, 1], [2, -1]]`,
    ),
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
    values: numbers(`w = 1; lr = 0.1; b = 0.5; g1 = 2; g2 = 4`),
    mistakes: {
      'moving-average': {
        when: 'w - lr * (1 - b) * g1 - lr * (b * (1 - b) * g1 + (1 - b) * g2)',
        say: 'That is the moving average, with (1 − β) g. Here v is β v + g.',
      },
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
    values: numbers(`w = [1, -2]; g = [4, -0.5]; lr = 0.1`),
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
    values: numbers(`g = [3, 4]`),
    mistakes: {
      'by-entry': {
        when: 'clip(g, -1, 1)',
        say: 'Entry by entry the direction changes. Scale the whole of g.',
      },
      'one-norm': {
        when: 'g / sum(abs(g))',
        say: 'The norm is a root of a sum of squares, not a sum of sizes.',
      },
      subtracted: { when: 'g - 1', say: 'Scale, do not subtract: the direction has to stay.' },
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
    values: numbers(`W = [[1, -2]]; dL_dW = [[0.5, 0.5]]; lam = 0.1`),
    right: ['dL_dW + lam * W'],
    wrong: [
      ['REG-2', 'dL_dW + 2 * lam * W'],
      ['REG-FORGOT', 'dL_dW'],
      ['VALUE-NOT-SLOPE', 'dL_dW + lam / 2 * sum(W ** 2)'],
    ],
  },
];
