import type { Question } from '../../../src/grading/question.ts';
import { type CourseExercise, numbers } from './exercise.ts';

const NETWORK =
  'z1 = W1 @ x; h1 = relu(z1); z2 = W2 @ h1; h2 = relu(z2); z3 = W3 @ h2; h3 = relu(z3)';
const SIZES = { x: [2, 1], W1: [3, 2], W2: [4, 3], W3: [3, 4], y: [3, 1] } as const;
const net = (ask: string, more: Partial<Question> = {}): Question => ({
  program: NETWORK,
  shapes: SIZES,
  ask,
  ...more,
});
const MSE = 'n = numel(h3); L = mean((h3 - y)^2)';
const BCE = 'L = -mean(y * log(p) + (1 - y) * log(1 - p))';

const INSTANCE = numbers(
  `x = [1, 2]; W1 = [[1, 1], [1, -1], [-1, 1]]; W2 = [[1, 2, -1], [0, 1, 3], [-1, 1, 1], [1, -1, -2]]; W3 = [[1, 1, 2, -1], [-1, 0, 1, -1], [0, 1, -1, 2]]; y = [1, 3, 11]; dL_dh3 = [2, -2, -4]`,
);

/** Lessons 1 to 6: a forward pass, its loss, and three layers backwards. */
export const layers: readonly CourseExercise[] = [
  {
    id: '1.2',
    question: net('z2'),
    values: INSTANCE,
    mistakes: {
      'outside-in': {
        when: 'W1 @ W2 @ x',
        say: 'Read it from the inside out: x meets W₁ first, so W₁ stands on the right.',
      },
    },
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
    values: numbers(`h3 = [3, 0, 2, 5]; y = [1, 4, 2, 1]`),
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
    values: numbers(`p = [0.8, 0.5]; y = [1, 0]`),
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
    values: numbers(`h3 = [4, 0, 5]; y = [1, 3, 11]`),
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
    question: net('dL/dz3'),
    values: INSTANCE,
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
    question: net('dL/dW3'),
    values: INSTANCE,
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
    question: net('dL/dW3'),
    values: INSTANCE,
    right: ['(dL_dh3 * (z3 > 0)) @ h2.T'],
    wrong: [
      ['MASK-MISSING', 'dL_dh3 @ h2.T'],
      ['MASK-ON-INPUT', '(dL_dh3 * (z3 > 0)) @ (h2 > 0).T'],
      ['MASK-FLIPPED', '(dL_dh3 * (z3 < 0)) @ h2.T'],
    ],
  },
  {
    id: '4.2',
    question: net('dL/dh2'),
    values: INSTANCE,
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
    question: net('dL/dW2', { given: ['dL/dh2'] }),
    values: INSTANCE,
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
    question: net('dL/dh1', { given: ['dL/dh2'] }),
    values: INSTANCE,
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
    question: net('dL/dW1', { given: ['dL/dh1'] }),
    values: INSTANCE,
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
    question: net('dL/dx', { given: ['dL/dh1'] }),
    values: INSTANCE,
    right: ['W1.T @ (dL_dh1 * (z1 > 0))'],
    wrong: [
      ['MASK-MISSING', 'W1.T @ dL_dh1'],
      ['NO-TRANSPOSE', 'W1 @ (dL_dh1 * (z1 > 0))'],
      ['DATA-CONST', '0 * x'],
    ],
  },
  {
    id: '6.3',
    question: net('dL/dW2', {
      shapes: { x: [3, 1], W1: [2, 3], W2: [3, 2], W3: [2, 3], y: [2, 1] },
      given: ['dL/dh2'],
    }),
    values: numbers(
      `x = [1, -1, 2]; W1 = [[1, 1, 1], [0, -1, 1]]; W2 = [[1, 0], [-2, 1], [1, 1]]; W3 = [[1, 1, 0], [-1, 2, 1]]; y = [1, 5]; dL_dh3 = [1, -2]`,
    ),
    right: ['(dL_dh2 * (z2 > 0)) @ h1.T'],
    wrong: [
      ['MASK-MISSING', 'dL_dh2 @ h1.T'],
      ['WRONG-LAYER', '(dL_dh2 * (z2 > 0)) @ x.T'],
      ['RELU-VALUE', '(dL_dh2 * relu(z2)) @ h1.T'],
    ],
  },
];
