import { type GradeOptions, grade } from '../grading/grade.ts';
import { type Prepared, prepare, QuestionError, withNumbers } from '../grading/prepare.ts';
import type { Question } from '../grading/question.ts';
import { read } from '../grading/reading.ts';
import { Recent } from '../grading/recent.ts';
import { type Feedback, type Reading, unreadable } from '../grading/verdict.ts';
import type { Mistakes } from './exercises/kind.ts';
import type { Network } from './lesson.ts';
import { work } from './worked.ts';

/** A question about a network, as an exercise asks it. */
export interface Asked {
  readonly network: Network;
  readonly ask: string;
  readonly given: readonly string[];
  readonly withheld: readonly string[];
  readonly draw: Readonly<Record<string, string>>;
  readonly mistakes: Mistakes;
  /** Whether an answer may be a matrix of numbers, right at the lesson's numbers. */
  readonly numbers: boolean;
  /** The exercise: what the preparation is remembered by. */
  readonly owner: object;
}

/** What a lesson's author wrote that cannot be asked: the key, and what to write instead. */
export interface AskedFault {
  readonly field: string;
  readonly message: string;
}

const remembered = new WeakMap<object, Prepared>();

/** The reference for a question, computed once. Throws a QuestionError when it cannot be asked. */
export function reference(asked: Asked): Prepared {
  const known = remembered.get(asked.owner);
  if (known) return known;
  const asking = question(asked);
  const { values, mistakes, ...general } = asking;
  const key = JSON.stringify(general);
  const made = withNumbers(
    prepared.get(key, () => prepare(asking)),
    asking,
  );
  remembered.set(asked.owner, made);
  return made;
}

/** Questions that differ in numbers alone share what is costly: draws, and mistakes to look for. */
const prepared = new Recent<string, Prepared>(100);

/** What stands in the way of asking, or null. */
export function askedFault(asked: Asked): AskedFault | null {
  return attempt(
    () => {
      reference(asked).draws();
      return null;
    },
    (error) => ({ field: error.field, message: error.message }),
  );
}

/** The verdict of the grader; a question that cannot be asked costs the student nothing. */
export function gradeQuestion(asked: Asked, answer: string, options: GradeOptions): Feedback {
  return attempt(
    () => grade(reference(asked), answer, options),
    ({ message }) =>
      unreadable(
        'undecided',
        `This exercise has a mistake of its own (${message}), and nothing is charged. Go on to the next step, and tell whoever wrote the lesson.`,
        null,
      ),
  );
}

/** The teacher's form of the answer; empty where the question cannot be asked. */
export function teachersForm(asked: Asked): string {
  return attempt(
    () => reference(asked).formula,
    () => '',
  );
}

/** The reading of a draft. */
export function readQuestion(asked: Asked, draft: string): Reading {
  return attempt(
    () => read(reference(asked), draft),
    () => ({ read: null, shapes: null, problem: null }),
  );
}

function question(asked: Asked): Question {
  const { network, ask, given, withheld, draw } = asked;
  const { program, shapes, values } = network;
  const mistakes = Object.entries(asked.mistakes).map(
    ([label, { when, say }]) => [label, when === null ? { say } : { when, say }] as const,
  );
  const sizes = Object.fromEntries(work(network)?.sizes ?? []);
  return {
    program,
    shapes,
    ask,
    given,
    withheld,
    draw,
    sizes,
    mistakes: Object.fromEntries(mistakes),
    ...(asked.numbers && Object.keys(values).length > 0 && { values }),
  };
}

/** Runs what may find a question impossible to ask. */
function attempt<T>(run: () => T, otherwise: (error: QuestionError) => T): T {
  try {
    return run();
  } catch (error) {
    if (error instanceof QuestionError) return otherwise(error);
    throw error;
  }
}
