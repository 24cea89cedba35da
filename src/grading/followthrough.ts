import { Env } from '../engine/run.ts';
import { Scope } from '../engine/scope.ts';
import { sameShape } from '../engine/shape.ts';
import type { Tensor } from '../engine/tensor.ts';
import { parse } from '../notation/parse.ts';
import { printName } from '../notation/print.ts';
import { findGradient, type Prepared } from './prepare.ts';
import { type Feedback, right } from './verdict.ts';

/** An earlier question of the same lesson, and the wrong answer that was left to it. */
export interface Earlier {
  readonly ask: string;
  readonly answer: string;
}

/** The program as it would be if a student's own earlier answer were right. */
interface Consequence {
  readonly name: string;
  readonly scope: Scope;
}

/**
 * Error carried forward: an answer that is wrong, but right given an earlier wrong one, is credited,
 * and the student is told where the slip was. `agrees` compares it with what is asked in a scope
 * where the earlier answer stands in place of the definition. Null when none explains it.
 */
export function followThrough(
  p: Prepared,
  earlier: readonly Earlier[],
  agrees: (scope: Scope) => boolean,
): Feedback | null {
  for (const each of earlier) {
    const found = consequence(p, each);
    if (!found || !agrees(found.scope)) continue;
    const slip = printName(found.name);
    const message = `That follows from your own ${slip}. The slip is there: go back and look at it again.`;
    return { ...right(null), label: 'follow-through', message };
  }
  return null;
}

function consequence(p: Prepared, { ask, answer }: Earlier): Consequence | null {
  const name = findGradient(p.scope, ask);
  if (name === p.asked || !p.scope.definitions.has(name)) return null;
  if (!p.scope.reach(p.reference).has(name)) return null;
  const read = parse(answer, p.vocabulary);
  if (!read.ok || !read.expr.shape || p.scope.reach(read.expr).has(name)) return null;
  const isNumbers = read.cells !== null && p.values !== null;
  if (!isNumbers && !sameShape(read.expr.shape, p.scope.shapes.get(name)!)) return null;
  if (isNumbers && !fitsNumbers(p, name, read.expr.attr as Tensor)) return null;
  const scope = new Scope(p.scope.graph);
  for (const [each, shape] of p.scope.shapes) scope.shapes.set(each, shape);
  for (const [each, value] of p.scope.definitions) scope.definitions.set(each, value);
  scope.definitions.set(name, read.expr);
  return { name, scope };
}

function fitsNumbers(p: Prepared, name: string, typed: Tensor): boolean {
  const right = p.values?.get(name);
  return right !== undefined && right.rows === typed.rows && right.cols === typed.cols;
}

/** The asked quantity at the question's numbers, as it follows from an earlier answer. */
export function valueIn(p: Prepared, scope: Scope): Tensor {
  const free = scope.free().flatMap((name) => {
    const value = p.values?.get(name);
    return value ? [[name, value] as const] : [];
  });
  return new Env(scope, new Map(free), p.sizes).named(p.asked);
}
