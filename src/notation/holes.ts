import type { Expr } from '../engine/expr.ts';
import type { Dim } from '../engine/shape.ts';

/** The size of a 𝟏 or an I that was typed without one. */
const OPEN = '?';

/** 𝟏 and I beside a factor of a matrix product are as long as the product needs. */
export function filled(e: Expr, beside: Expr, side: 'left' | 'right'): Expr {
  const hole = findHole(e);
  if (!hole || beside.shape === null) return e;
  const length = beside.shape[side === 'right' ? 1 : 0];
  if (hole.op === 'eye') return put(e, [length]);
  // A 𝟏 is a column on the right and a row on the left, whether ᵀ was typed or not.
  const inner = e.op === 'transpose' ? e.args[0]! : e;
  if (inner.id !== hole.id) return e;
  const shape = side === 'right' ? [length, 1] : [1, length];
  return { ...e.graph.node('ones', [], shape), span: e.span! };
}

/** The I of I − A is as large as A. */
export function filledLike(e: Expr, beside: Expr): Expr {
  if (beside.shape === null || findHole(e)?.op !== 'eye') return e;
  return put(e, [beside.shape[0]]);
}

/** The first 𝟏 or I that still has no size. */
export function findHole(e: Expr): Expr | null {
  if (e.op === 'ones' || e.op === 'eye') return (e.attr as readonly Dim[])[0] === OPEN ? e : null;
  for (const arg of e.args) {
    const hole = findHole(arg);
    if (hole) return hole.span ? hole : e;
  }
  return null;
}

function put(e: Expr, dims: readonly Dim[]): Expr {
  const args = e.args.map((a) => put(a, dims));
  const isHole = e.op === 'eye' && (e.attr as readonly Dim[])[0] === OPEN;
  const node = e.graph.node(e.op, args, isHole ? dims : e.attr);
  return e.span ? { ...node, args, ...spanOf(e) } : node;
}

function spanOf({ span, typed }: Expr): Partial<Pick<Expr, 'span' | 'typed'>> {
  return { ...(span ? { span } : {}), ...(typed ? { typed } : {}) };
}
