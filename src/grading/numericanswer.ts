import type { Expr } from '../engine/expr.ts';
import { isScalar } from '../engine/shape.ts';
import { type Tensor, tensor } from '../engine/tensor.ts';
import type { Cell } from '../notation/literals.ts';
import type { Read } from '../notation/parse.ts';
import { type Diagnosis, diagnosticianOf } from './diagnose.ts';
import { wordsFor } from './explain.ts';
import { type Earlier, followThrough, valueIn } from './followthrough.ts';
import { markCells } from './numeric.ts';
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
    typed ?? (isScalar(expr.shape) ? [[{ value: scalarOf(expr), span: expr.span! }]] : null);
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
    const hint = 'Show at least three digits, or write a fraction such as 1/3.';
    return { ...unreadable('undecided', hint, null), marks };
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
  const count = off === 1 ? 'One entry is wrong.' : `${off} of ${all} entries are wrong.`;
  const found = diagnosticianOf(p).diagnoseNumbers(given);
  if (!found) return wrong('value', `${count} Compute one of them by hand.`, { marks });
  return wrong(found.label, said(p, found, count), { marks });
}

function said(p: Prepared, { label, detail }: Diagnosis, count: string): string {
  const own = p.question.mistakes?.[label]?.say;
  if (own) return `${count} ${own}`;
  const words = wordsFor(p, p.shape, null, detail ?? '');
  if (label === 'other-gradient' || label === 'forward-value') {
    return `These are the numbers of ${words.detail}. What is asked is ${words.asked}.`;
  }
  return `${count} It may be this: ${sentence(label, words)}`;
}

function wrongSize(p: Prepared, given: Tensor, expected: Tensor): Feedback {
  const turned =
    given.rows === expected.cols &&
    given.cols === expected.rows &&
    given.data.every((x, k) => {
      const [i, j] = [Math.floor(k / given.cols), k % given.cols];
      return Math.abs(x - expected.data[j * expected.cols + i]!) < 1e-6;
    });
  const label = turned ? 'transposed-result' : 'wrong-shape';
  const words = wordsFor(p, [given.rows, given.cols], null, '');
  const shape = `${expected.rows}×${expected.cols}`;
  return wrong(label, sentence(label, { ...words, shape }));
}

/** The value of an expression without names. */
function scalarOf(e: Expr): number {
  const ins = e.args.map((arg) => tensor(1, 1, [scalarOf(arg)]));
  const out = tensor(1, 1);
  e.graph.ops.get(e.op)!.forward(out, ins, e.attr);
  return out.data[0]!;
}
