import { plainF32, plainF64 } from '../../../src/engine/kernels/plain.ts';
import type {
  Dtype,
  Floats,
  Operands,
  Place,
  Product,
} from '../../../src/engine/kernels/product.ts';

/** Numbers between −1 and 1 from a seed; the same on every machine. */
export function random(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 31 - 1;
  };
}

const SPECIAL = [Number.NaN, Infinity, -Infinity, -0, 0, 1e-320, 1e308, -1e-45, 3e38];

/** Fills an array; about one number in `rarity` is not finite, a zero of either sign, or extreme. */
export function fill(numbers: Floats, seed: number, rarity = Number.POSITIVE_INFINITY): void {
  const next = random(seed);
  for (let i = 0; i < numbers.length; i++) {
    const special = Math.abs(next()) * rarity < 1;
    numbers[i] = special ? SPECIAL[Math.floor(Math.abs(next()) * 8.99)]! : next();
  }
}

/** The plain kernel on one array. */
export function oracle(p: Product, numbers: Floats): void {
  const all = { a: numbers, b: numbers, c: numbers, add: numbers, mask: numbers };
  if (numbers instanceof Float64Array) plainF64(p, all as Operands<Float64Array>);
  else plainF32(p, all as Operands<Float32Array>);
}

/** Where two arrays differ first, in any bit; NaN equals NaN, since JavaScript has only one. */
export function firstDifference(actual: Floats, expected: Floats): string | null {
  if (actual.length !== expected.length) return `${actual.length} and ${expected.length} numbers`;
  for (let i = 0; i < actual.length; i++) {
    if (!Object.is(actual[i], expected[i])) return `[${i}] is ${actual[i]}, not ${expected[i]}`;
  }
  return null;
}

/** What is said of a product before its matrices are laid out. */
export interface Wanted {
  m: number;
  n: number;
  k: number;
  a: Steps;
  b: Steps;
  c: Steps;
  add: Steps | null;
  mask: Steps | null;
  resume: boolean;
  relu: boolean;
  scale: number;
}

/** How a matrix lies: by rows, by columns, or with a step of 0, and how much is left free between. */
export interface Steps {
  order: 'rows' | 'columns' | 'one row' | 'one column' | 'one number';
  gap: number;
}

/** Lays a product's matrices out one after another with guard cells between them. */
export function layOut(w: Wanted): { product: Product; length: number } {
  let length = 3;
  const put = ({ order, gap }: Steps, rows: number, cols: number): Place => {
    const steps = {
      rows: { row: cols + gap, col: 1 },
      columns: { row: 1, col: rows + gap },
      'one row': { row: 0, col: 1 + gap },
      'one column': { row: 1 + gap, col: 0 },
      'one number': { row: 0, col: 0 },
    }[order];
    const place = { at: length, ...steps };
    length += (rows - 1) * steps.row + (cols - 1) * steps.col + 1 + 5;
    return place;
  };
  const { m, n, k, resume, relu, scale } = w;
  const product: Product = {
    m,
    n,
    k,
    a: put(w.a, m, k),
    b: put(w.b, k, n),
    ...(w.add && { add: put(w.add, m, n) }),
    ...(w.mask && { mask: put(w.mask, m, n) }),
    c: put(w.c, m, n),
    resume,
    relu,
    scale,
  };
  return { product, length };
}

/** An array of a type. */
export function floats(dtype: Dtype, length: number): Floats {
  return dtype === 'f64' ? new Float64Array(length) : new Float32Array(length);
}
