import type { Expr } from '../../engine/expr.ts';
import type { Env } from '../../engine/run.ts';
import type { Dim } from '../../engine/shape.ts';
import type { Tensor } from '../../engine/tensor.ts';
import { norm } from '../measure.ts';
import type { Prepared } from '../prepare.ts';

/** The number c with s = c r, or null where there is none; zero tensors have none. */
function ratio(s: Tensor, r: Tensor): number | null {
  let [top, bottom] = [0, 0];
  for (let i = 0; i < r.data.length; i++) {
    top += s.data[i]! * r.data[i]!;
    bottom += r.data[i]! * r.data[i]!;
  }
  if (bottom === 0) return null;
  const c = top / bottom;
  const off = r.data.map((x, i) => s.data[i]! - c * x);
  return norm({ ...r, data: off }) <= 1e-9 * Math.max(norm(s), norm(r)) ? c : null;
}

/** How an answer is a multiple of the right one, the same way on every draw. */
export type Multiple =
  | { readonly kind: 'zero' }
  | { readonly kind: 'sign' }
  | { readonly kind: 'constant'; readonly factor: string }
  | { readonly kind: 'varying' };

/** Compares by ratio; null when the answer is no multiple of the reference. */
export function multiple(p: Prepared, envs: readonly Env[], answer: Expr): Multiple | null {
  const ratios: number[] = [];
  for (const env of envs) {
    const s = env.value(answer);
    if (!s.data.every(Number.isFinite)) return null;
    const c = ratio(s, env.value(p.reference));
    if (c === null) return null;
    ratios.push(c);
  }
  if (ratios.every((c) => c === 0)) return { kind: 'zero' };
  if (ratios.every((c) => Math.abs(c + 1) < 1e-9)) return { kind: 'sign' };
  const factor = nameRatio(p, envs, ratios);
  if (factor !== null) return { kind: 'constant', factor };
  return answer.shape?.every((d) => d === 1) ? null : { kind: 'varying' };
}

const NUMBERS: readonly (readonly [number, string])[] = [
  [1, ''],
  [2, '2'],
  [1 / 2, '1/2'],
  [3, '3'],
  [1 / 3, '1/3'],
  [4, '4'],
  [1 / 4, '1/4'],
  [3 / 2, '3/2'],
  [2 / 3, '2/3'],
  [6, '6'],
  [1 / 6, '1/6'],
];

/** A product of sizes and roots of them: how it is written, and what it is at a draw. */
interface Monomial {
  readonly text: string;
  readonly at: (size: (d: Dim) => number) => number;
  /** Sizes that have no name are numbers to the student. */
  readonly anonymous: boolean;
}

/** c as a small fraction times powers of sizes and square roots of them, fitted on all draws. */
function nameRatio(p: Prepared, envs: readonly Env[], ratios: readonly number[]): string | null {
  for (const sign of [1, -1]) {
    for (const monomial of monomials(p)) {
      for (const [number, shown] of NUMBERS) {
        const fits = envs.every((env, i) => {
          const c = sign * number * monomial.at((d) => env.dim(d));
          return Math.abs(ratios[i]! / c - 1) < 1e-9;
        });
        if (fits) return (sign < 0 ? '−' : '') + written(p, monomial, number, shown);
      }
    }
  }
  return null;
}

function written(p: Prepared, { text, at, anonymous }: Monomial, number: number, shown: string) {
  if (!anonymous) return [shown, text].filter((t) => t !== '').join(' · ') || '1';
  return fraction(number * at((d) => (typeof d === 'number' ? d : p.sizes.get(d)!)));
}

/** 3/2 for 1.5. */
function fraction(x: number): string {
  for (let q = 1; q <= 60; q++) {
    const above = Math.round(x * q);
    if (Math.abs(above - x * q) < 1e-9) return q === 1 ? `${above}` : `${above}/${q}`;
  }
  return x.toPrecision(4);
}

function monomials(p: Prepared): Monomial[] {
  const dims = [...new Set([...p.scope.shapes.values()].flat().filter((d) => d !== 1))];
  const isAnonymous = (d: Dim) => typeof d === 'number' || (p.sizes.has(d) && /^#\d+$/.test(d));
  const made: Monomial[] = [{ text: '', at: () => 1, anonymous: false }];
  const add = (text: string, of: readonly Dim[], at: Monomial['at']) =>
    made.push({ text, at, anonymous: of.every(isAnonymous) });
  for (const d of dims) {
    const n = p.showDim(d);
    add(n, [d], (size) => size(d));
    add(`1/${n}`, [d], (size) => 1 / size(d));
    add(`√${n}`, [d], (size) => Math.sqrt(size(d)));
    add(`1/√${n}`, [d], (size) => 1 / Math.sqrt(size(d)));
    add(`${n}²`, [d], (size) => size(d) ** 2);
    add(`1/${n}²`, [d], (size) => 1 / size(d) ** 2);
  }
  dims.forEach((a, i) => {
    dims.forEach((b, j) => {
      if (i === j) return;
      const [x, y] = [p.showDim(a), p.showDim(b)];
      add(`${x}/${y}`, [a, b], (size) => size(a) / size(b));
      if (i > j) return;
      add(`${x} ${y}`, [a, b], (size) => size(a) * size(b));
      add(`1/(${x} ${y})`, [a, b], (size) => 1 / (size(a) * size(b)));
    });
  });
  return made;
}
