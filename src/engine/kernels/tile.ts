/*
 * The innermost part of the product: one tile of C, 4 rows by 2 vectors, kept in registers while p
 * runs over the inner dimension.
 *
 *                          b0     b1        row p of B, two vectors (f64: 2·2, f32: 2·4 columns)
 *                        ┌──────┬──────┐
 *     a(i,   p) splat ─▶ │ sum  │ sum  │   every step: sum += splat(a) · b, lane by lane
 *     a(i+1, p) splat ─▶ │ sum  │ sum  │
 *     a(i+2, p) splat ─▶ │ sum  │ sum  │   8 sums + 2 of b + 4 of a + 1 fit the registers; V8 11 loads
 *     a(i+3, p) splat ─▶ │ sum  │ sum  │   all that a block of code needs at its start, so larger tiles
 *                        └──────┴──────┘   spill and lose up to half the speed
 *
 * Steps are written out one after another with a way out between them, which keeps the loads of one
 * apart from those of the next. A step is 22 vector instructions (6 loads, 8 · and 8 +); a processor
 * that starts four of them in a cycle needs 5.5, where · and + alone need 4.
 */
import {
  type Body,
  type Code,
  type Local,
  load,
  type Operand,
  op,
  plus,
  steps,
  store,
  unrolled,
  type Value,
  when,
  zeroVector,
} from './asm.ts';
import type { Dtype } from './product.ts';

const VECTORS = 2;

/** How often a step of p is written out; saves V8 what it moves between registers to loop. */
const UNROLLED = 8;

/** The bytes of a vector. */
export const VECTOR_BYTES = 16;

/** The rows of a tile. */
export const ROWS = 4;

/** The bytes of a tile's row: two vectors. */
export const PANEL_BYTES = VECTORS * VECTOR_BYTES;

/** What differs between the element types: bytes of a number and the names of instructions. */
export const ELEMENT = {
  f64: { size: 8, lanes: 'f64x2', splat: 'v128.load64_splat' },
  f32: { size: 4, lanes: 'f32x4', splat: 'v128.load32_splat' },
} as const;

/** Where a tile of a matrix lies, as locals: first address and bytes from row to row. */
export interface Corner {
  readonly at: Local;
  readonly row: Local;
}

/** A tile written in place: code, and the locals that are to be set before it (it may use them up). */
export interface Tile {
  /** How many steps p takes, at least 1. */
  readonly depth: Local;
  /** The entries of A for p stand side by side, row after row; the bytes from p to p + 1. */
  readonly atA: Local;
  readonly stepA: Local;
  /** The panel of B, and the bytes from p to p + 1. */
  readonly atB: Local;
  readonly stepB: Local;
  readonly c: Corner;
  readonly add: Corner & { readonly col: Local };
  readonly mask: Corner;
  readonly code: Code;
}

/** What the whole product decides: flags (0 or 1), and addresses that are 0 where absent. */
export interface Choices {
  /** Begin with what C holds, not with 0. */
  readonly more: Local;
  /** The sums end here, and one of scale, add, relu and mask applies. */
  readonly finish: Local;
  readonly scale: Local;
  /** Whether `scale` is not 1, which would change nothing. */
  readonly rescales: Local;
  readonly add: Local;
  readonly relu: Local;
  readonly mask: Local;
}

/** Writes the tile for an element type; `relaxed` rounds · and + together where the machine can. */
export function writeTile(f: Body, dtype: Dtype, relaxed: boolean, choices: Choices): Tile {
  const { size, lanes, splat } = ELEMENT[dtype];
  const i32 = () => f.local('i32');
  const v128 = () => f.local('v128');
  const tile = {
    depth: i32(),
    atA: i32(),
    stepA: i32(),
    atB: i32(),
    stepB: i32(),
    c: { at: i32(), row: i32() },
    add: { at: i32(), row: i32(), col: i32() },
    mask: { at: i32(), row: i32() },
  };
  const sums = Array.from({ length: ROWS }, () => [v128(), v128()]);
  const b = [v128(), v128()];
  const x = v128();

  const forRows = (make: (row: readonly Local[], r: number) => Code): Code => sums.map(make);
  const vectorOf = ({ at, row }: Corner, r: number, v: number): Value =>
    load('v128.load', steps(at, r, row), v * VECTOR_BYTES);
  const multiplyAdd = (sum: Local, y: Local): Value =>
    relaxed
      ? op(`${lanes}.relaxed_madd`, x, y, sum)
      : op(`${lanes}.add`, sum, op(`${lanes}.mul`, x, y));
  const update = (sum: Local, name: 'add' | 'mul' | 'pmax', value: Operand): Code =>
    sum.set(op(`${lanes}.${name}`, sum, value));

  const begin = when(
    choices.more,
    forRows((row, r) => row.map((sum, v) => sum.set(vectorOf(tile.c, r, v)))),
    forRows((row) => row.map((sum) => sum.set(zeroVector))),
  );

  const accumulate = unrolled(tile.depth, UNROLLED, [
    b.map((vector, v) => vector.set(load('v128.load', tile.atB, v * VECTOR_BYTES))),
    sums.map((row, r) => [
      x.set(load(splat, tile.atA, r * size)),
      row.map((sum, v) => sum.set(multiplyAdd(sum, b[v]!))),
    ]),
    tile.atA.set(plus(tile.atA, tile.stepA)),
    tile.atB.set(plus(tile.atB, tile.stepB)),
  ]);

  const scaled: Code = [
    x.set(
      dtype === 'f64'
        ? op('f64x2.splat', choices.scale)
        : op('f32x4.splat', op('f32.demote_f64', choices.scale)),
    ),
    forRows((row) => row.map((sum) => update(sum, 'mul', x))),
  ];
  const added = when(
    tile.add.col,
    forRows((row, r) => row.map((sum, v) => update(sum, 'add', vectorOf(tile.add, r, v)))),
    forRows((row, r) => [
      x.set(load(splat, steps(tile.add.at, r, tile.add.row))),
      row.map((sum) => update(sum, 'add', x)),
    ]),
  );
  // `pmax` is one instruction where `max` is nine; it leaves −0, to which adding 0 is a 0.
  const rectified = forRows((row) =>
    row.map((sum) => [update(sum, 'pmax', zeroVector), update(sum, 'add', zeroVector)]),
  );
  const masked: Code = [
    x.set(op(`${lanes}.splat`, op(`${dtype}.convert_i32_s`, 1))),
    forRows((row, r) =>
      row.map((sum, v) => {
        // All bits set are a NaN, so that of a mask stays one instead of becoming a 0.
        const one = op('v128.and', op(`${lanes}.gt`, b[0]!, zeroVector), x);
        const slope = op('v128.or', one, op(`${lanes}.ne`, b[0]!, b[0]!));
        return [b[0]!.set(vectorOf(tile.mask, r, v)), update(sum, 'mul', slope)];
      }),
    ),
  ];
  const finish = when(choices.finish, [
    when(choices.rescales, scaled),
    when(choices.add, added),
    when(choices.relu, rectified),
    when(choices.mask, masked),
  ]);

  const end = forRows((row, r) =>
    row.map((sum, v) =>
      store('v128.store', steps(tile.c.at, r, tile.c.row), sum, v * VECTOR_BYTES),
    ),
  );
  return { ...tile, code: [begin, accumulate, finish, end] };
}
