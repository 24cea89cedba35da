import { dimParts } from './dim.ts';
import type { Attr, Axis, Expr, Graph } from './expr.ts';
import type { Dim, Shape } from './shape.ts';
import { isScalar, sameShape } from './shape.ts';

/**
 * The smart constructors that rules are written in: 1·x, −−x, xᵀᵀ, (AB)ᵀ, scalars in front and
 * fractions cancelled, so that what a rule says prints as a teacher would write it. Text is read
 * with plain nodes instead, so that what is read back is what was typed.
 */
export type Operand = Expr | number;

/** A number as a node; negative numbers are the negation of a positive one, as in text. */
export function num(graph: Graph, value: number): Expr {
  return value < 0
    ? graph.node('neg', [graph.node('const', [], -value)])
    : graph.node('const', [], value);
}

export function constant(e: Expr): number | null {
  if (e.op === 'const') return e.attr as number;
  if (e.op === 'neg' && e.args[0]!.op === 'const') return -(e.args[0]!.attr as number);
  return null;
}

function graphOf(...operands: Operand[]): Graph {
  for (const x of operands) if (typeof x !== 'number') return x.graph;
  throw new Error('an op needs at least one node among its inputs');
}

function lift(graph: Graph, x: Operand): Expr {
  return typeof x === 'number' ? num(graph, x) : x;
}

/** A product taken apart: a rational number, scalar factors above and below, and the tensor. */
interface Parts {
  p: number;
  q: number;
  above: Expr[];
  below: Expr[];
  body: Expr | null;
}

/**
 * A product of more factors than a person would write is not taken apart to its end, so that a
 * chain of n products costs n and not n², and no depth exhausts the stack.
 */
const MOST_FACTORS = 12;

function split(e: Expr, budget = { left: MOST_FACTORS }): Parts {
  const value = constant(e);
  if (value !== null) return { p: value, q: 1, above: [], below: [], body: null };
  if (budget.left-- > 0) {
    if (e.op === 'neg') {
      const parts = split(e.args[0]!, budget);
      return { ...parts, p: -parts.p };
    }
    if (e.op === 'mul') return times(split(e.args[0]!, budget), split(e.args[1]!, budget));
    if (e.op === 'div' && isScalar(e.args[1]!.shape)) {
      return over(split(e.args[0]!, budget), split(e.args[1]!, budget));
    }
  }
  if (isScalar(e.shape)) return { p: 1, q: 1, above: [e], below: [], body: null };
  return { p: 1, q: 1, above: [], below: [], body: e };
}

function times(a: Parts, b: Parts): Parts {
  return {
    p: a.p * b.p,
    q: a.q * b.q,
    above: [...a.above, ...b.above],
    below: [...a.below, ...b.below],
    body: a.body && b.body ? entrywise(a.body, b.body) : (a.body ?? b.body),
  };
}

function entrywise(a: Expr, b: Expr): Expr {
  const full = (x: Expr) => x.shape && a.shape && sameShape(x.shape, a.shape, a.graph.same);
  if (full(b) && a.op === 'ones') return b;
  if (full(b) && b.op === 'ones') return a;
  return a.graph.node('mul', unexpanded(a, b));
}

function over(a: Parts, b: Parts): Parts {
  return times(a, { p: b.q, q: b.p, above: b.below, below: b.above, body: null });
}

function join(graph: Graph, parts: Parts): Expr {
  let { p, q } = parts;
  if (q < 0) [p, q] = [-p, -q];
  if (Number.isInteger(p) && Number.isInteger(q) && p !== 0) {
    const d = gcd(Math.abs(p), q);
    [p, q] = [p / d, q / d];
  }
  const above = [...parts.above];
  const below = parts.below.filter((e) => {
    const i = above.findIndex((a) => a.id === e.id);
    if (i >= 0) above.splice(i, 1);
    return i < 0;
  });
  const size = Math.abs(p);
  const scalars = size === 1 ? above : [num(graph, size), ...above];
  const factors = parts.body ? [...scalars, parts.body] : scalars;
  const top = factors.length === 0 ? num(graph, 1) : chain(graph, factors, parts.body);
  const under = q === 1 ? below : [num(graph, q), ...below];
  const value = under.length === 0 ? top : graph.node('div', [top, chain(graph, under, null)]);
  return p < 0 ? neg(value) : value;
}

