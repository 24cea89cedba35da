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

/**
 * The index of the 256-colour palette nearest to `colour`; the first 16 are left out, since
 * terminals redefine them. Nearest in the cube is nearest in each channel, so that two candidates
 * are enough: this runs before the first frame.
 */
export function nearestInPalette(colour: Rgb): number {
  const [r, g, b] = colour.map(nearestLevel) as unknown as Rgb;
  const cube = 16 + 36 * r + 6 * g + b;
  const mean = (colour[0] + colour[1] + colour[2]) / 3;
  const grey = 232 + Math.max(0, Math.min(23, Math.round((mean - 8) / 10)));
  return distance(colour, paletteRgb(grey)) < distance(colour, paletteRgb(cube)) ? grey : cube;
}

function nearestLevel(value: number): number {
  return CUBE.reduce(
    (best, level, i) => (Math.abs(level - value) < Math.abs(CUBE[best]! - value) ? i : best),
    0,
  );
}

function distance(a: Rgb, b: Rgb): number {
  return (a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2 + (a[2] - b[2]) ** 2;
}
