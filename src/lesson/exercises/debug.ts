import type { Tensor } from '../../engine/tensor.ts';
import { agree } from '../../grading/judge.ts';
import { type Feedback, type Reading, unreadable, wrong } from '../../grading/verdict.ts';
import {
  type AskedFault,
  askedFault,
  gradeQuestion,
  readQuestion,
  teachersForm,
} from '../answerkey.ts';
import { list, nullable, number, optional, required, text } from '../fields.ts';
import { evaluate, tensorOf } from '../worked.ts';
import { type Common, type ExerciseKind, type Mistakes, mistakes } from './kind.ts';
import { asked, checkAsked, isNumbers, quantity, writeNumbers } from './quantity.ts';

/**
 * Find what is wrong in a backward pass and mend it: a row of a printed matrix, or a line of a
 * program. The answer names it and says what belongs there: `2: [0, 0, 0]`.
 */
export interface Debug extends Common {
  readonly kind: 'debug';
  /** The matrix that is printed, or what the wrong line should give. */
  readonly wants: string;
  /** The formula by which the printed matrix came about; null where lines are shown. */
  readonly printed: string | null;
  readonly lines: readonly string[];
  /** The number of the line at fault, from 1. */
  readonly wrong: number | null;
  readonly given: readonly string[];
  readonly mistakes: Mistakes;
}

export const debug: ExerciseKind<Debug> = {
  about: 'find the wrong row or line of a backward pass and mend it',
  sample: `ask: A program printed this for $\\partial L/\\partial W$. Which row is wrong, and what belongs there?
wants: dL/dW
# The formula that it used; \`lines:\` and \`wrong:\` show a program instead.
printed: dL/dh @ x.T
hints:
  - Which unit can learn nothing from this example?
tests:
  - { give: "row 2: [0, 0]", expect: correct }
  - { give: "1: [0, 0]", expect: wrong-row }`,
  fields: {
    wants: required(quantity),
    printed: optional(nullable(text('the wrong formula that a matrix is printed from')), null),
    lines: optional(list(text('a line of the program', { max: 74 })), []),
    wrong: optional(
      nullable(number('the number of the wrong line', { min: 1, integer: true })),
      null,
    ),
    given: optional(list(quantity), []),
    mistakes,
  },
  numeric: true,
  check(exercise, report) {
    checkAsked(exercise, report);
    const { printed, lines, wrong } = exercise;
    if ((printed === null) === (lines.length === 0)) {
      report(
        printed === null ? 'wants' : 'printed',
        'missing-key',
        'Write either `printed:` or `lines:`.',
      );
    }
    if (lines.length > 0 && (wrong === null || wrong > lines.length)) {
      report(
        'lines',
        'missing-key',
        'Say with `wrong:` which of the lines is at fault, by its number.',
      );
    }
  },
  fault: (exercise) =>
    askedFault(asked(exercise, true)) ??
    (exercise.printed === null ? lineFault(exercise) : rowFault(exercise)),
  grade(exercise, answer, past) {
    const { name, rest, offset } = parts(answer);
    if (name === null || rest === '') {
      return unreadable('syntax', howTo(exercise), [0, answer.length]);
    }
    if (name < 1 || name > count(exercise)) {
      return unreadable('syntax', `There are ${count(exercise)}. ${howTo(exercise)}`, [0, offset]);
    }
    if (name !== atFault(exercise)) {
      const label = `wrong-${noun(exercise)}`;
      const own = exercise.mistakes[label]?.say;
      const said = `${exercise.printed === null ? 'Line' : 'Row'} ${name} is as it should be. Look at the others.`;
      return wrong(label, own ?? said, { span: [0, offset], read: answer.trim() });
    }
    return mended(exercise, name, rest, offset, past);
  },
  read(exercise, draft): Reading {
    const { name, rest, offset } = parts(draft);
    const nothing = { read: null, shapes: null, problem: null };
    if (draft.trim() === '') return nothing;
    if (name === null)
      return { ...nothing, problem: { message: howTo(exercise), span: [0, draft.length] } };
    const lead = `${noun(exercise)} ${name}`;
    if (rest === '') return { ...nothing, read: lead };
    const { read, shapes, problem } = readQuestion(asked(exercise, true), rest);
    if (problem) {
      const [from, to] = problem.span;
      return { read: lead, shapes, problem: { ...problem, span: [from + offset, to + offset] } };
    }
    return {
      read: `${lead}: ${read ?? rest}`,
      shapes: exercise.printed === null ? shapes : null,
      problem: null,
    };
  },
  solution(exercise) {
    const name = atFault(exercise);
    const value = truth(exercise);
    const row = exercise.printed !== null && value && name ? rowsOf(value)[name - 1] : null;
    const answer =
      row ?? (teachersForm(asked(exercise, true)) || (value ? writeNumbers(value) : ''));
    return { answer: `${name}: ${answer}`, shown: `${noun(exercise)} ${name}: ${answer}` };
  },
  offers: (exercise) =>
    texts(exercise).map((text, i) => ({ name: String(i + 1), text: [{ kind: 'code', text }] })),
  example(exercise, when) {
    const name = atFault(exercise);
    if (exercise.printed === null || !exercise.network) return `${name}: ${when}`;
    const value = evaluate(exercise.network, when);
    const row = value && name ? rowsOf(value)[name - 1] : null;
    return row ? `${name}: ${row}` : null;
  },
};

