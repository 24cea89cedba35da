import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Memo } from '../../src/engine/memo.ts';

describe('what is known by id', () => {
  it('is what was said last', () => {
    const pairs = fc.array(fc.tuple(fc.nat(300), fc.integer()));
    fc.assert(
      fc.property(pairs, (said) => {
        const memo = new Memo<number>();
        for (const [id, value] of said) memo.set(id, value);
        const known = new Map(said);
        for (let id = 0; id <= 300; id++) expect(memo.get(id)).toBe(known.get(id));
      }),
    );
  });

  it('is forgotten from a mark on, and takes no room after it', () => {
    const memo = new Memo<number>();
    for (let id = 0; id < 40; id++) memo.set(id, id);
    const { size } = memo;
    for (let round = 1; round <= 50; round++) {
      for (let id = 100 * round; id < 100 * round + 90; id++) memo.set(id, id);
      for (let id = 100 * round; id < 100 * round + 90; id++) memo.forget(id, 100 * round);
    }
    expect(memo.size).toBe(size);
    expect([memo.get(39), memo.get(100), memo.has(5089)]).toEqual([39, undefined, false]);
    memo.forget(39, 35);
    expect([memo.get(34), memo.get(35), memo.get(39)]).toEqual([34, undefined, undefined]);
  });
});
