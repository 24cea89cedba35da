import fc from 'fast-check';
import { expect, test } from 'vitest';
import { exactNumber, numberFormat, shortNumber } from '../../../src/ui/widgets/numbers.ts';

const { NaN: nan, POSITIVE_INFINITY: inf } = Number;

test.each<[string, number[], string[]]>([
  ['whole numbers stay whole', [4, -12, 0], [' +4', '−12', '  0']],
  ['halves take one digit', [4.5, 4.5], ['+4.5', '+4.5']],
  ['fractions meet at the point', [1 / 3, -2.5, 0], ['+0.33', '−2.50', ' 0   ']],
  ['a small entry beside a large one keeps its sign', [12.75, 1e-5], ['+12.75', ' +0.00']],
  ['small ones take more digits', [0.0123, -0.004], ['+0.0123', '−0.0040']],
  ['tiny ones are scientific', [1.5e-7, 0], ['+1.5e-7', '      0']],
  ['huge ones are scientific', [2.5e9, -1], ['+2.5e9', '−1.0e0']],
  ['what is no number is said', [1, nan, inf, -inf], [' +1', 'NaN', ' +∞', ' −∞']],
])('%s', (_, values, expected) => {
  const { write } = numberFormat(values);
  expect(values.map(write)).toEqual(expected);
});

test('ASCII has its own minus and infinity', () => {
  const { write } = numberFormat([-1, -inf], true);
  expect([write(-1), write(-inf)]).toEqual(['  -1', '-inf']);
});

test('all numbers of one format are equally wide', () => {
  fc.assert(
    fc.property(fc.array(fc.double(), { minLength: 1, maxLength: 20 }), (values) => {
      const { width, write } = numberFormat(values);
      for (const value of values) expect(write(value)).toHaveLength(width);
    }),
  );
});

test('a written number is within half of its last digit', () => {
  const range = { min: -1e5, max: 1e5, noNaN: true };
  fc.assert(
    fc.property(fc.array(fc.double(range), { minLength: 1, maxLength: 9 }), (values) => {
      const { write } = numberFormat(values);
      const largest = Math.max(...values.map(Math.abs));
      for (const value of values) {
        const read = Number(write(value).trim().replace('−', '-'));
        expect(Math.abs(read - value)).toBeLessThanOrEqual(0.051 * largest);
      }
    }),
  );
});

test.each([
  [18, '18'],
  [3.0000001, '3.00'],
  [-0.6666, '−0.667'],
  [123.456, '123'],
  [1234567.8, '1.2e6'],
  [1e-9, '1e-9'],
  [nan, 'NaN'],
  [-inf, '−∞'],
])('%f in a sentence is %s', (x, written) => {
  expect(shortNumber(x)).toBe(written);
});

test.each([
  [-1 / 7, '−0.14285714285714285'],
  [4.5, '4.5'],
  [1e21, '1e21'],
])('%f exactly is %s', (x, written) => {
  expect(exactNumber(x)).toBe(written);
});
