import type { Expr } from '../engine/expr.ts';
import { Env } from '../engine/run.ts';
import { isScalar } from '../engine/shape.ts';
import { type Tensor, tensor } from '../engine/tensor.ts';
import type { Cell } from '../notation/literals.ts';
import type { Read } from '../notation/parse.ts';
import type { Diagnosis } from './diagnose.ts';
import { wordsFor } from './explain.ts';
import { type Earlier, followThrough, valueIn } from './followthrough.ts';
import { markCells } from './numeric.ts';
import { mistakesOf } from './numericmistakes.ts';
import type { Prepared } from './prepare.ts';
import { sentence } from './sentences.ts';
import { type Feedback, right, unreadable, wrong } from './verdict.ts';

type Cells = readonly (readonly Cell[])[];

/** Judges a matrix of numbers at the question's own values, entry by entry. */
export function gradeNumbers(
  p: Prepared,
  source: string,
  { expr, cells: typed }: Read,
  earlier: readonly Earlier[] = [],
): Feedback {
  const expected = p.values?.get(p.asked);
  const list: Cells | null =
    typed ?? (isScalar(expr.shape) ? [[{ value: scalarOf(p, expr), span: expr.span! }]] : null);
  if (!expected || !list) {
    const hint = 'Type the numbers themselves: a matrix such as [[1, 2], [3, 4]].';
    return unreadable('not-allowed', hint, null);
  }
  const cells = expected.rows === 1 && isFlat(source) ? [list.flat()] : list;
  if (!cells.flat().every(({ value }) => Number.isFinite(value))) {
    return unreadable(
      'domain',
      'This is not a finite number. Write it without dividing by 0.',
      null,
    );
  }
  const given = tensor(
    cells.length,
    cells[0]!.length,
    cells.flat().map((cell) => cell.value),
  );
  if (given.rows !== expected.rows || given.cols !== expected.cols) {
    return wrongSize(p, given, expected);
  }
  const { marks, right: good, rounded, coarse } = markCells(source, cells, expected);
  if (good) {
    const note = { label: 'rounded', message: 'Correct, rounded to the digits you show.' };
    return { ...right(null), ...(rounded ? note : {}), marks };
  }
  if (coarse) {
    const hint =
      'Rounded too far to tell. Show at least three digits, or write a fraction such as 1/3.';
    return wrong('value', hint, { marks });
  }
  const carried = followThrough(p, earlier, (scope) => {
    const theirs = valueIn(p, scope);
    return markCells(source, cells, theirs).right;
  });
  return carried ? { ...carried, marks } : explained(p, given, marks);
}

/** [1, 2, 3] is a column where it could be either, and a row where only a row can be right. */
function isFlat(source: string): boolean {
  return (source.match(/[[;]/g) ?? []).length === 1;
}

/** Several mistakes often give the same numbers, so a name is a guess and said as one. */
function explained(p: Prepared, given: Tensor, marks: boolean[][]): Feedback {
  const off = marks.flat().filter((mark) => !mark).length;
  const all = given.rows * given.cols;
  const count = off === 1 ? oneEntry(marks) : `${off} of ${all} entries are wrong.`;
  const [found] = mistakesOf(p, given);
  const hand = off === 1 ? 'Compute it once more by hand.' : 'Compute one of them by hand.';
  if (!found) return wrong('value', `${count} ${hand}`, { marks });
  return wrong(found.label, said(p, found, count), { marks });
}

/** Which one: there may be nothing wrong with the formula at all. */
function oneEntry(marks: readonly (readonly boolean[])[]): string {
  const row = marks.findIndex((each) => each.includes(false));
  const col = marks[row]!.indexOf(false);
  if (marks.length === 1 && marks[0]!.length === 1) return 'The number is wrong.';
  if (marks[0]!.length === 1) return `Entry ${row + 1} is wrong.`;
  return `The entry in row ${row + 1}, column ${col + 1} is wrong.`;
}

function said(p: Prepared, found: Diagnosis, count: string): string {
  const { label, detail, hint } = found;
  const own = p.question.mistakes?.[label]?.say;
  if (own) return `${count} ${own}`;
  const words = wordsFor(p, p.shape, null, detail ?? '');
  if (label === 'other-gradient' || label === 'forward-value') {
    return `These are the numbers of ${words.detail}. What is asked is ${words.asked}.`;
  }
  if (label === 'constant-factor') {
    return `${count} They may all be off by the same factor. Where does a power, a mean or a ½ bring a number in?`;
  }
  return `${count} It may be this: ${hint ?? sentence(label, words)}`;
}

/** Another size: the right numbers on their side, or those of something else. */
function wrongSize(p: Prepared, given: Tensor, expected: Tensor): Feedback {
  const shape = `${expected.rows}×${expected.cols}`;
  const words = { ...wordsFor(p, [given.rows, given.cols], null, ''), shape };
  const turned =
    given.rows === expected.cols &&
    given.cols === expected.rows &&
    given.data.every((x, k) => {
      const [i, j] = [Math.floor(k / given.cols), k % given.cols];
      return Math.abs(x - expected.data[j * expected.cols + i]!) < 1e-6;
    });
  if (turned) return wrong('transposed-result', sentence('transposed-result', words));
  const [found] = mistakesOf(p, given);
  const lead = sentence('wrong-shape', words);
  if (!found) return wrong('wrong-shape', lead);
  const size = `Your result is ${words.given}, and ${words.asked} is ${shape}.`;
  return wrong(found.label, said(p, found, size));
}

/** The value of an expression without names; sum([1, 2]) has a matrix in it all the same. */
function scalarOf({ scope, sizes }: Prepared, e: Expr): number {
  return new Env(scope, new Map(), sizes).value(e).data[0]!;
}
