import type { Env } from '../engine/run.ts';
import { sameShape } from '../engine/shape.ts';
import { diagnosticianOf } from '../grading/diagnose.ts';
import type { Candidate } from '../grading/mistakes/candidate.ts';
import { rank } from '../grading/mistakes/ranking.ts';
import { equalOn, fingerprint } from '../grading/mistakes/search.ts';
import type { Prepared } from '../grading/prepare.ts';
import { print } from '../notation/print.ts';
import { askedFault, reference } from './answerkey.ts';
import { type Exercise, gradeExercise } from './exercises/index.ts';
import { asked } from './exercises/quantity.ts';
import type { Lesson, Place } from './lesson.ts';

/** One wrong answer that mistakes of different families lead to, so that its name is a guess. */
export interface Unsettled {
  readonly exercise: string;
  /** The labels, the one that a student is told first. */
  readonly labels: readonly string[];
  readonly answer: string;
  readonly place: Place;
}

/** What a label is about. Two of one family ask for the same second look, so either will do. */
const families: Readonly<Record<string, readonly string[]>> = {
  shape: [
    ...['missing-transpose', 'extra-transpose', 'transposed-result', 'wrong-order', 'wrong-shape'],
    ...['elementwise-for-matmul', 'matmul-for-elementwise', 'wrong-grouping', 'other-layout'],
  ],
  slope: [
    ...['missing-mask', 'wrong-mask', 'inverted-mask', 'value-for-slope', 'slope-for-value'],
    ...['wrong-slope', 'missing-activation', 'wrong-activation', 'softmax-diagonal'],
  ],
  chain: [
    ...['missing-factor', 'extra-factor', 'wrong-tensor', 'other-gradient', 'forward-value'],
    ...['missing-path', 'missing-term', 'product-for-sum'],
  ],
  constant: ['constant-factor', 'wrong-sum'],
  sign: ['wrong-sign'],
};

/** Pairs of which one explains the other: the order of labels settles which is said, and it is no guess. */
const explained: readonly (readonly [string, string])[] = [
  ['missing-mask', 'wrong-tensor'],
  ['missing-mask', 'missing-factor'],
  ['missing-mask', 'other-gradient'],
  ['inverted-mask', 'wrong-sign'],
  ['constant-factor', 'missing-factor'],
];

/**
 * The wrong answers to a lesson's formulas that two mistakes of different families give, for every
 * draw, and that neither the order of labels nor a `when` of the lesson settles.
 */
export function unsettled(lesson: Lesson): readonly Unsettled[] {
  return lesson.steps.flatMap(({ exercise }) =>
    exercise?.kind === 'derive' && askedFault(asked(exercise)) === null
      ? ofExercise(exercise, reference(asked(exercise)))
      : [],
  );
}

function ofExercise(exercise: Exercise, p: Prepared): readonly Unsettled[] {
  const classes = new Map<string, Candidate[]>();
  for (const candidate of diagnosticianOf(p).candidates()) {
    if (!candidate.expr.shape || !sameShape(candidate.expr.shape, p.shape)) continue;
    const key = p
      .draws()
      .slice(0, 2)
      .map((env: Env) => fingerprint(candidate.expr, env))
      .join(' ');
    classes.set(key, [...(classes.get(key) ?? []), candidate]);
  }
  return [...classes.values()].flatMap((all): Unsettled[] => {
    const [first] = all;
    const labels = open([...new Set(all.map(({ label }) => label))]);
    if (labels.length < 2 || !all.every(({ expr }) => equalOn(p.draws(), expr, first!.expr))) {
      return [];
    }
    const answer = print(first!.expr, 'numpy', { showDim: p.showDim });
    const said = gradeExercise(exercise, answer).label ?? '';
    const isOwn = 'mistakes' in exercise && exercise.mistakes[said]?.when != null;
    if (isOwn || !labels.includes(said)) return [];
    const others = labels.filter((label) => label !== said);
    return [{ exercise: exercise.id, labels: [said, ...others], answer, place: exercise.place }];
  });
}

function explains(label: string, other: string): boolean {
  return explained.some((pair) => pair.includes(label) && pair.includes(other));
}

/** The labels that the order leaves open, one of each family; fewer than two when it settles them. */
function open(labels: readonly string[]): readonly string[] {
  const left = labels.filter(
    (label) => !labels.some((other) => rank(other) < rank(label) && explains(other, label)),
  );
  const family = (label: string) =>
    Object.keys(families).find((name) => families[name]!.includes(label)) ?? label;
  return left.filter((label, i) => left.findIndex((each) => family(each) === family(label)) === i);
}
