import type { Fenced } from '../math.ts';
import { beside } from './beside.ts';
import type { Brush } from './brush.ts';
import type { Context } from './context.ts';
import { column, height, ink, type Piece, padded } from './piece.ts';
import { edges } from './spacing.ts';

/** A delimiter as tall as a piece; a brace is at least three rows, so that it has a waist. */
export function fencePiece(glyph: string, around: Piece, brush: Brush): Piece | null {
  if (glyph === '') return null;
  const fence = Object.hasOwn(brush.fences, glyph) ? brush.fences[glyph] : undefined;
  if (fence === undefined || (around.above === 0 && around.below === 0)) {
    return ink(fence?.one ?? glyph, 'fence');
  }
  const { middle } = fence;
  const above = middle === undefined ? around.above : Math.max(1, around.above);
  const below = middle === undefined ? around.below : Math.max(1, around.below);
  const rows = above + 1 + below;
  const glyphs = Array.from({ length: rows }, (_, i) => {
    if (i === 0) return fence.top;
    if (i === rows - 1) return fence.bottom;
    return i === above && middle !== undefined ? middle : fence.fill;
  });
  return column(glyphs, -above, 'fence');
}

/** A piece between delimiters, with blank columns inside them when they are tall. */
export function enclose(
  open: string,
  body: Piece,
  close: string,
  brush: Brush,
  air: readonly [left: number, right: number] = [1, 1],
): Piece {
  const tall = height(body) > 1;
  const left = fencePiece(open, body, brush);
  const right = fencePiece(close, body, brush);
  const inner = padded(body, left && tall ? air[0] : 0, right && tall ? air[1] : 0);
  return beside([left, inner, right].filter((piece) => piece !== null));
}

/** A term between growing delimiters; a blank column keeps bars off them, but not other brackets. */
export function drawFenced(node: Fenced, context: Context): Piece {
  const [left, right] = edges(node.body);
  const air = [left === 'open' ? 0 : 1, right === 'close' ? 0 : 1] as const;
  return enclose(node.open, context.draw(node.body, context), node.close, context.brush, air);
}
