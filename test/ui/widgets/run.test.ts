import fc from 'fast-check';
import { expect, test } from 'vitest';
import { clip, columns, fitText, lineWidth, run, wrap } from '../../../src/ui/widgets/run.ts';

const text = (lines: readonly (readonly { text: string }[])[]) =>
  lines.map((line) => line.map((piece) => piece.text).join(''));

test('words wrap at spaces, which go with the break', () => {
  expect(text(wrap([run('one two three')], 7))).toEqual(['one two', 'three']);
});

test('a word in two styles stays together', () => {
  const lines = wrap([run('see '), run('W', { bold: true }), run('₃h₂')], 6);
  expect(text(lines)).toEqual(['see', 'W₃h₂']);
  expect(lines[1]).toEqual([{ text: 'W', style: { bold: true } }, { text: '₃h₂' }]);
});

test('a word longer than the line is cut, a line break is kept', () => {
  expect(text(wrap([run('abcdefgh ij\n\nk')], 3))).toEqual(['abc', 'def', 'gh', 'ij', '', 'k']);
});

test('a formula in running text is broken only where it is longer than the line', () => {
  const code = { ...run('z3 > 0'), whole: true };
  expect(text(wrap([run('see '), code], 8))).toEqual(['see', 'z3 > 0']);
  expect(text(wrap([code], 4))).toEqual(['z3 >', ' 0']);
});

test('wide characters count two columns', () => {
  expect(columns('日本')).toBe(4);
  expect(fitText('日本', 3)).toBe('日');
  expect(text(wrap([run('日本語')], 4))).toEqual(['日本', '語']);
});

test('what is cut is announced', () => {
  expect(text([clip([run('abc'), run('def')], 5, '…')])).toEqual(['abcd…']);
  expect(clip([run('abc')], 3, '…')).toEqual([run('abc')]);
  expect(clip([run('abc')], 0, '…')).toEqual([]);
});

test('no line is wider than asked and no letter is lost', () => {
  const words = fc.array(fc.constantFrom('a', 'bb', 'h₃', 'dL/dh3', '日本', ' ', '  ', '\n'));
  fc.assert(
    fc.property(fc.array(words), fc.integer({ min: 2, max: 12 }), (pieces, width) => {
      const runs = pieces.map((piece) => run(piece.join('')));
      const lines = wrap(runs, width);
      for (const line of lines) expect(lineWidth(line)).toBeLessThanOrEqual(width);
      const letters = (all: string) => all.replace(/\s/g, '');
      expect(letters(text(lines).join(''))).toBe(letters(pieces.flat().join('')));
    }),
  );
});
