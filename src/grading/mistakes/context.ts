import { num } from '../../engine/build.ts';
import { dimNames } from '../../engine/dim.ts';
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
  /** The asked quantity, which no mend may use, nor a part that a sentence shows be equal to. */
  readonly reference: Expr;
  /** Names that a mend may use: not the asked quantity. */
  readonly names: readonly string[];
  readonly role: (name: string) => Role;
  /** Whether a gradient lies on the way back from the loss to the asked one, or beyond it. */
  readonly onTheWay: (gradient: string) => boolean;
  /** A free name that the program never uses: wherever it stands, another one belongs. */
  readonly isSpare: (name: string) => boolean;
  /** Inputs of activations with their outputs: z3 with h3, by name where they have one. */
  readonly activations: readonly { readonly z: Expr; readonly h: Expr; readonly op: string }[];
  /** Whether two gradients differ by a mask alone: ∂L/∂h₃ and ∂L/∂z₃. That is a mask, not a name. */
  readonly sameGate: (a: string, b: string) => boolean;
  /** Sizes that a constant factor may be made of. */
  readonly counts: readonly Expr[];
  /** Whether a derivative is asked about, and not a value. */
  readonly gradient: boolean;
  /** Whether the program has nothing but scalars, where every factor is 1×1. */
  readonly allScalar: boolean;
}

const ACTIVATIONS = new Set(['relu', 'sigmoid', 'tanh', 'abs']);

export function contextOf(p: Prepared): Context {
  const { scope } = p;
  const roles = new Map<string, Role>();
  const forward = [...scope.definitions].filter(([name]) => !name.includes('/'));
  const nodes = topological(forward.map(([, e]) => e));
  for (const name of scope.shapes.keys()) roles.set(name, roleOf(scope, name, nodes, roles));
  const activations = activationsOf(scope);
  const gates = new Set(
    activations.flatMap(({ z, h }) =>
      z.op === 'ref' && h.op === 'ref' ? [`d${p.loss}/d${z.attr} d${p.loss}/d${h.attr}`] : [],
    ),
  );
  const way = scope.reach(p.reference);
  const used = new Set(nodes.filter((n) => n.op === 'ref').map((n) => n.attr as string));
  return {
    scope,
    asked: p.asked,
    shape: p.shape,
    reference: p.reference,
    names: [...scope.shapes.keys()].filter((n) => n !== p.asked && n !== `d${p.loss}/d${p.loss}`),
    role: (name) => roles.get(name) ?? 'signal',
    onTheWay: (name) => way.has(name) || scope.reach(scope.ref(name)).has(p.asked),
    isSpare: (name) => !name.includes('/') && !scope.definitions.has(name) && !used.has(name),
    activations,
    sameGate: (a, b) => gates.has(`${a} ${b}`) || gates.has(`${b} ${a}`),
    counts: countsOf(scope),
    gradient: p.ask.kind === 'gradient',
    allScalar: [...scope.shapes.values()].every((shape) => isScalar(shape)),
  };
}

/** A scalar cotangent is still one: dL/dh1 does not stand for the weight w of a scalar chain. */
function roleOf(
  scope: Scope,
  name: string,
  nodes: readonly Expr[],
  known: ReadonlyMap<string, Role>,
): Role {
  if (name.includes('/')) return 'cotangent';
  const definition = scope.definitions.get(name);
  if (definition) return isMoved(definition, known) ? 'weight' : 'signal';
  if (isScalar(scope.shapes.get(name)!)) return 'scalar';
  const isName = (e: Expr | undefined): boolean =>
    e !== undefined &&
    ((e.op === 'ref' && e.attr === name) || (e.op === 'transpose' && isName(e.args[0])));
  const products = nodes.filter((n) => n.op === 'matmul');
  // W in W @ x, and in X @ W.T where the samples are rows.
  const left = products.some((n) => isName(n.args[0]));
  const turned = products.some((n) => n.args[1]!.op === 'transpose' && isName(n.args[1]));
  return left || turned ? 'weight' : 'signal';
}

/** W − lr · dW is a weight again. */
function isMoved(e: Expr, known: ReadonlyMap<string, Role>): boolean {
  const first = e.args[0];
  return e.op === 'sub' && first?.op === 'ref' && known.get(first.attr as string) === 'weight';
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
  const dims = [...scope.shapes.values()].flat();
  const numbers = dims.filter((d) => typeof d === 'number' && d !== 1) as number[];
  const named = dims.flatMap((d) => dimNames(d));
  const { graph } = scope;
  return [
    ...[...new Set(numbers)].map((n) => num(graph, n)),
    ...[...new Set(named)].map((d) => graph.node('size', [], d)),
  ];
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
