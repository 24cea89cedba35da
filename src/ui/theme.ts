import { contrast, nearestInPalette, paletteRgb, type Rgb, rgb } from './colour.ts';
import { type Glyph, glyphs, printable, toAscii } from './glyphs.ts';

/** How many colours the terminal shows; resolved once, before anything is drawn. */
export type ColourDepth = 'truecolor' | '256' | '16' | 'none';

/** Themes with colours of their own, and `mono`, which has none at any depth. */
export type ThemeName = 'dark' | 'light' | 'high-contrast' | 'high-contrast-light' | 'mono';

/** How a run of text looks; spreads onto Ink's `<Text>`. */
export interface Style {
  readonly color?: string;
  readonly backgroundColor?: string;
  readonly bold?: boolean;
  readonly dimColor?: boolean;
  readonly italic?: boolean;
  readonly underline?: boolean;
  readonly inverse?: boolean;
}

/** Everything that decides how the lab looks; nothing else names a colour or a glyph. */
export interface Theme {
  readonly name: ThemeName;
  readonly depth: ColourDepth;
  readonly ascii: boolean;
  readonly style: Readonly<Record<Role, Style>>;
  readonly glyph: Readonly<Record<Glyph, string>>;
  /**
   * Cells of a heatmap from most negative to most positive; the middle one is zero. Empty where
   * there is no colour.
   */
  readonly diverging: readonly Style[];
  /** A string from outside made safe to draw: no control characters, ASCII only where asked for. */
  readonly text: (from: string) => string;
}

type Coloured = Exclude<ThemeName, 'mono'>;

/** The page each theme is made for, against which contrast is measured. The page itself is the terminal's. */
export const pages: Readonly<Record<Coloured, string>> = {
  dark: '#1b1c1f',
  light: '#ffffff',
  'high-contrast': '#000000',
  'high-contrast-light': '#ffffff',
};

/** The theme of a page, dark or light; `isHigh` where more contrast was asked for. */
export function themeFor(isHigh: boolean, isLight: boolean): Coloured {
  if (isHigh) return isLight ? 'high-contrast-light' : 'high-contrast';
  return isLight ? 'light' : 'dark';
}

interface RoleRow {
  /** In the order of `pages`; null is the terminal's own colour. */
  readonly hex: readonly [dark: string, light: string, high: string, highLight: string] | null;
  /** One of the 16 names, on a dark and on a light page. */
  readonly ansi: readonly [dark: string, light: string] | null;
  /** Attributes in every theme. */
  readonly with?: Style;
  /** Attributes that stand in for the colour where there is none. */
  readonly mono?: Style;
}

/** Colours by meaning. `first` to `fourth` are curves, told apart by their line as well. */
const roles = {
  text: { hex: null, ansi: null },
  strong: { hex: null, ansi: null, with: { bold: true } },
  emphasis: { hex: null, ansi: null, with: { italic: true } },
  title: {
    hex: ['#e8d9b5', '#5c3d00', '#ffffff', '#000000'],
    ansi: ['whiteBright', 'black'],
    with: { bold: true },
  },
  quiet: {
    hex: ['#9a9ca3', '#63666e', '#d0d0d0', '#4a4c53'],
    ansi: ['gray', 'gray'],
    mono: { dimColor: true },
  },
  rule: {
    hex: ['#5a5d66', '#a3a6ad', '#a0a0a0', '#4a4c53'],
    ansi: ['gray', 'gray'],
    mono: { dimColor: true },
  },
  focus: {
    hex: ['#ffd166', '#8a5a00', '#ffff00', '#6b2e00'],
    ansi: ['yellowBright', 'magenta'],
    with: { bold: true },
    mono: { underline: true },
  },
  cursor: { hex: null, ansi: null, with: { inverse: true } },
  correct: {
    hex: ['#4fd1a5', '#00704f', '#5cffc0', '#004f38'],
    ansi: ['greenBright', 'green'],
    with: { bold: true },
  },
  wrong: {
    hex: ['#ff8095', '#b3123f', '#ff9db0', '#8c0d30'],
    ansi: ['redBright', 'red'],
    with: { bold: true },
  },
  caution: {
    hex: ['#e9b44c', '#7d5200', '#ffd75f', '#5e2a00'],
    ansi: ['yellow', 'magenta'],
    with: { bold: true },
  },
  key: {
    hex: ['#9ecbff', '#0b4fa8', '#aee0ff', '#063a80'],
    ansi: ['cyan', 'blue'],
    with: { bold: true },
  },
  code: { hex: ['#9fd6c2', '#00604a', '#b8ffe4', '#00463a'], ansi: ['cyan', 'blue'] },
  math: { hex: ['#c9d6ff', '#27408b', '#dfe8ff', '#1c2f6b'], ansi: ['whiteBright', 'blue'] },
  positive: { hex: ['#f2a65a', '#9a4900', '#ffbd58', '#6e2c00'], ansi: ['yellow', 'red'] },
  negative: { hex: ['#75baff', '#2063b0', '#a2cfff', '#0b4685'], ansi: ['cyan', 'blue'] },
  special: {
    hex: ['#ff8095', '#b3123f', '#ff9db0', '#8c0d30'],
    ansi: ['redBright', 'red'],
    with: { inverse: true, bold: true },
  },
  first: {
    hex: ['#f2a65a', '#9a4900', '#ffbd58', '#6e2c00'],
    ansi: ['yellow', 'red'],
    with: { bold: true },
  },
  second: { hex: ['#75baff', '#2063b0', '#a2cfff', '#0b4685'], ansi: ['cyan', 'blue'] },
  third: { hex: ['#c3a6ff', '#6a3fb5', '#dcc8ff', '#4d2a8c'], ansi: ['magenta', 'magenta'] },
  fourth: { hex: ['#9a9ca3', '#63666e', '#d0d0d0', '#4a4c53'], ansi: ['gray', 'gray'] },
} as const satisfies Record<string, RoleRow>;

