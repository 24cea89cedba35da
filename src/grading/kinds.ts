import type { Axis, Expr } from '../engine/expr.ts';
import { topological } from '../engine/expr.ts';
import type { Scope } from '../engine/scope.ts';
import { isScalar } from '../engine/shape.ts';

/** What the numbers of an input are like: see `draw` in the contract. */
export type Kind =
  | { readonly kind: 'signed' | 'bits' | 'unit' | 'positive' | 'hyper' }
  | { readonly kind: 'one-hot' | 'simplex'; readonly axis: Axis };

/** Reads `one-hot axis=0`, `bits`, `unit`, `positive`, `signed`, `simplex axis=1`; null otherwise. */
export function readKind(text: string): Kind | null {
  const match = /^(one-hot|simplex|signed|bits|unit|positive)(?:\s+axis\s*=\s*([01]))?$/.exec(
    text.trim(),
  );
  if (!match) return null;
  const [, kind, axis] = match;
  if (kind === 'one-hot' || kind === 'simplex') return { kind, axis: axis === '1' ? 1 : 0 };
  return axis === undefined ? { kind: kind as 'signed' } : null;
}

/**
 * The kind of an input that the question does not say: labels one-hot along softmax's axis where
 * they multiply its log, in (0, 1) where log or sqrt reads the input through sums and products,
 * a scalar of order one unless it alone could switch a mask, anything else signed.
 */
export function inferKind(scope: Scope, name: string): Kind {
  const nodes = topological([...scope.definitions.values()], (n) => scope.inputs(n));
  const axis = labelAxis(scope, nodes, name);
  if (axis !== undefined) return { kind: 'one-hot', axis };
  if (nodes.some((n) => positive(n) && linearIn(scope, n.args[0]!, name))) return { kind: 'unit' };
  const isPlain = name.includes('/') || !isScalar(scope.shapes.get(name)!);
  return { kind: isPlain || turnsKink(scope, nodes, name) ? 'signed' : 'hyper' };
}

/** Whether nothing but scalars such as this one decide on which side of a kink a network of single units is. */
function turnsKink(scope: Scope, nodes: readonly Expr[], name: string): boolean {
  const kinks = nodes.flatMap((n) => n.graph.ops.get(n.op)?.kinks?.(n.args) ?? []);
  return kinks.some((kink) => {
    const reached = scope.reach(kink);
    if (!reached.has(name)) return false;
    return [...reached].every((each) => isScalar(scope.shapes.get(each)!));
  });
}

function positive(node: Expr): boolean {
  return node.graph.ops.get(node.op)?.domain === 'positive';
}

/** The softmax axis if `name` multiplies the log of a softmax. */
function labelAxis(scope: Scope, nodes: readonly Expr[], name: string): Axis | undefined {
  for (const node of nodes) {
    if (node.op !== 'mul') continue;
    for (const [label, other] of [node.args, [...node.args].reverse()] as const) {
      if (label?.op !== 'ref' || label.attr !== name || other?.op !== 'log') continue;
      const below = topological([other], (n) => scope.inputs(n));
      const softmax = below.find((n) => n.op === 'softmax');
      if (softmax) return softmax.attr as Axis;
    }
  }
  return undefined;
}

const LINEAR = new Set(['add', 'sub', 'mul', 'div', 'neg', 'sum', 'mean', 'transpose', 'matmul']);

/** Whether `name` reaches an expression through nothing but sums and products. */
function linearIn(scope: Scope, e: Expr, name: string): boolean {
  if (e.op === 'ref' && e.attr === name) return true;
  const inputs = e.op === 'ref' ? scope.inputs(e) : LINEAR.has(e.op) ? e.args : [];
  return inputs.some((arg) => linearIn(scope, arg, name));
}
