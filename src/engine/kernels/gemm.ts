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
  constant,
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
import { packStrip } from './pack.ts';
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
 * `add` and `mask` are at 0 where absent (with the steps of a contiguous matrix); `resume` and
 * `relu` are 0 or 1; m, n and k are at least 1.
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
  const relu = param();
  const mask = { at: param(), row: param(), col: param() };

  // Where the blocks and the tile begin (p0, i0 + i, j0) and how much of them exists.
  const [p0, i0, i, j0] = [local(), local(), local(), local()];
  const [kc, mc, mr, nr] = [local(), local(), local(), local()];
  const blockA = local();
  const stripA = { at: local(), across: a.row, along: a.col, lines: mr, length: kc };
  const panelB = { at: local(), across: b.col, along: b.row, lines: nr, length: kc };
  const [packA, packB, scattered] = [local(), local(), local()];
  const [more, finish, rescales] = [local(), local(), local()];
  const choices = { more, finish, scale, rescales, add: add.at, relu, mask: mask.at };
  const tile = writeTile(f, dtype, relaxed, choices);

  /** Whether a matrix is as well read where it lies as packed first. */
  const direct = (reuse: Operand, numbers: Operand): Operand =>
    any(
      op('i32.lt_s', k, SHORT_K),
      op('i32.le_s', reuse, LITTLE_REUSE),
      op('i32.le_s', numbers, FIRST_CACHE_BYTES / 2 / size),
    );

  const row = plus(i0, i);
  const packedRows = steps(PACKED_A, i, op('i32.mul', kc, size));
  const pointTile: Code = [
    tile.depth.set(kc),
    tile.c.at.set(steps(steps(c.at, row, c.row), j0, c.col)),
    tile.c.row.set(c.row),
    when(add.at, [
      tile.add.at.set(steps(steps(add.at, row, add.row), j0, add.col)),
      tile.add.row.set(add.row),
      tile.add.col.set(add.col),
    ]),
    when(mask.at, [
      tile.mask.at.set(steps(steps(mask.at, row, mask.row), j0, mask.col)),
      tile.mask.row.set(mask.row),
    ]),
    when(
      packA,
      [tile.atA.set(packedRows), tile.stepA.set(ROWS * size)],
      [tile.atA.set(steps(blockA, i, a.row)), tile.stepA.set(a.col)],
    ),
    when(
      packB,
      [tile.atB.set(PACKED_B), tile.stepB.set(PANEL_BYTES)],
      [tile.atB.set(panelB.at), tile.stepB.set(b.row)],
    ),
  ];

  /** Copies what exists of a tile, number by number. */
  const [r, q] = [local(), local()];
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
  const home = { at: local(), row: c.row, col: c.col };
  const toScratch = when(aside, [
    home.at.set(tile.c.at),
    when(more, copyTile(home, scratch(SCRATCH_C))),
    redirect(tile.c, SCRATCH_C),
    when(add.at, [copyTile(tile.add, scratch(SCRATCH_ADD)), redirect(tile.add, SCRATCH_ADD)]),
    when(mask.at, [
      copyTile({ ...tile.mask, col: mask.col }, scratch(SCRATCH_MASK)),
      redirect(tile.mask, SCRATCH_MASK),
    ]),
  ]);
  const fromScratch = when(aside, copyTile(scratch(SCRATCH_C), home));

  const panel: Code = [
    nr.set(min(op('i32.sub', n, j0), panelCols)),
    panelB.at.set(steps(steps(b.at, p0, b.row), j0, b.col)),
    packB.set(
      op(
        'i32.eqz',
        all(op('i32.eq', b.col, size), op('i32.eq', nr, panelCols), direct(m, op('i32.mul', k, n))),
      ),
    ),
    when(packB, packStrip(f, dtype, panelCols, panelB, PACKED_B)),
    repeat(i, mc, ROWS, [
      mr.set(min(op('i32.sub', mc, i), ROWS)),
      pointTile,
      toScratch,
      tile.code,
      fromScratch,
    ]),
  ];

  return [
    rescales.set(op('f64.ne', scale, constant('f64', 1))),
    scattered.set(
      any(
        op('i32.ne', c.col, size),
        all(op('i32.ne', add.col, 0), op('i32.ne', add.col, size)),
        op('i32.ne', mask.col, size),
      ),
    ),
    repeat(p0, k, BLOCK_K, [
      kc.set(min(op('i32.sub', k, p0), BLOCK_K)),
      more.set(any(resume, op('i32.ne', p0, 0))),
      finish.set(
        all(
          op('i32.eq', plus(p0, kc), k),
          any(rescales, relu, op('i32.ne', add.at, 0), op('i32.ne', mask.at, 0)),
        ),
      ),
      repeat(i0, m, BLOCK_M, [
        mc.set(min(op('i32.sub', m, i0), BLOCK_M)),
        blockA.set(steps(steps(a.at, i0, a.row), p0, a.col)),
        packA.set(
          any(
            op('i32.ne', a.row, size),
            op('i32.ne', op('i32.and', m, ROWS - 1), 0),
            op('i32.eqz', direct(n, op('i32.mul', m, k))),
          ),
        ),
        when(
          packA,
          repeat(i, mc, ROWS, [
            mr.set(min(op('i32.sub', mc, i), ROWS)),
            stripA.at.set(steps(blockA, i, a.row)),
            packStrip(f, dtype, ROWS, stripA, packedRows),
          ]),
        ),
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
