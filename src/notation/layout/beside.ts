import { group, type Piece, type Placed, place } from './piece.ts';

/**
 * Pieces side by side on one baseline, `gaps[i]` blank columns before piece i. The label of a brace
 * may reach over or under its neighbours, a blank column away from what stands in the same row.
 */
export function beside(pieces: readonly Piece[], gaps: readonly number[] = []): Piece {
  const placed: Placed[] = [];
  let end = 0;
  let width = 0;
  let overhangs = false;
  pieces.forEach((piece, i) => {
    const [left, right] = piece.overhang;
    let x = end + (gaps[i] ?? 0) - (i === 0 ? 0 : left);
    if (i > 0 && (left > 0 || overhangs)) x = Math.max(0, x, clear(placed, piece));
    placed.push(place(piece, x, 0));
    end = x + piece.width - right;
    width = Math.max(width, x + piece.width);
    overhangs ||= right > 0;
  });
  const first = pieces[0]?.overhang[0] ?? 0;
  return { ...group(placed), overhang: [first, width - end] };
}

/** The least column at which a piece stands clear of everything before it, row by row. */
function clear(placed: readonly Placed[], piece: Piece): number {
  const before = new Map<number, number>();
  for (const at of placed) {
    scan(at.piece, at.x, at.y, (row, _, to) => before.set(row, Math.max(before.get(row) ?? 0, to)));
  }
  let x = Number.NEGATIVE_INFINITY;
  scan(piece, 0, 0, (row, from) => {
    const taken = before.get(row);
    if (taken !== undefined && row !== 0) x = Math.max(x, taken + 1 - from);
  });
  return x;
}

/** Visits every run of ink with its row and its columns, `to` exclusive. */
function scan(
  piece: Piece,
  x: number,
  y: number,
  visit: (row: number, from: number, to: number) => void,
): void {
  if ('glyphs' in piece.content) visit(y, x, x + piece.width);
  else for (const at of piece.content) scan(at.piece, x + at.x, y + at.y, visit);
}
