import { grade, type Prepared, prepare, QuestionError, read } from '../grading/grade.ts';
import type { Question } from '../grading/question.ts';
import type { Feedback, Reading } from '../grading/verdict.ts';
import type { Mistakes } from './exercises/kind.ts';
import type { Network } from './lesson.ts';

/** A question about a network, as an exercise asks it. `owner` is what its preparation is remembered by. */
export interface Asked {
  readonly network: Network;
  readonly ask: string;
  readonly given: readonly string[];
  readonly withheld: readonly string[];
  readonly draw: Readonly<Record<string, string>>;
  readonly mistakes: Mistakes;
  readonly owner: object;
}

/** What a lesson's author wrote that cannot be asked: the key, and what to write instead. */
export interface AskedFault {
  readonly field: string;
  readonly message: string;
}

const remembered = new WeakMap<object, Map<string, Prepared>>();

/** The reference for a question, computed once. Throws a QuestionError when it cannot be asked. */
export function reference(asked: Asked): Prepared {
  const known = remembered.get(asked.owner) ?? new Map<string, Prepared>();
  remembered.set(asked.owner, known);
  const found = known.get(asked.ask);
  if (found) return found;
  const made = prepare(question(asked));
  known.set(asked.ask, made);
  return made;
}

/** What stands in the way of asking, or null. */
export function askedFault(asked: Asked): AskedFault | null {
  return attempt(
    () => {
      reference(asked);
      return null;
    },
    (error) => ({ field: error.field, message: error.message }),
  );
}

/** The verdict of the grader; a question that cannot be asked costs the student nothing. */
export function gradeQuestion(asked: Asked, answer: string, previous: readonly string[]): Feedback {
  return attempt(
    () => grade(reference(asked), answer, { previous: [...previous] }),
    (error) => ({
      verdict: 'unreadable',
      label: 'undecided',
      message: `This exercise has a mistake of its own (${error.message}), and nothing is charged. Go on to the next step, and tell whoever wrote the lesson.`,
      span: null,
      read: null,
      shapes: null,
      credit: 0,
    }),
  );
}

/** The reading of a draft. */
export function readQuestion(asked: Asked, draft: string): Reading {
  return attempt(
    () => read(reference(asked), draft),
    () => ({ read: null, shapes: null, problem: null }),
  );
}

function question({ network, ask, given, withheld, draw, mistakes }: Asked): Question {
  const { program, shapes, values } = network;
  const own = Object.entries(mistakes).map(
    ([label, { when, say }]) => [label, when === null ? { say } : { when, say }] as const,
  );
  return {
    program,
    shapes,
    ask,
    ...(Object.keys(values).length > 0 && { values }),
    ...(given.length > 0 && { given }),
    ...(withheld.length > 0 && { withheld }),
    ...(Object.keys(draw).length > 0 && { draw }),
    ...(own.length > 0 && { mistakes: Object.fromEntries(own) }),
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
