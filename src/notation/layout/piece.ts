import type { Box, Cell, Role } from '../box.ts';

/**
 * A picture still to be painted. Coordinates are relative to the baseline's first column: row 0 is
 * the baseline, rows -1 … -above lie over it and rows 1 … below under it. Aligning pieces on their
 * baselines is then placing them all at row 0.
 */
export interface Piece {
  readonly width: number;
  readonly above: number;
  readonly below: number;
  readonly content: Ink | readonly Placed[];
  /** The part that this piece draws, if it draws one. */
  readonly part: string | null;
  /** Columns at its sides that only a label uses; neighbours may come nearer where it is not. */
  readonly overhang: readonly [left: number, right: number];
}

/** One line of text in one role. */
export interface Ink {
  readonly glyphs: readonly string[];
  readonly role: Role;
  readonly bold: boolean;
}

/** A piece with the place of its baseline's first column. */
export interface Placed {
  readonly piece: Piece;
  readonly x: number;
  readonly y: number;
}

/** Text on the baseline. */
export function ink(text: string, role: Role, bold = false): Piece {
  const glyphs = [...text];
  return {
    width: glyphs.length,
    above: 0,
    below: 0,
    content: { glyphs, role, bold },
    part: null,
    overhang: [0, 0],
  };
}

/** Text of one character per row, the first of them `top` rows from the baseline. */
export function column(glyphs: readonly string[], top: number, role: Role): Piece {
  return group(glyphs.map((glyph, i) => place(ink(glyph, role), 0, top + i)));
}

/** A piece at a place. */
export const place = (piece: Piece, x: number, y: number): Placed => ({ piece, x, y });

/** Placed pieces as one; its extent is what they cover, at least the baseline's row. */
export function group(placed: readonly Placed[], width = 0): Piece {
  let right = width;
  let above = 0;
  let below = 0;
  for (const { piece, x, y } of placed) {
    right = Math.max(right, x + piece.width);
    above = Math.max(above, piece.above - y);
    below = Math.max(below, piece.below + y);
  }
  return { width: right, above, below, content: placed, part: null, overhang: [0, 0] };
}

/** A piece with blank columns around it. */
export const padded = (piece: Piece, left: number, right: number): Piece =>
  group([place(piece, left, 0)], left + piece.width + right);

/** A piece moved up (negative) or down; where its baseline was, the row is blank. */
export const shifted = (piece: Piece, y: number): Piece => group([place(piece, 0, y)]);

/** How many rows a piece covers. */
export const height = (piece: Piece): number => piece.above + 1 + piece.below;

/** The column where something `inner` wide starts to stand in the middle of `outer` columns. */
export const centre = (inner: number, outer: number): number => Math.floor((outer - inner) / 2);

/** The same piece, drawn as the named part. */
export const named = (piece: Piece, id: string): Piece => ({
  ...group([place(piece, 0, 0)], piece.width),
  overhang: piece.overhang,
  part: id,
});

const blank: Cell = { text: ' ', role: 'space', bold: false, parts: [] };

/** Paints a piece onto cells. Blank cells inside a part belong to the part too. */
export function paint(piece: Piece): Box {
  const rows: Cell[][] = Array.from({ length: height(piece) }, () =>
    new Array<Cell>(piece.width).fill(blank),
  );
  draw(piece, 0, piece.above, [], rows);
  return { width: piece.width, height: rows.length, baseline: piece.above, rows };
}

function draw(piece: Piece, x: number, y: number, outer: readonly string[], rows: Cell[][]): void {
  const parts = piece.part === null ? outer : [...outer, piece.part];
  if (piece.part !== null) {
    const background: Cell = { ...blank, parts };
    for (let r = y - piece.above; r <= y + piece.below; r++) {
      rows[r]!.fill(background, x, x + piece.width);
    }
  }
  if (isInk(piece.content)) {
    const { glyphs, role, bold } = piece.content;
    glyphs.forEach((text, i) => {
      const cell: Cell = text === ' ' ? { ...blank, parts } : { text, role, bold, parts };
      rows[y]![x + i] = cell;
    });
    return;
  }
  for (const child of piece.content) draw(child.piece, x + child.x, y + child.y, parts, rows);
}

const isInk = (content: Piece['content']): content is Ink => 'glyphs' in content;
