/*
 * Sizes that are sums of sizes: n−k+1 of a convolution, n/2 of a pooling. Such a size is a string in
 * one canonical spelling, so that two of them are the same exactly when their strings are.
 *
 *     n-k+1    atoms in the order of the alphabet, the positive ones first, the number last
 *     2n/2     an atom may have a factor in front, and `/p` where windows of p tile a size
 */
import type { Dim } from './shape.ts';

/** What cannot be computed at the numbers that its sizes have. */
export class CannotCompute extends Error {}

interface Affine {
  readonly terms: ReadonlyMap<string, number>;
  readonly constant: number;
}

/** x + y, and x − y, as sizes. */
export function addDims(x: Dim, y: Dim): Dim {
  return combine(x, y, 1);
}

export function subDims(x: Dim, y: Dim): Dim {
  return combine(x, y, -1);
}

function combine(x: Dim, y: Dim, sign: 1 | -1): Dim {
  if (typeof x === 'number' && typeof y === 'number') return x + sign * y;
  const [a, b] = [affine(x), affine(y)];
  const terms = new Map(a.terms);
  for (const [atom, c] of b.terms) terms.set(atom, (terms.get(atom) ?? 0) + sign * c);
  return spell({ terms, constant: a.constant + sign * b.constant });
}

/** A size cut into windows of `p`, or null where they do not fill it or nobody can know. */
export function divideDim(x: Dim, p: number): Dim | null {
  if (p === 1) return x;
  if (typeof x === 'number') return x % p === 0 ? x / p : null;
  const { terms, constant } = affine(x);
  const coefficients = [...terms.values(), constant];
  if (coefficients.every((c) => c % p === 0)) {
    return spell({
      terms: new Map([...terms].map(([atom, c]) => [atom, c / p])),
      constant: constant / p,
    });
  }
  if (terms.size !== 1 || constant !== 0) return null;
  // 2n/4 is n/2, and n/2 in windows of 3 is n/6.
  const [[atom, c]] = [...terms] as [[string, number]];
  const { name, windows } = partsOf(atom);
  const shared = gcd(Math.abs(c), p * windows);
  return spell({
    terms: new Map([[inWindows(name, (p * windows) / shared), c / shared]]),
    constant: 0,
  });
}

function partsOf(atom: string): { name: string; windows: number } {
  const [name, windows = '1'] = atom.split('/');
  return { name: name!, windows: Number(windows) };
}

function inWindows(name: string, p: number): string {
  return p === 1 ? name : `${name}/${p}`;
}

function gcd(a: number, b: number): number {
  return b === 0 ? a : gcd(b, a % b);
}

/** p times a size; undoes `divideDim`. */
export function timesDim(x: Dim, p: number): Dim {
  if (typeof x === 'number') return x * p;
  const { terms, constant } = affine(x);
  let total: Dim = constant * p;
  for (const [atom, c] of terms) {
    const { name, windows } = partsOf(atom);
    const shared = gcd(Math.abs(p), windows);
    const term = inWindows(name, windows / shared);
    total = addDims(total, spell({ terms: new Map([[term, (c * p) / shared]]), constant: 0 }));
  }
  return total;
}

/** The names of sizes in a size: n and k in n−k+1. */
export function dimNames(x: Dim): string[] {
  if (typeof x === 'number') return [];
  return [...affine(x).terms.keys()].map((atom) => partsOf(atom).name);
}

/** Writes other sizes for the names in a size; what `by` returns null for stays. */
export function mapDim(x: Dim, by: (name: string) => Dim | null): Dim {
  if (typeof x === 'number') return x;
  const { terms, constant } = affine(x);
  let total: Dim = constant;
  for (const [atom, c] of terms) {
    const { name, windows } = partsOf(atom);
    const size = by(name) ?? name;
    const cut = divideDim(size, windows);
    if (cut === null)
      throw new CannotCompute(`windows of ${windows} do not fill ${name} = ${size}`);
    total = addDims(total, timesDim(cut, c));
  }
  return total;
}

/** The number that a size stands for. Throws when a name in it has no value. */
export function dimValue(x: Dim, sizes: ReadonlyMap<string, number>): number {
  const known = typeof x === 'number' ? x : sizes.get(x);
  if (known !== undefined) return known;
  const value = mapDim(x, (name) => {
    const n = sizes.get(name);
    if (n === undefined) throw new Error(`the size ${name} has no value`);
    return n;
  });
  return value as number;
}

/** The parts of a size, for an expression that counts with it: atoms with factors, and a number. */
export function dimParts(x: Dim): {
  terms: readonly { name: string; factor: number; windows: number }[];
  constant: number;
} {
  const { terms, constant } = affine(x);
  const parts = [...terms].map(([atom, factor]) => ({ ...partsOf(atom), factor }));
  return { terms: parts, constant };
}

/** A size as it is shown: each name in it as `show` has it, and computed where all are numbers. */
export function showDim(x: Dim, show: (d: Dim) => string): string {
  if (typeof x === 'number' || isAtom(x)) return show(x);
  const shown = mapDim(x, (name) => {
    const text = show(name);
    return /^\d+$/.test(text) ? Number(text) : text;
  });
  return String(shown);
}

function isAtom(x: string): boolean {
  return !/[+-]/.test(x) && !/^\d/.test(x);
}

function affine(x: Dim): Affine {
  if (typeof x === 'number') return { terms: new Map(), constant: x };
  if (isAtom(x)) return { terms: new Map([[x, 1]]), constant: 0 };
  const terms = new Map<string, number>();
  let constant = 0;
  for (const [, sign, factor, atom] of x.matchAll(/([+-]?)(\d*)([^+-]*)/g)) {
    if (factor === '' && atom === '') continue;
    const c = (sign === '-' ? -1 : 1) * (factor === '' ? 1 : Number(factor));
    if (atom === '') constant += c;
    else terms.set(atom!, (terms.get(atom!) ?? 0) + c);
  }
  return { terms, constant };
}

function spell({ terms, constant }: Affine): Dim {
  const named = [...terms]
    .filter(([, c]) => c !== 0)
    .sort(([a, x], [b, y]) => Number(y > 0) - Number(x > 0) || (a < b ? -1 : 1));
  if (named.length === 0) return constant;
  let text = '';
  for (const [atom, c] of named) {
    const sign = c < 0 ? '-' : text === '' ? '' : '+';
    text += sign + (Math.abs(c) === 1 ? '' : String(Math.abs(c))) + atom;
  }
  return constant === 0 ? text : `${text}${constant < 0 ? '-' : '+'}${Math.abs(constant)}`;
}
