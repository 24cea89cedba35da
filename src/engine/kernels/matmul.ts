/*
 * Products of matrices in ordinary arrays: small ones in plain JavaScript, large ones copied into a
 * WebAssembly memory that is kept for this, computed there and copied back. The bits are the same.
 */
import type { Tensor } from '../tensor.ts';
import { ALIGNMENT, type Arena, createArena } from './arena.ts';
import { plainF32, plainF64 } from './plain.ts';
import {
  checkPlaces,
  type Dtype,
  type Floats,
  type Operands,
  type Place,
  type Product,
  rowMajor,
  span,
} from './product.ts';

/** Products with fewer multiply-adds take less time in JavaScript than copying does. */
const WORTH_COPYING = 384;

/** Building the kernel takes about as long as this many multiply-adds in JavaScript: 4 ms. */
const BUILDING_COSTS = 3_000_000;

/** The workspace of a larger product is not kept (numbers; 16 MiB of float64). */
const KEPT = 1 << 21;

const workspaces = new Map<Dtype, Arena>();
let multiplyAdds = 0;

/** out = a @ b, for a m×k, b k×n and out m×n. Throws when the shapes do not fit. */
export function matmul(out: Tensor, a: Tensor, b: Tensor): void {
  const [m, n, k] = [a.rows, b.cols, a.cols];
  if (b.rows !== k || out.rows !== m || out.cols !== n) {
    const [result, left, right] = [out, a, b].map((t) => `[${t.rows},${t.cols}]`);
    throw new Error(`matmul: ${left} @ ${right} does not give ${result}`);
  }
  multiply(
    { m, n, k, a: rowMajor(k), b: rowMajor(n), c: rowMajor(n) },
    { a: a.data, b: b.data, c: out.data },
  );
}

/**
 * Computes a product of matrices in ordinary arrays. Throws when one leaves its array. A process
 * that multiplies little never builds the kernel, so that it is over before that would pay.
 */
export function multiply<T extends Floats>(p: Product, arrays: Operands<T>): void {
  checkPlaces(p, arrays);
  const work = p.m * p.n * p.k;
  multiplyAdds += work;
  if (work < WORTH_COPYING || multiplyAdds < BUILDING_COSTS) multiplyPlainly(p, arrays);
  else multiplyCopies(p, arrays);
}

function multiplyPlainly(p: Product, { a, b, c, add, mask }: Operands<Floats>): void {
  if (c instanceof Float64Array) plainF64(p, { a, b, c, add, mask } as Operands<Float64Array>);
  else plainF32(p, { a, b, c, add, mask } as Operands<Float32Array>);
}

function multiplyCopies(p: Product, arrays: Operands<Floats>): void {
  const { m, n, k } = p;
  let length = 0;
  const reserve = (place: Place, rows: number, cols: number): Place => {
    const at = length;
    length = Math.ceil((at + span(place, rows, cols)) / ALIGNMENT) * ALIGNMENT;
    return { ...place, at };
  };
  const inside: Product = {
    ...p,
    a: reserve(p.a, m, k),
    b: reserve(p.b, k, n),
    c: reserve(rowMajor(n), m, n),
    ...(p.add && { add: reserve(p.add, m, n) }),
    ...(p.mask && { mask: reserve(p.mask, m, n) }),
  };
  const arena = workspace(arrays.c instanceof Float64Array ? 'f64' : 'f32', length);
  const { numbers } = arena;
  const copyIn = (from: Floats, { at }: Place, to: Place, rows: number, cols: number): void =>
    numbers.set(from.subarray(at, at + span(to, rows, cols)), to.at);
  copyIn(arrays.a, p.a, inside.a, m, k);
  copyIn(arrays.b, p.b, inside.b, k, n);
  if (p.add && inside.add) copyIn(arrays.add!, p.add, inside.add, m, n);
  if (p.mask && inside.mask) copyIn(arrays.mask!, p.mask, inside.mask, m, n);
  if (p.resume) copyEntries(arrays.c, p.c, numbers, inside.c, m, n);
  arena.product(inside)();
  copyEntries(numbers, inside.c, arrays.c, p.c, m, n);
}

/** Copies m×n entries and nothing between them. */
function copyEntries(
  from: Floats,
  source: Place,
  to: Floats,
  target: Place,
  m: number,
  n: number,
): void {
  const rows = source.col === 1 && target.col === 1;
  if (rows && source.row === n && target.row === n) {
    to.set(from.subarray(source.at, source.at + m * n), target.at);
    return;
  }
  for (let i = 0; i < m; i++) {
    for (let j = 0; j < n; j++) {
      to[target.at + i * target.row + j * target.col] =
        from[source.at + i * source.row + j * source.col]!;
    }
  }
}

function workspace(dtype: Dtype, length: number): Arena {
  const kept = workspaces.get(dtype);
  if (kept && kept.numbers.length >= length) return kept;
  const arena = createArena(dtype, Math.max(length, 2 * (kept?.numbers.length ?? 0)));
  if (arena.numbers.length <= KEPT) workspaces.set(dtype, arena);
  return arena;
}
