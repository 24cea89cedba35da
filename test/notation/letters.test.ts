import { expect, it } from 'vitest';
import { joins } from '../../src/notation/layout/spacing.ts';
import { isCased, isLetter, isWord } from '../../src/notation/letters.ts';

const everyCharacter = function* () {
  for (let code = 0; code <= 0x10ffff; code++) yield String.fromCodePoint(code);
};

it('letters and words are those of Unicode', () => {
  for (const c of everyCharacter()) {
    if (isLetter(c) !== /^\p{L}/u.test(c)) expect.fail(`${c.codePointAt(0)} as a letter`);
    if (isCased(c) !== /^[\p{Lu}\p{Ll}]/u.test(c)) expect.fail(`${c.codePointAt(0)} as cased`);
    if (isWord(c, '_ ') !== /^[\p{L}\p{Nd}_ ]+$/u.test(c)) expect.fail(`${c.codePointAt(0)}`);
  }
  expect([isLetter(''), isCased(''), isWord('')]).toEqual([false, false, false]);
});

it.each([
  ['W3', 'h2', true],
  ['d', 'delta', true],
  ['2', 'x', false],
  ['22', 'x', false],
  ['a2', 'x', true],
  ['a', 'x', false],
  ['∂', 'L', false],
  ['δ', 'σσ', true],
  ['x)', 'yy', false],
  ['x', '₃', false],
])('%s before %s reads as one word: %s', (left, right, is) => {
  expect(joins(left, right)).toBe(is);
});
