/** The type of the numbers: float64 unless asked otherwise. */
export type Dtype = 'f64' | 'f32';

/** Numbers of either type. */
export type Floats = Float64Array | Float32Array;

/** Where a matrix lies in its array: entry (i, j) is number `at + i·row + j·col`; steps ≥ 0. */
export interface Place {
  readonly at: number;
  readonly row: number;
  readonly col: number;
}

/**
 * One matrix product with what is fused to it, m×k times k×n:
 *
 *     C ← mask · relu(scale · (A B) + add)
 *
 * each part only where it is given. The sum over k starts at 0 (at C with `resume`) and runs
 * upwards, rounding after every · and +. `relu(x)` is `Math.max(x, 0)`: a NaN stays one and −0
 * becomes 0. `mask` means · 1 where the mask's entry is > 0, · 0 where it is ≤ 0 and · NaN where it
 * is one, so that 0 · ∞ is NaN here as it is in `g * (z > 0)`. A step of 0 repeats: `add` with col 0 is a column, with row 0 a
 * row. C overlaps A or B never; `add` or `mask` only when at the same place and k ≤ 256.
 */
export interface Product {
  readonly m: number;
  readonly n: number;
  readonly k: number;
  readonly a: Place;
  readonly b: Place;
  readonly c: Place;
  readonly resume?: boolean;
  readonly scale?: number;
  readonly add?: Place;
  readonly relu?: boolean;
  readonly mask?: Place;
}

/** The arrays that a product's places lie in. They may all be the same one. */
export interface Operands<T extends Floats> {
  readonly a: T;
  readonly b: T;
  readonly c: T;
  readonly add?: T;
  readonly mask?: T;
}

/** A row-major matrix with this many columns, from `at` on. */
export function rowMajor(cols: number, at = 0): Place {
  return { at, row: cols, col: 1 };
}

/** Throws when a matrix of the product is missing or reaches out of its array. */
export function checkPlaces<T extends Floats>(p: Product, arrays: Operands<T>): void {
  const { m, n, k } = p;
  const check = (name: keyof Operands<T>, place: Place, rows: number, cols: number): void => {
    const length = arrays[name]?.length ?? 0;
    if (place.at < 0 || place.at + span(place, rows, cols) > length) {
      const where = `${place.at} + ${place.row}·i + ${place.col}·j`;
      throw new Error(`product: ${name}, ${rows}×${cols} at ${where}, leaves ${length} numbers`);
    }
  };
  check('a', p.a, m, k);
  check('b', p.b, k, n);
  check('c', p.c, m, n);
  if (p.add) check('add', p.add, m, n);
  if (p.mask) check('mask', p.mask, m, n);
}

/** How many numbers lie from the first entry to the last. */
export function span({ row, col }: Place, rows: number, cols: number): number {
  return rows > 0 && cols > 0 ? 1 + (rows - 1) * row + (cols - 1) * col : 0;
}
