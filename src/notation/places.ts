import { addDims } from '../engine/dim.ts';
import type { Attr, Expr } from '../engine/expr.ts';
import type { Dim } from '../engine/shape.ts';

/**
 * What stands between the brackets of a slice as NumPy writes it, `0:2`, `:` or `1`, one text for the
 * rows and, where columns are cut too, one for those. Null for a slice that brackets cannot write.
 */
export function places(e: Expr, show: (d: Dim) => string): readonly string[] | null {
  const x = e.args[0]!.shape;
  const sizes = sizesOf(e.attr);
  if (e.op !== 'slice' || x === null || !sizes) return null;
  const [top, bottom, left, right] = sizes;
  if (left === undefined) return [range(top, bottom, show)];
  const rows = top === 0 && bottom === x[0] ? ':' : range(top, bottom, show);
  return [rows, range(left, right!, show)];
}

/** One row or column is written by its number, counted from 0. */
function range(from: Dim, to: Dim, show: (d: Dim) => string): string {
  return addDims(from, 1) === to ? show(from) : `${show(from)}:${show(to)}`;
}

function sizesOf(attr: Attr): readonly [Dim, Dim, Dim?, Dim?] | null {
  const sizes = attr as readonly Dim[];
  return sizes.length === 2 || sizes.length === 4 ? (sizes as [Dim, Dim]) : null;
}
