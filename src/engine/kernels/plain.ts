/*
 * The matrix product in plain JavaScript: the meaning of a Product, the oracle of the WebAssembly
 * kernel, and what runs where WebAssembly is missing or a product is too small to call it.
 *
 * It is written out once per element type because V8 compiles a function for the arrays that it has
 * seen: one function given both types would run at half the speed for either.
 */
import type { Operands, Product } from './product.ts';

/** Computes a product of float64 numbers. */
export function plainF64(p: Product, arrays: Operands<Float64Array>): void {
  const { m, n, k, c, add, mask, resume, relu, scale = 1 } = p;
  const { a: A, b: B, c: C, add: ADD, mask: MASK } = arrays;
  const { row: aRow, col: aCol, at: aAt } = p.a;
  const { row: bRow, col: bCol, at: bAt } = p.b;
  for (let i = 0; i < m; i++) {
    for (let j = 0; j < n; j++) {
      const at = c.at + i * c.row + j * c.col;
      let sum = resume ? C[at]! : 0;
      let atA = aAt + i * aRow;
      let atB = bAt + j * bCol;
      for (let q = 0; q < k; q++, atA += aCol, atB += bRow) sum += A[atA]! * B[atB]!;
      sum *= scale;
      if (add && ADD) sum += ADD[add.at + i * add.row + j * add.col]!;
      if (relu) sum = Math.max(sum, 0);
      if (mask && MASK) sum *= slope(MASK[mask.at + i * mask.row + j * mask.col]!);
      C[at] = sum;
    }
  }
}

/** Computes a product of float32 numbers, rounding to float32 after every operation. */
export function plainF32(p: Product, arrays: Operands<Float32Array>): void {
  const { fround } = Math;
  const { m, n, k, c, add, mask, resume, relu } = p;
  const { a: A, b: B, c: C, add: ADD, mask: MASK } = arrays;
  const { row: aRow, col: aCol, at: aAt } = p.a;
  const { row: bRow, col: bCol, at: bAt } = p.b;
  const scale = fround(p.scale ?? 1);
  for (let i = 0; i < m; i++) {
    for (let j = 0; j < n; j++) {
      const at = c.at + i * c.row + j * c.col;
      let sum = resume ? C[at]! : 0;
      let atA = aAt + i * aRow;
      let atB = bAt + j * bCol;
      for (let q = 0; q < k; q++, atA += aCol, atB += bRow) {
        sum = fround(sum + fround(A[atA]! * B[atB]!));
      }
      sum = fround(sum * scale);
      if (add && ADD) sum = fround(sum + ADD[add.at + i * add.row + j * add.col]!);
      if (relu) sum = Math.max(sum, 0);
      if (mask && MASK) sum *= slope(MASK[mask.at + i * mask.row + j * mask.col]!);
      C[at] = sum;
    }
  }
}

/** 1 where a unit is on, 0 where it is off, NaN where nobody can say. */
function slope(x: number): number {
  return x > 0 ? 1 : x <= 0 ? 0 : Number.NaN;
}
