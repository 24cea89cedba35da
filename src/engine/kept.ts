import { add, apply, expand, sum } from './build.ts';
import { type Axis, type Expr, topological } from './expr.ts';
import { constant } from './factors.ts';
import { Memo } from './memo.ts';
import { isScalar, type Shape, sameShape } from './shape.ts';

/*
 * What `where` keeps out. The cotangent of a branch is `where(mask, value, 0)`: exactly 0 wherever the
 * branch was not taken. Whatever is made of it keeps that form, with the choice outermost, so that a
 * slope that is infinite or NaN where nothing was taken is never multiplied with that 0.
 */

/** A cotangent that counts only where its mask is not 0. */
export interface Masked {
  readonly mask: Expr;
  readonly value: Expr;
}

export function masked(g: Expr): Masked | null {
  if (g.op !== 'where') return null;
  const [c, a, b] = g.args as [Expr, Expr, Expr];
  if (constant(b) === 0) return { mask: c, value: a };
  return constant(a) === 0 ? { mask: choose(c, 0, 1), value: b } : null;
}

/** The cotangent where the mask is not 0; with a mask of its own, where both are not. */
export function only(mask: Expr, g: Expr): Expr {
  if (constant(g) === 0) return g;
  const own = masked(g);
  if (!own) return choose(mask, g, 0);
  return own.mask.id === mask.id ? g : choose(choose(own.mask, mask, 0), own.value, 0);
}

/** The same where a condition is 0. */
export function unless(condition: Expr, g: Expr): Expr {
  if (constant(g) === 0 || masked(g)) return only(choose(condition, 0, 1), g);
  return choose(condition, 0, g);
}

/** The sum of two cotangents of one node; what can fail is needed where one of them needs it. */
export function together(a: Expr, b: Expr, fails: boolean): Expr {
  const [x, y] = [masked(a), masked(b)];
  if (!x || !y) return add(a, b);
  if (x.mask.id === y.mask.id) return choose(x.mask, add(x.value, y.value), 0);
  const condition = a.args[0]!;
  if (condition.id === b.args[0]!.id) {
    // One branch and the other: no entry is without a cotangent.
    return constant(a.args[2]!) === 0
      ? choose(condition, x.value, y.value)
      : choose(condition, y.value, x.value);
  }
  return fails ? choose(choose(x.mask, 1, y.mask), add(a, b), 0) : add(a, b);
}

/** Undoes broadcasting, here once for all rules: sums over a stretched axis, or spreads. */
export function unbroadcast(g: Expr, shape: Shape, fails: boolean): Expr {
  const from = g.shape;
  if (from === null || sameShape(from, shape, g.graph.same)) return g;
  const own = fails ? masked(g) : null;
  const summed = stretchedAxes(from, shape).reduce<Expr>((x, axis) => sum(x, axis), g);
  if (!own) return expand(summed, shape);
  const mask = narrowed(own.mask, shape);
  return summed === g
    ? choose(mask, expand(own.value, shape), 0)
    : choose(mask, expand(summed, shape), 0);
}

function stretchedAxes(from: Shape, to: Shape): readonly Axis[] {
  const axes = ([0, 1] as const).filter((axis) => to[axis] === 1 && from[axis] !== 1);
  return axes.length === 2 ? [null] : axes;
}

/** Not 0 where a mask is not 0 somewhere along an axis. */
export function any(mask: Expr, axis: Axis): Expr {
  return sum(whether(mask), axis);
}

/** A mask of ones and zeros. */
export function whether(mask: Expr): Expr {
  return ZERO_OR_ONE.has(mask.op) ? mask : choose(mask, 1, 0);
}

const ZERO_OR_ONE = new Set(['gt', 'ge', 'eq']);

/** Every entry of a lane counts where something of the lane does. */
export function byLane(mask: Expr, ins: readonly Expr[], axis: unknown): readonly Expr[] {
  return ins.map((x) =>
    sameShape(mask.shape!, x.shape!, x.graph.same) ? any(mask, axis as Axis) : mask,
  );
}

