import type { Fenced } from '../math.ts';
import type { Brush } from './brush.ts';
import type { Context } from './context.ts';
import { beside, column, height, ink, type Piece, padded } from './piece.ts';

/** A delimiter as tall as a piece; a brace is at least three rows, so that it has a waist. */
export function fencePiece(glyph: string, around: Piece, brush: Brush): Piece | null {
  if (glyph === '') return null;
  const fence = brush.fences[glyph];
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

/** A piece between delimiters; one blank column inside a tall one keeps bars off the brackets. */
export function enclose(open: string, body: Piece, close: string, brush: Brush): Piece {
  const air = height(body) > 1 ? 1 : 0;
  const left = fencePiece(open, body, brush);
  const right = fencePiece(close, body, brush);
  const inner = padded(body, left ? air : 0, right ? air : 0);
  return beside([left, inner, right].filter((piece) => piece !== null));
}

/** A term between growing delimiters. */
export const drawFenced = (node: Fenced, context: Context): Piece =>
  enclose(node.open, context.draw(node.body, context), node.close, context.brush);
