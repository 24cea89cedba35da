import { renderToString } from 'ink';
import stringWidth from 'string-width';
import { expect, test } from 'vitest';
import { makeTheme, type Theme } from '../../src/ui/theme.ts';
import { gallery } from '../../src/ui/widgets/gallery.tsx';
import { inAllColours } from './coloured.ts';

inAllColours();

const sizes = [
  [120, 36],
  [100, 30],
  [80, 24],
  [60, 18],
  [40, 12],
  [20, 6],
  [8, 3],
] as const;

const themes = [
  makeTheme('dark', 'truecolor'),
  makeTheme('light', '256'),
  makeTheme('high-contrast', '16'),
  makeTheme('mono', 'none'),
  makeTheme('dark', 'truecolor', true),
];

/** Widgets that fill a box; the others take the rows that their words need. */
const boxed = /^(matrix|scalar|difference|entry|loss|graph|key table|too small)/;

test('every exhibit has a name of its own', () => {
  const names = gallery.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
});

const COLOUR = /\u001b\[(?:3[0-8]|4[0-8]|9[0-7]|10[0-7])[;m]/;

function frame(name: string, theme: Theme): string {
  const exhibit = gallery.find((one) => one.name === name)!;
  return renderToString(exhibit.draw({ theme, width: 80, height: 24 }), { columns: 80 });
}

test('colours reach the screen as the depth allows', () => {
  expect(frame('matrix', makeTheme('dark', 'truecolor'))).toContain('\u001b[48;2;117;186;255m');
  expect(frame('matrix', makeTheme('dark', '256'))).toContain('\u001b[48;5;117m');
  expect(frame('matrix', makeTheme('dark', '16'))).toContain('\u001b[46m');
});

test('the mono theme sends no colour at all, in any widget', () => {
  const theme = makeTheme('mono', 'none');
  const coloured = gallery.filter(({ name }) => COLOUR.test(frame(name, theme)));
  expect(coloured.map(({ name }) => name)).toEqual([]);
  expect(COLOUR.test(frame('matrix', makeTheme('dark', '16')))).toBe(true);
});

for (const { name, draw } of gallery) {
  test.each(sizes)(`${name} stays within %i×%i`, (width, height) => {
    for (const theme of themes) {
      // Drawn on more room than it was given: an overflow would show and not be cut off.
      const frame = renderToString(draw({ theme, width, height }), { columns: 400 });
      const lines = frame.split('\n');
      const wide = lines.filter((line) => stringWidth(line) > width);
      // A formula is broken by its layout, and scrolled by the screen when that is not enough.
      expect(wide).toEqual([]);
      if (boxed.test(name)) expect(lines.length).toBeLessThanOrEqual(height);
    }
  });

  test(`${name} is drawn in ASCII alone when asked`, () => {
    const theme = makeTheme('dark', '256', true);
    const frame = renderToString(draw({ theme, width: 80, height: 24 }), { columns: 80 });
    expect(frame.replace(/\u001b\[[\d;]*m/g, '')).toMatch(/^[\n\x20-\x7e]*$/);
  });
}
