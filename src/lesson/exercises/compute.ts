import { askedFault, gradeQuestion, readQuestion } from '../answerkey.ts';
import { required } from '../fields.ts';
import { evaluate, tensorOf } from '../worked.ts';
import { type Common, type ExerciseKind, type Mistakes, mistakes } from './kind.ts';
import { asked, checkAsked, quantity, rows, writeNumbers } from './quantity.ts';

/** Give a matrix or a number at the lesson's numbers. */
export interface Compute extends Common {
  readonly kind: 'compute';
  readonly wants: string;
  /** Whether the student may look at gradients as row Jacobians. */
  readonly rows: boolean;
  readonly mistakes: Mistakes;
}

export const compute: ExerciseKind<Compute> = {
  about: 'give a matrix or a number',
  sample: `ask: Write $\\partial L/\\partial h$ as a list of three numbers.
wants: dL/dh
hints:
  - The errors $h - y$ are 2, −2, −2. What does the mean of their squares make of them?
mistakes:
  errors-only: { when: "h - y", say: "Those are the errors. Differentiate the square, and mind the mean." }
tests:
  - { give: "[4/3, -4/3, -4/3]", expect: correct }
  - { give: "[2, -2, -2]", expect: errors-only }`,
  fields: { wants: required(quantity), rows, mistakes },
  numeric: true,
  check(exercise, report) {
    checkAsked(exercise, report);
    if (exercise.network && Object.keys(exercise.network.values).length === 0) {
      report('wants', 'no-numbers', 'Put a `numbers` block before this exercise.');
    }
  },
  fault: (exercise) => askedFault(asked(exercise, true)),
  grade(exercise, answer, past) {
    return gradeQuestion(asked(exercise, true), answer, { ...past, numbers: true });
  },
  read: (exercise, draft) => readQuestion(asked(exercise, true), draft),
  solution(exercise) {
    const { network, wants } = exercise;
    const value = network && tensorOf(network, wants);
    return { answer: value ? writeNumbers(value) : '', shown: null };
  },
  offers: () => [],
  example({ network }, when) {
    const value = network && evaluate(network, when);
    return value && writeNumbers(value);
  },
};
