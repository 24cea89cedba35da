import { describe, expect, it } from 'vitest';
import { evaluate } from '../../src/notation/evaluate.ts';

describe('a program at numbers', () => {
  it.each([
    [
      'h = log(x); sum(h)',
      [0, 1],
      /^log makes -Infinity at \[0,0\] of h, from x\[0,0\] = 0 \(forward\)$/,
    ],
    [
      'sum(sqrt(x))',
      [4, 0],
      /^div makes Infinity at \[1,0\] of dresult\/dx, from .* \(backward\)$/,
    ],
  ] as const)('says where %s is not finite', (text, x, sentence) => {
    const result = evaluate(text, { x: [...x] });
    expect(result.ok && result.gradients.notFinite[0]).toMatch(sentence);
  });

  it.each([
    ['sum(where(x > 0, log(x), 0))', [0, 1]],
    ['sum(x^2)', [0, 1]],
  ] as const)('says nothing of the kind about %s', (text, x) => {
    const result = evaluate(text, { x: [...x] });
    expect(result.ok && result.gradients.notFinite).toEqual([]);
  });

  it('points at shapes that do not fit, both of them and where', () => {
    const text = 'z = W @ x; L = sum(z + x)';
    const result = evaluate(text, {
      W: [
        [1, 2],
        [3, 4],
        [5, 6],
      ],
      x: [1, 2],
    });
    expect(result).toMatchObject({ ok: false, message: expect.stringContaining('3×1 and 2×1') });
    expect(!result.ok && text.slice(...result.span!)).toBe('z + x');
  });
});
