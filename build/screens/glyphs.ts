/** A glyph as an SVG path in a cell of `width`×`height` at (x, y), or null for ordinary text. */
export function glyphPath(glyph: string, cell: CellBox): GlyphPath | null {
  const arms = boxArms[glyph];
  if (arms !== undefined) return { kind: 'stroke', ...strokes(arms, cell) };
  const arc = arcs[glyph];
  if (arc !== undefined) return { kind: 'stroke', thin: arcPath(arc, cell), thick: '' };
  const parts = blocks[glyph];
  if (parts !== undefined) {
    return { kind: 'fill', path: parts.map((part) => rectangle(part, cell)).join('') };
  }
  const shade = shades[glyph];
  if (shade !== undefined) {
    return { kind: 'fill', path: rectangle([0, 0, 1, 1], cell), opacity: shade };
  }
  const code = glyph.codePointAt(0)!;
  if (code >= 0x2800 && code <= 0x28ff) return { kind: 'fill', path: braille(code, cell) };
  return null;
}

export interface CellBox {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export type GlyphPath =
  | { readonly kind: 'stroke'; readonly thin: string; readonly thick: string }
  | { readonly kind: 'fill'; readonly path: string; readonly opacity?: number };

/**
 * The four arms of a box-drawing character, left, up, right, down: `1` light, `2` heavy, `3` double,
 * `0` none.
 */
const boxArms: Readonly<Record<string, string>> = table(`
  ─1010 │0101 ┌0011 ┐1001 └0110 ┘1100 ├0111 ┤1101 ┬1011 ┴1110 ┼1111
  ━2020 ┃0202 ┏0022 ┓2002 ┗0220 ┛2200 ┣0222 ┫2202 ┳2022 ┻2220 ╋2222
  ═3030 ║0303 ╔0033 ╗3003 ╚0330 ╝3300 ╠0333 ╣3303 ╦3033 ╩3330 ╬3333
  ┍0021 ┑2001 ┕0120 ┙2100 ┝0121 ┥2101 ┯2021 ┷2120 ┿2121
  ┎0012 ┒1002 ┖0210 ┚1200 ┠0212 ┨1202 ┰1012 ┸1210 ╂1212
  ╴1000 ╵0100 ╶0010 ╷0001 ╸2000 ╹0200 ╺0020 ╻0002 ╼1020 ╽0102 ╾2010 ╿0201
`);

/** Rounded corners: the side they come from and the side they go to. */
const arcs: Readonly<Record<string, readonly [1 | -1, 1 | -1]>> = {
  '╭': [1, 1],
  '╮': [-1, 1],
  '╯': [-1, -1],
  '╰': [1, -1],
};

/** Filled parts of a cell as left, top, right, bottom between 0 and 1. */
type Part = readonly [number, number, number, number];

const eighths = [1, 2, 3, 4, 5, 6, 7, 8].map((count) => count / 8);
const upperLeft: Part = [0, 0, 0.5, 0.5];
const upperRight: Part = [0.5, 0, 1, 0.5];
const lowerLeft: Part = [0, 0.5, 0.5, 1];
const lowerRight: Part = [0.5, 0.5, 1, 1];

const blocks: Readonly<Record<string, readonly Part[]>> = {
  ...Object.fromEntries(eighths.map((part, i) => ['▁▂▃▄▅▆▇█'[i], [[0, 1 - part, 1, 1]]])),
  ...Object.fromEntries(eighths.slice(0, 7).map((part, i) => ['▏▎▍▌▋▊▉'[i], [[0, 0, part, 1]]])),
  '▀': [[0, 0, 1, 0.5]],
  '▐': [[0.5, 0, 1, 1]],
  '▔': [[0, 0, 1, 1 / 8]],
  '▕': [[7 / 8, 0, 1, 1]],
  '▖': [lowerLeft],
  '▗': [lowerRight],
  '▘': [upperLeft],
  '▝': [upperRight],
  '▙': [upperLeft, lowerLeft, lowerRight],
  '▚': [upperLeft, lowerRight],
  '▛': [upperLeft, upperRight, lowerLeft],
  '▜': [upperLeft, upperRight, lowerRight],
  '▞': [upperRight, lowerLeft],
  '▟': [upperRight, lowerLeft, lowerRight],
};

const shades: Readonly<Record<string, number>> = { '░': 0.25, '▒': 0.5, '▓': 0.75 };

function table(text: string): Record<string, string> {
  return Object.fromEntries(
    text
      .trim()
      .split(/\s+/)
      .map((each) => [each[0]!, each.slice(1)]),
  );
}

/** How far the two lines of a double one lie from the middle. */
const gap = 1.5;

function strokes(arms: string, cell: CellBox): { thin: string; thick: string } {
  const { x, y, width, height } = cell;
  const middle = { x: x + width / 2, y: y + height / 2 };
  const ends = [
    { x, y: middle.y },
    { x: middle.x, y },
    { x: x + width, y: middle.y },
    { x: middle.x, y: y + height },
  ];
  const paths = { thin: '', thick: '' };
  ends.forEach((end, side) => {
    const weight = arms[side];
    if (weight === '0') return;
    const across = side % 2 === 0 ? { x: 0, y: gap } : { x: gap, y: 0 };
    const offsets = weight === '3' ? [-1, 1] : [0];
    for (const offset of offsets) {
      const shift = { x: across.x * offset, y: across.y * offset };
      const from = point({ x: end.x + shift.x, y: end.y + shift.y });
      // A little past the middle, so that arms of different weight leave no notch.
      const over = weight === '3' ? gap : 0.5;
      const to = point({
        x: middle.x + shift.x + Math.sign(middle.x - end.x) * over,
        y: middle.y + shift.y + Math.sign(middle.y - end.y) * over,
      });
      paths[weight === '2' ? 'thick' : 'thin'] += `M${from}L${to}`;
    }
  });
  return paths;
}

/** From the middle of one side to the middle of another, around the middle of the cell. */
function arcPath([side, down]: readonly [1 | -1, 1 | -1], cell: CellBox): string {
  const { x, y, width, height } = cell;
  const middle = { x: x + width / 2, y: y + height / 2 };
  const across = point({ x: middle.x + (side * width) / 2, y: middle.y });
  const along = point({ x: middle.x, y: middle.y + (down * height) / 2 });
  const bend = point({ x: middle.x, y: middle.y + (down * width) / 2 });
  return `M${across}Q${point(middle)} ${bend}L${along}`;
}

function rectangle([left, top, right, bottom]: Part, cell: CellBox): string {
  const from = point({ x: cell.x + left * cell.width, y: cell.y + top * cell.height });
  const width = short((right - left) * cell.width);
  return `M${from}h${width}v${short((bottom - top) * cell.height)}h-${width}z`;
}

/** The bits of a Braille character, in the order of its dots: column and row. */
const dots = [
  ...[
    [0, 0],
    [0, 1],
    [0, 2],
    [1, 0],
  ],
  ...[
    [1, 1],
    [1, 2],
    [0, 3],
    [1, 3],
  ],
] as const;

function braille(code: number, { x, y, width, height }: CellBox): string {
  const radius = Math.min(width / 4, height / 8) * 0.8;
  return dots
    .filter((_, bit) => (code >> bit) & 1)
    .map(([column, row]) => {
      const left = point({
        x: x + ((column + 0.5) * width) / 2 - radius,
        y: y + ((row + 0.5) * height) / 4,
      });
      const turn = `a${short(radius)} ${short(radius)} 0 1 0`;
      return `M${left}${turn} ${short(2 * radius)} 0${turn} ${short(-2 * radius)} 0z`;
    })
    .join('');
}

const point = ({ x, y }: { readonly x: number; readonly y: number }) => `${short(x)} ${short(y)}`;

/** At most two decimals: a hundredth of a pixel is not seen. */
export const short = (value: number): string => String(Math.round(value * 100) / 100);
