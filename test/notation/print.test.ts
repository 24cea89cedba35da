import { describe, expect, it } from 'vitest';
import { parse } from '../../src/notation/parse.ts';
import { print } from '../../src/notation/print.ts';
import { network } from './support.ts';

/** As deep as an answer may be: a printer that printed a part twice would print it 2³⁰ times. */
const deep: readonly (readonly [open: string, close: string])[] = [
  ['z3 − (', ')'],
  ['2 (', ')'],
  ['z3 / (', ')'],
  ['z3 ⊙ (', ')'],
  ['−(', ')'],
  ['√(', ')'],
  ['1[', '>0]'],
  ['(', ')ᵀ'],
  ['(', ')^2'],
];

describe('printing', () => {
  it.each(deep)('%s…%s, 30 deep', (open, close) => {
    const read = parse(`${open.repeat(30)}h3${close.repeat(30)}`, network);
    if (!read.ok) throw new Error(read.error.message);
    for (const dialect of ['math', 'numpy'] as const) {
      const again = parse(print(read.expr, dialect), network);
      expect(again.ok ? again.expr.id : again.error.message).toBe(read.expr.id);
    }
  });
});