/** What a run of text means; decides its colours and attributes. */
export type Role = keyof typeof roles;

/**
 * Thirteen stops from blue over a neutral middle to orange, of equal steps in OKLab lightness on
 * both sides, so that sign and size survive every common colour-vision deficiency. Where contrast is
 * to be high, they leave out what neither black nor white has a contrast of 7 with.
 */
const stops: Readonly<Record<Coloured, readonly string[]>> = {
  dark: list(
    '#75baff #5fa2e6 #568bc2 #4d759e #445f7c #3b4a5a #282624 #564536 #74553b #93673f #b27943 #d38b47 #f19f51',
  ),
  light: list(
    '#2063b0 #3d78c0 #5c8ccb #79a1d4 #98b6dd #b7cae3 #f2efee #dfc2b1 #d6a88d #ca8f6b #be7649 #b05d22 #9a4900',
  ),
  'high-contrast': list(
    '#acd2fe #73b5ff #449df8 #005398 #073d6e #102a45 #060605 #3f2204 #5b3201 #7b4502 #e18200 #fc9a33 #fec38f',
  ),
  'high-contrast-light': list(
    '#01396b #005398 #4e9ff5 #78b7fd #a1ccfe #c5dffd #f5f3f2 #f7d7bd #f5be8d #eca361 #e08624 #7b4502 #572e00',
  ),
};

/** The same by hand for 256 colours: the nearest ones of the palette would be pink and purple. */
const stops256: Readonly<Record<Coloured, readonly number[]>> = {
  dark: [117, 75, 32, 25, 24, 236, 94, 130, 172, 214, 222],
  light: [25, 26, 68, 111, 153, 255, 223, 215, 172, 166, 130],
  'high-contrast': [153, 75, 24, 19, 17, 232, 52, 88, 208, 214, 222],
  'high-contrast-light': [18, 24, 75, 117, 189, 255, 223, 215, 208, 88, 52],
};

/** Two strengths of each sign are what 16 colours can hold; weak ones colour the number only. */
const stops16: readonly Style[] = [
  { backgroundColor: 'cyan', color: 'black' },
  { color: 'cyan' },
  {},
  { color: 'yellow' },
  { backgroundColor: 'yellow', color: 'black' },
];

function list(words: string): readonly string[] {
  return words.split(' ');
}

const BLACK: Rgb = [0, 0, 0];
const WHITE: Rgb = [255, 255, 255];

function cell(ground: Rgb, write: (colour: Rgb) => string): Style {
  const ink = contrast(ground, BLACK) >= contrast(ground, WHITE) ? BLACK : WHITE;
  return { backgroundColor: write(ground), color: write(ink) };
}

function hex(colour: Rgb): string {
  return `#${colour.map((v) => v.toString(16).padStart(2, '0')).join('')}`;
}

function palette(colour: Rgb): string {
  return `ansi256(${nearestInPalette(colour)})`;
}

function diverging(name: ThemeName, depth: ColourDepth): readonly Style[] {
  if (name === 'mono' || depth === 'none') return [];
  if (depth === '16') return stops16;
  if (depth === '256') return stops256[name].map((index) => cell(paletteRgb(index), palette));
  return stops[name].map((stop) => cell(rgb(stop), hex));
}

function roleStyle(row: RoleRow, name: ThemeName, depth: ColourDepth): Style {
  if (name === 'mono' || depth === 'none') return { ...row.with, ...row.mono };
  if (depth === '16') {
    const color = row.ansi?.[name.endsWith('light') ? 1 : 0];
    return color === undefined ? { ...row.with } : { ...row.with, color };
  }
  const color = row.hex?.[Object.keys(pages).indexOf(name)];
  if (color === undefined) return { ...row.with };
  return { ...row.with, color: depth === '256' ? palette(rgb(color)) : color };
}

function mapValues<K extends string, A, B>(from: Readonly<Record<K, A>>, to: (value: A) => B) {
  return Object.fromEntries(Object.entries<A>(from).map(([key, value]) => [key, to(value)])) as {
    [key in K]: B;
  };
}

/** The theme of a whole run of the lab, from settings that were resolved before. */
export function makeTheme(name: ThemeName, depth: ColourDepth, ascii = false): Theme {
  return {
    name,
    depth,
    ascii,
    style: mapValues<Role, RoleRow, Style>(roles, (row) => roleStyle(row, name, depth)),
    glyph: mapValues<Glyph, string, string>(glyphs, (glyph) => (ascii ? toAscii(glyph) : glyph)),
    diverging: diverging(name, depth),
    text: ascii ? (from) => toAscii(printable(from)) : printable,
  };
}

/**
 * The heatmap cell of `value` where colours end at ±limit; null where there is no colour. Only an
 * exact zero gets the middle, so that the sign of a small entry shows.
 */
export function heat(theme: Theme, value: number, limit: number): Style | null {
  const middle = (theme.diverging.length - 1) / 2;
  if (middle < 0) return null;
  if (!Number.isFinite(value)) return theme.style.special;
  const share = limit > 0 ? Math.min(1, Math.abs(value) / limit) : 0;
  const steps = value === 0 ? 0 : Math.max(1, Math.round(share * middle));
  return theme.diverging[middle + Math.sign(value) * steps] ?? null;
}
