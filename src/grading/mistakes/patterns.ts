import type { Expr } from '../../engine/expr.ts';
import type { Env } from '../../engine/run.ts';
import { sameShape } from '../../engine/shape.ts';
import type { Tensor } from '../../engine/tensor.ts';
import { printName } from '../../notation/print.ts';
import type { Prepared } from '../prepare.ts';
import type { Context } from './context.ts';

/** In which entries an answer is right, where that follows a rule on every draw. */
export type Pattern =
  | { readonly kind: 'signs' }
  /** Right in the rows, or the entries, of the units that are on. */
  | { readonly kind: 'on'; readonly name: string };

const near = (a: number, b: number): boolean =>
  Math.abs(a - b) <= 1e-8 * Math.max(1, Math.abs(a), Math.abs(b));

/** What the entries of a wrong answer that no mistake explains have in common; null for nothing. */
export function patternOf(
  p: Prepared,
  context: Context,
  envs: readonly Env[],
  answer: Expr,
): Pattern | null {
  if (!answer.shape || !sameShape(answer.shape, p.shape)) return null;
  const pairs = envs.map((env) => ({ env, s: env.value(answer), r: env.value(p.reference) }));
  const all = (holds: (s: number, r: number) => boolean) =>
    pairs.every(({ s, r }) => r.data.every((x, i) => holds(s.data[i]!, x)));
  if (all((s, r) => near(Math.abs(s), Math.abs(r)))) return { kind: 'signs' };
  for (const { z, op } of context.activations) {
    if (op !== 'relu' || z.op !== 'ref' || !z.shape) continue;
    const rightThere = pairs.every(({ env, s, r }) => holdsWhereOn(env.value(z), s, r));
    if (rightThere) return { kind: 'on', name: printName(z.attr as string) };
  }
  return null;
}

/** Right in the rows, or the entries, where the gate is open. */
function holdsWhereOn(z: Tensor, s: Tensor, r: Tensor): boolean {
  const byEntry = z.rows === r.rows && z.cols === r.cols;
  if (!byEntry && !(z.rows === r.rows && z.cols === 1)) return false;
  let some = false;
  for (let i = 0; i < r.data.length; i++) {
    if (z.data[byEntry ? i : Math.floor(i / r.cols)]! <= 0) continue;
    if (!near(s.data[i]!, r.data[i]!)) return false;
    // Where the right answer is 0 anyway nothing is shown.
    if (r.data[i] !== 0) some = true;
  }
  return some;
}
