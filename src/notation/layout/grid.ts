import type { Grid, MathNode } from '../math.ts';
import type { Context } from './context.ts';
import { enclose } from './fences.ts';
import { centre, group, height, type Piece, type Placed, place } from './piece.ts';
import { drawRow } from './row.ts';
import { type EdgeClass, edges } from './spacing.ts';

/** Columns between the columns of a matrix, and between two aligned equations side by side. */
const columnGap = 2;

/** A matrix, a case distinction or aligned equations. `fit` narrows the last cell of each row. */
export function drawGrid(
  node: Grid,
  context: Context,
  fit?: {
    readonly width: number;
    readonly cell: (cell: MathNode, width: number, before: EdgeClass | null) => Piece;
  },
): Piece {
  const count = Math.max(1, ...node.rows.map((cells) => cells.length));
  const columns = Array.from({ length: count }, (_, c) => node.columns[c] ?? node.columns.at(-1));
  const gaps = columns.map((_, c) => (c === 0 || meets(node, c) ? 0 : columnGap));
  const cells = node.rows.map((row) => row.map((_, c) => drawCell(node, row, c, context)));
  const widths = columns.map((_, c) => Math.max(0, ...cells.map((row) => row[c]?.width ?? 0)));
  const starts = columns.map((_, c) => sum(widths.slice(0, c)) + sum(gaps.slice(0, c + 1)));

  if (fit) {
    const last = count - 1;
    const left = fit.width - (starts[last] ?? 0);
    node.rows.forEach((row, r) => {
      const cell = row[last];
      if (cell && cells[r]![last]!.width > left) {
        cells[r]![last] = fit.cell(cell, left, classBefore(node, row, last));
      }
    });
    widths[last] = Math.max(0, ...cells.map((row) => row[last]?.width ?? 0));
  }

  const placed: Placed[] = [];
  let y = 0;
  let previous: number | null = null;
  for (const row of cells) {
    const above = Math.max(0, ...row.map((piece) => piece.above));
    const below = Math.max(0, ...row.map((piece) => piece.below));
    const rows = above + 1 + below;
    if (previous !== null && (rows > 1 || previous > 1)) y += 1;
    row.forEach((piece, c) => {
      const room = widths[c]! - piece.width;
      const align = columns[c];
      const shift = align === 'l' ? 0 : align === 'r' ? room : centre(piece.width, widths[c]!);
      placed.push(place(piece, starts[c]! + shift, y + above));
    });
    y += rows;
    previous = rows;
  }
  const open = spread(placed, node, cells.length);
  const total = group(open).below + 1;
  const middle = Math.floor((total - 1) / 2);
  const width = sum(widths) + sum(gaps);
  const body = group(
    open.map((at) => place(at.piece, at.x, at.y - middle)),
    width,
  );
  return enclose(node.open, body, node.close, context.brush);
}

/** Two one-line cases stand a row apart, so that the brace's waist falls between them. */
function spread(placed: readonly Placed[], node: Grid, rows: number): readonly Placed[] {
  const flat = placed.every((at) => height(at.piece) === 1);
  if (!flat || rows % 2 === 1 || !(node.open === '{' || node.close === '}')) return placed;
  return placed.map((at) => (at.y >= rows / 2 ? place(at.piece, at.x, at.y + 1) : at));
}

const drawCell = (node: Grid, row: readonly MathNode[], column: number, context: Context): Piece =>
  drawRow(row[column]!, context, { before: classBefore(node, row, column) });

/** The class of what a cell follows, null for nothing. */
function classBefore(node: Grid, row: readonly MathNode[], column: number): EdgeClass | null {
  if (!meets(node, column)) return null;
  const left = row[column - 1]!;
  return isEmpty(left) ? 'ord' : edges(left)[1];
}

/** Whether a column goes on where the one before it ended: an equation's right-hand side. */
const meets = (node: Grid, column: number): boolean => node.form === 'aligned' && column % 2 === 1;

const isEmpty = (node: MathNode): boolean => node.kind === 'row' && node.items.length === 0;

const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);
