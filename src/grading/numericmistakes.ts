import { mul, pow, sub } from '../engine/build.ts';
import { CannotCompute } from '../engine/dim.ts';
import type { Expr } from '../engine/expr.ts';
import { Env } from '../engine/run.ts';
import { sameShape } from '../engine/shape.ts';
import type { Tensor } from '../engine/tensor.ts';
import { type Diagnosis, diagnosticianOf } from './diagnose.ts';
import { agree } from './judge.ts';
import { maskOf } from './mistakes/context.ts';
import { knownMistakes } from './mistakes/known.ts';
import type { Prepared } from './prepare.ts';

/** Typed with few digits, or computed with rounding: still the same numbers. */
const NEAR = 1e-6;

/**
 * The mistakes that give these numbers at the question's own values, in the fixed order: several
 * often share them, so the first is a guess. Each is looked for when it is asked for.
 */
export function* mistakesOf(p: Prepared, typed: Tensor): Generator<Diagnosis> {
  const expected = p.values?.get(p.asked);
  if (!p.values || !expected) return;
  const hits = matcher(p, p.values, typed);
  const diagnostician = diagnosticianOf(p);
  for (const { id, expr, otherwise } of diagnostician.local) {
    if (hits(expr)) yield { label: id, part: null, detail: otherwise };
  }
  if (typed.data.every((x) => x === 0)) {
    yield { label: 'zero', part: null };
    return;
  }
  const factor = ratio(typed, expected);
  // A table of many different numbers is not proportional by chance; a single number always is.
  const sure = new Set([...expected.data].map(Math.abs)).size > 2;
  const scaled = factor !== null && factor !== -1;
  if (factor === -1) yield { label: 'wrong-sign', part: null };
  if (sure && scaled) yield { label: 'constant-factor', part: null };
  for (const { expr, label, detail, hint } of diagnostician.candidates()) {
    if (hits(expr)) yield { label, part: null, ...(detail && { detail }), ...(hint && { hint }) };
  }
  if (extraFactors(p).some(hits)) yield { label: 'extra-factor', part: null };
  if (!sure && scaled) yield { label: 'constant-factor', part: null };
}

/** Whether an expression gives these numbers; its size is looked at first, as that costs nothing. */
function matcher(
  p: Prepared,
  values: ReadonlyMap<string, Tensor>,
  typed: Tensor,
): (e: Expr) => boolean {
  const env = new Env(p.scope, values, p.sizes);
  const whole = [...p.scope.shapes.keys()].every((name) => values.has(name));
  const known = (e: Expr) => whole || [...p.scope.reach(e)].every((name) => values.has(name));
  return (e) => {
    if (!e.shape) return false;
    try {
      if (env.dim(e.shape[0]) !== typed.rows || env.dim(e.shape[1]) !== typed.cols) return false;
      if (!known(e)) return false;
      const t = env.value(e);
      return t.data.every(Number.isFinite) && (agree(t, typed) || near(t, typed));
    } catch (error) {
      if (error instanceof CannotCompute) return false;
      throw error;
    }
  };
}

function near(a: Tensor, b: Tensor): boolean {
  if (a.rows !== b.rows || a.cols !== b.cols) return false;
  return a.data.every((x, i) => Math.abs(x - b.data[i]!) <= NEAR * Math.max(1, Math.abs(x)));
}

/** The number c with typed = c · right in every entry, where it is a simple one; else null. */
function ratio(typed: Tensor, right: Tensor): number | null {
  if (typed.rows !== right.rows || typed.cols !== right.cols) return null;
  const at = right.data.findIndex((x) => x !== 0);
  if (at < 0) return null;
  const c = typed.data[at]! / right.data[at]!;
  const same = right.data.every(
    (x, i) => Math.abs(typed.data[i]! - c * x) <= NEAR * Math.max(1, Math.abs(c * x)),
  );
  if (!same || c === 0) return null;
  const isSimple = [1, 2, 3, 4, 5, 6, 8, 9, 12].some(
    (q) => Math.abs(c * q - Math.round(c * q)) < NEAR,
  );
  return isSimple ? Math.round(c * 1e6) / 1e6 : null;
}

/** The right answer with a gate, or with the slope of an activation, that does not belong. */
function extraFactors(p: Prepared): Expr[] {
  const { scope, reference, shape } = p;
  const gates = knownMistakes(p)
    .context.activations.filter(
      ({ z, op }) => op === 'relu' && z.shape && sameShape(z.shape, shape),
    )
    .map(({ z }) => maskOf(z));
  const outs = [...scope.shapes]
    .filter(([name, s]) => !name.includes('/') && sameShape(s, shape))
    .map(([name]) => scope.ref(name));
  const slopes = outs.flatMap((s) => [mul(s, sub(1, s)), sub(1, pow(s, 2)), maskOf(s)]);
  return [...gates, ...slopes].map((factor) => mul(reference, factor));
}
