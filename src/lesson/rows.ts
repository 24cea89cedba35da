import { add, matmul, mul, neg, sub, transpose } from '../engine/build.ts';
import { type Expr, Graph, topological } from '../engine/expr.ts';
import { Memo } from '../engine/memo.ts';
import { isScalar, showShape } from '../engine/shape.ts';
import { isGradient } from './network.ts';

/*
 * The two conventions of a gradient. In this lab ∂L/∂v stands like v, and a chain is built from the
 * right: W₃ᵀ (∂L/∂h₃ ⊙ 1[z₃>0]). As a row Jacobian (numerator layout) it lies down, slopes make a
 * diagonal matrix, and the factors stand in the order of the chain rule: ∂L/∂h₃ diag(1[z₃>0]) W₃.
 * One is the transpose of the other.
 */

/** The definition of a gradient in rows: of shape c×r where `e` is r×c, on a graph of its own. */
export function inRows(e: Expr): Expr {
  const twin = new Twin(new Graph(e.graph.ops, e.graph.same), e);
  return twin.turned(e);
}

/** A gradient of row Jacobians on the graph `to`: there every gradient's name is of the turned shape. */
class Twin {
  readonly to: Graph;
  private readonly copies = new Memo<Expr>();
  /** Whether a gradient flows through a node; what it does not flow through is a local slope. */
  private readonly flows = new Memo<boolean>();

  constructor(to: Graph, root: Expr) {
    this.to = to;
    for (const node of topological([root])) {
      const flows = isFlow(node) || node.args.some((each) => this.flows.get(each.id));
      this.flows.set(node.id, flows);
      this.copies.set(node.id, this.copied(node));
    }
  }

  private copied({ op, args, attr, shape }: Expr): Expr {
    if (op === 'ref' && isGradient(attr as string)) {
      const [rows, cols] = shape!;
      return transpose(this.to.ref(attr as string, [cols, rows]));
    }
    if (op === 'ref') return this.to.ref(attr as string, shape!);
    const inner = args.map((each) => this.copies.get(each.id)!);
    return op === 'transpose' ? transpose(inner[0]!) : this.to.node(op, inner, attr);
  }

  /** The transpose of a node, where the gradient flows through it written without a ᵀ. */
  turned(e: Expr): Expr {
    const copy = (each: Expr) => this.copies.get(each.id)!;
    const [a, b] = e.args as readonly [Expr, Expr];
    if (!this.flows.get(e.id)) return transpose(copy(e));
    switch (e.op) {
      case 'matmul':
        return matmul(this.turned(b), this.turned(a));
      case 'mul':
        return this.turnedProduct(a, b);
      case 'neg':
        return neg(this.turned(a));
      case 'add':
        return add(this.turned(a), this.turned(b));
      case 'sub':
        return sub(this.turned(a), this.turned(b));
      default:
        return transpose(copy(e));
    }
  }

  /** A column times slopes, entry by entry, is a row times the diagonal matrix of the slopes. */
  private turnedProduct(a: Expr, b: Expr): Expr {
    const slopes = [b, a].find((each) => !this.flows.get(each.id));
    const column = slopes?.shape?.[1] === 1 && !isScalar(slopes.shape) && !isScalar(a.shape);
    if (!slopes || !column || isScalar(b.shape)) return mul(this.turned(a), this.turned(b));
    const diagonal = this.to.node('diag', [this.copies.get(slopes.id)!]);
    return matmul(this.turned(slopes === a ? b : a), diagonal);
  }
}

function isFlow({ op, attr }: Expr): boolean {
  return op === 'ref' && isGradient(attr as string);
}

/** The shapes of a formula in the places of its factors: `4×3 · (3×1 ⊙ 3×1)`; scalars are left out. */
export function shapesIn(e: Expr): string {
  const inner = e.args.filter((each) => !isScalar(each.shape));
  const sign = { matmul: ' · ', mul: ' ⊙ ', add: ' + ', sub: ' − ' }[e.op];
  if (sign && inner.length > 1) {
    const part = (each: Expr) =>
      each.op === e.op || !isChain(each) ? shapesIn(each) : `(${shapesIn(each)})`;
    return inner.map(part).join(sign);
  }
  const through = (e.op === 'mul' || e.op === 'neg') && inner.length === 1;
  return through ? shapesIn(inner[0]!) : showShape(e.shape ?? [1, 1]);
}

function isChain(e: Expr): boolean {
  const parts = e.args.filter((each) => !isScalar(each.shape));
  return ['matmul', 'mul', 'add', 'sub'].includes(e.op) && parts.length > 1;
}
