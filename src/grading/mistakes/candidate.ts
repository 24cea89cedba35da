import type { Expr } from '../../engine/expr.ts';

/** A wrong answer that a known mistake gives, or a mended one that tells which mistake it was. */
export interface Candidate {
  readonly label: string;
  readonly expr: Expr;
  /** What the mistake left or put in the reference, or the place of the answer that a mend changes. */
  readonly part: Expr | null;
  /** What the sentence names besides: a factor, another quantity. */
  readonly detail?: string;
  /** A sentence for this mistake alone, where the label's own would be too general. */
  readonly hint?: string;
}
