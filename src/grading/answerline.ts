import { grade } from './grade.ts';
import { type Prepared, prepare, QuestionError } from './prepare.ts';
import type { Question } from './question.ts';
import { Recent } from './recent.ts';
import type { Feedback } from './verdict.ts';

/** One line of the scriptable contract: a question, the answer to it, and an id of the caller's. */
export type Graded = { readonly id: unknown } & (Feedback | { readonly error: string });

/** Which question a line answers; students' lines with one key answer the same. */
export interface Asked {
  readonly key: string;
  /** The exercise, or what is asked: `dW3`, `dL/dW3`. */
  readonly name: string;
  readonly lesson: string | null;
}

/** Finds the grader of a lesson's exercise at the numbers of a seed, 0 for its own. Throws a QuestionError when there is none. */
export type FindExercise = (
  lesson: string,
  exercise: string,
  seed: number,
) => (answer: string) => Feedback;

/** Questions that were prepared lately; students answer the same few again and again. */
const MOST_PREPARED = 64;
const LONGEST_LINE = 200_000;

/**
 * Grades JSON lines, one at a time, in constant memory. What is not a question gets an `error`;
 * the rest goes on.
 */
export class LineGrader {
  private readonly prepared = new Recent<string, Prepared>(MOST_PREPARED);
  private readonly findExercise: FindExercise;

  constructor(findExercise: FindExercise) {
    this.findExercise = findExercise;
  }

  grade(line: string): Graded {
    return this.gradeNamed(line).graded;
  }

  /** The same, and which question it was; null for what is not one. */
  gradeNamed(line: string): { readonly graded: Graded; readonly asked: Asked | null } {
    let id: unknown = null;
    try {
      const fields = readFields(line);
      id = fields.id ?? null;
      const { answer } = fields;
      if (typeof answer !== 'string') {
        throw new QuestionError('answer', 'An answer is a text: "answer": "dL_dh3 * (z3 > 0)".');
      }
      const { asked, feedback } = this.gradeFields(fields, answer);
      return { graded: { id, ...feedback }, asked };
    } catch (error) {
      if (!(error instanceof QuestionError)) throw error;
      return { graded: { id, error: `${error.field}: ${error.message}` }, asked: null };
    }
  }

  private gradeFields(
    fields: Record<string, unknown>,
    answer: string,
  ): { readonly asked: Asked; readonly feedback: Feedback } {
    const { lesson, exercise, seed = 0 } = fields;
    if (lesson === undefined && exercise === undefined) {
      const question = readQuestion(fields);
      const { program, shapes, ask } = question;
      const key = JSON.stringify([program, shapes, ask]);
      const feedback = grade(this.prepare(question), answer);
      return { asked: { key, name: ask, lesson: null }, feedback };
    }
    if (typeof lesson !== 'string' || typeof exercise !== 'string') {
      throw new QuestionError('lesson', 'Both are needed: "lesson": "…" and "exercise": "…".');
    }
    if (!Number.isSafeInteger(seed) || (seed as number) < 0) {
      throw new QuestionError('seed', 'A seed is a whole number from 0 up: "seed": 7.');
    }
    const feedback = this.findExercise(lesson, exercise, seed as number)(answer);
    return { asked: { key: `${lesson}/${exercise}`, name: exercise, lesson }, feedback };
  }

  private prepare(question: Question): Prepared {
    return this.prepared.get(JSON.stringify(question), () => prepare(question));
  }
}

function readFields(line: string): Record<string, unknown> {
  if (line.length > LONGEST_LINE) {
    throw new QuestionError('line', `A line may have ${LONGEST_LINE} characters at most.`);
  }
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    throw new QuestionError('line', 'This is not one JSON object on one line.');
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new QuestionError('line', 'A question is a JSON object: {"program": …, "ask": …}.');
  }
  return value as Record<string, unknown>;
}

type Check = (value: unknown) => boolean;
const isText: Check = (v) => typeof v === 'string';
const isTexts: Check = (v) => Array.isArray(v) && v.every(isText);
const isRecord: Check = (v) => typeof v === 'object' && v !== null && !Array.isArray(v);
const everyValue =
  (check: Check): Check =>
  (v) =>
    isRecord(v) && Object.values(v as object).every(check);
const isSize: Check = (v) => Number.isInteger(v) && (v as number) >= 1 && (v as number) <= 1000;
const isNumber: Check = (v) => typeof v === 'number' && Number.isFinite(v);
const isRow: Check = (v) =>
  Array.isArray(v) && v.length > 0 && v.length <= 100 && v.every(isNumber);
const isNested: Check = (v) =>
  isNumber(v) ||
  isRow(v) ||
  (Array.isArray(v) && v.length > 0 && v.length <= 100 && v.every(isRow));

/** The fields of a question: whether they are needed, what they have to be, and how that is said. */
const FIELDS: readonly (readonly [name: keyof Question, needed: boolean, Check, hint: string])[] = [
  ['program', true, isText, 'a text such as "z = W @ x; h = relu(z)"'],
  ['shapes', true, isRecord, 'an object such as {"W": ["o", "h"], "x": ["h", 1]}'],
  ['ask', true, isText, 'a text such as "dL/dW", "z" or "shape(W)"'],
  ['values', false, everyValue(isNested), 'an object of numbers, lists or lists of rows'],
  ['given', false, isTexts, 'a list of names such as ["dL/dh3"]'],
  ['withheld', false, isTexts, 'a list of names such as ["dL/dh2"]'],
  ['sizes', false, everyValue(isSize), 'an object such as {"N": 4}'],
  ['draw', false, everyValue(isText), 'an object such as {"Y": "one-hot axis=0"}'],
];

/** A question from fields of unknown origin. Throws a QuestionError that names the field. */
export function readQuestion(fields: Record<string, unknown>): Question {
  for (const [name, needed, check, hint] of FIELDS) {
    const value = fields[name];
    if (value === undefined && !needed) continue;
    if (!check(value)) throw new QuestionError(name, `This should be ${hint}.`);
  }
  const known = FIELDS.filter(([name]) => fields[name] !== undefined);
  return Object.fromEntries(known.map(([name]) => [name, fields[name]])) as unknown as Question;
}
