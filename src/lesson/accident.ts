import { Env } from '../engine/run.ts';
import { sameShape } from '../engine/shape.ts';
import { diagnosticianOf } from '../grading/diagnose.ts';
import { agree } from '../grading/judge.ts';
import { unlessTooLarge } from '../grading/oneanswer.ts';
import { print } from '../notation/print.ts';
import { askedFault, reference } from './answerkey.ts';
import type { Compute } from './exercises/compute.ts';
import { asked } from './exercises/quantity.ts';
import type { Network } from './lesson.ts';

/** A known mistake that gives the right numbers, by accident: its label and the wrong formula. */
export interface Accident {
  readonly label: string;
  readonly formula: string;
}

const known = new WeakMap<Network, Map<string, readonly Accident[]>>();

/** The known mistakes that the numbers of a question do not tell from the right answer, one of each label. */
export function accidentsAt(exercise: Compute): readonly Accident[] {
  const { network, id } = exercise;
  if (!network) return [];
  const byId = known.get(network) ?? new Map<string, readonly Accident[]>();
  known.set(network, byId);
  const found = byId.get(id) ?? look(exercise);
  byId.set(id, found);
  return found;
}

function look(exercise: Compute): readonly Accident[] {
  if (askedFault(asked(exercise, true))) return [];
  const p = reference(asked(exercise, true));
  const value = p.values?.get(p.asked);
  if (!p.values || !value) return [];
  const env = new Env(p.scope, p.values, p.sizes);
  const found = new Map<string, Accident>();
  for (const { label, expr } of diagnosticianOf(p).candidates()) {
    if (found.has(label) || !expr.shape || !sameShape(expr.shape, p.shape)) continue;
    const theirs = unlessTooLarge(() => env.value(expr));
    if (!theirs || !agree(theirs, value)) continue;
    found.set(label, { label, formula: print(expr, 'math', { showDim: p.showDim }) });
  }
  return [...found.values()];
}
