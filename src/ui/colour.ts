/** Red, green and blue, each from 0 to 255. */
export type Rgb = readonly [red: number, green: number, blue: number];

/** Reads `#rrggbb`. */
export function rgb(hex: string): Rgb {
  const n = Number.parseInt(hex.slice(1), 16);
  return [n >> 16, (n >> 8) & 255, n & 255];
}

/** Relative luminance from 0 to 1, as WCAG 2 defines it. */
export function luminance(colour: Rgb): number {
  const [r, g, b] = colour.map((v) =>
    v <= 10 ? v / 255 / 12.92 : ((v / 255 + 0.055) / 1.055) ** 2.4,
  ) as unknown as Rgb;
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** Contrast ratio from 1 to 21, as WCAG 2 defines it: (lighter + 0.05) / (darker + 0.05). */
export function contrast(a: Rgb, b: Rgb): number {
  const [dark, light] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (light! + 0.05) / (dark! + 0.05);
}

const CUBE = [0, 95, 135, 175, 215, 255];

/** The colour that index 16 to 255 of the 256-colour palette stands for: a 6×6×6 cube, then greys. */
export function paletteRgb(index: number): Rgb {
  if (index >= 232) {
    const grey = 8 + 10 * (index - 232);
    return [grey, grey, grey];
  }
  const n = index - 16;
  return [CUBE[Math.floor(n / 36)]!, CUBE[Math.floor(n / 6) % 6]!, CUBE[n % 6]!];
}

/** The index of the 256-colour palette nearest to `colour`; the first 16 are left out, since terminals redefine them. */
export function nearestInPalette(colour: Rgb): number {
  let best = 16;
  let least = Number.POSITIVE_INFINITY;
  for (let index = 16; index < 256; index++) {
    const distance = paletteRgb(index).reduce((sum, v, i) => sum + (v - colour[i]!) ** 2, 0);
    if (distance < least) [best, least] = [index, distance];
  }
  return best;
}
