import { toAscii } from '../glyphs.ts';
import type { MathNode } from '../math.ts';
import { atom } from '../math.ts';
import { beside } from './beside.ts';
import type { Context } from './context.ts';
import { named, type Piece } from './piece.ts';
import { type EdgeClass, edges, gap, joins, settle } from './spacing.ts';

/** One thing of a row, drawn, with the columns before it and the parts it belongs to. */
export interface Item {
  readonly node: MathNode;
  readonly piece: Piece;
  readonly gap: number;
  readonly parts: readonly string[];
  readonly left: EdgeClass;
  readonly right: EdgeClass;
  /** How many delimiters are open around it, when delimiters were opened for breaking. */
  readonly depth: number;
}

interface Loose {
  readonly node: MathNode;
  readonly parts: readonly string[];
  readonly depth: number;
  readonly space: number;
}

/** What a row is laid out with besides its context. */
export interface RowOptions {
  /** The class of what stands left of the row, null for nothing. */
  readonly before?: EdgeClass | null;
  /** Opens one-line delimiters, so that a line can break inside them. */
  readonly loosen?: boolean;
}

/** The things of a row, rows and parts inside it opened, each with its place in the spacing. */
export function itemsOf(node: MathNode, context: Context, options: RowOptions = {}): Item[] {
  const loose: Loose[] = [];
  let space = 0;
  const visit = (inner: MathNode, parts: readonly string[], depth: number): void => {
    if (inner.kind === 'row') for (const item of inner.items) visit(item, parts, depth);
    else if (inner.kind === 'part') visit(inner.body, [...parts, inner.id], depth);
    else if (inner.kind === 'space') space += inner.columns;
    else if (options.loosen && inner.kind === 'fenced' && isFlat(inner, context)) {
      if (inner.open) add(atom(inner.open, 'open'), parts, depth);
      visit(inner.body, parts, depth + 1);
      if (inner.close) add(atom(inner.close, 'close'), parts, depth);
    } else add(inner, parts, depth);
  };
  const add = (inner: MathNode, parts: readonly string[], depth: number): void => {
    loose.push({ node: inner, parts, depth, space });
    space = 0;
  };
  visit(node, [], 0);

  const before = options.before ?? null;
  const classes = settle(
    loose.map((item) => edges(item.node)),
    before,
  );
  return loose.map(({ node: inner, parts, depth, space: extra }, i) => {
    const [left, right] = classes[i]!;
    const previous = classes[i - 1]?.[1] ?? before;
    const wanted = previous === null ? 0 : gap(previous, left, context.tight);
    const words =
      wanted === 0 && i > 0 && joins(endOf(loose[i - 1]!.node, context), startOf(inner, context));
    const piece = context.draw(inner, context);
    return {
      node: inner,
      piece,
      gap: Math.max(wanted, extra, words ? 1 : 0),
      parts,
      left,
      right,
      depth,
    };
  });
}

const isFlat = (node: MathNode, context: Context): boolean => {
  const piece = context.draw(node, context);
  return piece.above === 0 && piece.below === 0;
};

/** A row drawn on one line. */
export const drawRow = (node: MathNode, context: Context, options: RowOptions = {}): Piece =>
  assemble(itemsOf(node, context, options));

/** Items side by side; neighbours in the same part become one piece of that name. */
export function assemble(items: readonly Item[], level = 0): Piece {
  const pieces: Piece[] = [];
  const gaps: number[] = [];
  for (let i = 0; i < items.length; ) {
    const first = items[i]!;
    const id = first.parts[level];
    let end = i + 1;
    if (id !== undefined) while (items[end]?.parts[level] === id) end++;
    gaps.push(first.gap);
    if (id === undefined) pieces.push(first.piece);
    else {
      const run = [{ ...first, gap: 0 }, ...items.slice(i + 1, end)];
      pieces.push(named(assemble(run, level + 1), id));
    }
    i = end;
  }
  return beside(pieces, gaps);
}

function startOf(node: MathNode, context: Context): string {
  if (node.kind === 'scripts') return startOf(node.base, context);
  if (node.kind !== 'atom') return '';
  return context.ascii ? toAscii(node.text) : node.text;
}

function endOf(node: MathNode, context: Context): string {
  if (node.kind === 'atom') return startOf(node, context);
  if (node.kind !== 'scripts') return '';
  const piece = context.draw(node, context);
  return piece.above === 0 && piece.below === 0 ? flatText(piece) : '';
}

function flatText(piece: Piece): string {
  if ('glyphs' in piece.content) return piece.content.glyphs.join('');
  return piece.content.map((placed) => flatText(placed.piece)).join('');
}
