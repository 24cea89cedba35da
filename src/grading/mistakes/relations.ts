import { mul, pow, sub } from '../../engine/build.ts';
import { dimNames } from '../../engine/dim.ts';
import type { Expr } from '../../engine/expr.ts';
import { topological } from '../../engine/expr.ts';
import type { Env } from '../../engine/run.ts';
import type { Dim } from '../../engine/shape.ts';
import { isScalar, sameShape } from '../../engine/shape.ts';
import type { Tensor } from '../../engine/tensor.ts';
import { printName } from '../../notation/print.ts';
import { norm } from '../measure.ts';
import type { Prepared } from '../prepare.ts';
import { equalOn, levels } from './search.ts';

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
  /** By a number made of sizes, or by a scalar of the program. */
  | { readonly kind: 'constant'; readonly factor: string }
  | {
      readonly kind: 'scalar';
      readonly factor: string;
      readonly name: string;
      readonly lost: boolean;
    }
  /** By a number that is another one each time, and that nothing of the program explains. */
  | { readonly kind: 'varying' };

/** Compares by ratio; null when the answer is no multiple of the reference. */
export function multiple(p: Prepared, all: readonly Env[], answer: Expr): Multiple | null {
  // Where the right answer is 0, so is every multiple of it.
  const envs = all.filter((env) => [p.reference, answer].some((e) => norm(env.value(e)) > 0));
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
  if (isScalar(answer.shape)) return null;
  return byScalar(p, envs, ratios) ?? { kind: 'varying' };
}

/** The answer is a scalar of the program times too large, or too small: γ, 1/σ, √d, n/2 · L. */
function byScalar(p: Prepared, envs: readonly Env[], ratios: readonly number[]): Multiple | null {
  for (const name of scalarsOf(p)) {
    const shown = printName(name);
    const lost = enters(p, name);
    for (const [power, text] of [
      [1, shown],
      [-1, `1/${shown}`],
      [0.5, `√${shown}`],
      [-0.5, `1/√${shown}`],
    ] as const) {
      const rest = envs.map((env, i) => ratios[i]! / env.named(name).data[0]! ** power);
      if (rest.some((c) => !Number.isFinite(c))) continue;
      const factor = nameRatio(p, envs, rest);
      if (factor === null) continue;
      return { kind: 'scalar', factor: factor === '1' ? text : `${factor} · ${text}`, name, lost };
    }
  }
  return null;
}

/**
 * The slope of a sigmoid, or of tanh, entry by entry: p ⊙ (1 − p) times too large or too small.
 * Every name between 0 and 1 may have come out of a sigmoid, whether the program says so or not.
 */
export function bySlope(
  p: Prepared,
  envs: readonly Env[],
  answer: Expr,
): { readonly slope: string; readonly of: string } | null {
  if (!answer.shape || !sameShape(answer.shape, p.shape) || isScalar(p.shape)) return null;
  for (const [name, shape] of p.scope.shapes) {
    if (name.includes('/') || !sameShape(shape, p.shape)) continue;
    const out = p.scope.ref(name);
    const shown = printName(name);
    for (const [slope, text, of] of [
      [mul(out, sub(1, out)), `${shown} ⊙ (1 − ${shown})`, 'a sigmoid'],
      [sub(1, pow(out, 2)), `1 − ${shown}²`, 'tanh'],
    ] as const) {
      if (equalOn(envs, answer, mul(p.reference, slope))) return { slope: text, of };
    }
  }
  return null;
}

/** Whether a scalar stands in the right answer, so that it was lost and not made up. */
function enters(p: Prepared, name: string): boolean {
  const isThere = (e: Expr) => topological([e]).some((n) => n.op === 'ref' && n.attr === name);
  return !p.scope.definitions.has(name) || levels(p).some(isThere);
}

/** The scalars of the program, counts aside. */
function scalarsOf(p: Prepared): string[] {
  const names = [...p.scope.shapes].filter(
    ([name, shape]) => !name.includes('/') && isScalar(shape) && countOf(p, name) === null,
  );
  return names.map(([name]) => name);
}

/** The expression that a name counts entries with, as N in `N = numel(a)`; null for other names. */
function countOf(p: Prepared, name: string): Expr | null {
  const value = p.scope.definitions.get(name);
  const counting = value && topological([value]).every((n) => !['ref', 'lit'].includes(n.op));
  return counting && isScalar(value.shape) ? value : null;
}

