import { expect, test } from 'vitest';
import { altOf } from '../../src/lesson/alt.ts';
import type { Show } from '../../src/lesson/lesson.ts';
import { here } from '../../src/session/view.ts';
import { at } from '../session/support.ts';

const { network, place } = here(at('layer-2', 'dW2-numbers'))!.step.exercise!;

function alt(of: readonly string[], own: string | null = null): string {
  const pictures = of.map((each) => ({ kind: 'heatmap' as const, of: each }));
  const show: Show = { kind: 'show', pictures, after: null, alt: own, network: network!, place };
  return altOf(show);
}

test('what stands out in the numbers is said in words', () => {
  expect(alt(['dL/dW2'])).toBe(
    '∂L/∂W₂: row 3 and column 2 are zero; the largest entry by size is −30, at row 4, column 1.',
  );
  expect(alt(['h2'])).toBe('h₂: entry 3 is zero.');
  expect(alt(['dL/dW3', 'x'])).toMatch(
    /^∂L\/∂W₃: row 2 and column 3 are zero; .* row 3, column 2\.$/,
  );
});

test('where nothing does, nothing is said; and what the author wrote comes first', () => {
  expect(alt(['x', 'L', 'W1'])).toBe('');
  expect(alt(['dL/dW2'], 'Mine.')).toBe('Mine.');
});
