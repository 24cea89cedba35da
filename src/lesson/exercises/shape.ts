import { showShape } from '../../engine/shape.ts';
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
  fields: { wants: required(quantity), mistakes },
  check: checkAsked,
  fault: (exercise) => askedFault(question(exercise)),
  grade: (exercise, answer, previous) => gradeQuestion(question(exercise), answer, previous),
  read: (exercise, draft) => readQuestion(question(exercise), draft),
  solution(exercise) {
    const { network, wants } = exercise;
    const shape = network && shapeOf(network, wants);
    return { answer: shape ? showShape(shape) : '', shown: null };
  },
};

function question(exercise: Shape) {
  return { ...asked(exercise), ask: `shape(${exercise.wants})` };
}