/** Small fractions, as they are written above and below the line. */
const NUMBERS: readonly (readonly [above: number, below: number])[] = [
  [1, 1],
  [2, 1],
  [1, 2],
  [3, 1],
  [1, 3],
  [4, 1],
  [1, 4],
  [3, 2],
  [2, 3],
  [6, 1],
  [1, 6],
];

/** What sizes and counts are at a draw, or in the picture. */
interface Sizes {
  readonly dim: (d: Dim) => number;
  readonly count: (name: string) => number;
}

/** A product of sizes and roots of them: how it is written, and what it is at a draw. */
interface Monomial {
  readonly above: string;
  readonly below: string;
  readonly at: (sizes: Sizes) => number;
  /** Sizes that have no name are numbers to the student. */
  readonly anonymous: boolean;
}

/** c as a small fraction times powers of sizes and square roots of them, fitted on all draws. */
function nameRatio(p: Prepared, envs: readonly Env[], ratios: readonly number[]): string | null {
  const drawn = envs.map((env): Sizes => {
    return { dim: (d) => env.dim(d), count: (name) => env.named(name).data[0]! };
  });
  for (const sign of [1, -1]) {
    for (const monomial of monomials(p)) {
      for (const [above, below] of NUMBERS) {
        const fits = drawn.every((sizes, i) => {
          const c = (sign * above * monomial.at(sizes)) / below;
          return Math.abs(ratios[i]! / c - 1) < 1e-9;
        });
        if (fits) return (sign < 0 ? '−' : '') + written(p, monomial, above, below);
      }
    }
  }
  return null;
}

function written(p: Prepared, monomial: Monomial, above: number, below: number): string {
  if (monomial.anonymous) {
    const dim = (d: Dim) => (typeof d === 'number' ? d : p.sizes.get(d)!);
    return fraction((above * monomial.at({ dim, count: () => 1 })) / below);
  }
  const join = (n: number, text: string) =>
    text === '' ? `${n}` : n === 1 ? text : `${n} ${text}`;
  const [top, bottom] = [join(above, monomial.above), join(below, monomial.below)];
  if (bottom === '1') return top;
  return bottom.includes(' ') ? `${top}/(${bottom})` : `${top}/${bottom}`;
}

/** 3/2 for 1.5. */
function fraction(x: number): string {
  for (let q = 1; q <= 60; q++) {
    const above = Math.round(x * q);
    if (Math.abs(above - x * q) < 1e-9) return q === 1 ? `${above}` : `${above}/${q}`;
  }
  return x.toPrecision(4);
}

const known = new WeakMap<Prepared, readonly Monomial[]>();

function monomials(p: Prepared): readonly Monomial[] {
  const made = known.get(p) ?? makeMonomials(p);
  known.set(p, made);
  return made;
}

function makeMonomials(p: Prepared): readonly Monomial[] {
  const made: Monomial[] = [{ above: '', below: '', at: () => 1, anonymous: false }];
  const add = (anonymous: boolean, above: string, below: string, at: Monomial['at']) =>
    made.push({ above, below, at, anonymous });
  for (const name of p.scope.shapes.keys()) {
    if (countOf(p, name) === null) continue;
    add(false, printName(name), '', ({ count }) => count(name));
    add(false, '', printName(name), ({ count }) => 1 / count(name));
  }
  const dims: Dim[] = [...new Set([...p.scope.shapes.values()].flat().flatMap((d) => dimNames(d)))];
  const isAnonymous = (d: Dim) => typeof d === 'number' || /^#\d+$/.test(d);
  for (const d of dims) {
    const [hidden, n] = [isAnonymous(d), p.showDim(d)];
    add(hidden, n, '', ({ dim }) => dim(d));
    add(hidden, '', n, ({ dim }) => 1 / dim(d));
    add(hidden, `√${n}`, '', ({ dim }) => Math.sqrt(dim(d)));
    add(hidden, '', `√${n}`, ({ dim }) => 1 / Math.sqrt(dim(d)));
    add(hidden, `${n}²`, '', ({ dim }) => dim(d) ** 2);
    add(hidden, '', `${n}²`, ({ dim }) => 1 / dim(d) ** 2);
  }
  dims.forEach((a, i) => {
    dims.forEach((b, j) => {
      if (i === j) return;
      const hidden = isAnonymous(a) && isAnonymous(b);
      const [x, y] = [p.showDim(a), p.showDim(b)];
      add(hidden, x, y, ({ dim }) => dim(a) / dim(b));
      if (i > j) return;
      add(hidden, `${x} ${y}`, '', ({ dim }) => dim(a) * dim(b));
      add(hidden, '', `${x} ${y}`, ({ dim }) => 1 / (dim(a) * dim(b)));
    });
  });
  return made;
}
