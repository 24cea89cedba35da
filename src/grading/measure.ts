import type { Expr } from '../engine/expr.ts';
import { topological } from '../engine/expr.ts';
import type { Env } from '../engine/run.ts';
import { type Tensor, tensor } from '../engine/tensor.ts';

/** Frobenius norm. */
export function norm(t: Tensor): number {
  let total = 0;
  for (const x of t.data) total += x * x;
  return Math.sqrt(total);
}

/** Root of the mean square of the entries. */
export function rms(t: Tensor): number {
  return norm(t) / Math.sqrt(Math.max(1, t.data.length));
}

/** How two tensors of one shape compare: the norm of the difference, relative; and entrywise. */
export function distance(s: Tensor, r: Tensor): { relative: number; worst: number } {
  let [square, worst] = [0, 0];
  for (let i = 0; i < r.data.length; i++) {
    const d = Math.abs(s.data[i]! - r.data[i]!);
    square += d * d;
    if (!(d <= worst)) worst = d;
  }
  const scale = Math.max(norm(s), norm(r));
  const size = rms(r);
  return {
    relative: scale === 0 ? 0 : Math.sqrt(square) / scale,
    worst: size === 0 ? worst : worst / size,
  };
}

const LINEAR = new Set(['matmul', 'mul', 'sum', 'mean', 'transpose', 'diag', 'trace']);

/**
 * How large the numbers are that went into a value: the value of the same graph where nothing
 * cancels, |a| + |b| for a − b. Far above the value's own norm, the value is rounding noise.
 */
export function magnitude(env: Env, e: Expr): number {
  const sizes = new Map<number, Tensor>();
  for (const node of topological([e], (n) => env.scope.inputs(n))) {
    const value = env.value(node);
    const ins = env.scope.inputs(node).map((a) => sizes.get(a.id)!);
    sizes.set(node.id, sized(node, value, ins));
  }
  return norm(sizes.get(e.id)!);
}

function sized(node: Expr, value: Tensor, ins: readonly Tensor[]): Tensor {
  const out = tensor(value.rows, value.cols, value.data.map(Math.abs));
  if (node.op === 'ref') return ins[0] ?? out;
  if (node.op === 'neg') return ins[0]!;
  const { ops } = node.graph;
  if (LINEAR.has(node.op)) ops.get(node.op)!.forward(out, ins, node.attr);
  else if (node.op === 'add' || node.op === 'sub') ops.get('add')!.forward(out, ins, null);
  return out;
}
