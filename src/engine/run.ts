import { CannotCompute, dimValue } from './dim.ts';
import type { Attr, Expr } from './expr.ts';
import { topological } from './expr.ts';
import { Memo } from './memo.ts';
import type { Scope } from './scope.ts';
import { type Dim, isMisfit, type Shape, sameDim } from './shape.ts';
import { type Tensor, tensor } from './tensor.ts';

export { TooLarge } from './budget.ts';

/** What a node costs to look at, beside its entries, in multiply-adds that take as long. */
const VISIT = 100;

/** How far down the call stack is used, which is faster than a stack of our own. */
const DEEP = 64;

/**
 * One assignment of numbers: sizes, and values of the free names of a scope. Everything else is
 * computed through the definitions and remembered by node, so that a variant of an expression
 * costs only what is new in it. This is the plain reference reading; `plan` is the fast one.
 */
export class Env {
  private readonly memo = new Memo<Tensor>();
  readonly scope: Scope;
  readonly free: ReadonlyMap<string, Tensor>;
  readonly sizes: ReadonlyMap<string, number>;
  /** The ids of what was computed since the last release. */
  private recent: number[] = [];

  constructor(
    scope: Scope,
    free: ReadonlyMap<string, Tensor>,
    sizes: ReadonlyMap<string, number> = new Map(),
  ) {
    this.scope = scope;
    this.free = free;
    this.sizes = sizes;
  }

  /**
   * The value of an expression that has a shape. Throws when a free name has no value, and TooLarge
   * when the graph's budget is used up.
   */
  value(e: Expr): Tensor {
    return this.memo.get(e.id) ?? this.settle(e, 0);
  }

  named(name: string): Tensor {
    return this.value(this.scope.ref(name));
  }

  dim(d: Dim): number {
    return dimValue(d, this.sizes);
  }

  /** Forgets what was computed for nodes made since `mark`; see `Graph.release`. */
  release(mark: number): void {
    for (const id of this.recent) if (id >= mark) this.memo.forget(id, mark);
    this.recent = [];
  }

  /** How much room the values take, in stretches of ids. */
  get size(): number {
    return this.memo.size;
  }

  /** Computes what is not known yet, inputs first: on the call stack, and below a depth without it. */
  private settle(e: Expr, depth: number): Tensor {
    if (depth === DEEP) {
      for (const node of topological([e], (n) => this.pending(n))) {
        if (!this.memo.has(node.id)) this.remember(node);
      }
      return this.memo.get(e.id)!;
    }
    for (const input of this.pending(e)) {
      if (!this.memo.has(input.id)) this.settle(input, depth + 1);
    }
    return this.remember(e);
  }

  private remember(node: Expr): Tensor {
    const value = this.compute(node);
    this.memo.set(node.id, value);
    this.recent.push(node.id);
    return value;
  }

  /** What has to be known first; nothing below a value that is already known. */
  private pending(node: Expr): readonly Expr[] {
    if (this.memo.has(node.id)) return [];
    if (node.op === 'ref' && this.free.has(node.attr as string)) return [];
    return this.scope.inputs(node);
  }

  private compute(node: Expr): Tensor {
    if (node.op === 'ref') return this.reference(node.attr as string);
    if (node.shape === null) throw new Error(`${node.op}: shapes do not fit`);
    if (node.op === 'size') return tensor(1, 1, [this.dim(node.attr as string)]);
    const { budget } = node.graph;
    const out = this.empty(node.shape);
    const ins = node.args.map((a) => this.memo.get(a.id)!);
    const row = node.graph.ops.get(node.op)!;
    budget.spend(row.work?.(out, ins) ?? out.data.length);
    const attr = numbered(node.attr, this.sizes);
    if (Array.isArray(attr) && unfit(node, ins, attr)) {
      throw new CannotCompute(`${node.op}: its sizes, ${attr.join(', ')}, do not fit`);
    }
    row.forward(out, ins, attr);
    return out;
  }

  private reference(name: string): Tensor {
    const given = this.free.get(name);
    if (given) return given;
    const definition = this.scope.definitions.get(name);
    if (!definition) throw new Error(`${name} has no value`);
    return this.memo.get(definition.id)!;
  }

  private empty(shape: Shape): Tensor {
    const [rows, cols] = [this.dim(shape[0]), this.dim(shape[1])];
    if (rows < 1 || cols < 1) throw new CannotCompute(`nothing is ${rows}×${cols}`);
    this.scope.graph.budget.spend(VISIT + rows * cols);
    return tensor(rows, cols);
  }
}

/** Sizes among what a node carries become numbers. */
function numbered(attr: Attr, sizes: ReadonlyMap<string, number>): Attr {
  return Array.isArray(attr) ? attr.map((d) => dimValue(d, sizes)) : attr;
}

/** Whether the shape rule refuses, at numbers, what it had to accept over names: x[0:k] for k > n. */
function unfit(node: Expr, ins: readonly Shaped[], attr: Attr): boolean {
  const shapes = ins.map(({ rows, cols }): Shape => [rows, cols]);
  return isMisfit(node.graph.ops.get(node.op)!.shape(shapes, attr, sameDim));
}

type Shaped = Pick<Tensor, 'rows' | 'cols'>;

/** Whether all of a program has its shapes at these sizes: n ≥ k for a window of k, an even n for n/2. */
export function possible(scope: Scope, sizes: ReadonlyMap<string, number>): boolean {
  const shaped = (e: Expr): Shaped => {
    const [rows, cols] = e.shape!.map((d) => dimValue(d, sizes)) as [number, number];
    return { rows, cols };
  };
  try {
    return topological([...scope.definitions.values()]).every((node) => {
      const { rows, cols } = shaped(node);
      if (rows < 1 || cols < 1) return false;
      return (
        !Array.isArray(node.attr) || !unfit(node, node.args.map(shaped), numbered(node.attr, sizes))
      );
    });
  } catch (error) {
    if (error instanceof CannotCompute) return false;
    throw error;
  }
}
