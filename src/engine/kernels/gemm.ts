/*
 * The matrix product as WebAssembly SIMD: one template, one function per element type.
 *
 *              j0 ─▶ a panel, two vectors wide           C is computed tile by tile (tile.ts).
 *           ┌───┬────┬───┬───┬─┐                         i runs in blocks of 128, p (over the inner
 *      i0 │ │   │tile│   │   │ │                         dimension) in blocks of 256, with the sums
 *         ▼ ├───┼────┼───┼───┼─┤                         waiting in C in between: so the block of A
 *           │   │    │   │   │ │                         and the panel of B that are in use stay in
 *           ├───┼────┼───┼───┼─┤  ◀ tiles over an edge   the caches. Both are packed: copied into
 *           └───┴────┴───┴───┴─┘                         the order in which the tile reads them.
 *
 * A tile over an edge is computed by the same code in scratch memory, and what exists of it is
 * copied out: the order of a sum depends neither on the shape nor on where in C it stands. So is
 * every tile of a matrix whose rows are not contiguous.
 */
import {
  all,
  any,
  assemble,
  type Body,
  type Code,
  load,
  min,
  type Operand,
  op,
  plus,
  repeat,
  steps,
  store,
  type Value,
  when,
} from './asm.ts';
import type { Dtype } from './product.ts';
import { type Corner, ELEMENT, PANEL_BYTES, ROWS, writeTile } from './tile.ts';

const BLOCK_K = 256;
const BLOCK_M = 128;

/** With a shorter sum, or so few rows or columns to use it again, packing costs more than it saves. */
const SHORT_K = 16;
const LITTLE_REUSE = 16;
const FIRST_CACHE_BYTES = 32768;

const TILE_BYTES = ROWS * PANEL_BYTES;
const PACKED_A = 0;
const PACKED_B = PACKED_A + BLOCK_M * BLOCK_K * 8;
const SCRATCH_C = PACKED_B + BLOCK_K * PANEL_BYTES;
const SCRATCH_ADD = SCRATCH_C + TILE_BYTES;
const SCRATCH_MASK = SCRATCH_ADD + TILE_BYTES;

/** The kernel's own part of its memory, from address 0 on; matrices begin here at the earliest. */
export const SCRATCH_BYTES = SCRATCH_MASK + TILE_BYTES;

/**
 * The exported function. Addresses and steps count bytes; `scale` is a double for both types;
 * `add` and `mask` are at 0 where absent; `resume` and `relu` are 0 or 1; m, n and k at least 1.
 */
export type Gemm = (
  ...args: [
    ...sizes: [m: number, n: number, k: number],
    ...a: [at: number, row: number, col: number],
    ...b: [at: number, row: number, col: number],
    ...c: [at: number, row: number, col: number],
    ...start: [resume: number, scale: number],
    ...add: [at: number, row: number, col: number],
    ...relu: [relu: number],
    ...mask: [at: number, row: number, col: number],
  ]
) => void;

/** The module's bytes; it exports `gemm` and imports `env.memory`. */
export function gemmModule(dtype: Dtype, relaxed = false): Uint8Array<ArrayBuffer> {
  return assemble({ gemm: (f) => gemm(f, dtype, relaxed) });
}

