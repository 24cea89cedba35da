import { constant, num } from '../engine/build.ts';
import type { Axis, Expr, Graph } from '../engine/expr.ts';
import { pull } from '../engine/grad.ts';
import { ops } from '../engine/ops/index.ts';

/** A function that may be typed: from a row of the op table, or written with its ops. */
export interface Callable {
  readonly arity: readonly [least: number, most: number];
  /** The default axis, on a function that takes one. */
  readonly axis?: Axis;
  readonly build: (args: readonly Expr[], axis: Axis) => Expr;
}

const make = (op: string, ...args: Expr[]): Expr => args[0]!.graph.node(op, args);
const number = (like: Expr, value: number): Expr => num(like.graph, value);

/** 1[z > 0], which every spelling of ReLU's slope becomes. */
export function mask(z: Expr): Expr {
  return make('gt', z, number(z, 0));
}

/** sinh, cosh and 1/cosh are exp in other words. */
function exponentials(x: Expr, join: 'add' | 'sub'): Expr {
  return make('div', make(join, make('exp', x), make('exp', make('neg', x))), number(x, 2));
}

/** cond a + (1 − cond) b; the mask itself where a is 1 and b is 0. */
function choose(cond: Expr, a: Expr, b: Expr): Expr {
  if (constant(a) === 1 && constant(b) === 0) return cond;
  const otherwise = make('sub', number(cond, 1), cond);
  return make('add', make('mul', cond, a), make('mul', otherwise, b));
}

function squaredSum(x: Expr): Expr {
  return x.graph.node('sum', [make('pow', x, number(x, 2))], null);
}

type Composed = readonly [
  names: string,
  arity: readonly [number, number],
  build: Callable['build'],
];

const composed: readonly Composed[] = [
  ['drelu relu_prime heaviside step', [1, 2], ([z]) => mask(z!)],
  ['where', [3, 3], ([c, a, b]) => choose(c!, a!, b!)],
  ['clip clamp', [3, 3], ([x, low, high]) => make('min', make('max', x!, low!), high!)],
  ['outer', [2, 2], ([a, b]) => make('matmul', a!, make('transpose', b!))],
  ['square', [1, 1], ([x]) => make('pow', x!, number(x!, 2))],
  ['reciprocal', [1, 1], ([x]) => make('div', number(x!, 1), x!)],
  ['norm', [1, 1], ([x]) => make('sqrt', squaredSum(x!))],
  ['cosh', [1, 1], ([x]) => exponentials(x!, 'add')],
  ['sinh', [1, 1], ([x]) => exponentials(x!, 'sub')],
  ['sech', [1, 1], ([x]) => make('div', number(x!, 1), exponentials(x!, 'add'))],
  ['log2', [1, 1], ([x]) => make('div', make('log', x!), number(x!, Math.LN2))],
  ['log10', [1, 1], ([x]) => make('div', make('log', x!), number(x!, Math.LN10))],
  ['float int array tensor matrix asarray', [1, 1], ([x]) => x!],
  ['dsigmoid sigmoid_prime', [1, 1], ([z]) => slope('sigmoid', z!)],
  ['dtanh tanh_prime', [1, 1], ([z]) => slope('tanh', z!)],
  ['dot mm matmul', [2, 2], ([a, b]) => scaled('matmul', a!, b!)],
];

/** A matrix product, except that a 1×1 operand always means scaling. */
export function scaled(op: string, a: Expr, b: Expr): Expr {
  const scalar = (e: Expr) => e.shape?.[0] === 1 && e.shape[1] === 1;
  return make(op === 'matmul' && (scalar(a) || scalar(b)) ? 'mul' : op, a, b);
}

/** f′(z), read off the op's own rule with a cotangent of ones. */
export function slope(op: string, z: Expr): Expr {
  const { graph } = z;
  if (z.shape === null) return graph.node(op, [z]);
  const name = ` slope at ${z.shape.join('×')}`;
  const at = graph.ref(name, z.shape);
  const rule = pull(graph.node(op, [at]), num(graph, 1)).get(name) ?? num(graph, 0);
  return swap(rule, at, z);
}

function swap(e: Expr, from: Expr, to: Expr): Expr {
  if (e.id === from.id) return to;
  if (e.args.length === 0) return e;
  return e.graph.node(
    e.op,
    e.args.map((a) => swap(a, from, to)),
    e.attr,
  );
}

function rows(): Map<string, Callable & { op?: string }> {
  const table = new Map<string, Callable & { op?: string }>();
  for (const [op, row] of ops) {
    const arity = row.arity ?? 1;
    if (arity === 0) continue;
    const takesAxis = row.axis !== undefined;
    for (const name of row.names) {
      table.set(name, {
        op,
        arity: [arity, takesAxis ? arity + 1 : arity],
        ...(takesAxis ? { axis: row.axis as Axis } : {}),
        build: (args, axis) => args[0]!.graph.node(op, args, takesAxis ? axis : null),
      });
    }
  }
  for (const [names, arity, build] of composed) {
    for (const name of names.split(' ')) table.set(name, { arity, build });
  }
  return table;
}

/** Every function by the words for it. */
export const functions: ReadonlyMap<string, Callable & { readonly op?: string }> = rows();

/** Finds a function by name; capitals do not matter (ReLU, Softmax). */
export function findFunction(name: string): (Callable & { readonly op?: string }) | null {
  return functions.get(name) ?? functions.get(name.toLowerCase()) ?? null;
}

/** Functions of sizes and shapes instead of tensors: ones(m, n), zeros(m, n), eye(n). */
export const constructors: ReadonlyMap<
  string,
  (graph: Graph, dims: readonly (number | string)[]) => Expr
> = new Map([
  ['ones', (graph, [m, n]) => graph.node('ones', [], [m!, n ?? 1])],
  [
    'zeros',
    (graph, [m, n]) => graph.node('mul', [num(graph, 0), graph.node('ones', [], [m!, n ?? 1])]),
  ],
  ['eye', (graph, [n]) => graph.node('eye', [], [n!])],
]);
