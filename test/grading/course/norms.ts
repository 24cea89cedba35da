import { type CourseExercise, numbers } from './exercise.ts';

const BATCH_NORM =
  'N = numel(x); mu = mean(x); sigma = sqrt(mean((x - mu)^2)); xhat = (x - mu) / sigma; y = gamma * xhat + beta';
const LAYER_NORM =
  'mu = mean(X, axis=1); sigma = sqrt(mean((X - mu)^2, axis=1)); xhat = (X - mu) / sigma; Y = gamma * xhat + beta';

/** Lessons 14 to 16: batch and layer normalisation, lookups, pooling. */
export const norms: readonly CourseExercise[] = [
  {
    id: '14.1',
    question: {
      program: BATCH_NORM,
      shapes: { x: [4, 1], gamma: [1, 1], beta: [1, 1] },
      ask: 'dL/dgamma',
    },
    values: numbers(`x = [0, 0, 4, 4]; gamma = 2; beta = 1; dL_dy = [2, 4, 6, -4]`),
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
    values: numbers(`x = [0, 0, 4, 4]; gamma = 2; beta = 1; dL_dy = [2, 4, 6, -4]`),
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
    values: numbers(
      `X = [[0, 0, 4, 4], [1, 3, 3, 1]]; gamma = [[1, 2, 1, -1]]; dL_dY = [[2, 1, 4, 2], [3, 1, -1, 1]]; beta = [[0, 0, 0, 0]]`,
    ),
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
    values: numbers(
      `X = [[0, 0, 4, 4], [1, 3, 3, 1]]; gamma = [[1, 2, 1, -1]]; dL_dY = [[2, 1, 4, 2], [3, 1, -1, 1]]; beta = [[0, 0, 0, 0]]`,
    ),
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
    values: numbers(
      `E = [[1, 0], [0, 1], [2, 2], [3, 1]]; OH = [[0, 0, 1, 0], [1, 0, 0, 0], [0, 0, 1, 0]]; dL_dO = [[1, 2], [3, 4], [5, 6]]`,
    ),
    mistakes: {
      overwritten: {
        when: '[[3, 4], [0, 0], [5, 6], [0, 0]]',
        say: 'Row 3 was looked up twice, and the second write has erased the first.',
      },
      averaged: {
        when: '[[3, 4], [0, 0], [3, 4], [0, 0]]',
        say: 'A row that is looked up twice gets both gradients, not their mean.',
      },
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
    values: numbers(`x = [3, 1, 4, 1]; m = [1, 0, 1, 0]; dL_dyr = [10, 10, 20, 20]`),
    mistakes: {
      'average-pool': {
        when: 'dyr / 2',
        say: 'That is the gradient of average pooling. Which entry of a window made the output?',
      },
    },
    right: ['dyr * m'],
    wrong: [
      ['POOL-COPY', 'dyr'],
      ['POOL-AVG', 'dyr / 2'],
      ['VALUE-NOT-SLOPE', 'dyr * x * m'],
    ],
  },
];
