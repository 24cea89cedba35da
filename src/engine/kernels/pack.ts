/*
 * Packing: copying a strip of a matrix into the order in which the tile reads it, so that long steps
 * are walked once and not for every tile. A strip is as wide as a tile: four rows of A, or two
 * vectors of columns of B. Both are the same work with rows and columns exchanged:
 *
 *     the strip's lines as they lie         packed: what one step of p needs side by side
 *     a a a a a …                           a b c d │ a b c d │ a b c d │ …
 *     b b b b b …                     ─▶
 *     c c c c c …
 *     d d d d d …
 *
 * Lines that are contiguous are turned by shuffles, a square of vectors at a time; lines that lie
 * side by side already (those of Aᵀ, and of B) are copied by vectors.
 */
import {
  all,
  type Body,
  type Code,
  type Local,
  load,
  type Operand,
  op,
  plus,
  repeat,
  repeatWhile,
  shuffle,
  steps,
  store,
  type Value,
  when,
} from './asm.ts';
import type { Dtype } from './product.ts';
import { ELEMENT, VECTOR_BYTES } from './tile.ts';

/** A strip: first address, bytes from line to line and along a line, and how much of it exists. */
export interface Strip {
  readonly at: Local;
  readonly across: Operand;
  readonly along: Operand;
  readonly lines: Operand;
  readonly length: Local;
}

/** Packs a strip that is `width` lines wide; the places of lines that do not exist keep anything. */
export function packStrip(f: Body, dtype: Dtype, width: number, strip: Strip, into: Operand): Code {
  const { size } = ELEMENT[dtype];
  const rowBytes = width * size;
  const { at, across, along, lines, length } = strip;
  const [p, q, from, to] = [f.local('i32'), f.local('i32'), f.local('i32'), f.local('i32')];
  const vectors = Array.from({ length: rowBytes / VECTOR_BYTES }, (_, v) => v * VECTOR_BYTES);
  const copyVectors = [
    from.set(at),
    repeat(p, length, 1, [
      vectors.map((offset) => store('v128.store', to, load('v128.load', from, offset), offset)),
      from.set(plus(from, along)),
      to.set(plus(to, rowBytes)),
    ]),
  ];
  /** From p on, number by number. */
  const copyNumbers = repeatWhile(op('i32.lt_s', p, length), [
    from.set(steps(at, p, along)),
    repeat(q, lines, 1, [
      store(`${dtype}.store`, steps(to, q, size), load(`${dtype}.load`, from)),
      from.set(plus(from, across)),
    ]),
    to.set(plus(to, rowBytes)),
    p.set(plus(p, 1)),
  ]);
  const full = op('i32.eq', lines, width);
  return [
    to.set(into),
    when(all(full, op('i32.eq', across, size)), copyVectors, [
      p.set(0),
      when(all(full, op('i32.eq', along, size)), turnSquares(f, dtype, width, strip, p, to)),
      when(op('i32.lt_s', p, length), copyNumbers),
    ]),
  ];
}

/** Turns whole squares of a strip of contiguous lines; p and `to` are left behind the last one. */
function turnSquares(
  f: Body,
  dtype: Dtype,
  width: number,
  { at, across, length }: Strip,
  p: Local,
  to: Local,
): Code {
  const { size, lanes } = ELEMENT[dtype];
  const count = VECTOR_BYTES / size;
  const rowBytes = width * size;
  const [end, start, into] = [f.local('i32'), f.local('i32'), f.local('i32')];
  const from = Array.from({ length: count }, () => f.local('i32'));
  const rows = from.map(() => f.local('v128'));
  const square = [
    rows.map((row, i) => row.set(load('v128.load', from[i]!))),
    turned(lanes, rows).map((row, i) => store('v128.store', into, row, i * rowBytes)),
    from.map((each) => each.set(plus(each, VECTOR_BYTES))),
    into.set(plus(into, count * rowBytes)),
  ];
  const block = (offset: number) => [
    from.map((each, i) => each.set(i === 0 ? start : plus(from[i - 1]!, across))),
    into.set(plus(to, offset)),
    repeat(p, end, count, square),
    start.set(plus(from[count - 1]!, op('i32.sub', across, op('i32.mul', end, size)))),
  ];
  const blocks = Array.from({ length: width / count }, (_, v) => block(v * VECTOR_BYTES));
  return [
    end.set(op('i32.and', length, -count)),
    when(end, [start.set(at), blocks, to.set(steps(to, end, rowBytes))]),
  ];
}

/** The rows of a square become its columns. */
function turned(lanes: 'f64x2' | 'f32x4', rows: readonly Local[]): Value[] {
  const [a, b, c, d] = rows as [Local, Local, Local, Local];
  if (lanes === 'f64x2') return [shuffle(a, b, [0, 2], 8), shuffle(a, b, [1, 3], 8)];
  const [ab, cd] = [
    [shuffle(a, b, [0, 4, 1, 5], 4), shuffle(a, b, [2, 6, 3, 7], 4)],
    [shuffle(c, d, [0, 4, 1, 5], 4), shuffle(c, d, [2, 6, 3, 7], 4)],
  ] as const;
  return [0, 1].flatMap((half) => [
    shuffle(ab[half]!, cd[half]!, [0, 2], 8),
    shuffle(ab[half]!, cd[half]!, [1, 3], 8),
  ]);
}
