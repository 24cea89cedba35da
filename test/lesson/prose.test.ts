import fc from 'fast-check';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { expect, test } from 'vitest';
import type { Prose } from '../../src/lesson/lesson.ts';
import { maskMath } from '../../src/lesson/math.ts';
import { mathText } from '../../src/lesson/mathtext.ts';
import { readProse, readProseBlocks } from '../../src/lesson/prose.ts';

/** The way that reads everything. */
function byMarkdown(text: string): Prose {
  const masked = maskMath(text, () => {});
  const reader = { masked, report: () => {}, place: () => ({ line: 1, column: 1 }) };
  return fromMarkdown(masked.text)
    .children.flatMap((node) => readProseBlocks(node, reader))
    .flatMap((block) => ('text' in block && typeof block.text !== 'string' ? block.text : []));
}

const word = fc.constantFrom(
  ...[
    'Unit',
    '2',
    'is',
    'off.',
    '$z_3$',
    '$a$$b$',
    '(x)',
    '3×4',
    '−1',
    '"so"',
    '#',
    '1.',
    '-',
    '+',
    '=',
    '{y}',
    'f(',
    ')',
    '%',
    '^',
    '¼',
  ],
);

test('plain text is read the same without Markdown', () => {
  fc.assert(
    fc.property(fc.array(word, { minLength: 1, maxLength: 8 }), (words) => {
      const text = `So ${words.join(' ')}`;
      expect(readProse(text, () => {})).toEqual(byMarkdown(text));
    }),
  );
});

test.each([
  ['a *b* c', ['text a ', 'emphasis b', 'text  c']],
  ['**a $x_1$ b**', ['strong a ', 'math x_1', 'strong  b']],
  ['one\ntwo', ['text one two']],
  ['`a * b` and $a \\_ b$', ['code a * b', 'text  and ', 'math a \\_ b']],
  ['[here](https://example.org)', ['text here (https://example.org)']],
  ['5 \\$ and `$x$`', ['text 5 $ and ', 'code $x$']],
])('%j', (text, pieces) => {
  expect(readProse(text, () => {}).map(({ kind, text: said }) => `${kind} ${said}`)).toEqual(
    pieces,
  );
});

test.each([
  ['a list', '- one', 1, 'not-prose'],
  ['open math', 'so $x', 4, 'open-math'],
  ['unknown LaTeX', 'so $\\foo$', 5, 'latex'],
])('%s cannot stand in a field', (_, text, column, code) => {
  const found: string[] = [];
  readProse(text, (offset, what) => found.push(`${offset + 1} ${what}`));
  expect(found).toEqual([`${column} ${code}`]);
});

test('inline math is one line of text', () => {
  expect(mathText('\\partial L/\\partial h_3')).toBe('∂L/∂h₃');
  expect(mathText('\\frac{a}{b}')).toBe('a/b');
});
