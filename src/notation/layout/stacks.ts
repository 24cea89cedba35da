import { precomposed } from '../accents.ts';
import { toAscii } from '../glyphs.ts';
import type { Accent, Arrow, Big, Brace, Frac, MathNode, Sqrt, Stack } from '../math.ts';
import { row, space } from '../math.ts';
import { beside } from './beside.ts';
import type { Hook } from './brush.ts';
import type { Context } from './context.ts';
import { enclose } from './fences.ts';
import { centre, column, group, height, ink, type Piece, type Placed, place } from './piece.ts';

/**
 * A fraction: numerator and denominator centred on a bar that lies on the baseline. Where only one
 * of them can be centred a short bar is a column longer, which leaves `∂L` in the middle of `∂W₃`: the
 * subscript, being small, hardly counts.
 */
export function drawFrac(node: Frac, context: Context): Piece {
  const num = context.draw(differential(node.num), context);
  const den = context.draw(differential(node.den), context);
  const nested = node.num.kind === 'frac' || node.den.kind === 'frac' ? 2 : 0;
  const widest = Math.max(num.width, den.width, 1);
  const odd = widest < 8 ? (num.width + den.width) % 2 : 0;
  const width = widest + (nested || odd);
  const bar = ink((node.bar ? context.brush.bar : ' ').repeat(width), 'rule');
  return group([
    place(bar, 0, 0),
    place(num, centre(num.width, width), -1 - num.below),
    place(den, centre(den.width, width), 1 + den.above),
  ]);
}

/** `∂ W₃h₂`: a blank after ∂ says that all that follows is differentiated, not W₃ alone. */
function differential(node: MathNode): MathNode {
  if (node.kind !== 'row' || node.items.length < 3) return node;
  const [first, ...rest] = node.items;
  const base = first?.kind === 'scripts' ? first.base : first;
  const isPartial = base?.kind === 'atom' && base.text === '∂';
  const spaced = rest[0]?.kind === 'space';
  return isPartial && first && !spaced ? row(first, space(1), ...rest) : node;
}

/** A root: `√x` for one symbol, a line over everything else. */
export function drawSqrt(node: Sqrt, context: Context): Piece {
  const body = context.draw(node.body, context);
  const { root, rootCorner, bar } = context.brush;
  const index = node.index && context.draw(node.index, { ...context, tight: true });
  const single = node.body.kind !== 'row';
  if (height(body) === 1 && (single || context.ascii)) {
    const inner = context.ascii ? enclose('(', body, ')', context.brush) : body;
    const sign = ink(root.one, 'rule');
    return index ? beside([lifted(index), sign, inner]) : beside([sign, inner]);
  }
  const tick = Math.max(1, index?.width ?? 0);
  const stem = new Array<string>(height(body)).fill(root.stem);
  const placed: Placed[] = [
    place(column([rootCorner, ...stem], -body.above - 1, 'rule'), tick, 0),
    place(ink(bar.repeat(body.width + 1), 'rule'), tick + 1, -body.above - 1),
    place(ink(root.tick, 'rule'), tick - 1, body.below),
    place(body, tick + 2, 0),
  ];
  if (index) placed.push(place(index, 0, body.below - 1 - index.below));
  return group(placed);
}

const lifted = (piece: Piece): Piece => group([place(piece, 0, -1 - piece.below)]);

/** A brace under or over a term with its label centred at the brace's point. */
export function drawBrace(node: Brace, context: Context): Piece {
  const body = context.draw(node.body, context);
  const under = node.side === 'under';
  const width = Math.max(3, body.width);
  const point = Math.floor((width - 1) / 2);
  const hook = ink(hookLine(under ? context.brush.under : context.brush.over, width), 'rule');
  const label = node.label && context.draw(node.label, { ...context, role: 'label' });
  const start = label ? point - Math.floor((label.width - 1) / 2) : 0;
  const left = Math.max(0, -start);
  const row = under ? body.below + 1 : -body.above - 1;
  const placed = [place(body, left + centre(body.width, width), 0), place(hook, left, row)];
  if (label) {
    const line = under ? row + 1 + label.above : row - 1 - label.below;
    placed.push(place(label, left + start, line));
  }
  const piece = group(placed);
  return { ...piece, overhang: [left, piece.width - left - width] };
}

function hookLine(hook: Hook, width: number): string {
  const before = Math.floor((width - 1) / 2) - 1;
  const after = width - 3 - before;
  return hook.left + hook.line.repeat(before) + hook.point + hook.line.repeat(after) + hook.right;
}

/** An arrow as long as its texts, at least four columns. */
export function drawArrow(node: Arrow, context: Context): Piece {
  const inner: Context = { ...context, role: 'label' };
  const above = node.above && context.draw(node.above, inner);
  const below = node.below && context.draw(node.below, inner);
  const width = Math.max(4, (above?.width ?? 0) + 2, (below?.width ?? 0) + 2);
  const { shaft, headLeft, headRight } = context.brush;
  const left = node.direction === 'right' ? shaft : headLeft;
  const right = node.direction === 'left' ? shaft : headRight;
  const line = ink(left + shaft.repeat(width - 2) + right, 'operator');
  return sandwich(line, above, below);
}

/** Something with things centred over and under it. */
function sandwich(base: Piece, over: Piece | null, under: Piece | null): Piece {
  const width = Math.max(base.width, over?.width ?? 0, under?.width ?? 0);
  const placed = [place(base, centre(base.width, width), 0)];
  if (over) placed.push(place(over, centre(over.width, width), -base.above - 1 - over.below));
  if (under) placed.push(place(under, centre(under.width, width), base.below + 1 + under.above));
  return group(placed, width);
}

/** A base with things over and under it. */
export function drawStack(node: Stack, context: Context): Piece {
  const inner: Context = { ...context, tight: true };
  const over = node.over && context.draw(node.over, inner);
  const under = node.under && context.draw(node.under, inner);
  return sandwich(context.draw(node.base, context), over, under);
}

/** A sum, product or maximum with its limits. */
export function drawBig(node: Big, context: Context): Piece {
  const symbol = ink(context.ascii ? toAscii(node.symbol) : node.symbol, 'function');
  const inner: Context = { ...context, tight: true };
  const lower = node.lower && context.draw(node.lower, inner);
  const upper = node.upper && context.draw(node.upper, inner);
  if (!node.beside) return sandwich(symbol, upper, lower);
  const placed = [place(symbol, 0, 0)];
  if (upper) placed.push(place(upper, symbol.width, -1 - upper.below));
  if (lower) placed.push(place(lower, symbol.width, 1 + lower.above));
  return group(placed);
}

/** An accent: the accented letter where it exists, otherwise a mark in the row above. */
export function drawAccent(node: Accent, context: Context): Piece {
  const letter = context.ascii ? null : precomposed(node);
  if (letter !== null) return ink(letter, context.role ?? 'variable', bold(node.body));
  const body = context.draw(node.body, context);
  const mark = context.brush.accents[node.accent];
  const wide = node.accent === 'bar' ? mark.repeat(body.width) : mark;
  return sandwich(body, ink(wide, context.role ?? 'variable'), null);
}

const bold = (node: MathNode): boolean => node.kind === 'atom' && node.bold;
