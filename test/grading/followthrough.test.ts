import { describe, expect, it } from 'vitest';
import { grade } from '../../src/grading/grade.ts';
import { prepare } from '../../src/grading/prepare.ts';

const program = 'z2 = W2 @ h1; h2 = relu(z2); z3 = W3 @ h2; h3 = relu(z3); L = mean((h3 - y)^2)';
const values = {
  h1: [3, 0, 1],
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
const shapes = { h1: [3, 1], W2: [4, 3], W3: [3, 4], y: [3, 1] };
const question = { program, shapes, values };

describe('an error carried forward', () => {
  const slip = { ask: 'dL/dz3', answer: 'dL_dh3' };

  it('is credited in a formula, and told where it was made', () => {
    const p = prepare({ ...question, ask: 'dL/dW3', given: ['dL/dh3'] });
    expect(grade(p, 'dL_dh3 @ h2.T')).toMatchObject({
      verdict: 'incorrect',
      label: 'missing-mask',
    });
    expect(grade(p, 'dL_dh3 @ h2.T', { earlier: [slip] })).toMatchObject({
      verdict: 'correct',
      label: 'follow-through',
      credit: 1,
      message:
        'That follows from your own ∂L/∂z₃. The slip is there: go back and look at it again.',
    });
  });

  it('is credited in numbers', () => {
    const p = prepare({ ...question, ask: 'dL/dh2' });
    const earlier = [{ ask: 'dL/dz3', answer: '[2, -2, -4]' }];
    expect(grade(p, '[2, -2, 8, -10]', { earlier })).toMatchObject({ label: null });
    expect(grade(p, '[4, -2, 6, -8]')).toMatchObject({ verdict: 'incorrect' });
    expect(grade(p, '[4, -2, 6, -8]', { earlier })).toMatchObject({
      verdict: 'correct',
      label: 'follow-through',
    });
  });

  it('excuses nothing else', () => {
    const p = prepare({ ...question, ask: 'dL/dW3', given: ['dL/dh3'] });
    for (const answer of ['-dL_dh3 @ h2.T', '(dL_dh3 * (z3 < 0)) @ h2.T', 'dL_dh3 @ z2.T']) {
      expect(grade(p, answer, { earlier: [slip] }).verdict).toBe('incorrect');
    }
    const other = { ask: 'dL/dh1', answer: 'dL_dh3' };
    expect(grade(p, 'dL_dh3 @ h2.T', { earlier: [other] }).verdict).toBe('incorrect');
  });
});
