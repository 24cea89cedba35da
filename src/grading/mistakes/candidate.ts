import type { Expr } from '../../engine/expr.ts';

/** A wrong answer that a known mistake gives, or a mended one that tells which mistake it was. */
export interface Candidate {
  readonly label: string;
  readonly expr: Expr;
  /** The node of the student's that the mend changes; null where the reference was changed. */
  readonly part: Expr | null;
}
