import type { Nested } from '../../../src/engine/tensor.ts';
import type { Question } from '../../../src/grading/question.ts';

/** One exercise of a course on backpropagation: right answers, and wrong ones with their mistake. */
export interface CourseExercise {
  readonly id: string;
  readonly question: Question;
  /** The numbers of its picture, for answers that are numbers. */
  readonly values?: Readonly<Record<string, Nested>>;
  /** The rows of its lesson: formulas of wrong answers that no table can know. */
  readonly mistakes?: NonNullable<Question['mistakes']>;
  readonly right: readonly string[];
  readonly wrong: readonly (readonly [code: string, answer: string])[];
}

/** `x = [1, 2]; W = [[1, 0], [0, 1]]` */
export function numbers(text: string): Record<string, Nested> {
  const parts = text.split(';').map((part) => part.split('='));
  return Object.fromEntries(
    parts.map(([name, value]) => [name!.trim(), JSON.parse(value!) as Nested]),
  );
}
