import type { MathNode } from '../math.ts';
import type { Context } from './context.ts';
import { drawGrid } from './grid.ts';
import { group, height, named, type Piece, type Placed, place } from './piece.ts';
import { assemble, type Item, itemsOf } from './row.ts';
import type { EdgeClass } from './spacing.ts';

/** What a line break costs by its place, for each line, and for each delimiter it cuts through. */
const cost = { line: 30, space: -10, relation: 0, operator: 15, comma: 25, factor: 45, fence: 40 };
const overfull = 1e6;

/**
 * A node drawn within `width` columns, broken before relations, then operators, after commas, and
 * between factors. What cannot be broken keeps its natural width.
 */
export function fitted(node: MathNode, width: number, context: Context): Piece {
  const natural = context.draw(node, context);
  if (natural.width <= width) return natural;
  if (node.kind === 'part') return named(fitted(node.body, width, context), node.id);
  if (node.kind === 'grid' && node.form === 'aligned' && node.open === '') {
    return drawGrid(node, context, {
      width,
      cell: (cell, room, before) => fitRow(cell, room, context, before),
    });
  }
  return node.kind === 'row' || node.kind === 'fenced' ? fitRow(node, width, context) : natural;
}

function fitRow(
  node: MathNode,
  width: number,
  context: Context,
  before: EdgeClass | null = null,
): Piece {
  const items = itemsOf(node, context, { loosen: true, before });
  const indent = hanging(items, width);
  const trimmed = items.map((item) =>
    item.piece.width <= width - indent.rest
      ? item
      : { ...item, piece: shrink(item.node, width - indent.rest, context) },
  );
  const starts = breakPoints(trimmed, width, indent);
  const placed: Placed[] = [];
  let y = 0;
  starts.forEach((start, i) => {
    const line = trimmed.slice(start, starts[i + 1] ?? trimmed.length);
    const piece = assemble(i === 0 ? line : [{ ...line[0]!, gap: 0 }, ...line.slice(1)]);
    if (i > 0) y += piece.above;
    placed.push(place(piece, i === 0 ? 0 : indentOf(line[0]!, indent), y));
    const next = starts[i + 1];
    const tall = height(piece) > 1 || (next !== undefined && trimmed.slice(next).some(isTall));
    y += piece.below + (tall ? 2 : 1);
  });
  return group(placed);
}

/** A thing too wide for a line of its own, broken inside where its kind allows. */
function shrink(node: MathNode, width: number, context: Context): Piece {
  const inside = node.kind === 'grid' || node.kind === 'part';
  return inside ? fitted(node, width, context) : context.draw(node, context);
}

const isTall = (item: Item): boolean => height(item.piece) > 1;

interface Indent {
  readonly relation: number;
  readonly rest: number;
}

/** Lines go on under the first relation, or two columns in when that stands too far right. */
function hanging(items: readonly Item[], width: number): Indent {
  let x = 0;
  for (const item of items) {
    x += item.gap;
    if (isRelation(item) && item.depth === 0) {
      const rest = x + item.piece.width + 1;
      if (rest <= width * 0.4) return { relation: x, rest };
      break;
    }
    x += item.piece.width;
  }
  return { relation: Math.min(2, width >> 3), rest: Math.min(2, width >> 3) };
}

const isRelation = (item: Item): boolean => item.left === 'rel' || item.left === 'arrow';

/** What stands apart by a wide space is a formula of its own and starts at the margin. */
function indentOf(first: Item, indent: Indent): number {
  if (first.gap > 1) return 0;
  return isRelation(first) ? indent.relation : indent.rest;
}

/** The cheapest way to cut items into lines, as the index where each line starts. */
function breakPoints(items: readonly Item[], width: number, indent: Indent): number[] {
  const best: { cost: number; from: number }[] = [{ cost: 0, from: 0 }];
  for (let end = 1; end <= items.length; end++) {
    best.push({ cost: Number.POSITIVE_INFINITY, from: end - 1 });
    let line = 0;
    for (let start = end - 1; start >= 0; start--) {
      const item = items[start]!;
      line += item.piece.width + (items[start + 1] && start + 1 < end ? items[start + 1]!.gap : 0);
      const price = start === 0 ? 0 : breakCost(items[start - 1]!, item);
      const room = width - (start === 0 ? item.gap : indentOf(item, indent));
      const over = line > room;
      if (price !== null) {
        const total = best[start]!.cost + price + cost.line + (over ? overfull * (line - room) : 0);
        if (total < best[end]!.cost) best[end] = { cost: total, from: start };
      }
      if (over && Number.isFinite(best[end]!.cost)) break;
    }
  }
  const starts: number[] = [];
  for (let end = items.length; end > 0; end = best[end]!.from) starts.unshift(best[end]!.from);
  return starts;
}

/** What it costs to break between two items, or null where a line must not end. */
function breakCost(left: Item, right: Item): number | null {
  const inside = right.depth * cost.fence;
  if (right.gap > 1) return inside + cost.space;
  if (isRelation(right) && !isRelation(left)) return inside + (right.depth > 0 ? cost.operator : 0);
  if (right.left === 'bin') return inside + cost.operator;
  if (left.right === 'punct') return inside + cost.comma;
  if (right.gap === 1 && left.right !== 'bin' && !isRelation(left)) return inside + cost.factor;
  return null;
}