/** The verdict on what is to stand at the place that was found. */
function mended(
  exercise: Debug,
  name: number,
  rest: string,
  offset: number,
  past: Parameters<typeof debug.grade>[2],
): Feedback {
  const found = `Yes, ${noun(exercise)} ${name}.`;
  const row = exercise.printed !== null && !/\[\s*\[/.test(rest);
  const question = asked(exercise, true);
  if (exercise.printed !== null && !isNumbers(rest)) {
    return unreadable('not-allowed', `Write the numbers of the row: \`${name}: [1, 2]\`.`, [
      offset,
      offset + rest.length,
    ]);
  }
  const whole = row ? withRow(exercise, name, rest) : rest;
  const feedback = gradeQuestion(question, whole, past);
  const { span, marks, ...said } = feedback;
  const read = `${noun(exercise)} ${name}: ${rest}`;
  if (row) {
    const message = said.verdict === 'incorrect' ? `${found} ${said.message}` : said.message;
    return { ...said, message, read, shapes: null, span: null };
  }
  const moved = span && ([span[0] + offset, span[1] + offset] as const);
  return { ...feedback, read, span: moved };
}

/** The right matrix with one row as the student wrote it, so that the grader marks and names it. */
function withRow(exercise: Debug, name: number, rest: string): string {
  const value = truth(exercise);
  const typed = rest.trim().replace(/^\[|\]$/g, '');
  const rows = value ? rowsOf(value) : [];
  return `[${rows.map((row, i) => (i === name - 1 ? `[${typed}]` : row)).join(', ')}]`;
}

function truth({ network, wants }: Debug): Tensor | null {
  return network && tensorOf(network, wants);
}

function printedMatrix({ network, printed }: Debug): Tensor | null {
  return network && printed !== null ? evaluate(network, printed) : null;
}

/** What is shown: the rows of the printed matrix, or the lines. */
function texts(exercise: Debug): readonly string[] {
  if (exercise.printed === null) return exercise.lines;
  const matrix = printedMatrix(exercise);
  return matrix ? rowsOf(matrix) : [];
}

function count(exercise: Debug): number {
  return texts(exercise).length;
}

function noun({ printed }: Debug): 'row' | 'line' {
  return printed === null ? 'line' : 'row';
}

/** The number of what is wrong, from 1; 0 where there is no such thing. */
function atFault(exercise: Debug): number {
  if (exercise.printed === null) return exercise.wrong ?? 0;
  return (wrongRows(exercise)[0] ?? -1) + 1;
}

function wrongRows(exercise: Debug): number[] {
  const [right, printed] = [truth(exercise), printedMatrix(exercise)];
  if (!right || !printed || right.rows !== printed.rows || right.cols !== printed.cols) return [];
  const rows = Array.from({ length: right.rows }, (_, i) => i);
  return rows.filter((i) => !agree(rowOf(printed, i), rowOf(right, i)));
}

function rowOf({ cols, data }: Tensor, i: number): Tensor {
  return { rows: 1, cols, data: data.slice(i * cols, (i + 1) * cols) };
}

function rowsOf(value: Tensor): string[] {
  return Array.from({ length: value.rows }, (_, i) => {
    const row = writeNumbers(rowOf(value, i));
    return row.startsWith('[[') ? row.slice(1, -1) : `[${row}]`;
  });
}

function rowFault(exercise: Debug): AskedFault | null {
  const wrongs = wrongRows(exercise).length;
  if (wrongs === 1) return null;
  const matrix = printedMatrix(exercise);
  const message = matrix
    ? `What is printed differs from \`${exercise.wants}\` in ${wrongs} rows, and one is to be found. Choose another formula or other numbers.`
    : `\`${exercise.printed}\` has no value at these numbers. Write a formula of the network.`;
  return { field: 'printed', message };
}

/** Lines that can be judged (`dL/dz3 = …`) are right, but for the one that is said to be wrong. */
function lineFault(exercise: Debug): AskedFault | null {
  for (const [i, line] of exercise.lines.entries()) {
    const [, left = '', right = ''] = /^\s*([^=]*?)\s*=(?!=)\s*(.*)$/.exec(line) ?? [];
    if (!exercise.network || !tensorOf(exercise.network, left) || !left.includes('/')) continue;
    const question = { ...asked({ ...exercise, wants: left, given: [], mistakes: {} }), owner: {} };
    const good = gradeQuestion(question, right, {}).verdict === 'correct';
    if (good !== (i + 1 === exercise.wrong)) continue;
    const message = good
      ? `Line ${i + 1} is right as it stands. Let \`wrong:\` name the one that is not.`
      : `Line ${i + 1} is not right either. Mend it, so that one line is wrong.`;
    return { field: good ? 'wrong' : 'lines', message };
  }
  return null;
}

interface Parts {
  readonly name: number | null;
  readonly rest: string;
  /** Where the rest begins. */
  readonly offset: number;
}

/** `row 2: [0, 0]` as its number and what follows. */
function parts(answer: string): Parts {
  const match = /^\s*(?:row|line)?\s*(\d{1,2})(?:\s*[:=;),]\s*|\s+|$)/i.exec(answer);
  if (!match) return { name: null, rest: '', offset: 0 };
  const offset = match[0].length;
  return { name: Number(match[1]), rest: answer.slice(offset).trimEnd(), offset };
}

function howTo(exercise: Debug): string {
  const example = exercise.printed === null ? 'the right formula' : '[1, 2, 3]';
  return `Write the number of the ${noun(exercise)}, and what belongs there: \`2: ${example}\`.`;
}
