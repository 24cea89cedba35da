import type { Expr } from '../../engine/expr.ts';
import type { Env } from '../../engine/run.ts';
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

/** c as a small fraction times powers of sizes and square roots of them, fitted on all draws. */
function nameRatio(p: Prepared, envs: readonly Env[], ratios: readonly number[]): string | null {
  const dims = [...new Set([...p.scope.shapes.values()].flat().filter((d) => d !== 1))];
  const powers = [1, -1, 0.5, -0.5, 2, -2];
  const size = (env: Env, d: string | number) => env.dim(d);
  const show = (d: string | number, k: number): string => {
    const n = p.showDim(d);
    const up = Math.abs(k) === 0.5 ? `√${n}` : Math.abs(k) === 2 ? `${n}²` : n;
    return k < 0 ? `1/${up}` : up;
  };
  const monomials: { text: string; at: (env: Env) => number }[] = [{ text: '', at: () => 1 }];
  for (const d of dims) {
    for (const k of powers) monomials.push({ text: show(d, k), at: (env) => size(env, d) ** k });
  }
  for (const a of dims) {
    for (const b of dims) {
      if (a === b) continue;
      const [x, y] = [p.showDim(a), p.showDim(b)];
      if (String(a) < String(b)) {
        monomials.push({ text: `${x} ${y}`, at: (env) => size(env, a) * size(env, b) });
        monomials.push({ text: `1/(${x} ${y})`, at: (env) => 1 / (size(env, a) * size(env, b)) });
      }
      monomials.push({ text: `${x}/${y}`, at: (env) => size(env, a) / size(env, b) });
    }
  }
  for (const sign of [1, -1]) {
    for (const { text, at } of monomials) {
      for (const [number, shown] of NUMBERS) {
        const close = (env: Env, i: number) =>
          Math.abs(ratios[i]! / (sign * number * at(env)) - 1) < 1e-9;
        if (!envs.every(close)) continue;
        const factor = [shown, text].filter((t) => t !== '').join(' · ') || '1';
        return sign < 0 ? `−${factor}` : factor;
      }
    }
  }
  return null;
}
