import fc from 'fast-check';
import { expect, test } from 'vitest';
import { contrast, nearestInPalette, paletteRgb, type Rgb, rgb } from '../../src/ui/colour.ts';
import { glyphs, printable, toAscii } from '../../src/ui/glyphs.ts';
import {
  type ColourDepth,
  heat,
  makeTheme,
  pages,
  type Role,
  type Style,
  type ThemeName,
} from '../../src/ui/theme.ts';
import { columns } from '../../src/ui/widgets/run.ts';

const coloured = ['dark', 'light', 'high-contrast', 'high-contrast-light'] as const;

/** What text needs on what it stands on. */
const least = (name: ThemeName) => (name.startsWith('high') ? 7 : 4.5);

const depths = coloured.flatMap((name) =>
  (['truecolor', '256'] as const).map((depth) => [name, depth] as const),
);

function rgbOf(colour: string | undefined): Rgb {
  const index = /^ansi256\((\d+)\)$/.exec(colour ?? '')?.[1];
  return index === undefined ? rgb(colour!) : paletteRgb(Number(index));
}

test('contrast is 21 between black and white and 1 between equals', () => {
  expect(contrast([0, 0, 0], [255, 255, 255])).toBeCloseTo(21);
  expect(contrast([12, 34, 56], [12, 34, 56])).toBe(1);
});

test('no colour of the palette is nearer than the one that is chosen', () => {
  const far = (a: Rgb, b: Rgb) => a.reduce((sum, v, i) => sum + (v - b[i]!) ** 2, 0);
  const channel = fc.integer({ min: 0, max: 255 });
  fc.assert(
    fc.property(fc.tuple(channel, channel, channel), (colour) => {
      const all = Array.from({ length: 240 }, (_, i) => far(colour, paletteRgb(16 + i)));
      expect(far(colour, paletteRgb(nearestInPalette(colour)))).toBe(Math.min(...all));
    }),
  );
});

test.each(depths)(
  'numbers on every heatmap cell of %s in %s keep a contrast of 4.5, or of 7 where it is to be high',
  (name, depth) => {
    const { diverging } = makeTheme(name, depth);
    expect(diverging).toHaveLength(depth === '256' ? 11 : 13);
    for (const { color, backgroundColor } of diverging) {
      expect(contrast(rgbOf(color), rgbOf(backgroundColor))).toBeGreaterThanOrEqual(least(name));
    }
  },
);

test.each(coloured)('text of every meaning in %s keeps its contrast on its page', (name) => {
  for (const depth of ['truecolor', '256'] as const) {
    const theme = makeTheme(name, depth);
    for (const role of Object.keys(theme.style) as Role[]) {
      const { color } = theme.style[role];
      // A rule is a line, not text: 2 is enough for it, where the contrast need not be high.
      const needed = role === 'rule' && least(name) < 7 ? 2 : least(name);
      const ratio = color ? contrast(rgbOf(color), rgb(pages[name])) : 21;
      expect(ratio, `${role} at ${depth}`).toBeGreaterThanOrEqual(needed);
    }
  }
});

test.each(depths)('the stops of %s in %s get steadily further from the middle', (name, depth) => {
  const grounds = makeTheme(name, depth).diverging.map((stop) => rgbOf(stop.backgroundColor));
  const middle = (grounds.length - 1) / 2;
  const far = grounds.map((ground) => contrast(ground, grounds[middle]!));
  const rising = (list: number[]) => list.every((x, i) => i === 0 || x > list[i - 1]!);
  expect(rising(far.slice(middle))).toBe(true);
  expect(rising(far.slice(0, middle + 1).reverse())).toBe(true);
});

test.each(depths)('the stops of %s in %s are blue below zero and orange above', (name, depth) => {
  const grounds = makeTheme(name, depth).diverging.map((stop) => rgbOf(stop.backgroundColor));
  const warmth = grounds.map(([red, , blue]) => Math.sign(Math.trunc((red - blue) / 8)));
  const half = (grounds.length - 1) / 2;
  expect(warmth).toEqual([...Array(half).fill(-1), 0, ...Array(half).fill(1)]);
});

test('blue is negative, orange positive, and only zero is neutral', () => {
  const theme = makeTheme('dark', 'truecolor');
  const { diverging } = theme;
  expect(heat(theme, 0, 12)).toBe(diverging[6]);
  expect(heat(theme, 1e-12, 12)).toBe(diverging[7]);
  expect(heat(theme, -1e-12, 12)).toBe(diverging[5]);
  expect(heat(theme, 12, 12)).toBe(diverging[12]);
  expect(heat(theme, -12, 12)).toBe(diverging[0]);
  expect(heat(theme, 99, 12)).toBe(diverging[12]);
  expect(heat(theme, Number.NaN, 12)).toBe(theme.style.special);
  expect(heat(theme, 0, 0)).toBe(diverging[6]);
});

test.each([
  ['mono', 'truecolor'],
  ['dark', 'none'],
] as [ThemeName, ColourDepth][])('%s at %s names no colour at all', (name, depth) => {
  const theme = makeTheme(name, depth);
  const styles: Style[] = [...Object.values(theme.style), ...theme.diverging];
  expect(styles.filter((style) => style.color || style.backgroundColor)).toEqual([]);
  expect(heat(theme, 3, 12)).toBeNull();
});

test('16 colours are named, never computed', () => {
  const theme = makeTheme('light', '16');
  const named = [...Object.values(theme.style), ...theme.diverging].flatMap((style: Style) => [
    style.color ?? 'black',
    style.backgroundColor ?? 'black',
  ]);
  expect(named.filter((colour) => !/^[a-zA-Z]+$/.test(colour))).toEqual([]);
});

test('every glyph takes one column, in Unicode and in ASCII', () => {
  for (const glyph of Object.values(glyphs)) {
    expect([glyph, columns(glyph)]).toEqual([glyph, 1]);
    expect(toAscii(glyph)).toMatch(/^[!-~]$/);
  }
});

test('ASCII keeps the layout: as many characters as before', () => {
  expect(toAscii('∂L/∂W₃ = (∂L/∂h₃ ⊙ 1[z₃ > 0]) h₂ᵀ  −4.5 é 𝑊 日')).toBe(
    'dL/dW3 = (dL/dh3 * 1[z3 > 0]) h2T  -4.5 e W ?',
  );
});

test('nothing that moves the cursor, hides or reorders text is drawn', () => {
  expect(printable('a\u001b[31mb\u202ec\u200bd\r\ne\u0007\ufeff\u2066')).toBe('a·[31mb·c·d··e···');
  expect(makeTheme('dark', '256', true).text('\u001b∂')).toBe('.d');
});
