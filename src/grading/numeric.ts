import type { Tensor } from '../engine/tensor.ts';
import type { Cell } from '../notation/literals.ts';

/** How a typed matrix of numbers compares with the right one, entry by entry. */
export interface NumericMarks {
  readonly marks: boolean[][];
  readonly right: boolean;
  /** Right only because rounding to the digits shown is accepted. */
  readonly rounded: boolean;
  /** Wrong, but only because too few digits are shown. */
  readonly coarse: boolean;
}

const TOLERANCE = 1e-6;
const DIGITS = 3;

/** Marks every cell; `source` is the answer as typed, from which the digits shown are read. */
export function markCells(
  source: string,
  cells: readonly (readonly Cell[])[],
  expected: Tensor,
): NumericMarks {
  let [rounded, coarse, right] = [false, false, true];
  const marks = cells.map((row, i) =>
    row.map((cell, j) => {
      const r = expected.data[i * expected.cols + j]!;
      if (Math.abs(cell.value - r) <= TOLERANCE * Math.max(1, Math.abs(r))) return true;
      const shown = digits(source.slice(...cell.span));
      const near = shown !== null && Math.abs(cell.value - r) <= 0.5000001 * 10 ** -shown.decimals;
      if (near && shown.significant >= DIGITS) {
        rounded = true;
        return true;
      }
      if (near) coarse = true;
      right = false;
      return false;
    }),
  );
  return { marks, right, rounded: rounded && right, coarse: coarse && !right };
}

/** How many decimals and significant digits a plain decimal shows; null for fractions and the like. */
function digits(text: string): { decimals: number; significant: number } | null {
  const match = /^\s*[-+−]?\s*(\d*)\.(\d+)\s*$/.exec(text);
  if (!match) return null;
  const significant = (match[1]! + match[2]!).replace(/^0+/, '').length;
  return { decimals: match[2]!.length, significant };
}
