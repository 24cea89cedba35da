/*
 * Packing: copying a block of A or a panel of B into the order in which the tile reads it, one number
 * after the other, so that long strides are walked once and not for every tile.
 *
 *     A, four rows at a time            B, a panel two vectors wide
 *     1 5 9 …       1 2 3 4 5 6 …       1 2 3 4 │ · · ·       1 2 3 4 5 6 7 8 …
 *     2 6 10 …  ─▶                      5 6 7 8 │ · · ·   ─▶
 *     3 7 11 …                          …
 *     4 8 12 …
 */
import {
  all,
  type Body,
  type Code,
  type Local,
  load,
  min,
  type Operand,
  op,
  plus,
  repeat,
  steps,
  store,
  when,
} from './asm.ts';
import type { Dtype } from './product.ts';
import { ELEMENT, PANEL_BYTES, ROWS, VECTOR_BYTES } from './tile.ts';

/** A part of a matrix in memory: first address, steps in bytes, and how much of it exists. */
export interface Part {
  readonly at: Local;
  readonly row: Operand;
  readonly col: Operand;
  readonly rows: Local;
  readonly cols: Local;
}

/** Sets the addresses of a tile's rows; one that does not exist repeats the row above it. */
export function pointRows(
  pointers: readonly Local[],
  existing: Local,
  start: Operand,
  step: Operand,
): Code {
  return pointers.map((pointer, index) => {
    const above = pointers[index - 1];
    const exists = op('i32.lt_s', index, existing);
    return pointer.set(above ? steps(above, exists, step) : start);
  });
}

/** Packs rows of A, four at a time, column by column; uses the tile's row pointers on the way. */
export function packRows(
  f: Body,
  dtype: Dtype,
  block: Part,
  pointers: readonly Local[],
  into: number,
): Code {
  const { size } = ELEMENT[dtype];
  const [i, p, existing, to] = [f.local('i32'), f.local('i32'), f.local('i32'), f.local('i32')];
  const copyColumn = pointers.map((pointer, index) => [
    store(`${dtype}.store`, to, load(`${dtype}.load`, pointer), index * size),
    pointer.set(plus(pointer, block.col)),
  ]);
  // Where the rows of a turned matrix lie side by side, a column of four is one or two vectors.
  const first = pointers[0]!;
  const vectors = Array.from({ length: (ROWS * size) / VECTOR_BYTES }, (_, v) => v * VECTOR_BYTES);
  const copyVectors = [
    vectors.map((offset) => store('v128.store', to, load('v128.load', first, offset), offset)),
    first.set(plus(first, block.col)),
  ];
  const forColumns = (copy: Code): Code =>
    repeat(p, block.cols, 1, [copy, to.set(plus(to, ROWS * size))]);
  return [
    to.set(into),
    repeat(i, block.rows, ROWS, [
      existing.set(min(op('i32.sub', block.rows, i), ROWS)),
      pointRows(pointers, existing, steps(block.at, i, block.row), block.row),
      when(
        all(op('i32.eq', existing, ROWS), op('i32.eq', block.row, size)),
        forColumns(copyVectors),
        forColumns(copyColumn),
      ),
    ]),
  ];
}

/** Packs a panel of B row by row and uses its address up; lanes without a column keep anything. */
export function packPanel(f: Body, dtype: Dtype, panel: Part, into: number): Code {
  const { size } = ELEMENT[dtype];
  const columns = PANEL_BYTES / size;
  const [p, j, to, from] = [f.local('i32'), f.local('i32'), f.local('i32'), f.local('i32')];
  const forRows = (copyRow: Code): Code => [
    repeat(p, panel.rows, 1, [
      copyRow,
      panel.at.set(plus(panel.at, panel.row)),
      to.set(plus(to, PANEL_BYTES)),
    ]),
  ];
  const copyVectors = [0, VECTOR_BYTES].map((offset) =>
    store('v128.store', to, load('v128.load', panel.at, offset), offset),
  );
  const copyAll = [
    from.set(panel.at),
    Array.from({ length: columns }, (_, index) => [
      store(`${dtype}.store`, to, load(`${dtype}.load`, from), index * size),
      from.set(plus(from, panel.col)),
    ]),
  ];
  const copyExisting = repeat(j, panel.cols, 1, [
    store(
      `${dtype}.store`,
      steps(to, j, size),
      load(`${dtype}.load`, steps(panel.at, j, panel.col)),
    ),
  ]);
  return [
    to.set(into),
    when(
      op('i32.lt_s', panel.cols, columns),
      forRows(copyExisting),
      when(op('i32.eq', panel.col, size), forRows(copyVectors), forRows(copyAll)),
    ),
  ];
}
