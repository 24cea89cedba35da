import type { Expr } from '../../engine/expr.ts';
import { isScalar } from '../../engine/shape.ts';
import type { Context } from './context.ts';

/** One change at one node: what it becomes, and which piece of it turns into which. */
export interface Change {
  readonly to: Expr;
  /** The piece that goes: where an answer is mended, this is the student's mistake. */
  readonly was: Expr;
  /** The piece that comes: where the reference is changed, this is what the student has. */
  readonly now: Expr;
  /** Equal changes at other nodes have one key; with it, the change can be made everywhere. */
  readonly key?: string;
  /** A label that fits this change better than its row's. */
  readonly as?: string;
  readonly detail?: string;
  readonly hint?: string;
}

/**
 * One change at one node. Made to the reference it gives the answer of somebody who makes the
 * mistake `edit`; made to the student's answer, a change that sets it right says that the mistake
 * was `mend`. Null: the change says nothing in that direction.
 */
export interface Rewrite {
  readonly edit: string | null;
  readonly mend: string | null;
  /** Whether the change makes sense inside a mask, where only signs count. */
  readonly gates?: true;
  readonly at: (node: Expr, context: Context) => readonly Change[];
}

/** The whole node becomes another. */
export function turn(was: Expr, to: Expr, more: Partial<Change> = {}): Change {
  return { to, was, now: to, ...more };
}

/** A node as it would be read from text: nothing is simplified. */
export function make(op: string, args: readonly Expr[], attr: Expr['attr'] = null): Expr {
  return args[0]!.graph.node(op, args, attr);
}

/** An entrywise product of two tensors, of which neither only scales the other. */
export function entrywise(e: Expr): boolean {
  return e.op === 'mul' && !isScalar(e.args[0]!.shape) && !isScalar(e.args[1]!.shape);
}

export function isTensor(e: Expr): boolean {
  return !isScalar(e.shape) && e.op !== 'const';
}
