import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addDims,
  dimNames,
  dimValue,
  divideDim,
  mapDim,
  showDim,
  subDims,
  timesDim,
} from '../../src/engine/dim.ts';
import { type Dim, showShape } from '../../src/engine/shape.ts';

const VALUES = new Map([
  ['n', 12],
  ['k', 5],
  ['#1', 7],
  ['h_1', 30],
]);

/** A size made in some order of steps, and the number that it should stand for. */
const size: fc.Arbitrary<{ dim: Dim; value: number }> = fc
  .array(
    fc.record({
      sign: fc.constantFrom(1, -1),
      by: fc.integer({ min: 1, max: 4 }),
      of: fc.oneof(fc.integer({ min: 0, max: 9 }), fc.constantFrom(...VALUES.keys())),
    }),
    { minLength: 1, maxLength: 6 },
  )
  .map((steps) => {
    let [dim, value]: [Dim, number] = [0, 0];
    for (const { sign, by, of } of steps) {
      const term = timesDim(of, by);
      dim = sign > 0 ? addDims(dim, term) : subDims(dim, term);
      value += sign * by * (typeof of === 'number' ? of : VALUES.get(of)!);
    }
    return { dim, value };
  });

describe('a size that is a sum of sizes', () => {
  it('stands for the number that it was made to', () => {
    fc.assert(
      fc.property(size, ({ dim, value }) => {
        expect(dimValue(dim, VALUES)).toBe(value);
      }),
    );
  });

  it('has one spelling, whatever it was made of', () => {
    fc.assert(
      fc.property(size, size, (x, y) => {
        expect(addDims(x.dim, y.dim)).toBe(addDims(y.dim, x.dim));
        expect(subDims(addDims(x.dim, y.dim), y.dim)).toBe(addDims(x.dim, 0));
      }),
    );
  });

  it.each([
    [addDims(subDims('n', 'k'), 1), 'n-k+1'],
    [subDims('n', addDims(subDims('n', 'k'), 1)), 'k-1'],
    [subDims('n', 'n'), 0],
    [addDims('n', 'n'), '2n'],
    [subDims(3, 'n'), '-n+3'],
    [divideDim('n', 2), 'n/2'],
    [divideDim(timesDim('n', 6), 2), '3n'],
    [timesDim(divideDim('n', 3)!, 3), 'n'],
    [divideDim(6, 4), null],
    [divideDim(addDims('n', 1), 2), null],
    [divideDim(divideDim('n', 2)!, 3), 'n/6'],
  ])('%s is written %s', (found, expected) => {
    expect(found).toBe(expected);
  });

  it('tells its names, takes others for them and shows them', () => {
    const dim = addDims(subDims('n', 'k'), 1);
    expect(dimNames(dim)).toEqual(['n', 'k']);
    expect(dimNames(divideDim('n', 2)!)).toEqual(['n']);
    expect(mapDim(dim, (name) => (name === 'k' ? 3 : null))).toBe('n-2');
    expect(showDim(dim, (d) => (d === 'n' ? 'N' : String(d)))).toBe('N-k+1');
    expect(showDim(dim, (d) => (d === 'n' ? '8' : '3'))).toBe('6');
    expect(showShape([dim, 1])).toBe('(n-k+1)×1');
  });

  it('says which size is missing, and which window does not fit', () => {
    expect(() => dimValue('n-x', VALUES)).toThrow('the size x has no value');
    expect(() => dimValue('k/2', VALUES)).toThrow('windows of 2 do not fill k = 5');
  });
});