/** s₁ s₂ … body: the scalars are multiplied first, so that they print in front. */
function chain(graph: Graph, factors: readonly Expr[], body: Expr | null): Expr {
  const scalars = body ? factors.slice(0, -1) : factors;
  const product = scalars.reduce<Expr | null>(
    (acc, e) => (acc ? graph.node('mul', [acc, e]) : e),
    null,
  );
  if (!body) return product!;
  return product ? graph.node('mul', [product, body]) : body;
}

function gcd(a: number, b: number): number {
  return b === 0 ? a : gcd(b, a % b);
}

/** `where(c, value, 0)` or `where(c, 0, value)`: what of a value is kept, and where. */
interface Kept {
  readonly value: Expr;
  readonly keep: (value: Expr) => Expr;
}

/**
 * What a product keeps is chosen last: `where(c, g, 0) / x` becomes `where(c, g / x, 0)`, so that
 * the x of the branch that was not taken may be 0, infinite or NaN.
 */
function kept(x: Expr): Kept | null {
  if (x.op !== 'where') return null;
  const [c, a, b] = x.args as [Expr, Expr, Expr];
  const zero = (e: Expr) => constant(e) === 0;
  if (zero(b)) return { value: a, keep: (value) => x.graph.node('where', [c, value, b]) };
  if (zero(a)) return { value: b, keep: (value) => x.graph.node('where', [c, a, value]) };
  return null;
}

export function neg(x: Expr): Expr {
  const choice = kept(x);
  if (choice) return choice.keep(neg(choice.value));
  if (x.op === 'neg') return x.args[0]!;
  if (x.op === 'sub') return x.graph.node('sub', [x.args[1]!, x.args[0]!]);
  if (constant(x) === 0) return x;
  return x.graph.node('neg', [x]);
}

export function add(a: Operand, b: Operand): Expr {
  const graph = graphOf(a, b);
  const [x, y] = [lift(graph, a), lift(graph, b)];
  const [u, v] = [constant(x), constant(y)];
  if (u !== null && v !== null) return num(graph, u + v);
  if (u === 0) return y;
  if (v === 0) return x;
  if (x.id === y.id) return mul(2, x);
  if (y.op === 'neg') return sub(x, y.args[0]!);
  if (x.op === 'neg') return sub(y, x.args[0]!);
  return graph.node('add', unexpanded(x, y));
}

export function sub(a: Operand, b: Operand): Expr {
  const graph = graphOf(a, b);
  const [x, y] = [lift(graph, a), lift(graph, b)];
  const [u, v] = [constant(x), constant(y)];
  if (u !== null && v !== null) return num(graph, u - v);
  if (u === 0) return neg(y);
  if (v === 0) return x;
  if (y.op === 'neg') return add(x, y.args[0]!);
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
  const top = parts.body ?? num(graph, 1);
  const body = graph.node('div', unexpanded(top, y));
  return join(graph, { ...parts, body });
}

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

/** The plain matrix product node, except that a 1×1 operand always means scaling. */
export function product(a: Expr, b: Expr): Expr {
  const op = isScalar(a.shape) || isScalar(b.shape) ? 'mul' : 'matmul';
  return a.graph.node(op, [a, b]);
}

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
  const node = x.graph.node('sum', [parts.body], x.shape?.[axis === 0 ? 1 : 0] === 1 ? null : axis);
  return join(x.graph, times({ ...parts, body: null }, split(node)));
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

/** An entrywise op stretches by itself, so a factor of ones next to a full operand is dropped. */
function unexpanded(a: Expr, b: Expr): [Expr, Expr] {
  const slim = (e: Expr, other: Expr): Expr => {
    if (!e.shape || !other.shape || !sameShape(e.shape, other.shape, e.graph.same)) return e;
    if (other.op === 'ones' || e.op === 'ones') return e;
    const [l, r] = e.args;
    if (e.op === 'mul' && isScalar(l!.shape) && r!.op === 'ones') return l!;
    if (e.op === 'matmul' && l!.op === 'ones' && r!.shape?.[0] === 1) return r!;
    if (e.op === 'matmul' && r!.op === 'ones' && l!.shape?.[1] === 1) return l!;
    return e;
  };
  const x = slim(a, b);
  return [x, x === a ? slim(b, a) : b];
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
