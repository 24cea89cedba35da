import type { Expr } from '../../engine/expr.ts';
import type { Env } from '../../engine/run.ts';
import { sameShape } from '../../engine/shape.ts';
import type { Prepared } from '../prepare.ts';

const near = (a: number, b: number): boolean =>
  Math.abs(a - b) <= 1e-8 * Math.max(1, Math.abs(a), Math.abs(b));

/** Whether a wrong answer has the right sizes on every draw, and only signs that are wrong. */
export function signsOnly(p: Prepared, envs: readonly Env[], answer: Expr): boolean {
  if (!answer.shape || !sameShape(answer.shape, p.shape)) return false;
  return envs.every((env) => {
    const [s, r] = [env.value(answer), env.value(p.reference)];
    return r.data.every((x, i) => near(Math.abs(s.data[i]!), Math.abs(x)));
  });
}
