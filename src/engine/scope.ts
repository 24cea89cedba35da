import { rebuild } from './build.ts';
import type { Expr, Graph } from './expr.ts';
import { topological } from './expr.ts';
import { Memo } from './memo.ts';
import type { Shape } from './shape.ts';

/**
 * Names, their shapes and, unless they are free, their definitions. A program is a Scope; its
 * backward pass is more definitions in the same Scope, under names like `dL/dz3`.
 */
export class Scope {
  readonly graph: Graph;
  readonly shapes = new Map<string, Shape>();
  /** In the order of the program: a definition uses only names that stand before it. */
  readonly definitions = new Map<string, Expr>();

  constructor(graph: Graph) {
    this.graph = graph;
  }

  /** A free name: an input, a parameter, or a gradient that is given. */
  declare(name: string, shape: Shape): void {
    if (this.shapes.has(name)) throw new Error(`${name} is defined twice`);
    this.shapes.set(name, shape);
  }

  /** A name with a definition. Throws when the definition has no shape. */
  define(name: string, value: Expr): void {
    if (value.shape === null) throw new Error(`${name} has no shape`);
    this.declare(name, value.shape);
    this.definitions.set(name, value);
  }

  has(name: string): boolean {
    return this.shapes.has(name);
  }

  ref(name: string): Expr {
    const shape = this.shapes.get(name);
    if (!shape) throw new Error(`${name} is not defined`);
    return this.graph.ref(name, shape);
  }

  /** The names without a definition: what a draw has to give values to. */
  free(): string[] {
    return [...this.shapes.keys()].filter((name) => !this.definitions.has(name));
  }

  /** The last name of the program, gradients aside. */
  last(): string | null {
    let last: string | null = null;
    for (const name of this.definitions.keys()) if (!name.includes('/')) last = name;
    return last;
  }

  /** Every name that an expression reaches, through definitions as well. */
  reach(e: Expr): Set<string> {
    const nodes = topological([e], (node) => this.inputs(node));
    return new Set(nodes.filter((n) => n.op === 'ref').map((n) => n.attr as string));
  }

  /** Inputs of a node where a defined name counts as its definition. */
  inputs(node: Expr): readonly Expr[] {
    if (node.op !== 'ref') return node.args;
    const value = this.definitions.get(node.attr as string);
    return value ? [value] : [];
  }
}

/** The names that stand in an expression itself. */
export function names(e: Expr): Set<string> {
  return new Set(
    topological([e])
      .filter((n) => n.op === 'ref')
      .map((n) => n.attr as string),
  );
}

/** Replaces nodes by what `by` returns for them, from the leaves up; null keeps a node. */
export function replace(e: Expr, by: (node: Expr) => Expr | null, smart = true): Expr {
  const made = new Memo<Expr>();
  for (const node of topological([e])) {
    const direct = by(node);
    const args = node.args.map((a) => made.get(a.id)!);
    made.set(node.id, direct ?? rebuild(node, args, smart));
  }
  return made.get(e.id)!;
}

/** Writes names out by their definitions, again and again, wherever `open` says so. */
export function inline(scope: Scope, e: Expr, open: (name: string) => boolean): Expr {
  const opens = (node: Expr) =>
    node.op === 'ref' && scope.definitions.has(node.attr as string) && open(node.attr as string);
  const made = new Memo<Expr>();
  for (const node of topological([e], (n) => (opens(n) ? scope.inputs(n) : n.args))) {
    made.set(
      node.id,
      opens(node)
        ? made.get(scope.definitions.get(node.attr as string)!.id)!
        : rebuild(
            node,
            node.args.map((a) => made.get(a.id)!),
          ),
    );
  }
  return made.get(e.id)!;
}
