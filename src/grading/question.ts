import type { Nested } from '../engine/tensor.ts';

/** One question of the scriptable contract: a program, the shapes of its inputs, what is asked. */
export interface Question {
  /** Statements separated by `;` or new lines. */
  readonly program: string;
  /** Rows and columns of every input, as names (`o`), or numbers: a number other than 1 is a size without a name. */
  readonly shapes: Readonly<Record<string, readonly (number | string)[]>>;
  /** `dL/dW3`, a name (`z3`) or `shape(W3)`. */
  readonly ask: string;
  /** The numbers in the picture; with them an answer may be a matrix of numbers. */
  readonly values?: Readonly<Record<string, Nested>>;
  /** Gradients from which the reference is printed. */
  readonly given?: readonly string[];
  /** Names and gradients that may not be used. */
  readonly withheld?: readonly string[];
  /** The sizes in the picture, by name. */
  readonly sizes?: Readonly<Record<string, number>>;
  /** Kind of draw by input name: `one-hot axis=0`, `bits`, `unit`, `positive`, `signed`. */
  readonly draw?: Readonly<Record<string, string>>;
  /** Wrong answers peculiar to one exercise: a formula (same notation) under the label it gets. */
  readonly mistakes?: Readonly<Record<string, { readonly when?: string; readonly say?: string }>>;
}

/** A question that is wrong in itself: which field, and what to write instead. */
export class QuestionError extends Error {
  readonly field: string;
  /** Where in the field's text, when it is known; UTF-16 units, half open. */
  readonly span: readonly [number, number] | null;

  constructor(field: string, message: string, span: readonly [number, number] | null = null) {
    super(message);
    this.field = field;
    this.span = span;
  }
}
