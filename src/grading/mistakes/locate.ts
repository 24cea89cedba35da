import type { Expr } from '../../engine/expr.ts';
import { topological } from '../../engine/expr.ts';
import type { Env } from '../../engine/run.ts';
import { isScalar } from '../../engine/shape.ts';
import type { Prepared } from '../prepare.ts';
import { equalOn, levels } from './search.ts';

/** A part of a wrong answer that is right: what it is, and what is done with it. */
export interface Located {
  readonly part: Expr;
  /** The name of what it equals; null for a part of the chain that has no name. */
  readonly name: string | null;
  /** The node above it, where the answer leaves the right way. */
  readonly above: Expr | null;
}

/** The largest part of a wrong answer that is a quantity of the program, or a piece of the chain. */
export function locate(p: Prepared, answer: Expr): Located | null {
  const envs = p.draws();
  const parts = topological([answer])
    .filter((n) => n.id !== answer.id && n.span && n.args.length > 0 && isTable(n))
    .reverse();
  const names = [...p.scope.shapes.keys()].filter((n) => n !== p.asked);
  const gradients = names.filter((n) => n.includes('/'));
  const values = names.filter((n) => !n.includes('/'));
  const named = (part: Expr, among: readonly string[]) =>
    among.find((n) => equalOn(envs, part, p.scope.ref(n))) ?? null;
  for (const part of parts) {
    const name = named(part, gradients);
    if (name) return { part, name, above: aboveOf(answer, part) };
  }
  const pieces = levels(p)
    .flatMap((e) => topological([e]))
    .filter((n) => n.args.length > 0);
  for (const part of parts) {
    const name = named(part, values);
    const isPiece = name === null && pieces.some((piece) => sameAnyhow(envs, part, piece, p));
    if (name !== null || isPiece) return { part, name, above: aboveOf(answer, part) };
  }
  return null;
}

/** Whether a part is a piece of the chain, but not all of it. */
function sameAnyhow(envs: readonly Env[], part: Expr, piece: Expr, p: Prepared): boolean {
  return equalOn(envs, part, piece) && !equalOn(envs, part, p.reference);
}

function isTable(e: Expr): boolean {
  return e.shape !== null && !isScalar(e.shape) && !['transpose', 'neg', 'gt'].includes(e.op);
}

function aboveOf(answer: Expr, part: Expr): Expr | null {
  return topological([answer]).find((n) => n.args.some((a) => a.id === part.id)) ?? null;
}
