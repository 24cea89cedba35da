import { at } from '../../engine/tensor.ts';
import { heat, type Style } from '../theme.ts';
import type { Grid, MatrixProps, Range } from './matrixParts.ts';
import { type Line, type Run, run } from './run.ts';

/** A way to write entries when there are too many for numbers. */
interface Pixels {
  /** Columns an entry takes, and entries that share a row of the screen. */
  readonly wide: number;
  readonly stacked: number;
  readonly line: (row: number, cols: Range) => Line;
}

/** Entries as half-blocks, two to a character; as a sign and a shade where colours are too few. */
export function blockGrid(props: MatrixProps, limit: number): Grid {
  const { theme, tensor, cursor } = props;
  const { style, glyph } = theme;
  const few = theme.diverging.length <= 5;
  const pixels = few || theme.ascii ? shades(props, limit) : halfBlocks(props, limit);
  const gutter = String(tensor.rows).length + 1;

  const edge = (left: string, right: string, cols: Range, tick: boolean): Line => {
    const column = tick && cursor ? cursor.col - cols.from : -1;
    const before = column < 0 ? cols.count * pixels.wide : column * pixels.wide;
    const after = cols.count * pixels.wide - before - 1;
    return [
      run(`${' '.repeat(gutter)}${theme.text(left)}${glyph.rule.repeat(before)}`, style.rule),
      ...(column < 0
        ? []
        : [run(glyph.downward, style.focus), run(glyph.rule.repeat(after), style.rule)]),
      run(theme.text(right), style.rule),
    ];
  };

  return {
    rowsFor: (entries) => Math.ceil(entries / pixels.stacked),
    entriesIn: (rows) => rows * pixels.stacked,
    colsIn: (width) => Math.floor((width - gutter - 2) / pixels.wide),
    draw: (rows, cols) => [
      edge('┌', '┐', cols, true),
      ...Array.from({ length: Math.ceil(rows.count / pixels.stacked) }, (_, i): Line => {
        const row = rows.from + i * pixels.stacked;
        const here = cursor && cursor.row >= row && cursor.row < row + pixels.stacked;
        const label = `${String(here ? cursor.row + 1 : row + 1).padStart(gutter - 1)} `;
        return [
          run(label, here ? style.focus : style.quiet),
          run(here ? glyph.now : glyph.wall, here ? style.focus : style.rule),
          ...pixels.line(row, cols),
          run(glyph.wall, style.rule),
        ];
      }),
      edge('└', '┘', cols, false),
    ],
  };
}

function halfBlocks({ theme, tensor }: MatrixProps, limit: number): Pixels {
  const paint = (row: number, col: number): string | undefined => {
    if (row >= tensor.rows) return undefined;
    const look = heat(theme, at(tensor, row, col), limit);
    return look?.backgroundColor ?? look?.color;
  };
  const pixel = (row: number, col: number): Run => {
    const [color, backgroundColor] = [paint(row, col), paint(row + 1, col)];
    return run(theme.glyph.upperHalf, {
      ...(color === undefined ? {} : { color }),
      ...(backgroundColor === undefined ? {} : { backgroundColor }),
    });
  };
  return {
    wide: 1,
    stacked: 2,
    line: (row, cols) => Array.from({ length: cols.count }, (_, j) => pixel(row, cols.from + j)),
  };
}

const SHADES = ['░', '▒', '▓', '█'];

function shades({ theme, tensor }: MatrixProps, limit: number): Pixels {
  const { style, glyph } = theme;
  const write = (value: number): string => {
    if (Number.isNaN(value)) return '??';
    if (value === 0) return ` ${glyph.dot}`;
    const sign = value < 0 ? glyph.minus : glyph.plus;
    if (!Number.isFinite(value)) return sign + glyph.infinity;
    const share = limit > 0 ? Math.min(1, Math.abs(value) / limit) : 0;
    // Nine digits of size where there are no shades.
    if (theme.ascii) return sign + String(Math.max(1, Math.ceil(share * 9)));
    return sign + SHADES[Math.min(SHADES.length - 1, Math.floor(share * SHADES.length))]!;
  };
  const look = (value: number): Style => {
    if (!Number.isFinite(value)) return style.special;
    if (value === 0) return style.quiet;
    return value < 0 ? style.negative : style.positive;
  };
  return {
    wide: 2,
    stacked: 1,
    line: (row, cols) =>
      Array.from({ length: cols.count }, (_, j) => {
        const value = at(tensor, row, cols.from + j);
        return run(write(value), look(value));
      }),
  };
}