function gemm(f: Body, dtype: Dtype, relaxed: boolean): Code {
  const { size } = ELEMENT[dtype];
  const panelCols = PANEL_BYTES / size;
  const param = () => f.param('i32');
  const local = () => f.local('i32');

  const [m, n, k] = [param(), param(), param()];
  const a = { at: param(), row: param(), col: param() };
  const b = { at: param(), row: param(), col: param() };
  const c = { at: param(), row: param(), col: param() };
  const [resume, scale] = [param(), f.param('f64')];
  const add = { at: param(), row: param(), col: param() };
  const [relu, mask] = [param(), { at: param(), row: param(), col: param() }];

  const [p0, i0, j0, i, r, q, p] = [local(), local(), local(), local(), local(), local(), local()];
  const [kc, mc, mr, nr] = [local(), local(), local(), local()];
  const [blockA, panelB, packA, packB] = [local(), local(), local(), local()];
  const scattered = local();
  const choices = {
    more: local(),
    last: local(),
    scale,
    add: local(),
    relu: local(),
    mask: local(),
  };
  const tile = writeTile(f, dtype, relaxed, choices);

  /** The addresses of a tile's rows; a row that does not exist repeats the one above it. */
  const pointRows = (start: Operand, step: Operand): Code =>
    tile.rowsA.map((row, index) => {
      const above = tile.rowsA[index - 1];
      if (!above) return row.set(start);
      return row.set(steps(above, op('i32.lt_s', index, mr), step));
    });

  /** Four rows of A at a time, column by column: a₀₀ a₁₀ a₂₀ a₃₀ a₀₁ a₁₁ … */
  const packBlockA: Code = [
    q.set(PACKED_A),
    repeat(i, mc, ROWS, [
      mr.set(min(op('i32.sub', mc, i), ROWS)),
      pointRows(steps(blockA, i, a.row), a.row),
      repeat(p, kc, 1, [
        tile.rowsA.map((row, index) => [
          store(`${dtype}.store`, q, load(`${dtype}.load`, row), index * size),
          row.set(plus(row, a.col)),
        ]),
        q.set(plus(q, ROWS * size)),
      ]),
    ]),
  ];

  /** A panel of B, row by row; columns that do not exist keep what the memory held. */
  const contiguous = op('i32.eq', b.col, size);
  const fullPanel = op('i32.eq', nr, panelCols);
  const packRow = (copy: Code): Code =>
    repeat(p, kc, 1, [copy, panelB.set(plus(panelB, b.row)), q.set(plus(q, PANEL_BYTES))]);
  const copyNumber = (offset: number): Code => [
    store(`${dtype}.store`, q, load(`${dtype}.load`, r), offset),
    r.set(plus(r, b.col)),
  ];
  const offsets = Array.from({ length: panelCols }, (_, index) => index * size);
  const packPanelB: Code = [
    q.set(PACKED_B),
    when(
      fullPanel,
      when(
        contiguous,
        packRow([0, 16].map((v) => store('v128.store', q, load('v128.load', panelB, v), v))),
        packRow([r.set(panelB), offsets.map(copyNumber)]),
      ),
      packRow(
        repeat(r, nr, 1, [
          store(
            `${dtype}.store`,
            steps(q, r, size),
            load(`${dtype}.load`, steps(panelB, r, b.col)),
          ),
        ]),
      ),
    ),
  ];

  /** Copies what exists of a tile, number by number, into or out of scratch. */
  const copyTile = (from: Strided, to: Strided): Code =>
    repeat(r, mr, 1, [
      repeat(q, nr, 1, [
        store(
          `${dtype}.store`,
          steps(steps(to.at, r, to.row), q, to.col),
          load(`${dtype}.load`, steps(steps(from.at, r, from.row), q, from.col)),
        ),
      ]),
    ]);
  const scratch = (at: number): Strided => ({ at, row: PANEL_BYTES, col: size });
  const redirect = (corner: Corner, at: number): Code => [
    corner.at.set(at),
    corner.row.set(PANEL_BYTES),
  ];
  const aside = any(scattered, op('i32.lt_s', mr, ROWS), op('i32.lt_s', nr, panelCols));
  const homeOfC = { at: local(), row: c.row, col: c.col };
  const enterScratch = when(aside, [
    homeOfC.at.set(tile.c.at),
    when(choices.more, copyTile(homeOfC, scratch(SCRATCH_C))),
    redirect(tile.c, SCRATCH_C),
    when(choices.add, [
      copyTile(tile.add, scratch(SCRATCH_ADD)),
      redirect(tile.add, SCRATCH_ADD),
      tile.add.col.set(size),
    ]),
    when(choices.mask, [
      copyTile({ ...tile.mask, col: mask.col }, scratch(SCRATCH_MASK)),
      redirect(tile.mask, SCRATCH_MASK),
    ]),
  ]);
  const leaveScratch = when(aside, copyTile(scratch(SCRATCH_C), homeOfC));

  /** Whether a matrix is as well read where it lies. */
  const direct = (reuse: Operand, numbers: Operand): Operand =>
    any(
      op('i32.lt_s', k, SHORT_K),
      op('i32.le_s', reuse, LITTLE_REUSE),
      op('i32.le_s', numbers, FIRST_CACHE_BYTES / size),
    );

  const row = plus(i0, i);
  const pointTile: Code = [
    tile.c.at.set(steps(steps(c.at, row, c.row), j0, c.col)),
    tile.c.row.set(c.row),
    when(choices.add, [
      tile.add.at.set(steps(steps(add.at, row, add.row), j0, add.col)),
      tile.add.row.set(add.row),
      tile.add.col.set(add.col),
    ]),
    when(choices.mask, [
      tile.mask.at.set(steps(steps(mask.at, row, mask.row), j0, mask.col)),
      tile.mask.row.set(mask.row),
    ]),
    when(
      packA,
      [pointRows(steps(PACKED_A, i, op('i32.mul', kc, size)), size), tile.stepA.set(ROWS * size)],
      [pointRows(steps(blockA, i, a.row), a.row), tile.stepA.set(a.col)],
    ),
    when(
      packB,
      [tile.atB.set(PACKED_B), tile.stepB.set(PANEL_BYTES)],
      [tile.atB.set(panelB), tile.stepB.set(b.row)],
    ),
    tile.depth.set(kc),
  ];

  const panel: Code = [
    nr.set(min(op('i32.sub', n, j0), panelCols)),
    panelB.set(steps(steps(b.at, p0, b.row), j0, b.col)),
    packB.set(op('i32.eqz', all(contiguous, fullPanel, direct(m, op('i32.mul', k, n))))),
    when(packB, packPanelB),
    repeat(i, mc, ROWS, [
      mr.set(min(op('i32.sub', mc, i), ROWS)),
      pointTile,
      enterScratch,
      tile.code,
      leaveScratch,
    ]),
  ];

  const finished = (choice: Operand): Value => op('select', choice, 0, choices.last);
  const differs = (step: Operand, ...from: Operand[]): Operand =>
    all(1, ...from.map((other) => op('i32.ne', step, other)));
  return [
    scattered.set(
      any(
        differs(c.col, size),
        all(differs(add.at, 0), differs(add.col, 0, size)),
        all(differs(mask.at, 0), differs(mask.col, size)),
      ),
    ),
    repeat(p0, k, BLOCK_K, [
      kc.set(min(op('i32.sub', k, p0), BLOCK_K)),
      choices.more.set(op('i32.or', resume, op('i32.ne', p0, 0))),
      choices.last.set(op('i32.eq', plus(p0, kc), k)),
      choices.add.set(finished(add.at)),
      choices.relu.set(finished(relu)),
      choices.mask.set(finished(mask.at)),
      repeat(i0, m, BLOCK_M, [
        mc.set(min(op('i32.sub', m, i0), BLOCK_M)),
        blockA.set(steps(steps(a.at, i0, a.row), p0, a.col)),
        packA.set(op('i32.eqz', direct(n, op('i32.mul', m, k)))),
        when(packA, packBlockA),
        repeat(j0, n, panelCols, panel),
      ]),
    ]),
  ];
}

interface Strided {
  readonly at: Operand;
  readonly row: Operand;
  readonly col: Operand;
}
