import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fromNested, tensor } from '../../../src/engine/tensor.ts';
import { makeTheme } from '../../../src/ui/theme.ts';
import { entryGridLines } from '../../../src/ui/widgets/EntryGrid.tsx';
import * as sample from '../../../src/ui/widgets/gallerySamples.ts';
import { matrixDiffLines } from '../../../src/ui/widgets/MatrixDiff.tsx';
import { matrixLines } from '../../../src/ui/widgets/matrixLines.ts';
import { type MatrixProps, page } from '../../../src/ui/widgets/matrixParts.ts';
import { lineWidth } from '../../../src/ui/widgets/run.ts';
import { words } from '../support.ts';

const mono = makeTheme('mono', 'none');
const dark = makeTheme('dark', 'truecolor');

function frame(props: Partial<MatrixProps>): string {
  return words(
    matrixLines({
      theme: mono,
      title: '∂L/∂W₃',
      tensor: sample.gradient,
      width: 60,
      height: 18,
      ...props,
    }),
  );
}

test('a gradient', () => {
  expect(frame({})).toMatchInlineSnapshot(`
    "∂L/∂W₃  3×4
      ┌───1────2────3────4─┐
    1 │  +4   +6    0   +2 │
    2 │   0    0    0    0 │
    3 │  −8  −12    0   −4 │
      └────────────────────┘
    norm 16.7   min −12   max +6"
  `);
});

test('an entry read off', () => {
  expect(frame({ cursor: { row: 2, col: 1 } })).toMatchInlineSnapshot(`
    "∂L/∂W₃  3×4
      ┌───1────2────3────4─┐
    1 │  +4   +6    0   +2 │
    2 │   0    0    0    0 │
    3 │  −8 [−12]   0   −4 │
      └────────────────────┘
    row 3, column 2  −12
    norm 16.7   min −12   max +6"
  `);
});

test('fractions, marked', () => {
  const props = { tensor: sample.fractions, marks: sample.marks, cursor: { row: 1, col: 2 } };
  expect(frame(props)).toMatchInlineSnapshot(`
    "∂L/∂W₃  2×3
      ┌───1────────2────────3─────┐
    1 │  +0.33✓   −2.50✓    0   ✓ │
    2 │ +12.75✓   +0.00✓ [ −0.14✗]│
      └───────────────────────────┘
    row 2, column 3  −0.14285714285714285  ✗ wrong
    norm 13.0   min −2.50   max +12.8"
  `);
});

test('what is not finite', () => {
  expect(frame({ tensor: sample.broken })).toMatchInlineSnapshot(`
    "∂L/∂W₃  2×3
      ┌──1─────2─────3───┐
    1 │ +1.5   NaN  −2.0 │
    2 │   +∞   0      −∞ │
      └──────────────────┘
    norm 2.50   min −2   max +1.50   3 not finite"
  `);
});

test('a scalar has no indices, no scale and no colour', () => {
  expect(frame({ title: 'L', tensor: fromNested(18) })).toBe('L  1×1\n┌─────┐\n│ +18 │\n└─────┘');
  const lines = matrixLines({
    theme: dark,
    title: 'L',
    tensor: fromNested(18),
    width: 40,
    height: 9,
  });
  expect(lines.flat().filter((run) => run.style?.backgroundColor)).toEqual([]);
});

test('a page of a large one', () => {
  const cursor = { row: 9, col: 20 };
  expect(
    frame({ tensor: sample.large, density: 'numbers', width: 40, height: 9, cursor }),
  ).toMatchInlineSnapshot(`
    "∂L/∂W₃  32×48  rows 6-10 of 32, columns…
       ┌─21─────22─────23─────24─────25────┐
     6 │ +0.73  +0.39  +0.03  −0.33  −0.70 │
     7 │ +0.51  +0.19  −0.14  −0.48  −0.82 │
     8 │ +0.31  +0.02  −0.28  −0.59  −0.89 │
     9 │ +0.14  −0.11  −0.37  −0.64  −0.91 │
    10 │[+0.01] −0.19  −0.41  −0.63  −0.85 │
       └───────────────────────────────────┘
    row 10, column 21  0.01205677138725544"
  `);
});

test('a large one by sign and shade, where there is no colour', () => {
  expect(
    frame({ tensor: sample.large, width: 50, height: 8, cursor: { row: 2, col: 3 } }),
  ).toMatchInlineSnapshot(`
    "∂L/∂W₃  32×48  rows 1-4 of 32, columns 1-22 of 48
       ┌──────▾─────────────────────────────────────┐
     1 │ ·+░+▒+▒+▒+▓+▓+█+█+█+█+█+█+█+█+█+█+█+▓+▓+▓+▒│
     2 │+░+░+▒+▒+▓+▓+▓+█+█+█+█+█+█+█+█+█+█+█+▓+▓+▒+▒│
     3 ▸+░+░+▒+▒+▓+▓+█+█+█+█+█+█+█+█+█+█+█+▓+▓+▓+▒+▒│
     4 │+░+▒+▒+▒+▓+▓+█+█+█+█+█+█+█+█+█+█+█+▓+▓+▒+▒+▒│
       └────────────────────────────────────────────┘
    row 3, column 4  1.420865073432493"
  `);
});

