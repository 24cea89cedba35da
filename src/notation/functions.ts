import { constant, num } from '../engine/build.ts';
import { composed } from '../engine/composed.ts';
import type { Axis, Expr, Graph } from '../engine/expr.ts';
import { pull } from '../engine/grad.ts';
import { ops } from '../engine/ops/index.ts';
import { GREEK } from './characters.ts';
import { sizeFrom } from './sizes.ts';

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

/** where(cond, a, b); a comparison itself where a is 1 and b is 0. */
function choose(cond: Expr, a: Expr, b: Expr): Expr {
  const mask = ['gt', 'ge', 'eq'].includes(cond.op) && constant(a) === 1 && constant(b) === 0;
  return mask ? cond : make('where', cond, a, b);
}

/** max of two, or of the entries of one. */
function extreme(of: 'max' | 'min'): Callable['build'] {
  return ([a, b], axis) => (b ? make(of, a!, b) : a!.graph.node(`a${of}`, [a!], axis));
}

type Spelling = readonly [
  names: string,
  arity: readonly [number, number],
  build: Callable['build'],
];

/** Other spellings, which only a reader of formulas needs. */
const spellings: readonly Spelling[] = [
  ['drelu relu_prime heaviside step', [1, 2], ([z]) => mask(z!)],
  ['where', [3, 3], ([c, a, b]) => choose(c!, a!, b!)],
  ['max', [1, 2], extreme('max')],
  ['min', [1, 2], extreme('min')],
  ['float int array tensor matrix asarray', [1, 1], ([x]) => x!],
  ['dsigmoid sigmoid_prime', [1, 1], ([z]) => slope('sigmoid', z!)],
  ['dtanh tanh_prime', [1, 1], ([z]) => slope('tanh', z!)],
  ['mul', [2, 2], ([a, b]) => make('mul', a!, b!)],
  ['diag', [1, 1], ([v]) => make('diag', v!.shape?.[0] === 1 ? make('transpose', v!) : v!)],
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
    const { axis, sizes = 0, most = arity } = row;
    for (const name of row.names.flatMap((n) => [n, GREEK.get(n) ?? n])) {
      table.set(name, {
        op,
        arity: [arity + Math.min(1, sizes), most + sizes],
        ...(axis === undefined ? {} : { axis }),
        build: (args, axis) => {
          const inputs = args.slice(0, most);
          const attr = sizes > 0 ? args.slice(most).map(sizeFrom) : null;
          return args[0]!.graph.node(op, inputs, row.axis === undefined ? attr : axis);
        },
      });
    }
  }
  for (const { names, arity, axis, sizes = 0, build } of composed) {
    const [least, most] = arity;
    for (const name of names) {
      table.set(name, {
        arity: [least + Math.min(1, sizes), most + sizes],
        ...(axis === undefined ? {} : { axis }),
        build: (args, axis) => {
          const inputs = sizes > 0 ? args.slice(0, most) : args;
          return build(inputs, axis, args.slice(inputs.length).map(sizeFrom));
        },
      });
    }
  }
  for (const [names, arity, build] of spellings) {
    for (const name of names.split(' ')) table.set(name, { arity, build });
  }
  return table;
}

/** Every function by the words for it. */
export const functions: ReadonlyMap<string, Callable & { readonly op?: string }> = rows();

/** Finds a function by name; capitals do not matter (ReLU, Softmax). */
export function findFunction(name: string): (Callable & { readonly op?: string }) | null {
  const small = /^[A-Za-z]/.test(name) ? name.toLowerCase() : name;
  return functions.get(name) ?? functions.get(small) ?? null;
}

type Construct = (graph: Graph, dims: readonly (number | string)[]) => Expr;

const identity: Construct = (graph, [n]) => graph.node('eye', [], [n!]);

/** Functions of sizes and shapes instead of tensors: ones(m, n), zeros(m, n), eye(n). */
export const constructors: ReadonlyMap<string, Construct> = new Map<string, Construct>([
  ['ones', (graph, [m, n]) => graph.node('ones', [], [m!, n ?? 1])],
  [
    'zeros',
    (graph, [m, n]) => graph.node('mul', [num(graph, 0), graph.node('ones', [], [m!, n ?? 1])]),
  ],
  ['eye', identity],
  ['identity', identity],
  ['I', identity],
]);
