import type { Expr } from '../engine/expr.ts';
import { written } from './printer.ts';
import type { Dialect, PrintOptions } from './printname.ts';

export { type Dialect, type PrintOptions, printName, printNumber } from './printname.ts';

/** The text of an expression; `parse(print(e))` is `e`, in both dialects. */
export function print(e: Expr, dialect: Dialect = 'math', options: PrintOptions = {}): string {
  return written(e, dialect, options);
}
