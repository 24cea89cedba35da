import { dimParts } from './dim.ts';
import type { Attr, Axis, Expr, Graph } from './expr.ts';
import {
  constant,
  isZero,
  join,
  kept,
  MOST_FACTORS,
  neg,
  num,
  over,
  split,
  times,
  unexpanded,
} from './factors.ts';
import type { Dim, Shape } from './shape.ts';
import { isScalar, sameShape } from './shape.ts';

export { constant, neg, num };

/**
 * The smart constructors that rules are written in: 1·x, −−x, xᵀᵀ, (AB)ᵀ, scalars in front and
 * fractions cancelled, so that what a rule says prints as a teacher would write it. Text is read
 * with plain nodes instead, so that what is read back is what was typed.
 */
export type Operand = Expr | number;

function graphOf(...operands: Operand[]): Graph {
  for (const x of operands) if (typeof x !== 'number') return x.graph;
  throw new Error('an op needs at least one node among its inputs');
}

function lift(graph: Graph, x: Operand): Expr {
  return typeof x === 'number' ? num(graph, x) : x;
}

/** Sum, entry by entry; what is added to 0 is itself. */
export function add(a: Operand, b: Operand): Expr {
  const graph = graphOf(a, b);
  const [x, y] = [lift(graph, a), lift(graph, b)];
  const [u, v] = [constant(x), constant(y)];
  if (u !== null && v !== null) return num(graph, u + v);
  if (u === 0 || (isZero(x) && alike(x, y))) return y;
  if (v === 0 || (isZero(y) && alike(x, y))) return x;
  if (x.id === y.id) return mul(2, x);
  if (y.op === 'neg') return sub(x, y.args[0]!);
  if (x.op === 'neg') return sub(y, x.args[0]!);
  return graph.node('add', unexpanded(x, y));
}

function alike(x: Expr, y: Expr): boolean {
  return x.shape !== null && y.shape !== null && sameShape(x.shape, y.shape, x.graph.same);
}

/** Difference, entry by entry. */
export function sub(a: Operand, b: Operand): Expr {
  const graph = graphOf(a, b);
  const [x, y] = [lift(graph, a), lift(graph, b)];
  const [u, v] = [constant(x), constant(y)];
  if (u !== null && v !== null) return num(graph, u - v);
  if (u === 0 || (isZero(x) && alike(x, y))) return neg(y);
  if (v === 0 || (isZero(y) && alike(x, y))) return x;
  if (y.op === 'neg') return add(x, y.args[0]!);
  if (x.op === 'neg') return neg(add(x.args[0]!, y));
  return graph.node('sub', unexpanded(x, y));
}

/** Entrywise product. */
export function mul(a: Operand, b: Operand): Expr {
  const graph = graphOf(a, b);
  const [x, y] = [lift(graph, a), lift(graph, b)];
  const [left, right] = [kept(x), kept(y)];
  if (left) return left.keep(mul(left.value, y));
  if (right) return right.keep(mul(x, right.value));
  return join(graph, times(split(x), split(y)));
}

/** Entrywise quotient. */
export function div(a: Operand, b: Operand): Expr {
  const graph = graphOf(a, b);
  const [x, y] = [lift(graph, a), lift(graph, b)];
  const choice = kept(x);
  if (choice) return choice.keep(div(choice.value, y));
  if (isScalar(y.shape)) return join(graph, over(split(x), split(y)));
  const parts = split(x);
  const plain = parts.body?.op === 'ones' && sameShape(parts.body.shape!, y.shape!, graph.same);
  const top = parts.body && !plain ? parts.body : num(graph, 1);
  const body = graph.node('div', unexpanded(top, y));
  return join(graph, { ...parts, body });
}

/** A power of every entry, for one exponent. */
export function pow(x: Expr, exponent: Operand): Expr {
  const power = lift(x.graph, exponent);
  const k = constant(power);
  if (k === 1) return x;
  if (k === 0 && x.shape !== null) return expand(num(x.graph, 1), x.shape);
  const base = constant(x);
  if (k !== null && base !== null) return num(x.graph, base ** k);
  return x.graph.node('pow', [x, power]);
}

