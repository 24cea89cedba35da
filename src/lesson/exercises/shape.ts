import { showShape } from '../../engine/shape.ts';
import type { Feedback } from '../../grading/verdict.ts';
import { askedFault, gradeQuestion, readQuestion } from '../answerkey.ts';
import { required } from '../fields.ts';
import { shapeOf } from '../worked.ts';
import { type Common, type ExerciseKind, type Mistakes, mistakes } from './kind.ts';
import { asked, checkAsked, quantity } from './quantity.ts';

/** Predict a shape, rows×columns. */
export interface Shape extends Common {
  readonly kind: 'shape';
  readonly wants: string;
  readonly mistakes: Mistakes;
}

export const shape: ExerciseKind<Shape> = {
  about: 'predict a shape',
  sample: `ask: $W$ is 3×2. What shape does $\\partial L/\\partial W$ have?
wants: dL/dW
hints:
  - One sensitivity for each weight, in the weight's own place.
mistakes:
  on-its-side: { when: "2×3", say: "Six numbers is right. But rows are outputs and columns are inputs." }
tests:
  - { give: "3×2", expect: correct }
  - { give: "2×3", expect: on-its-side }`,
  fields: { wants: required(quantity), mistakes },
  numeric: false,
  check: checkAsked,
  fault: (exercise) => askedFault(question(exercise)),
  grade: (exercise, answer, past) =>
    better(exercise, answer, gradeQuestion(question(exercise), answer, past)),
  read: (exercise, draft) => readQuestion(question(exercise), draft),
  solution(exercise) {
    const { network, wants } = exercise;
    const shape = network && shapeOf(network, wants);
    return { answer: shape ? showShape(shape) : '', shown: null };
  },
  offers: () => [],
  example: (_, when) => when,
};

function question(exercise: Shape) {
  return { ...asked(exercise), ask: `shape(${exercise.wants})` };
}

/** A sentence of the lesson's own, where the answer is the wrong shape that it stands for. */
function better(exercise: Shape, answer: string, feedback: Feedback): Feedback {
  if (feedback.verdict !== 'incorrect') return feedback;
  const own = Object.entries(exercise.mistakes).find(([label, { when }]) =>
    when === null ? label === feedback.label : same(when, answer),
  );
  return own ? { ...feedback, label: own[0], message: own[1].say } : feedback;
}

function same(a: string, b: string): boolean {
  return sizes(a).join() === sizes(b).join();
}

/** `3×4`, `3x4`, `(3, 4)` as its sizes. */
function sizes(shape: string): readonly string[] {
  return shape.split(/[\s×x*,()[\]]+/).filter((size) => size !== '');
}
