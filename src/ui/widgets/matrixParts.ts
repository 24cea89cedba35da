import type { Tensor } from '../../engine/tensor.ts';
import type { Theme } from '../theme.ts';
import { shortNumber } from './numbers.ts';
import { type Line, run } from './run.ts';

/** One entry, counted from 0. */
export interface Cell {
  readonly row: number;
  readonly col: number;
}

/** Numbers one can read, or one small block an entry; `auto` takes numbers while all of them fit. */
export type Density = 'auto' | 'numbers' | 'blocks';

/** What `Matrix` draws. */
export interface MatrixProps {
  readonly theme: Theme;
  readonly tensor: Tensor;
  /** What it is, `∂L/∂W₃`; the shape is put behind it. */
  readonly title: string;
  /** Columns and rows that it may take; it takes no more than it needs. */
  readonly width: number;
  readonly height: number;
  /** The entry whose exact value is read off below; null or absent: none. */
  readonly cursor?: Cell | null | undefined;
  /** Where the colours end, on both sides of zero; the largest |entry| when absent. */
  readonly limit?: number | undefined;
  /** Which entries are right, row by row: drawn as ✓ and ✗. */
  readonly marks?: readonly (readonly boolean[])[] | undefined;
  readonly density?: Density | undefined;
  /** A column that is lit, counted from 0; the others step back. */
  readonly column?: number | undefined;
  /** Without legend and summary, for the small matrices beside a graph. */
  readonly bare?: boolean | undefined;
}

/** The rows or columns in view: `from` counted from 0, `count` of them. */
export interface Range {
  readonly from: number;
  readonly count: number;
}

/** A way to draw the entries: how many fit, and the framed rows of those in view. */
export interface Grid {
  readonly rowsFor: (entries: number) => number;
  readonly entriesIn: (rows: number) => number;
  readonly colsIn: (width: number) => number;
  readonly draw: (rows: Range, cols: Range) => readonly Line[];
}

/** The page of `total` that shows `at`, when `room` fit at once; the last page is a full one. */
export function page(total: number, room: number, at: number): Range {
  const count = Math.max(1, Math.min(total, room));
  const from = Math.floor(Math.min(at, total - 1) / count) * count;
  return { from: Math.max(0, Math.min(from, total - count)), count };
}

/** The largest finite |entry|: where the colours end when no limit is given. */
export function limitOf(tensor: Tensor): number {
  return tensor.data.reduce((m, x) => (Number.isFinite(x) ? Math.max(m, Math.abs(x)) : m), 0);
}

/** The frame of a grid of equal cells: `at` is the column of a cell under which its number ends. */
export interface Frame {
  readonly theme: Theme;
  readonly gutter: number;
  readonly cellWidth: number;
  readonly at: number;
}

/** The upper edge with the numbers of the columns in it; null leaves them out. */
export function upperEdge(
  frame: Frame,
  cols: Range | null,
  count: number,
  here: number | null,
): Line {
  const { theme, gutter, cellWidth, at } = frame;
  const { style, glyph } = theme;
  const cells = Array.from({ length: count }, (_, i) => {
    const col = (cols?.from ?? 0) + i;
    const label = cols ? String(col + 1) : '';
    const before = Math.max(0, at + 1 - label.length);
    return [
      run(glyph.rule.repeat(before), style.rule),
      run(label, col === here ? style.focus : style.quiet),
      run(glyph.rule.repeat(Math.max(0, cellWidth - before - label.length)), style.rule),
    ];
  });
  return [
    run(' '.repeat(gutter)),
    run(theme.text('┌'), style.rule),
    ...cells.flat(),
    run(theme.text('┐'), style.rule),
  ];
}

/** The lower edge. */
export function lowerEdge({ theme, gutter, cellWidth }: Frame, count: number): Line {
  const edge = `└${'─'.repeat(cellWidth * count)}┘`;
  return [run(' '.repeat(gutter)), run(theme.text(edge), theme.style.rule)];
}

/** The number of a row and the left wall. */
export function rowHead({ theme, gutter }: Frame, row: number, here: number | null): Line {
  const { style, glyph } = theme;
  const label = String(row + 1);
  return [
    ...(gutter > 0
      ? [
          run(' '.repeat(gutter - 1 - label.length)),
          // Without colour the row in focus is underlined: its number, and no blank beside it.
          run(label, row === here ? style.focus : style.quiet),
          run(' '),
        ]
      : []),
    run(glyph.wall, style.rule),
  ];
}

/** A number with its sign, zero without. */
export function signed(x: number, theme: Theme): string {
  return (x > 0 ? theme.glyph.plus : '') + shortNumber(x, theme.ascii);
}

/** `∂L/∂W₃  3×4`, and which part of it is in view. */
export function titleLine(
  theme: Theme,
  title: string,
  tensor: Tensor,
  rows: Range,
  cols: Range,
): Line {
  const { style } = theme;
  const pages = [inView('rows', rows, tensor.rows), inView('columns', cols, tensor.cols)].filter(
    (part) => part !== null,
  );
  return [
    run(theme.text(title), style.title),
    run(`${title === '' ? '' : '  '}${tensor.rows}${theme.glyph.times}${tensor.cols}`, style.quiet),
    ...(pages.length > 0 ? [run(`  ${pages.join(', ')}`, style.quiet)] : []),
  ];
}

function inView(what: string, range: Range, total: number): string | null {
  if (range.count === total) return null;
  return `${what} ${range.from + 1}-${range.from + range.count} of ${total}`;
}

/** The scale of colours with the numbers at its ends; null where there is no colour. */
export function legend(theme: Theme, limit: number): Line | null {
  if (theme.diverging.length === 0 || limit === 0) return null;
  const quiet = theme.style.quiet;
  return [
    run(`${signed(-limit, theme)} `, quiet),
    ...theme.diverging.map((stop) =>
      run(stop.backgroundColor === undefined ? theme.glyph.dot : ' ', stop),
    ),
    run(` ${signed(limit, theme)}`, quiet),
  ];
}

/** Norm, least and largest entry, each a piece of its own; entries that are no numbers are counted. */
export function summary(theme: Theme, tensor: Tensor): readonly Line[] {
  const finite = tensor.data.filter(Number.isFinite);
  const broken = tensor.data.length - finite.length;
  const { quiet, wrong } = theme.style;
  const say = (word: string, x: number): Line => [
    run(`${word} `, quiet),
    run(signed(x, theme), theme.style.text),
  ];
  const pieces: Line[] = [];
  if (finite.length > 0) {
    const largest = limitOf(tensor) || 1;
    // Scaled first, so that squares of large entries stay finite.
    const norm = largest * Math.sqrt(finite.reduce((sum, x) => sum + (x / largest) ** 2, 0));
    pieces.push(
      [run('norm ', quiet), run(shortNumber(norm, theme.ascii), theme.style.text)],
      say(
        'min',
        finite.reduce((a, b) => Math.min(a, b)),
      ),
      say(
        'max',
        finite.reduce((a, b) => Math.max(a, b)),
      ),
    );
  }
  if (broken > 0) pieces.push([run(`${broken} not finite`, wrong)]);
  return pieces;
}
