import type { Expr, Graph } from './expr.ts';
import { isScalar, sameShape } from './shape.ts';

/** A number as a node; negative numbers are the negation of a positive one, as in text. */
export function num(graph: Graph, value: number): Expr {
  return value < 0
    ? graph.node('neg', [graph.node('const', [], -value)])
    : graph.node('const', [], value);
}

/** The number that a node stands for, or null where it is no constant. */
export function constant(e: Expr): number | null {
  if (e.op === 'const') return e.attr as number;
  if (e.op === 'neg' && e.args[0]!.op === 'const') return -(e.args[0]!.attr as number);
  return null;
}

/** A product taken apart: a rational number, scalar factors above and below, and the tensor. */
export interface Parts {
  p: number;
  q: number;
  above: Expr[];
  below: Expr[];
  body: Expr | null;
}

/**
 * A product of more factors than a person would write is one factor of what it stands in, its sign
 * aside, so that a chain of n products costs n and not n², and no depth exhausts the stack.
 */
export const MOST_FACTORS = 12;

/** Takes a product apart, numbers and scalars from what they scale. */
export function split(e: Expr): Parts {
  const parts: Parts = { p: 1, q: 1, above: [], below: [], body: null };
  const positive = e.op === 'neg' ? e.args[0]! : e;
  if (positive !== e) parts.p = -1;
  parts.body = take(positive, parts, false, unused(positive, MOST_FACTORS) < 0);
  return parts;
}

/** How many further factors a product may have when it may have so many; negative where it has more. */
function unused(e: Expr, factors: number): number {
  if (factors < 0 || !isProduct(e)) return factors;
  return e.args.reduce((left, arg) => unused(arg, left), factors - 1);
}

function isProduct({ op, args }: Expr): boolean {
  return op === 'mul' || op === 'neg' || (op === 'div' && isScalar(args[1]!.shape));
}

/** Adds the numbers and scalars of a factor, of a divisor when it is `under`, and returns its tensor. */
function take(e: Expr, parts: Parts, under: boolean, whole = false): Expr | null {
  const value = constant(e);
  if (value !== null) {
    parts[under ? 'q' : 'p'] *= value;
    return null;
  }
  if (!whole && isProduct(e)) {
    const [a, b] = e.args;
    const left = take(a!, parts, under);
    if (e.op === 'neg') {
      parts[under ? 'q' : 'p'] *= -1;
      return left;
    }
    const right = take(b!, parts, (e.op === 'div') !== under);
    return left && right ? entrywise(left, right) : (left ?? right);
  }
  if (!isScalar(e.shape)) return e;
  parts[under ? 'below' : 'above'].push(e);
  return null;
}

/** The parts of a product of two products. */
export function times(a: Parts, b: Parts): Parts {
  return {
    p: a.p * b.p,
    q: a.q * b.q,
    above: [...a.above, ...b.above],
    below: [...a.below, ...b.below],
    body: a.body && b.body ? entrywise(a.body, b.body) : (a.body ?? b.body),
  };
}

/** Whether ones are no larger than what they stand beside. */
function stretches(ones: Expr, x: Expr): boolean {
  const { same } = ones.graph;
  return ones.shape!.every((d, axis) => d === 1 || (x.shape && same(d, x.shape[axis]!)));
}

/** 0, or 0 times ones. */
export function isZero(e: Expr): boolean {
  return constant(e.op === 'mul' && e.args[1]!.op === 'ones' ? e.args[0]! : e) === 0;
}

function entrywise(a: Expr, b: Expr): Expr {
  if (a.op === 'ones' && stretches(a, b)) return b;
  if (b.op === 'ones' && stretches(b, a)) return a;
  // x ⊙ (1 ⊘ y) is x ⊘ y.
  if (isReciprocal(b)) return a.graph.node('div', unexpanded(a, b.args[1]!));
  if (isReciprocal(a)) return a.graph.node('div', unexpanded(b, a.args[1]!));
  return a.graph.node('mul', unexpanded(a, b));
}

function isReciprocal(x: Expr): boolean {
  return x.op === 'div' && constant(x.args[0]!) === 1;
}

/** The parts of a quotient; the second must be a scalar. */
export function over(a: Parts, b: Parts): Parts {
  return times(a, { p: b.q, q: b.p, above: b.below, below: b.above, body: null });
}

/** Puts a product together: fractions cancelled, the sign outside, scalars in front. */
export function join(graph: Graph, given: Parts): Expr {
  // 0 times ones is that, whatever else it is scaled by.
  const nothing = given.p === 0 && (given.body === null || given.body.op === 'ones');
  const parts = nothing ? { ...given, q: 1, above: [], below: [] } : given;
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
export function kept(x: Expr): Kept | null {
  if (x.op !== 'where') return null;
  const [c, a, b] = x.args as [Expr, Expr, Expr];
  const zero = (e: Expr) => constant(e) === 0;
  if (zero(b)) return { value: a, keep: (value) => x.graph.node('where', [c, value, b]) };
  if (zero(a)) return { value: b, keep: (value) => x.graph.node('where', [c, a, value]) };
  return null;
}

/** The other sign of a node, written once. */
export function neg(x: Expr): Expr {
  const choice = kept(x);
  if (choice) return choice.keep(neg(choice.value));
  if (x.op === 'neg') return x.args[0]!;
  if (x.op === 'sub') return x.graph.node('sub', [x.args[1]!, x.args[0]!]);
  if (constant(x) === 0) return x;
  return x.graph.node('neg', [x]);
}

/** An entrywise op stretches by itself, so a factor of ones next to a full operand is dropped. */
export function unexpanded(a: Expr, b: Expr): [Expr, Expr] {
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
