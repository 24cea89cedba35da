import { add, apply, div, gt, mul, type Operand, sub } from '../build.ts';
import type { Op } from '../expr.ts';
import { only, unless } from '../kept.ts';
import { binary, ternary } from './support.ts';

/** Comparisons, which are 0 or 1 and have no slope, and what chooses between two values. */
export const choice = {
  // the larger one gets the gradient; ties share it equally, (1[a>b] + 1[a≥b])/2, the middle of
  // the generalised gradient (Clarke 1983, §2.3)
  max: {
    names: ['max', 'maximum'],
    means: 'the larger of two, entry by entry',
    ...binary(Math.max),
    vjp: (g, [a, b]) => [mul(g, won(a!, b!)), mul(g, won(b!, a!))],
    kinks: ([a, b]) => [sub(a!, b!)],
    example: 'max(a, b)',
  },
  // the same for the smaller one, since min(a, b) = −max(−a, −b) (Clarke 1983, §2.3)
  min: {
    names: ['min', 'minimum'],
    means: 'the smaller of two, entry by entry',
    ...binary(Math.min),
    vjp: (g, [a, b]) => [mul(g, won(b!, a!)), mul(g, won(a!, b!))],
    kinks: ([a, b]) => [sub(a!, b!)],
    example: 'min(a, b)',
  },
  // constant where it does not jump; a NaN is no answer to a question, so it stays one: it must
  // not become a mask of 0
  gt: {
    names: [],
    means: '1 where a > b, else 0',
    ...binary((a, b) => (a > b ? 1 : a <= b ? 0 : Number.NaN)),
    vjp: () => [null, null],
    kinks: ([a, b]) => [sub(a!, b!)],
    example: 'a > b',
  },
  // constant where it does not jump
  ge: {
    names: [],
    means: '1 where a ≥ b, else 0',
    ...binary((a, b) => (a >= b ? 1 : a < b ? 0 : Number.NaN)),
    vjp: () => [null, null],
    kinks: ([a, b]) => [sub(a!, b!)],
    example: 'a >= b',
  },
  // constant where it does not jump
  eq: {
    names: [],
    means: '1 where a = b, else 0',
    ...binary((a, b) => (a === b ? 1 : Number.isNaN(a) || Number.isNaN(b) ? Number.NaN : 0)),
    vjp: () => [null, null],
    kinks: ([a, b]) => [sub(a!, b!)],
    example: 'a == b',
  },
  // the cotangent goes to what was chosen, and nothing of it to the other branch (see kept.ts;
  // Griewank and Walther 2008, §14.3)
  where: {
    names: ['where'],
    means: 'a where the condition is not 0, else b',
    ...ternary((c, a, b) => (Number.isNaN(c) ? c : c !== 0 ? a : b)),
    vjp: (g, [c]) => [null, only(c!, g), unless(c!, g)],
    example: 'where(c > 0, a, b)',
  },
} satisfies Record<string, Op>;

/** 1 where a wins over b, ½ where they tie. */
function won(a: Operand, b: Operand) {
  return div(add(gt(a, b), apply('ge', [a, b])), 2);
}