test('a large one in half-blocks: two rows to a line, every entry in the colour of its value', () => {
  const small = fromNested([
    [1, -1],
    [0, 1],
    [-1, 0],
  ]);
  const lines = matrixLines({
    theme: dark,
    title: '',
    tensor: small,
    width: 40,
    height: 9,
    density: 'blocks',
  });
  const paint = (i: number) => dark.diverging[i]!.backgroundColor!;
  const pixels = lines.slice(2, 4).map((line) => line.filter(({ text }) => text.includes('▀')));
  expect(pixels[0]!.map(({ style }) => [style?.color, style?.backgroundColor])).toEqual([
    [paint(12), paint(6)],
    [paint(0), paint(12)],
  ]);
  expect(pixels[1]!.map(({ style }) => [style?.color, style?.backgroundColor])).toEqual([
    [paint(0), undefined],
    [paint(6), undefined],
  ]);
});

test('the scale ends at the limit that is given', () => {
  const lines = matrixLines({
    theme: dark,
    title: '',
    tensor: sample.gradient,
    width: 60,
    height: 18,
    limit: 24,
  });
  expect(words(lines)).toContain('−24');
  const cell = lines.flat().find(({ text }) => text.includes('−12'));
  expect(cell?.style?.backgroundColor).toBe(dark.diverging[3]!.backgroundColor);
});

describe('differences', () => {
  const props = {
    theme: mono,
    yours: sample.unmasked,
    engine: sample.gradient,
    marks: sample.rowMarks,
  };

  test('side by side', () => {
    expect(words(matrixDiffLines({ ...props, width: 80, height: 12 }))).toMatchInlineSnapshot(`
      "yours  3×4                     the engine's  3×4          difference  3×4
        ┌───1─────2─────3─────4──┐     ┌───1────2────3────4─┐     ┌──1───2───3───4─┐
      1 │  +4✓   +6✓    0✓   +2✓ │   1 │  +4   +6    0   +2 │   1 │  0   0   0   0 │
      2 │  −4✗   −6✗    0✓   −2✗ │   2 │   0    0    0    0 │   2 │ −4  −6   0  −2 │
      3 │  −8✓  −12✓    0✓   −4✓ │   3 │  −8  −12    0   −4 │   3 │  0   0   0   0 │
        └────────────────────────┘     └────────────────────┘     └────────────────┘"
    `);
  });

  test('one under another, two, or one, as the box allows', () => {
    const titles = (width: number, height: number) =>
      words(matrixDiffLines({ ...props, width, height })).match(/yours|engine's|difference/g);
    expect(titles(40, 20)).toEqual(['yours', "engine's", 'difference']);
    expect(titles(60, 15)).toEqual(['yours', "engine's", 'difference']);
    expect(titles(60, 11)).toEqual(['yours', "engine's"]);
    expect(titles(40, 15)).toEqual(['yours', "engine's"]);
    expect(titles(30, 12)).toEqual(['yours']);
  });
});

test('a matrix being filled in', () => {
  const props = { theme: mono, title: '∂L/∂W₃', entries: sample.entries, width: 60, height: 12 };
  expect(words(entryGridLines({ ...props, cursor: { row: 1, col: 1 } }))).toMatchInlineSnapshot(`
    "∂L/∂W₃  3×4  7 of 12 filled in
      ┌────────1─────────2─────────3─────────4─┐
    1 │        4         6         0         2 │
    2 │        0 [     9/2]        ·         · │
    3 │        ·         ·         ·  (2/3)*(… │
      └────────────────────────────────────────┘"
  `);
});

test.each([
  [30, 8, 0, 0, 8],
  [30, 8, 7, 0, 8],
  [30, 8, 8, 8, 8],
  [30, 8, 29, 22, 8],
  [3, 8, 2, 0, 3],
  [3, 0, 2, 2, 1],
])(
  'of %i entries with room for %i the page of entry %i starts at %i and has %i',
  (total, room, at, from, count) => {
    expect(page(total, room, at)).toEqual({ from, count });
  },
);

test('a box is never overrun, and the entry under the cursor is always in view', () => {
  const size = fc.integer({ min: 1, max: 40 });
  const any = fc.record({
    rows: size,
    cols: size,
    width: fc.integer({ min: 10, max: 80 }),
    height: fc.integer({ min: 5, max: 30 }),
    row: fc.nat(39),
    col: fc.nat(39),
    theme: fc.constantFrom(mono, dark),
    density: fc.constantFrom('auto' as const, 'numbers' as const, 'blocks' as const),
  });
  fc.assert(
    fc.property(any, ({ rows, cols, row, col, ...rest }) => {
      const cursor = { row: row % rows, col: col % cols };
      const values = Array.from({ length: rows * cols }, (_, i) => (i % 7) - 3);
      const lines = matrixLines({
        title: 'W',
        tensor: tensor(rows, cols, values),
        cursor,
        ...rest,
      });
      expect(lines.length).toBeLessThanOrEqual(rest.height);
      for (const line of lines) expect(lineWidth(line)).toBeLessThanOrEqual(rest.width);
      const shown = words(lines);
      expect(shown.includes('[') || shown.includes('▸') || rest.density !== 'numbers').toBe(true);
    }),
  );
});
