import { constant } from '../engine/build.ts';
import { addDims, divideDim, subDims, timesDim } from '../engine/dim.ts';
import type { Expr } from '../engine/expr.ts';
import { NO_SIZE } from '../engine/ops/support.ts';
import type { Dim } from '../engine/shape.ts';

/** A typed size ends here, so that no text asks for more memory than there is. */
export const LARGEST = 100;

/** A size written as an expression: 2, N, n - k + 1; `NO_SIZE` for anything else. */
export function sizeFrom(e: Expr): Dim {
  const size = unbounded(e);
  return typeof size === 'number' && (size < 0 || size > LARGEST) ? NO_SIZE : size;
}

function unbounded(e: Expr): Dim {
  const number = constant(e);
  if (number !== null) return Number.isInteger(number) ? number : NO_SIZE;
  if (e.op === 'size') return e.attr as string;
  const [a = NO_SIZE, b = NO_SIZE] = e.args.map(unbounded);
  if (a === NO_SIZE || (b === NO_SIZE && e.op !== 'neg')) return NO_SIZE;
  switch (e.op) {
    case 'neg':
      return timesDim(a, -1);
    case 'add':
      return addDims(a, b);
    case 'sub':
      return subDims(a, b);
    case 'mul':
      return typeof a === 'number'
        ? timesDim(b, a)
        : typeof b === 'number'
          ? timesDim(a, b)
          : NO_SIZE;
    case 'div':
      return typeof b === 'number' && b > 0 ? (divideDim(a, b) ?? NO_SIZE) : NO_SIZE;
  }
  return NO_SIZE;
}
