import { type CourseExercise, numbers } from './exercise.ts';

const LINE = numbers('x = [1, 2, 0, -1, 3]; w = [1, 0, -1]; dL_dy = [1, -1, 2]');
const onePosition = (when: string) => ({
  'one-position': {
    when,
    say: 'That is what one place of the kernel gives. It is used at every place, and the shares add up.',
  },
});

/** Lesson 17: convolutions. */
export const convolutions: readonly CourseExercise[] = [
  {
    id: '17.1',
    question: { program: 'y = xcorr(x, w)', shapes: { x: ['n', 1], w: ['k', 1] }, ask: 'dL/dw' },
    values: LINE,
    mistakes: onePosition('x[0:3] * dy'),
    right: ['xcorr(x, dy)'],
    wrong: [
      ['CONV-FLIP-W', 'xcorr(x, flip(dy))'],
      ['CONV-ONE-POS', 'x[0:3] * dy'],
      ['CONV-FWD', 'xcorr(x, w)'],
      ['CONV-MEAN', 'xcorr(x, dy) / 3'],
    ],
  },
  {
    id: '17.2',
    question: { program: 'y = xcorr(x, w)', shapes: { x: ['n', 1], w: ['k', 1] }, ask: 'dL/dx' },
    values: LINE,
    mistakes: onePosition('[1, 0, -1, 0, 0]'),
    right: ['full(dy, w)'],
    wrong: [
      ['CONV-FLIP-X', 'full(dy, flip(w))'],
      ['CONV-VALID', 'xcorr(dy, w)'],
      ['CONV-ONE-POS', 'np.array([1.,0,-1,0,0])'],
    ],
  },
  {
    id: '17.3',
    question: {
      program: 'y = xcorr2(x, w)',
      shapes: { x: ['n', 'n'], w: ['k', 'k'] },
      ask: 'dL/dw',
    },
    values: numbers(
      'x = [[1, 2, 0], [0, 1, 3], [2, -1, 1]]; w = [[1, -1], [2, 0]]; dL_dy = [[1, 0], [-1, 2]]',
    ),
    mistakes: onePosition('x[0:2, 0:2] * dy'),
    right: ['xcorr2(x, dy)'],
    wrong: [
      ['CONV-FLIP-W', 'xcorr2(x, dy[::-1, ::-1])'],
      ['CONV-ONE-POS', 'x[0:2, 0:2] * dy'],
      ['CONV-FWD', 'xcorr2(x, w)'],
    ],
  },
];
