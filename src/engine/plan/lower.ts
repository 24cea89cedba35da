import { dimValue } from '../dim.ts';
import { type Attr, type Expr, type Op, topological } from '../expr.ts';
import { Interned } from '../interned.ts';
import { Memo } from '../memo.ts';
import { ops } from '../ops/index.ts';
import { binary } from '../ops/support.ts';
import type { Scope } from '../scope.ts';
import type { Dim } from '../shape.ts';
import { tensor } from '../tensor.ts';

/**
 * A node whose sizes are numbers and whose names are gone: what two names or two places of a program
 * compute alike is one node. Beside the ops of the table there are `input` (a free name), `const` (one
 * number everywhere), `view` (the same entries under another shape) and `outer` (a column times a row).
 */
export interface Node {
  readonly id: number;
  readonly op: string;
  readonly args: readonly Node[];
  readonly attr: Attr;
  readonly rows: number;
  readonly cols: number;
}

/** A matrix product over one inner entry: its sum starts at 0 like every other. */
const outer = binary((a, b) => 0 + a * b);

/** How a node computes one entry from entries of its inputs, or null when it does not work so. */
export function entryOf(node: Node): Op['entry'] | null {
  return node.op === 'outer' ? outer.entry : (ops.get(node.op)?.entry ?? null);
}

/** How a node computes all of its entries. */
export function forwardOf(node: Node): Op['forward'] {
  if (node.op === 'outer') return outer.forward;
  if (node.op === 'view') return (out, [x]) => out.data.set(x!.data);
  if (node.op === 'const') return (out) => out.data.fill(node.attr as number);
  return ops.get(node.op)!.forward;
}

/** Makes nodes of the expressions of a scope, once each, and simplifies what changes no bit. */
export class Lowering {
  private readonly made = new Interned<Node>((a, b) => a.rows === b.rows && a.cols === b.cols);
  private readonly known = new Memo<Node>();
  private readonly scope: Scope;
  private readonly sizes: ReadonlyMap<string, number>;

  constructor(scope: Scope, sizes: ReadonlyMap<string, number>) {
    this.scope = scope;
    this.sizes = sizes;
  }

  /** The node of a name. */
  named(name: string): Node {
    const root = this.scope.ref(name);
    for (const e of topological([root], (n) => this.scope.inputs(n))) {
      if (!this.known.has(e.id)) this.known.set(e.id, this.lower(e));
    }
    return this.known.get(root.id)!;
  }

  private lower(e: Expr): Node {
    if (e.shape === null) throw new Error(`${e.op}: shapes do not fit`);
    const [rows, cols] = e.shape.map((d: Dim) => dimValue(d, this.sizes)) as [number, number];
    if (e.op === 'ref') {
      const value = this.scope.definitions.get(e.attr as string);
      return value ? this.known.get(value.id)! : this.make('input', [], e.attr, rows, cols);
    }
    const args = e.args.map((a) => this.known.get(a.id)!);
    switch (e.op) {
      case 'size':
        return this.number(dimValue(e.attr as string, this.sizes), 1, 1);
      case 'ones':
        return this.number(1, rows, cols);
      case 'reshape':
        return this.view(args[0]!, rows, cols);
      case 'transpose':
        if (rows === 1 || cols === 1) return this.view(args[0]!, rows, cols);
        break;
      case 'matmul':
        if (args[0]!.cols === 1) return this.make('outer', args, null, rows, cols);
        break;
      case 'mul':
        for (const [x, one] of [args, [args[1]!, args[0]!]] as const) {
          const unit = one?.op === 'const' && one.attr === 1;
          if (unit && x!.rows === rows && x!.cols === cols) return x!;
        }
        break;
    }
    const attr = Array.isArray(e.attr) ? e.attr.map((d) => dimValue(d, this.sizes)) : e.attr;
    return this.fold(e.op, args, attr, rows, cols);
  }

  /** An entrywise op on constants is a constant. */
  private fold(op: string, args: readonly Node[], attr: Attr, rows: number, cols: number): Node {
    const entry = ops.get(op)?.entry;
    if (entry && args.length > 0 && args.every((a) => a.op === 'const')) {
      return this.number(entry(...args.map((a) => a.attr as number)), rows, cols);
    }
    return this.make(op, args, attr, rows, cols);
  }

  private view(x: Node, rows: number, cols: number): Node {
    if (x.rows === rows && x.cols === cols) return x;
    if (x.op === 'const') return this.number(x.attr as number, rows, cols);
    return x.op === 'view'
      ? this.view(x.args[0]!, rows, cols)
      : this.make('view', [x], null, rows, cols);
  }

  /** p − rate · g, one step of gradient descent. */
  descent(p: Node, rate: Node, g: Node): Node {
    const step = this.make('mul', [rate, g], null, p.rows, p.cols);
    return this.make('sub', [p, step], null, p.rows, p.cols);
  }

  number(value: number, rows = 1, cols = 1): Node {
    return this.make('const', [], value, rows, cols);
  }

  make(op: string, args: readonly Node[], attr: Attr, rows: number, cols: number): Node {
    const node: Node = { id: this.made.size, op, args, attr, rows, cols };
    const known = this.made.find(node);
    if (!known) this.made.add(node);
    return known ?? node;
  }

  /**
   * ReLU's mask read off its output: relu(z) > 0 exactly where z > 0, so that z itself need not be
   * kept for the backward pass.
   */
  masksFromOutputs(roots: readonly Node[]): Node[] {
    const order = topological(roots);
    const outputs = new Map(order.filter((n) => n.op === 'relu').map((n) => [n.args[0]!.id, n]));
    const input = (n: Node): readonly Node[] => {
      const relu = n.op === 'gt' ? outputs.get(n.args[0]!.id) : undefined;
      const zero = n.args[1]?.op === 'const' && n.args[1].attr === 0;
      return relu && zero ? [relu, n.args[1]!] : n.args;
    };
    const again = new Memo<Node>();
    for (const n of topological(roots, input)) {
      const args = input(n).map((a) => again.get(a.id)!);
      again.set(n.id, n.args.length === 0 ? n : this.make(n.op, args, n.attr, n.rows, n.cols));
    }
    return roots.map((n) => again.get(n.id)!);
  }
}

/** A tensor over a stretch of numbers of either type; the table's loops read and write both. */
export function tensorOver(node: Node, data: Float64Array | Float32Array) {
  return { ...tensor(0, 0), rows: node.rows, cols: node.cols, data: data as Float64Array };
}
