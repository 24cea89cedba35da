import { type Expr, topological } from '../engine/expr.ts';
import { printName } from '../notation/print.ts';
import { findGradient, type Prepared } from './prepare.ts';
import { type Feedback, unreadable } from './verdict.ts';

/**
 * Refuses what may not be used: the asked quantity itself, what is withheld, and gradients of
 * quantities that do not lie strictly between the asked one and the loss. Null when all is well.
 */
export function allowed(p: Prepared, answer: Expr): Feedback | null {
  for (const node of topological([answer])) {
    if (node.op !== 'ref') continue;
    const name = node.attr as string;
    const why = refusal(p, name);
    if (why) return unreadable('not-allowed', why, node.span ?? null);
  }
  return null;
}

function refusal(p: Prepared, name: string): string | null {
  const shown = printName(name);
  if (name === p.asked) {
    return `${shown} is the quantity you are asked for. Write it from the others.`;
  }
  const withheld = (p.question.withheld ?? []).map((w) => findGradient(p.scope, w));
  if (withheld.includes(name)) return `${shown} may not be used here. Write it out.`;
  const given = (p.question.given ?? []).map((g) => findGradient(p.scope, g));
  if (given.includes(name)) return null;
  const of = /^d.+\/d(.+)$/.exec(name)?.[1];
  if (of === undefined) {
    const later = p.ask.kind === 'value' && depends(p, name, p.asked);
    return later
      ? `${shown} is computed from ${printName(p.asked)}: write it from what comes before.`
      : null;
  }
  if (p.ask.kind === 'value') return null;
  if (of === p.loss || (of !== p.ask.name && depends(p, of, p.ask.name))) return null;
  return `${shown} is not known here: only gradients between ${printName(p.ask.name)} and ${p.loss} are.`;
}

/** Whether the value of `name` depends on `on`. */
function depends(p: Prepared, name: string, on: string): boolean {
  return name !== on && p.scope.has(on) && p.scope.reach(p.scope.ref(name)).has(on);
}