/**
 * What a node sends back of a masked cotangent: nothing to an entry that only outputs are made of
 * whose mask is 0, whatever numbers stand there. An entrywise rule is made of products, which keep the
 * choice by themselves.
 */
export function guarded(
  node: Expr,
  g: Expr,
  rule: (g: Expr, ins: readonly Expr[]) => readonly (Expr | null)[],
  fails: Failing,
): readonly (Expr | null)[] {
  const row = node.graph.ops.get(node.op)!;
  const own = row.entry || !fails(node) ? null : masked(g);
  if (!own) return rule(g, node.args);
  const mask = expand(own.mask, node.shape!);
  // A rule that only moves entries moves the mask as well.
  const needs = row.needs?.(mask, node.args, node.attr) ?? rule(mask, node.args);
  const ins = row.contracts ? node.args.map((x, i) => only(needs[i]!, x)) : node.args;
  return rule(g, ins).map((back, i) => (back && needs[i] ? only(needs[i]!, back) : back));
}

/** A choice stretches by itself, so that a number repeated in both branches is that number. */
function choose(condition: Expr, a: Expr | number, b: Expr | number): Expr {
  const [x, y] = [repeated(condition, a), repeated(condition, b)];
  return x !== null && y !== null && x !== 0 && y !== 0
    ? apply('where', [condition, x, y])
    : apply('where', [condition, a, b]);
}

function repeated(like: Expr, x: Expr | number): Expr | number | null {
  if (typeof x === 'number') return x;
  if (!sameShape(x.shape!, like.shape!, x.graph.same)) return null;
  if (x.op === 'ones') return 1;
  const [scale, ones] = x.args;
  return x.op === 'mul' && ones!.op === 'ones' && isScalar(scale!.shape) ? scale! : null;
}

/**
 * Masks of the entries of each input that the entries of a mask of the output are made of; null where
 * all of it is looked at, and of size 1 along an axis where the same goes for all of the axis.
 */
export function needed(node: Expr, mask: Expr): readonly (Expr | null)[] {
  const { op, args, attr, graph } = node;
  const row = graph.ops.get(op)!;
  if (op === 'where') {
    const [c] = args as [Expr];
    const taken = [mask, choose(c, mask, 0), choose(c, 0, mask)];
    return taken.map((each, i) => narrowed(each, args[i]!.shape!));
  }
  if (row.entry) return args.map((arg) => narrowed(mask, arg.shape!));
  return row.needs?.(mask, args, attr) ?? row.vjp(mask, args, node, attr);
}

function narrowed(mask: Expr, shape: Shape): Expr {
  return stretchedAxes(mask.shape!, shape).reduce<Expr>(any, mask);
}

/** Whether numbers that are finite can make something that is not on the way to a node. */
export type Failing = (e: Expr) => boolean;

/**
 * Asks this of every node once: of the ops below it, through the names that a program defines. Only
 * there does a mask go along, so that `where(1[y>0], q, 0)` of q = W z sends back ∂L/∂q zᵀ.
 */
export function failing(inputs: (e: Expr) => readonly Expr[] = (e) => e.args): Failing {
  const known = new Memo<{ readonly fails: boolean; readonly varies: boolean }>();
  return (e) => {
    for (const node of topological([e], (n) => (known.has(n.id) ? [] : inputs(n)))) {
      if (known.has(node.id)) continue;
      const below = inputs(node).map((arg) => known.get(arg.id)!);
      const varies = node.op === 'ref' || below.some((arg) => arg.varies);
      const fails = canFail(node, below[1]?.varies ?? false) || below.some((arg) => arg.fails);
      known.set(node.id, { fails, varies });
    }
    return known.get(e.id)!.fails;
  };
}

/** Sums and products of numbers that nobody computes with overflow; they do not count. */
function canFail({ op, args, graph }: Expr, secondVaries: boolean): boolean {
  const second = args[1] && constant(args[1]);
  switch (op) {
    case 'div':
      return secondVaries || second === 0;
    case 'pow':
      return typeof second !== 'number' || second < 1 || !Number.isInteger(second);
    case 'exp':
    case 'expm1':
    case 'gather':
      return true;
  }
  return graph.ops.get(op)?.domain !== undefined;
}
