import type { Fenced, MathNode } from '../math.ts';
import { beside } from './beside.ts';
import type { Brush } from './brush.ts';
import type { Context } from './context.ts';
import { column, height, ink, type Piece, padded } from './piece.ts';

/** A delimiter as tall as a piece; a brace is at least three rows, so that it has a waist. */
function fencePiece(glyph: string, around: Piece, brush: Brush): Piece | null {
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

/**
 * A term between delimiters. They grow with fractions and matrices but not with a raised script; a
 * blank column keeps bars off them, but not other tall brackets.
 */
export function drawFenced(node: Fenced, context: Context): Piece {
  const body = context.draw(node.body, context);
  const { open, close } = node;
  if (!grows(node.body)) {
    const sides = [open, close].map((glyph) => fencePiece(glyph, flat, context.brush));
    return beside([sides[0]!, body, sides[1]!].filter((piece) => piece !== null));
  }
  const items = node.body.kind === 'row' ? node.body.items : [node.body];
  const air = [isTallFence(items[0]) ? 0 : 1, isTallFence(items.at(-1)) ? 0 : 1] as const;
  return enclose(open, body, close, context.brush, air);
}

const flat = ink('', 'space');

const isTallFence = (node: MathNode | undefined): boolean =>
  node?.kind === 'fenced' ? grows(node) : node?.kind === 'grid' && node.form === 'matrix';

/** Whether a term is tall in itself; scripts, accents and the labels of braces do not count. */
function grows(node: MathNode): boolean {
  switch (node.kind) {
    case 'frac':
    case 'grid':
    case 'stack':
      return true;
    case 'big':
      return node.lower !== null || node.upper !== null;
    case 'scripts':
      return grows(node.base);
    case 'row':
      return node.items.some(grows);
    case 'sqrt':
    case 'accent':
    case 'part':
    case 'brace':
    case 'fenced':
      return grows(node.body);
    default:
      return false;
  }
}
