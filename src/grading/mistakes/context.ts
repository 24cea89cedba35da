import { num } from '../../engine/build.ts';
import type { Expr } from '../../engine/expr.ts';
import { topological } from '../../engine/expr.ts';
import type { Scope } from '../../engine/scope.ts';
import { isScalar, type Shape, sameShape } from '../../engine/shape.ts';
import type { Prepared } from '../prepare.ts';

/** What part a name plays; a wrong tensor is one of the same part. */
export type Role = 'cotangent' | 'weight' | 'signal' | 'scalar';

/** What the tables of mistakes look up: the names of a question by their parts, and its masks. */
export interface Context {
  readonly scope: Scope;
  readonly asked: string;
  readonly shape: Shape;
  /** Names that a mend may use: not the asked quantity, nor what is derived from it. */
  readonly names: readonly string[];
  readonly role: (name: string) => Role;
  /** Inputs of activations with their outputs: z3 with h3, by name where they have one. */
  readonly activations: readonly { readonly z: Expr; readonly h: Expr; readonly op: string }[];
  /** Whether two gradients differ by a mask alone: ∂L/∂h₃ and ∂L/∂z₃. That is a mask, not a name. */
  readonly sameGate: (a: string, b: string) => boolean;
  /** Sizes and counts that a constant factor may be made of. */
  readonly counts: readonly Expr[];
}

const ACTIVATIONS = new Set(['relu', 'sigmoid', 'tanh', 'abs']);

export function contextOf(p: Prepared): Context {
  const { scope } = p;
  const roles = new Map<string, Role>();
  const forward = [...scope.definitions].filter(([name]) => !name.includes('/'));
  const nodes = topological(forward.map(([, e]) => e));
  for (const name of scope.shapes.keys()) roles.set(name, roleOf(scope, name, nodes));
  const gates = new Set(
    activationsOf(scope).flatMap(({ z, h }) =>
      z.op === 'ref' && h.op === 'ref' ? [`d${p.loss}/d${z.attr} d${p.loss}/d${h.attr}`] : [],
    ),
  );
  return {
    scope,
    asked: p.asked,
    shape: p.shape,
    names: [...scope.shapes.keys()].filter((n) => n !== p.asked && n !== `d${p.loss}/d${p.loss}`),
    role: (name) => roles.get(name) ?? 'signal',
    activations: activationsOf(scope),
    sameGate: (a, b) => gates.has(`${a} ${b}`) || gates.has(`${b} ${a}`),
    counts: countsOf(scope),
  };
}

function roleOf(scope: Scope, name: string, nodes: readonly Expr[]): Role {
  if (isScalar(scope.shapes.get(name)!)) return 'scalar';
  if (name.includes('/')) return 'cotangent';
  if (scope.definitions.has(name)) return 'signal';
  const isName = (e: Expr | undefined): boolean =>
    e !== undefined &&
    ((e.op === 'ref' && e.attr === name) || (e.op === 'transpose' && isName(e.args[0])));
  const products = nodes.filter((n) => n.op === 'matmul');
  // W in W @ x, and in X @ W.T where the samples are rows.
  const left = products.some((n) => isName(n.args[0]));
  const turned = products.some((n) => n.args[1]!.op === 'transpose' && isName(n.args[1]));
  return left || turned ? 'weight' : 'signal';
}

function activationsOf(scope: Scope): { z: Expr; h: Expr; op: string }[] {
  const found: { z: Expr; h: Expr; op: string }[] = [];
  for (const [name, value] of scope.definitions) {
    if (name.includes('/')) continue;
    for (const node of topological([value])) {
      if (!ACTIVATIONS.has(node.op)) continue;
      const h = node.id === value.id ? scope.ref(name) : node;
      found.push({ z: node.args[0]!, h, op: node.op });
    }
  }
  return found;
}

function countsOf(scope: Scope): Expr[] {
  const dims = new Set([...scope.shapes.values()].flat().filter((d) => d !== 1));
  const { graph } = scope;
  return [...dims].map((d) => (typeof d === 'number' ? num(graph, d) : graph.node('size', [], d)));
}

export function fits(a: Expr, b: Expr): boolean {
  return a.shape !== null && b.shape !== null && sameShape(a.shape, b.shape);
}

/** 1[z > 0] */
export function maskOf(z: Expr): Expr {
  return z.graph.node('gt', [z, num(z.graph, 0)]);
}

/** The z of 1[z > 0], or null. */
export function masked(e: Expr): Expr | null {
  return e.op === 'gt' && e.args[1]!.op === 'const' && e.args[1]!.attr === 0 ? e.args[0]! : null;
}
