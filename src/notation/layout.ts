import type { Box } from './box.ts';
import { printable, toAscii } from './glyphs.ts';
import { fitted } from './layout/breaking.ts';
import { asciiBrush, unicodeBrush } from './layout/brush.ts';
import { type Context, roleOf } from './layout/context.ts';
import { drawFenced } from './layout/fences.ts';
import { drawGrid } from './layout/grid.ts';
import { group, ink, named, type Piece, paint, place } from './layout/piece.ts';
import { drawRow } from './layout/row.ts';
import { drawScripts } from './layout/scripts.ts';
import {
  drawAccent,
  drawArrow,
  drawBig,
  drawBrace,
  drawFrac,
  drawSqrt,
  drawStack,
} from './layout/stacks.ts';
import type { Atom, MathNode, Tagged } from './math.ts';

export { type Box, type Cell, type Role, toLines } from './box.ts';

/** How a formula is drawn. */
export interface LayoutOptions {
  /** Columns there are; a wider formula is broken into lines. Unbounded when not given. */
  readonly width?: number;
  /** Draw with ASCII characters only. */
  readonly ascii?: boolean;
}

/** A drawn formula; `overflow` says that it is wider than was asked, so that it must scroll. */
export interface Layout extends Box {
  readonly overflow: boolean;
}

type Draw<K extends MathNode['kind']> = (
  node: Extract<MathNode, { kind: K }>,
  context: Context,
) => Piece;

const draws: { readonly [K in MathNode['kind']]: Draw<K> } = {
  atom: drawAtom,
  row: drawRow,
  frac: drawFrac,
  scripts: drawScripts,
  sqrt: drawSqrt,
  brace: drawBrace,
  arrow: drawArrow,
  fenced: drawFenced,
  grid: drawGrid,
  big: drawBig,
  stack: drawStack,
  accent: drawAccent,
  part: (node, context) => named(context.draw(node.body, context), node.id),
  space: (node) => ink(' '.repeat(node.columns), 'space'),
  tagged: (node, context) => drawTagged(node, context, null),
};

function drawAtom(node: Atom, context: Context): Piece {
  const text = context.ascii ? toAscii(node.text) : printable(node.text);
  return ink(text, roleOf(node, context), node.bold);
}

function draw(node: MathNode, context: Context): Piece {
  const paintKind = draws[node.kind] as (node: MathNode, context: Context) => Piece;
  return paintKind(node, context);
}

/** The tag at the right margin; below the formula where it does not fit beside it. */
function drawTagged(node: Tagged, context: Context, width: number | null): Piece {
  const tag = ink(context.ascii ? toAscii(node.tag) : printable(node.tag), 'label');
  if (width === null) {
    const body = context.draw(node.body, context);
    return group([place(body, 0, 0), place(tag, body.width + 4, 0)]);
  }
  const body = fitted(node.body, width - tag.width - 2, context);
  const margin = Math.max(0, width - tag.width);
  if (body.width <= margin - 2) return group([place(body, 0, 0), place(tag, margin, 0)]);
  const whole = fitted(node.body, width, context);
  return group([place(whole, 0, 0), place(tag, margin, whole.below + 1)]);
}

/** Draws a formula as a box of cells, broken at relations and operators when wider than `width`. */
export function layout(math: MathNode, options: LayoutOptions = {}): Layout {
  const ascii = options.ascii ?? false;
  const brush = ascii ? asciiBrush : unicodeBrush;
  const context: Context = { brush, ascii, tight: false, role: null, draw };
  const width = options.width ?? null;
  const piece =
    width === null
      ? draw(math, context)
      : math.kind === 'tagged'
        ? drawTagged(math, context, width)
        : fitted(math, width, context);
  return { ...paint(piece), overflow: width !== null && piece.width > width };
}