/** Matrix product; with a scalar it scales. */
export function matmul(a: Expr, b: Expr): Expr {
  const graph = a.graph;
  const [u, v] = [split(a), split(b)];
  if (!u.body || !v.body) return mul(a, b);
  return join(graph, times({ ...u, body: null }, { ...v, body: product(u.body, v.body) }));
}

/** The matrix product, except that a 1×1 operand means scaling and the identity nothing. */
function product(a: Expr, b: Expr): Expr {
  const fits = a.shape && b.shape && a.graph.same(a.shape[1], b.shape[0]);
  if (fits && a.op === 'eye') return b;
  if (fits && b.op === 'eye') return a;
  const op = isScalar(a.shape) || isScalar(b.shape) ? 'mul' : 'matmul';
  return a.graph.node(op, [a, b]);
}

/** The transpose, pushed inward: (AB)ᵀ = BᵀAᵀ, Aᵀᵀ = A. */
export function transpose(x: Expr): Expr {
  return transposed(x, MOST_FACTORS);
}

function transposed(x: Expr, deepest: number): Expr {
  if (isScalar(x.shape)) return x;
  const parts = split(x);
  return join(x.graph, { ...parts, body: parts.body && turned(parts.body, deepest) });
}

function turned(x: Expr, deepest: number): Expr {
  if (x.op === 'transpose') return x.args[0]!;
  if (x.op === 'matmul' && deepest > 0) {
    const [a, b] = x.args;
    return product(transposed(b!, deepest - 1), transposed(a!, deepest - 1));
  }
  if (x.op === 'ones') return x.graph.node('ones', [], [...(x.attr as Shape)].reverse());
  if (x.op === 'eye') return x;
  return x.graph.node('transpose', [x]);
}

/** Sum over rows (axis 0), columns (axis 1) or everything; a summed axis stays as size 1. */
export function sum(x: Expr, axis: Axis = null): Expr {
  if (isScalar(x.shape) || (axis !== null && x.shape?.[axis] === 1)) return x;
  const parts = split(x);
  if (!parts.body) return x;
  if (parts.body.op === 'ones') {
    const [rows, cols] = parts.body.attr as Shape;
    const summed = axis === 0 ? [rows, 1] : axis === 1 ? [1, cols] : [rows, cols];
    const rest: Shape = [axis === 1 ? rows : 1, axis === 0 ? cols : 1];
    const ones = mul(count(x.graph, summed), x.graph.node('ones', [], rest));
    return join(x.graph, times({ ...parts, body: null }, split(ones)));
  }
  if (isCentred(parts.body, axis)) return expand(num(x.graph, 0), summedShape(x, axis));
  const node = x.graph.node('sum', [parts.body], x.shape?.[axis === 0 ? 1 : 0] === 1 ? null : axis);
  return join(x.graph, times({ ...parts, body: null }, split(node)));
}

/** x − mean(x): what is left of a mean sums to 0. */
function isCentred(e: Expr, axis: Axis): boolean {
  const [x, m] = e.args;
  if (e.op !== 'sub' || m!.op !== 'mean' || m!.args[0]!.id !== x!.id) return false;
  return sameShape(m!.shape!, summedShape(e, axis), e.graph.same);
}

function summedShape(x: Expr, axis: Axis): Shape {
  const [rows, cols] = x.shape!;
  return [axis === 1 ? rows : 1, axis === 0 ? cols : 1];
}

/** How many entries a shape has, as a product of sizes. */
export function count(graph: Graph, shape: readonly Dim[]): Expr {
  return shape
    .filter((d) => d !== 1)
    .map((d) => sizeOf(graph, d))
    .reduce<Expr>((acc, d) => mul(acc, d), num(graph, 1));
}

