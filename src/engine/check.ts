import { add, mul, num, sum } from './build.ts';
import { writtenOut } from './derive.ts';
import { type Expr, topological } from './expr.ts';
import { grad, gradientName } from './grad.ts';
import { Env } from './run.ts';
import { Scope } from './scope.ts';
import { type Tensor, tensor } from './tensor.ts';

/** Where a gradient and its central difference agree least. */
export interface Worst {
  readonly name: string;
  /** Row and column, counted from 0. */
  readonly index: readonly [row: number, col: number];
  readonly gradient: number;
  readonly difference: number;
  /** |gradient − difference| / max(1, |gradient|, |difference|) */
  readonly error: number;
}

/** One entry of a free name, and how far it is nudged: `h` times the larger of 1 and its size. */
export interface Nudge {
  readonly name: string;
  readonly index: number;
  readonly h?: number;
}

/** (L(x + h) − L(x − h)) / 2h for one entry of a free name, with everything else recomputed. */
export function centralDifference(
  scope: Scope,
  loss: string,
  values: ReadonlyMap<string, Tensor>,
  entry: Nudge,
  sizes?: ReadonlyMap<string, number>,
): number {
  const { before, after, distance } = nudged(scope, values, entry, sizes);
  return (after.named(loss).data[0]! - before.named(loss).data[0]!) / distance;
}

function nudged(
  scope: Scope,
  values: ReadonlyMap<string, Tensor>,
  { name, index, h = 1e-5 }: Nudge,
  sizes?: ReadonlyMap<string, number>,
): { before: Env; after: Env; distance: number } {
  const at = values.get(name);
  if (!at) throw new Error(`${name} has no value to nudge`);
  const step = h * Math.max(1, Math.abs(at.data[index]!));
  const moved = (delta: number): Env => {
    const x = tensor(at.rows, at.cols, at.data);
    x.data[index]! += delta;
    return new Env(scope, new Map(values).set(name, x), sizes);
  };
  return { before: moved(-step), after: moved(step), distance: 2 * step };
}

/**
 * Compares the gradients of a scalar `loss` that `grad` has added to the scope with central
 * differences, entry by entry, and returns the worst one. An entry whose nudge crosses a kink is
 * left out, for a difference averages the two slopes there; null when none is left. With order 2
 * the second derivatives are compared: the product of the Hessian with one fixed direction.
 */
export function check(
  scope: Scope,
  loss: string,
  values: ReadonlyMap<string, Tensor>,
  wrt: readonly string[],
  sizes?: ReadonlyMap<string, number>,
  order: 1 | 2 = 1,
): Worst | null {
  if (order === 2) {
    const slope = slopeOf(scope, loss, values, wrt);
    return check(slope.scope, 'slope', slope.values, wrt, sizes);
  }
  const env = new Env(scope, values, sizes);
  const kinks = kinksOf(scope, loss);
  let worst: Worst | null = null;
  for (const name of wrt) {
    const known = scope.has(gradientName(loss, name));
    const g = known ? env.named(gradientName(loss, name)) : null;
    const { rows, cols } = env.named(name);
    for (let index = 0; index < rows * cols; index++) {
      const { before, after, distance } = nudged(scope, values, { name, index }, sizes);
      if (kinks.some((k) => crosses(before.value(k), after.value(k)))) continue;
      const gradient = g?.data[index] ?? 0;
      const difference = (after.named(loss).data[0]! - before.named(loss).data[0]!) / distance;
      const scale = Math.max(1, Math.abs(gradient), Math.abs(difference));
      const error = Math.abs(gradient - difference) / scale;
      if (worst === null || !(error <= worst.error)) {
        const place = [Math.floor(index / cols), index % cols] as const;
        worst = { name, index: place, gradient, difference, error };
      }
    }
  }
  return worst;
}

/** Expressions at whose zeros something that `loss` depends on is not smooth. */
function kinksOf(scope: Scope, loss: string): Expr[] {
  const nodes = topological([scope.ref(loss)], (n) => scope.inputs(n));
  const all = nodes.flatMap((n) => [...(n.graph.ops.get(n.op)?.kinks?.(n.args) ?? [])]);
  return [...new Map(all.map((k) => [k.id, k])).values()];
}

function crosses(before: Tensor, after: Tensor): boolean {
  return before.data.some((x, i) => Math.sign(x) !== Math.sign(after.data[i]!));
}

/** A scope in which `slope` is the derivative of `loss` along a direction, itself differentiated. */
function slopeOf(
  scope: Scope,
  loss: string,
  values: ReadonlyMap<string, Tensor>,
  wrt: readonly string[],
): { scope: Scope; values: ReadonlyMap<string, Tensor> } {
  const { graph } = scope;
  const second = new Scope(graph);
  const given = new Map(values);
  for (const name of values.keys()) second.declare(name, scope.shapes.get(name)!);
  let slope: Expr = num(graph, 0);
  for (const name of wrt) {
    const gradient = gradientName(loss, name);
    if (!scope.has(gradient)) continue;
    const { rows, cols } = values.get(name)!;
    const direction = `direction of ${name}`;
    second.declare(direction, scope.shapes.get(name)!);
    given.set(direction, tensor(rows, cols, Array.from({ length: rows * cols }, waver)));
    slope = add(slope, sum(mul(writtenOut(scope, gradient), second.ref(direction))));
  }
  second.define('slope', slope);
  grad(second, 'slope');
  return { scope: second, values: given };
}

/** Numbers of both signs and of order one that no symmetry of a program cancels. */
function waver(_: unknown, i: number): number {
  return Math.cos(1 + 2.3 * i) + 0.1;
}
