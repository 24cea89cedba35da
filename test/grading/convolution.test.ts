import { describe, expect, it } from 'vitest';
import { dimNames, dimValue } from '../../src/engine/dim.ts';
import { grade } from '../../src/grading/grade.ts';
import { prepare } from '../../src/grading/prepare.ts';
import type { Question } from '../../src/grading/question.ts';

/** Three exercises on convolutions, with sizes such as n−k+1, and what students answer to them. */
const line = (ask: string): Question => ({
  program: 'y = xcorr(x, w)',
  shapes: { x: [5, 1], w: [3, 1] },
  ask,
  values: { x: [1, 2, 0, -1, 3], w: [1, 0, -1], 'dL/dy': [1, -1, 2] },
});
const picture: Question = {
  program: 'y = xcorr2(x, w)',
  shapes: { x: [3, 3], w: [2, 2] },
  ask: 'dL/dw',
  values: {
    x: [
      [1, 2, 0],
      [0, 1, 3],
      [2, -1, 1],
    ],
    w: [
      [1, -1],
      [2, 0],
    ],
    'dL/dy': [
      [1, 0],
      [-1, 2],
    ],
  },
};

const ANSWERS: readonly (readonly [q: Question, right: string[], wrong: string[]])[] = [
  [
    line('dL/dw'),
    ['xcorr(x, dy)', 'xcorr(x, dL/dy)', '[-1, 0, 7]'],
    ['xcorr(x, flip(dy))', 'xcorr(x, dy[::-1])', 'x[0:3] * dy', 'xcorr(x, w)', 'xcorr(x, dy) / 3'],
  ],
  [
    line('dL/dx'),
    ['full(dy, w)', 'full(w, dy)', '[1, -1, 1, 1, -2]'],
    ['full(dy, flip(w))', 'xcorr(dy, w)', 'np.array([1.,0,-1,0,0])'],
  ],
  [
    picture,
    ['xcorr2(x, dy)', '[[3, 7], [-4, 4]]'],
    ['xcorr2(x, dy[::-1, ::-1])', 'x[0:2, 0:2] * dy', 'xcorr2(x, w)'],
  ],
];

describe('convolutions as questions', () => {
  it.each(ANSWERS)('$program, $ask', (question, right, wrong) => {
    const p = prepare(question);
    for (const answer of right)
      expect([answer, grade(p, answer).verdict]).toEqual([answer, 'correct']);
    for (const answer of wrong) {
      const { verdict, message } = grade(p, answer);
      expect([answer, verdict]).toEqual([answer, 'incorrect']);
      expect(message).not.toMatch(/#\d/);
    }
  });

  it('are drawn at sizes at which every shape is there and none looks like another', () => {
    const p = prepare({
      program: 'y = xcorr(x, w)',
      shapes: { x: ['n', 1], w: ['k', 1] },
      sizes: { n: 5, k: 3 },
      ask: 'dL/dw',
    });
    const dims = [...new Set([...p.scope.shapes.values()].flat())];
    expect(dims).toContain('n-k+1');
    expect(dims.flatMap(dimNames)).toContain('k');
    for (const { sizes } of p.draws()) {
      const numbers = [1, ...dims.filter((d) => d !== 1).map((d) => dimValue(d, sizes))];
      expect(Math.min(...numbers)).toBe(1);
      expect(new Set(numbers).size).toBe(numbers.length);
    }
  });
});