/** A size as a number that an expression can use: N, or n − k + 1. */
export function sizeOf(graph: Graph, d: Dim): Expr {
  if (typeof d === 'number') return num(graph, d);
  const { terms, constant } = dimParts(d);
  const sum = terms.reduce<Expr>(
    (acc, { name, factor, windows }) => {
      const size = graph.node('size', [], name);
      return add(acc, mul(factor, windows === 1 ? size : div(size, windows)));
    },
    num(graph, 0),
  );
  return add(sum, constant);
}

/** x > y as a tensor of zeros and ones. Every spelling of a mask becomes gt(x, 0). */
export function gt(x: Operand, y: Operand): Expr {
  const graph = graphOf(x, y);
  return graph.node('gt', [lift(graph, x), lift(graph, y)]);
}

/** Rows from `top` up to `bottom` and columns likewise, as short as it can be said. */
export function part(x: Expr, top: Dim, bottom: Dim, left: Dim = 0, right?: Dim): Expr {
  const [rows, cols] = x.shape!;
  const wide = left === 0 && (right === undefined || right === cols);
  if (wide && top === 0 && bottom === rows) return x;
  const columns = wide ? [] : [left, right ?? cols];
  return moved('slice', x, [top, bottom, ...columns]);
}

/** An op that only moves entries, with scalars in front; ones that are cut or repeated stay ones. */
export function moved(op: string, x: Expr, attr: Attr = null, ...more: readonly Expr[]): Expr {
  const parts = split(x);
  if (!parts.body && op !== 'repeat') return x.graph.node(op, [x, ...more], attr);
  const node = x.graph.node(op, [parts.body ?? x, ...more], attr);
  const plain = !parts.body || (parts.body.op === 'ones' && PLAIN_MOVES.has(op));
  return join(x.graph, { ...parts, body: plain ? x.graph.node('ones', [], node.shape) : node });
}

/** What moves ones to nothing but ones. */
const PLAIN_MOVES = new Set(['slice', 'repeat', 'reshape']);

/** Zeros around a matrix: above, below, left and right of it. */
export function around(x: Expr, above: Dim, below: Dim, left: Dim, right: Dim): Expr {
  const columns = left === 0 && right === 0 ? [] : [left, right];
  return moved('pad', x, [above, below, ...columns]);
}

/** Any other op, on nodes of one graph. */
export function apply(op: string, args: readonly Operand[], attr: Attr = null): Expr {
  const graph = graphOf(...args);
  return graph.node(
    op,
    args.map((x) => lift(graph, x)),
    attr,
  );
}

/** x repeated to fill a shape, written as a product with ones, which is how it prints. */
export function expand(x: Expr, shape: Shape): Expr {
  const { graph } = x;
  const from = x.shape!;
  if (sameShape(from, shape, graph.same)) return x;
  if (isScalar(from)) return mul(x, graph.node('ones', [], shape));
  return from[0] === 1
    ? matmul(graph.node('ones', [], [shape[0], 1]), x)
    : matmul(x, graph.node('ones', [], [1, shape[1]]));
}

const SMART: Readonly<Record<string, (args: readonly Expr[], attr: Attr) => Expr>> = {
  add: ([a, b]) => add(a!, b!),
  sub: ([a, b]) => sub(a!, b!),
  mul: ([a, b]) => mul(a!, b!),
  div: ([a, b]) => div(a!, b!),
  neg: ([a]) => neg(a!),
  pow: ([a, b]) => pow(a!, b!),
  matmul: ([a, b]) => matmul(a!, b!),
  transpose: ([a]) => transpose(a!),
  sum: ([a], attr) => sum(a!, attr as Axis),
};

/** The same op on other inputs, simplified where the op has a smart constructor. */
export function rebuild(e: Expr, args: readonly Expr[], smart = true): Expr {
  if (args.length === 0) return e;
  if (args.every((a, i) => a.id === e.args[i]!.id)) return e;
  const build = smart && args.every((a) => a.shape !== null) ? SMART[e.op] : undefined;
  return build ? build(args, e.attr) : e.graph.node(e.op, args, e.attr);
}
