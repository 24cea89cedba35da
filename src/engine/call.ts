import * as build from './build.ts';
import { composed } from './composed.ts';
import { type Axis, type Expr, topological } from './expr.ts';
import { ops } from './ops/index.ts';
import type { Dim, Misfit, Shape } from './shape.ts';

/** Shapes that do not fit an op; the message names the op and shows both. */
export class ShapeError extends Error {
  readonly op: string;
  readonly misfit: Misfit;

  constructor(op: string, misfit: Misfit) {
    const [first, second] = misfit.shapes.map(bracketed);
    super(
      `${op}: ${second ? `${first} does not meet ${second}` : `${first} ${ALONE[misfit.rule]}`}`,
    );
    this.op = op;
    this.misfit = misfit;
  }
}

const ALONE: Partial<Record<Misfit['rule'], string>> = {
  scalar: 'is no number',
  square: 'is not square',
  vector: 'is no column',
  range: 'has no such rows or columns',
  size: 'needs whole numbers or names as sizes',
};

/** The expression itself. Throws a ShapeError when something in it does not fit. */
export function fitting(e: Expr): Expr {
  if (e.shape !== null) return e;
  const node = topological([e]).find((n) => n.misfit !== null);
  throw new ShapeError(node?.op ?? e.op, node?.misfit ?? { rule: 'entrywise', shapes: [] });
}

/** What stands after the inputs of a call. */
export interface CallOptions {
  readonly axis?: Axis;
  readonly sizes?: readonly Dim[];
}

const functions = new Map(composed.flatMap((row) => row.names.map((name) => [name, row] as const)));
const rows = new Map(
  [...ops].flatMap(([op, row]) => [op, ...row.names].map((name) => [name, { op, row }] as const)),
);

/**
 * Any op or composed function by its name: `call('softmax', [Z], { axis: 1 })`. Throws on a name
 * that is none, on a wrong number of inputs, and a ShapeError where shapes do not fit.
 */
export function call(
  name: string,
  args: readonly build.Operand[],
  options: CallOptions = {},
): Expr {
  const graph = args.find((x): x is Expr => typeof x !== 'number')?.graph;
  if (!graph) throw new Error(`${name}: a node has to be among the inputs`);
  const inputs = args.map((x) => (typeof x === 'number' ? build.num(graph, x) : fitting(x)));
  const { sizes = [] } = options;
  const composedRow = functions.get(name);
  if (composedRow) {
    const [least, most] = composedRow.arity;
    counted(name, inputs, least, most);
    const axis = options.axis === undefined ? (composedRow.axis ?? null) : options.axis;
    return fitting(composedRow.build(inputs, axis, sizes));
  }
  const found = rows.get(name);
  if (!found) throw new Error(`${name} is neither an op nor a function`);
  const { op, row } = found;
  counted(name, inputs, row.arity ?? 1, row.most ?? row.arity ?? 1);
  if (row.axis !== undefined) {
    return fitting(graph.node(op, inputs, options.axis === undefined ? row.axis : options.axis));
  }
  return fitting(graph.node(op, inputs, row.sizes === undefined ? null : sizes));
}

function counted(name: string, inputs: readonly Expr[], least: number, most: number): void {
  if (inputs.length >= least && inputs.length <= most) return;
  const wanted = least === most ? `${least}` : `${least} to ${most}`;
  throw new Error(`${name}: ${wanted} inputs are needed, here are ${inputs.length}`);
}

type Two = (a: build.Operand, b: build.Operand) => Expr;

/** The usual constructors, which simplify as they build, and throw a ShapeError. */
export const add: Two = (a, b) => fitting(build.add(a, b));
export const sub: Two = (a, b) => fitting(build.sub(a, b));
/** Entry by entry. */
export const mul: Two = (a, b) => fitting(build.mul(a, b));
/** Entry by entry. */
export const div: Two = (a, b) => fitting(build.div(a, b));
export const neg = (x: Expr): Expr => fitting(build.neg(x));
export const pow = (x: Expr, p: build.Operand): Expr => fitting(build.pow(x, p));
export const matmul = (a: Expr, b: Expr): Expr => fitting(build.matmul(fitting(a), fitting(b)));
export const transpose = (x: Expr): Expr => build.transpose(fitting(x));
export const sum = (x: Expr, axis: Axis = null): Expr => build.sum(fitting(x), axis);
export const mean = (x: Expr, axis: Axis = null): Expr => call('mean', [x], { axis });
export const relu = (x: Expr): Expr => call('relu', [x]);

/** A shape as the errors write it: `[2,3]`. */
export function bracketed(shape: Shape): string {
  return `[${shape.join(',')}]`;
}
