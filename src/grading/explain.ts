import { type Expr, topological } from '../engine/expr.ts';
import type { Env } from '../engine/run.ts';
import { isScalar, type Shape, sameShape, showShape } from '../engine/shape.ts';
import { sayMisfit } from '../notation/misfit.ts';
import { print, printName } from '../notation/print.ts';
import { type Diagnosis, diagnosticianOf } from './diagnose.ts';
import { type Located, locate } from './mistakes/locate.ts';
import { signsOnly } from './mistakes/patterns.ts';
import { multiple } from './mistakes/relations.ts';
import { equalOn } from './mistakes/search.ts';
import { unlessTooLarge } from './oneanswer.ts';
import { withSizes } from './pictured.ts';
import type { Prepared } from './prepare.ts';
import { sentence, type Words } from './sentences.ts';
import { type Feedback, wrong } from './verdict.ts';

/** What all that is looked for in one answer may cost; see Budget for the unit. */
const WORK = 1e6;
/** What looking for a pattern, or for a part that is right, may cost. */
const SEARCH = 3e5;

/** What is said about a wrong formula: the mistake by name, or what else can be proved about it. */
export function explain(p: Prepared, typed: Expr, envs: readonly Env[]): Feedback {
  return p.scope.graph.budget.within(WORK, () => explained(p, typed, envs));
}

function explained(p: Prepared, typed: Expr, envs: readonly Env[]): Feedback {
  const answer = withSizes(p, typed, 'matrices');
  // The picture's numbers may stand for the sizes that they are there.
  const general = withSizes(p, answer, 'numbers');
  const readings = general.id === answer.id ? [answer] : [answer, general];
  const found = diagnosticianOf(p).diagnose(readings, envs);
  if (found) return named(p, answer, found);
  if (!answer.shape) {
    const misfit = sayMisfit(answer, p.showDim);
    return wrong('wrong-shape', `${misfit.message} ${wanted(p)}`, { span: misfit.span });
  }
  const { budget } = p.scope.graph;
  const search = <T>(run: () => T | null) => unlessTooLarge(() => budget.share(SEARCH, run));
  return (
    search(() => partly(p, answer, envs)) ??
    search(() => shown(p, answer, locate(p, answer))) ??
    unnamed(p, answer)
  );
}

/** The sentence of a mistake; what does not fit is said with both shapes first. */
function named(p: Prepared, answer: Expr, found: Diagnosis): Feedback {
  const own = p.question.mistakes?.[found.label]?.say;
  const detail = found.label === 'wrong-sum' ? axes(p, answer, found) : found.detail;
  const words = wordsFor(p, answer.shape, found.part, detail ?? '');
  const said = own ?? found.hint ?? sentence(found.label, words);
  const second = found.also && sentence(found.also, wordsFor(p, answer.shape, null, ''));
  const misfit = answer.shape ? null : sayMisfit(answer, p.showDim);
  const lead = misfit && !own ? `${misfit.message} ` : '';
  return wrong(found.label, `${lead}${said}${second ? ` And a second thing: ${second}` : ''}`, {
    span: found.part?.span ?? misfit?.span ?? null,
  });
}

/** Whether a sum went too far, not far enough, or along the other axis: the shapes say so. */
function axes(p: Prepared, { shape }: Expr, { detail }: Diagnosis): string | undefined {
  if (!shape || detail) return detail;
  const [over, under] = [0, 1].reduce(
    ([o, u], axis) => {
      const [given, want] = [shape[axis], p.shape[axis]];
      return [o || (given === 1 && want !== 1), u || (given !== 1 && want === 1)];
    },
    [false, false],
  );
  return over && under ? 'axis' : over ? 'over' : under ? 'under' : undefined;
}

