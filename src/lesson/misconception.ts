import { contextOf } from '../grading/mistakes/context.ts';
import { fromRules } from '../grading/mistakes/rules.ts';
import { fromEdits } from '../grading/mistakes/search.ts';
import { QuestionError, teach } from '../grading/prepare.ts';
import type { Feedback } from '../grading/verdict.ts';
import { print } from '../notation/print.ts';
import { reference } from './answerkey.ts';
import { type Exercise, gradeExercise, kindOf, offersOf } from './exercises/index.ts';
import { asked } from './exercises/quantity.ts';

/** A wrong answer, and what the lab says to it. */
export interface Message {
  readonly answer: string;
  readonly feedback: Feedback;
}

/** Of one mistake no more answers are given. */
const most = 3;

/**
 * Wrong answers to an exercise with what a student hears: one for each mistake that the lab can name
 * here; with `label`, those of a student who makes that mistake. They come from the lesson's tests
 * and mistakes, from what the question lists, and from the tables that the grader looks in.
 */
export function messagesOf(exercise: Exercise, label: string | null = null): readonly Message[] {
  const limit = label === null ? 1 : most;
  const found = new Map<string, Message[]>();
  const tried = new Set<string>();
  for (const [answer, hint] of answers(exercise)) {
    if (tried.has(answer) || (label !== null && hint !== null && hint !== label)) continue;
    if (hint !== null && (found.get(hint)?.length ?? 0) >= limit) continue;
    tried.add(answer);
    const feedback = gradeExercise(exercise, answer);
    const name = feedback.label ?? '';
    const known = found.get(name) ?? [];
    if (feedback.verdict !== 'incorrect' || known.length >= limit) continue;
    // An answer that is called something else than it was made for is a bad example of that.
    if (hint !== null && name !== hint) continue;
    if (label === null || name === label) found.set(name, [...known, { answer, feedback }]);
  }
  return [...found.values()].flat();
}

/** Answers that may be wrong, each with the label it should get, where that is known. */
function* answers(exercise: Exercise): Generator<readonly [string, string | null]> {
  for (const { give, expect } of exercise.tests) {
    const isVerdict = ['correct', 'incorrect', 'unreadable'].includes(expect);
    if (expect !== 'correct') yield [give, isVerdict ? null : expect];
  }
  const own = 'mistakes' in exercise ? Object.entries(exercise.mistakes) : [];
  for (const [label, { when }] of own) {
    const answer = when === null ? null : kindOf(exercise).example(exercise, when);
    if (answer !== null) yield [answer, label];
  }
  for (const { name } of offersOf(exercise)) yield [name, null];
  for (const [formula, label] of formulas(exercise)) {
    const answer = kindOf(exercise).example(exercise, formula);
    if (answer !== null) yield [answer, label];
  }
}

/** What students with the misconceptions of the tables would write. */
function* formulas(exercise: Exercise): Generator<readonly [string, string]> {
  if (!('wants' in exercise) || !('mistakes' in exercise) || exercise.kind === 'shape') return;
  const question = asked(exercise, kindOf(exercise).numeric);
  try {
    const p = reference(question);
    // A sign is found by comparing values, so no table makes it.
    const right = teach(p.scope, p.asked, p.question.given ?? []);
    yield [print(right.graph.node('neg', [right]), 'numpy', { showDim: p.showDim }), 'wrong-sign'];
    for (const { label, expr } of [...fromRules(p), ...fromEdits(p, contextOf(p))]) {
      yield [print(expr, 'numpy', { showDim: p.showDim }), label];
    }
  } catch (error) {
    if (!(error instanceof QuestionError)) throw error;
  }
}
