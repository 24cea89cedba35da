import { Budget } from './budget.ts';
import { Interned, type Structure } from './interned.ts';
import { Memo } from './memo.ts';
import type { Dim, Misfit, SameDim, Shape } from './shape.ts';
import { isMisfit, sameDim } from './shape.ts';
import type { Tensor } from './tensor.ts';

/** Half open, in UTF-16 units of the text a node was read from. */
export type Span = readonly [start: number, end: number];

/** Rows, columns, or all entries. */
export type Axis = 0 | 1 | null;

/** What a node carries besides its inputs: a number, a name, an axis, sizes, a literal matrix. */
export type Attr = null | number | string | readonly Dim[] | Tensor;

/** One primitive: everything the engine, the notation and the grader know about it. */
export interface Op {
  /** The words a student may type for it, the usual one first; empty for what has only a sign. */
  readonly names: readonly string[];
  /** How many inputs; 1 where it is not said. */
  readonly arity?: number;
  /** How many at most, where any number of further ones may follow. */
  readonly most?: number;
  /** In a few words, what it computes. */
  readonly means: string;
  /** How many sizes may follow the inputs; they are the node's attribute. */
  readonly sizes?: number;
  /** The axis that is meant when none is typed, on an op that takes one. */
  readonly axis?: Axis;
  readonly shape: (ins: readonly Shape[], attr: Attr, same: SameDim) => Shape | Misfit;
  /** Computes one entry, on an op that works entry by entry. */
  readonly entry?: (...entries: number[]) => number;
  /** Fills `out`, whose shape is already right, from inputs of concrete shapes. */
  readonly forward: (out: Tensor, ins: readonly Tensor[], attr: Attr) => void;
  /** How many multiply-adds that takes, where it is more than one per entry. */
  readonly work?: (out: Tensor, ins: readonly Tensor[]) => number;
  /**
   * The cotangent of each input from the cotangent `g` of the output, written in ops.
   * `out` is the output itself, by name where it has one. Broadcasting is undone by `grad`.
   */
  readonly vjp: (g: Expr, ins: readonly Expr[], out: Expr, attr: Attr) => readonly (Expr | null)[];
  /**
   * Masks of the entries of each input that some entries of the output are made of, on an op that
   * works on more than an entry and whose rule does more than move them.
   */
  readonly needs?: (mask: Expr, ins: readonly Expr[], attr: Attr) => readonly Expr[];
  /** It sums products of its inputs, so that a cotangent of 0 meets what must be finite. */
  readonly contracts?: true;
  /** Expressions at whose zeros the op is not smooth. */
  readonly kinks?: (ins: readonly Expr[]) => readonly Expr[];
  /** Where the first input has to lie for a finite result. */
  readonly domain?: 'positive';
  /** A use of it in the notation, for the glossary and the generated gradient check. */
  readonly example: string;
}

/** What a node costs to make, in multiply-adds that take as long. */
const NODE = 300;

/** A node of the graph: an op, its inputs, its shape. Immutable. */
export interface Expr {
  readonly graph: Graph;
  readonly op: string;
  readonly args: readonly Expr[];
  readonly attr: Attr;
  /** Null when the inputs do not fit, here or below. */
  readonly shape: Shape | null;
  /** Says why, on the innermost node that does not fit. */
  readonly misfit: Misfit | null;
  /** Equal structure, equal id, within one graph. */
  readonly id: number;
  /** Only on nodes read from text. */
  readonly span?: Span;
  /** The operator as it was typed, where several spellings make the same node. */
  readonly typed?: string;
}

/**
 * The intern table of one question: nodes of equal structure are one node, so that memo tables,
 * equality and the round trip through text compare ids. Dropping the graph frees everything.
 */
export class Graph {
  readonly ops: ReadonlyMap<string, Op>;
  readonly same: SameDim;
  /** What may still be made and evaluated here; without end, unless somebody limits it. */
  readonly budget = new Budget();
  private readonly interned = new Interned<Expr, Structure>();
  private made = 0;

  constructor(ops: ReadonlyMap<string, Op>, same: SameDim = sameDim) {
    this.ops = ops;
    this.same = same;
  }

  /** The node for an op on inputs. Never throws on shapes: a misfit is recorded on the node. */
  node(op: string, args: readonly Expr[], attr: Attr = null): Expr {
    const known = this.interned.find({ op, args, attr });
    if (known) return known;
    const row = this.ops.get(op);
    if (!row) throw new Error(`no op is called ${op}`);
    const shapes: Shape[] = [];
    for (const arg of args) {
      if (arg.shape === null) return this.add(op, args, attr, null);
      shapes.push(arg.shape);
    }
    return this.add(op, args, attr, row.shape(shapes, attr, this.same));
  }

  /** A name. In one graph a name has one shape. */
  ref(name: string, shape: Shape): Expr {
    const sought = { op: 'ref', args: [], attr: name };
    return this.interned.find(sought) ?? this.add('ref', [], name, shape);
  }

  /**
   * Forgets every node made since `mark()` was taken. One that somebody still holds keeps its
   * value: ids are never given twice. It is only no longer found by its structure.
   */
  release(mark: number): void {
    const { interned } = this;
    for (let last = interned.last(); last && last.id >= mark; last = interned.last()) {
      interned.pop();
    }
  }

  /** The id that the next node gets. */
  mark(): number {
    return this.made;
  }

  /** How many nodes are found by their structure. */
  get size(): number {
    return this.interned.size;
  }

  private add(
    op: string,
    args: readonly Expr[],
    attr: Attr,
    inferred: Shape | Misfit | null,
  ): Expr {
    this.budget.spend(NODE);
    const misfit = inferred !== null && isMisfit(inferred) ? inferred : null;
    const shape = inferred === null || misfit ? null : (inferred as Shape);
    // Inputs that were read from text carry spans; the shared node must not.
    const plain = args.some((a) => a.span) ? args.map((a) => this.plain(a)) : args;
    const node: Expr = { graph: this, op, args: plain, attr, shape, misfit, id: this.made++ };
    this.interned.add(node);
    return node;
  }

  private plain(e: Expr): Expr {
    return (e.span && this.interned.find(e)) ?? e;
  }
}

/** Every node that the roots reach, inputs before outputs, each once; safe at any depth. */
export function topological<N extends Inner<N> = Expr>(
  roots: readonly N[],
  inputs: (node: N) => readonly N[] = (node) => node.args,
): N[] {
  const order: N[] = [];
  const state = new Memo<'open' | 'done'>();
  const stack = [...roots].reverse();
  while (stack.length > 0) {
    const node = stack[stack.length - 1]!;
    const seen = state.get(node.id);
    if (seen === undefined) {
      state.set(node.id, 'open');
      const args = inputs(node);
      for (let i = args.length - 1; i >= 0; i--) {
        const arg = args[i]!;
        if (!state.has(arg.id)) stack.push(arg);
      }
    } else {
      stack.pop();
      if (seen === 'open') {
        state.set(node.id, 'done');
        order.push(node);
      }
    }
  }
  return order;
}

interface Inner<N> {
  readonly id: number;
  readonly args: readonly N[];
}
