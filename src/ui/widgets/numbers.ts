/** Writes the numbers of one matrix, all in the same width, aligned on the decimal point. */
export interface NumberFormat {
  readonly width: number;
  /** Columns from the decimal point on; 0 where there is none. */
  readonly tail: number;
  readonly write: (x: number) => string;
}

/** ASCII has no minus but the hyphen, and no sign for infinity. */
function signsOf(ascii: boolean) {
  return ascii ? { minus: '-', infinity: 'inf' } : { minus: '−', infinity: '∞' };
}

type Notation = { readonly kind: 'fixed' | 'scientific'; readonly decimals: number };

/** Significant digits that the largest entry shows. */
const DIGITS = 3;

/** How the numbers of a matrix are written: whole ones whole, others to three digits of the largest. */
function notation(values: readonly number[]): Notation {
  const largest = values.reduce((most, x) => Math.max(most, Math.abs(x)), 0);
  if (values.every(Number.isInteger) && largest < 1e7) return { kind: 'fixed', decimals: 0 };
  if (largest >= 1e6 || largest < 1e-3) return { kind: 'scientific', decimals: 1 };
  const exponent = Math.floor(Math.log10(largest));
  let decimals = Math.max(2, DIGITS - 1 - exponent);
  const exact = (d: number) => values.every((x) => Math.abs(x - round(x, d)) <= 1e-9 * largest);
  while (decimals > 1 && exact(decimals - 1)) decimals -= 1;
  return { kind: 'fixed', decimals };
}

function round(x: number, decimals: number): number {
  return Number(x.toFixed(decimals));
}

/** Digits of a positive number in the chosen notation; exponents without `+` and leading zeros. */
function digits(x: number, as: Notation): string {
  return as.kind === 'fixed'
    ? x.toFixed(as.decimals)
    : x.toExponential(as.decimals).replace('+', '');
}

/**
 * One format for all of `values`. Every number but zero carries its sign, so that `+0.0` is a small
 * number and `0` is zero.
 */
export function numberFormat(values: ArrayLike<number>, ascii = false): NumberFormat {
  const signs = signsOf(ascii);
  const finite = Array.from(values).filter(Number.isFinite);
  const as = notation(finite);
  const tail = as.kind === 'fixed' && as.decimals > 0 ? as.decimals + 1 : 0;
  const write = (x: number): string => {
    if (Number.isNaN(x)) return 'NaN';
    if (x === 0) return `0${' '.repeat(tail)}`;
    const sign = x < 0 ? signs.minus : '+';
    if (!Number.isFinite(x)) return sign + signs.infinity;
    return sign + digits(Math.abs(x), as);
  };
  const width = Array.from(values).reduce((most, x) => Math.max(most, write(x).length), 1);
  return { width, tail, write: (x) => write(x).padStart(width) };
}

/** A number in a sentence or on an axis: whole ones whole, others to three significant digits. */
export function shortNumber(x: number, ascii = false): string {
  const signs = signsOf(ascii);
  if (Number.isNaN(x)) return 'NaN';
  const sign = x < 0 ? signs.minus : '';
  if (!Number.isFinite(x)) return sign + signs.infinity;
  const size = Math.abs(x);
  if (Number.isInteger(size) && size < 1e5) return `${sign}${size}`;
  if (size >= 1e5 || size < 1e-3)
    return sign + size.toExponential(1).replace(/\.0e/, 'e').replace('+', '');
  const decimals = Math.max(0, DIGITS - 1 - Math.floor(Math.log10(size)));
  return sign + size.toFixed(decimals);
}

/** Every digit of a number, as it would be typed back. */
export function exactNumber(x: number, ascii = false): string {
  if (!Number.isFinite(x)) return shortNumber(x, ascii);
  return String(x).replace('-', signsOf(ascii).minus).replace('e+', 'e');
}