/** Where an answer without a name is right all the same. */
function partly(p: Prepared, answer: Expr, envs: readonly Env[]): Feedback | null {
  if (signsOnly(p, envs, answer)) {
    return wrong('wrong-sign', sentence('wrong-sign', wordsFor(p, answer.shape, null, 'some')));
  }
  const fitting = sameShape(answer.shape!, p.shape) && !isScalar(answer.shape);
  if (!fitting || multiple(p, envs, answer)?.kind !== 'varying') return null;
  return wrong(
    'value',
    'Yours is the right one times a number, and that number is another one each time. Which value did you multiply by that does not belong there?',
  );
}

const DONE_WITH: Readonly<Record<string, string>> = {
  matmul: 'what you multiply it with',
  mul: 'what you multiply it with',
  div: 'what you divide it by',
  add: 'what you add to it',
  sub: 'what you take away',
  sum: 'how you add it up',
  mean: 'how you average it',
};

function shown(p: Prepared, answer: Expr, located: Located | null): Feedback | null {
  // The part is not shown, nor where it stands: it is the answer.
  if (tells(p, answer)) {
    const asked = printName(p.asked);
    return wrong('value', `Not equal, but a part of it is ${asked} already. What is the rest for?`);
  }
  if (!located || tells(p, located.part)) return null;
  const part = print(located.part, 'math', { showDim: p.showDim });
  const equals = located.name === null ? '' : ` = ${printName(located.name)}`;
  const look = DONE_WITH[located.above?.op ?? ''] ?? 'what you do with it';
  const label = sameShape(answer.shape!, p.shape) ? 'value' : 'wrong-shape';
  const lead =
    label === 'value' ? 'Not equal.' : `Your result is ${shapeOf(p, answer)}. ${wanted(p)}`;
  const message = `${lead} This part is right: ${part}${equals}. Look at ${look}.`;
  return wrong(label, message, { span: located.part.span ?? null });
}

function unnamed(p: Prepared, answer: Expr): Feedback {
  const words = wordsFor(p, answer.shape, null, '');
  if (sameShape(answer.shape!, p.shape)) return wrong('value', sentence('value', words));
  if (words.given !== words.shape) return wrong('wrong-shape', sentence('wrong-shape', words));
  return wrong(
    'value',
    `This has the size of the picture, ${words.given}, but it is not ${words.asked} for every network of this kind. Write it with the names of the program.`,
  );
}

/** The words of a question for an answer of shape `given`, about one part of it. */
export function wordsFor(
  p: Prepared,
  given: Shape | null,
  part: Expr | null,
  detail: string,
): Words {
  const named = part !== null && !tells(p, part);
  return {
    asked: printName(p.asked),
    shape: showShape(p.shape, p.showDim),
    given: given ? showShape(given, p.showDim) : null,
    variable: printName(p.ask.name),
    part: named ? print(part, 'math', { showDim: p.showDim }) : null,
    detail: p.scope.has(detail) ? printName(detail) : detail,
    gradient: p.ask.kind === 'gradient',
    step: stepTo(p, detail),
  };
}

/** Where a gradient lies on the way back from the loss, seen from the asked one. */
function stepTo(p: Prepared, name: string): Words['step'] {
  const { scope, asked } = p;
  if (!scope.has(name) || !name.includes('/')) return 'beside';
  if (scope.reach(scope.ref(asked)).has(name)) return 'before';
  return scope.reach(scope.ref(name)).has(asked) ? 'beyond' : 'beside';
}

/** Whether a part of an answer, printed, would show the right one: somewhere in it, or all of it. */
function tells(p: Prepared, part: Expr): boolean {
  return topological([part]).some(
    (n) => n.shape !== null && n.args.length > 0 && equalOn(p.draws(), n, p.reference),
  );
}

function wanted(p: Prepared): string {
  const { asked, variable, shape, gradient } = wordsFor(p, null, null, '');
  return gradient ? `${asked} has the shape of ${variable}: ${shape}.` : `${asked} is ${shape}.`;
}

function shapeOf(p: Prepared, e: Expr): string {
  return showShape(e.shape!, p.showDim);
}
