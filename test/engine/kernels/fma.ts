import type { Dtype, Floats, Product } from '../../../src/engine/kernels/product.ts';

/** What differs between the types: bits of a significand, and the smallest exponent of its last. */
const FORMAT = { f64: { digits: 53, lowest: -1074 }, f32: { digits: 24, lowest: -149 } };

/**
 * a · b + c rounded once, to nearest with ties to even: in whole numbers, which are exact.
 */
export function fma(dtype: Dtype, a: number, b: number, c: number): number {
  const finite = Number.isFinite(a) && Number.isFinite(b);
  if (!finite || a === 0 || b === 0) return a * b + c;
  if (!Number.isFinite(c)) return c;
  const [x, y, z] = [parts(a), parts(b), parts(c)];
  const exponent = Math.min(x.exponent + y.exponent, z.exponent);
  const product = (x.digits * y.digits) << BigInt(x.exponent + y.exponent - exponent);
  const sum = product + (z.digits << BigInt(z.exponent - exponent));
  if (sum === 0n) return 0;
  return round(dtype, sum, exponent);
}

/** A finite number as digits · 2^exponent. */
function parts(value: number): { digits: bigint; exponent: number } {
  const bits = new BigUint64Array(Float64Array.of(value).buffer)[0]!;
  const field = Number((bits >> 52n) & 0x7ffn);
  const fraction = bits & 0xfffffffffffffn;
  const digits = field === 0 ? fraction : fraction | (1n << 52n);
  return { digits: value < 0 ? -digits : digits, exponent: Math.max(field, 1) - 1075 };
}

function round(dtype: Dtype, digits: bigint, exponent: number): number {
  const size = digits < 0n ? -digits : digits;
  const format = FORMAT[dtype];
  const drop = Math.max(size.toString(2).length - format.digits, format.lowest - exponent);
  let kept = size;
  if (drop > 0) {
    const half = 1n << BigInt(drop - 1);
    const rest = size & ((1n << BigInt(drop)) - 1n);
    kept = size >> BigInt(drop);
    if (rest > half || (rest === half && (kept & 1n) === 1n)) kept += 1n;
  }
  const value = Number(kept) * 2 ** (exponent + Math.max(drop, 0));
  return (digits < 0n ? -1 : 1) * (dtype === 'f32' ? Math.fround(value) : value);
}

/** The product with every · and + of a sum rounded together, and the parts after it one by one. */
export function fusedOracle(dtype: Dtype, p: Product, numbers: Floats): void {
  const { m, n, k, a, b, c, add, relu, mask } = p;
  const narrow = dtype === 'f32' ? Math.fround : (x: number) => x;
  const at = (place: Product['a'], i: number, j: number): number =>
    numbers[place.at + i * place.row + j * place.col]!;
  for (let i = 0; i < m; i++) {
    for (let j = 0; j < n; j++) {
      let sum = p.resume ? at(c, i, j) : 0;
      for (let q = 0; q < k; q++) sum = fma(dtype, at(a, i, q), at(b, q, j), sum);
      sum = narrow(sum * narrow(p.scale ?? 1));
      if (add) sum = narrow(sum + at(add, i, j));
      if (relu) sum = Math.max(sum, 0);
      if (mask) sum *= slope(at(mask, i, j));
      numbers[c.at + i * c.row + j * c.col] = sum;
    }
  }
}

function slope(x: number): number {
  return x > 0 ? 1 : x <= 0 ? 0 : Number.NaN;
}
