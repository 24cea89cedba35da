/**
 * A size: a number, or a name such as `N` that stands for a size nobody has fixed yet, or a sum of
 * such in one canonical spelling, `n-k+1` (see dim.ts).
 */
export type Dim = number | string;

/** Rows and columns. Every tensor is a matrix: a scalar is 1×1, a list is a column. */
export type Shape = readonly [rows: Dim, cols: Dim];

export const SCALAR: Shape = [1, 1];

/** Whether two sizes are one. Generalising a program hands in a version that also remembers. */
export type SameDim = (a: Dim, b: Dim) => boolean;

/** Why shapes do not fit an op: which rule was broken, and the shapes that broke it. */
export interface Misfit {
  readonly rule:
    | 'entrywise'
    | 'inner'
    | 'scalar'
    | 'square'
    | 'vector'
    | 'literal'
    /** Not as many entries. */
    | 'count'
    /** Not the same size beside one another. */
    | 'beside'
    /** Rows or columns that are not there. */
    | 'range'
    /** A window that does not fit into a matrix, or does not tile it. */
    | 'window'
    /** Something that is no size where a size belongs. */
    | 'size';
  readonly shapes: readonly Shape[];
}

/** Plain equality: named sizes are equal only to themselves. */
export const sameDim: SameDim = (a, b) => a === b;

export function sameShape(a: Shape, b: Shape, same: SameDim = sameDim): boolean {
  return same(a[0], b[0]) && same(a[1], b[1]);
}

export function isScalar(shape: Shape | null): boolean {
  return shape !== null && shape[0] === 1 && shape[1] === 1;
}

/** The shape of an entrywise result. An axis stretches only where its size is literally 1. */
export function broadcast(a: Shape, b: Shape, same: SameDim): Shape | Misfit {
  const rows = stretch(a[0], b[0], same);
  const cols = stretch(a[1], b[1], same);
  if (rows === null || cols === null) return { rule: 'entrywise', shapes: [a, b] };
  return [rows, cols];
}

function stretch(a: Dim, b: Dim, same: SameDim): Dim | null {
  if (a === 1) return b;
  if (b === 1 || same(a, b)) return a;
  return null;
}

export function isMisfit(x: Shape | Misfit): x is Misfit {
  return 'rule' in x;
}

/** `3×4`, `o×N`, `(n-k+1)×1`. */
export function showShape(shape: Shape, showDim: (d: Dim) => string = String): string {
  const [rows, cols] = shape.map((d) => {
    const text = showDim(d);
    return /[+-]/.test(text) ? `(${text})` : text;
  });
  return `${rows}×${cols}`;
}
