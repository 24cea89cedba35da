import { apply, div, gt, mul, pow, sub } from '../../engine/build.ts';
import type { Expr, Op } from '../../engine/expr.ts';
import { topological } from '../../engine/expr.ts';
import { grad } from '../../engine/grad.ts';
import { inline, Scope } from '../../engine/scope.ts';
import { findGradient, type Prepared } from '../prepare.ts';
import type { Candidate } from './candidate.ts';

/** A rule of differentiation as somebody with a misconception would apply it. */
interface WrongRule {
  readonly label: string;
  readonly op: string;
  readonly vjp: Op['vjp'];
}

const one =
  (f: (g: Expr, x: Expr, out: Expr) => Expr): Op['vjp'] =>
  (g, [x], out) => [f(g, x!, out)];
const sigmoid = (x: Expr) => apply('sigmoid', [x]);
const tanh = (x: Expr) => apply('tanh', [x]);

/** One row per wrong rule; the label says what is wrong with it. */
export const wrongRules: readonly WrongRule[] = [
  { label: 'missing-mask', op: 'relu', vjp: one((g) => g) },
  { label: 'value-for-slope', op: 'relu', vjp: one((g, _, h) => mul(g, h)) },
  { label: 'value-for-slope', op: 'relu', vjp: one((g, z) => mul(g, z)) },
  { label: 'inverted-mask', op: 'relu', vjp: one((g, z) => mul(g, gt(0, z))) },
  { label: 'wrong-mask', op: 'relu', vjp: one((g) => mul(g, gt(g, 0))) },
  { label: 'wrong-slope', op: 'sigmoid', vjp: one((g, _, s) => mul(g, s)) },
  { label: 'wrong-slope', op: 'sigmoid', vjp: one((g, _, s) => mul(g, sub(1, s))) },
  { label: 'wrong-slope', op: 'sigmoid', vjp: one((g, _, s) => mul(g, pow(sub(1, s), 2))) },
  { label: 'wrong-slope', op: 'sigmoid', vjp: one((g, z) => mul(mul(g, z), sub(1, z))) },
  { label: 'wrong-slope', op: 'sigmoid', vjp: one((g, _, s) => mul(g, sub(1, pow(s, 2)))) },
  { label: 'wrong-slope', op: 'sigmoid', vjp: one((g, z) => mul(g, gt(z, 0))) },
  {
    label: 'wrong-slope',
    op: 'sigmoid',
    vjp: one((g, _, s) => mul(mul(g, sigmoid(s)), sub(1, sigmoid(s)))),
  },
  { label: 'missing-factor', op: 'sigmoid', vjp: one((g) => g) },
  { label: 'wrong-slope', op: 'tanh', vjp: one((g, z) => mul(g, sub(1, pow(z, 2)))) },
  { label: 'wrong-slope', op: 'tanh', vjp: one((g, _, t) => mul(g, pow(sub(1, t), 2))) },
  { label: 'wrong-slope', op: 'tanh', vjp: one((g, _, t) => mul(g, sub(1, t))) },
  { label: 'wrong-slope', op: 'tanh', vjp: one((g, _, t) => mul(mul(g, t), sub(1, t))) },
  { label: 'wrong-slope', op: 'tanh', vjp: one((g, _, t) => mul(g, sub(1, pow(tanh(t), 2)))) },
  { label: 'value-for-slope', op: 'tanh', vjp: one((g, _, t) => mul(g, t)) },
  { label: 'missing-factor', op: 'tanh', vjp: one((g) => g) },
  { label: 'softmax-diagonal', op: 'softmax', vjp: one((g, _, p) => mul(mul(g, p), sub(1, p))) },
  { label: 'missing-factor', op: 'softmax', vjp: one((g) => g) },
  { label: 'value-for-slope', op: 'pow', vjp: (g, _, out) => [mul(g, out), null] },
  { label: 'value-for-slope', op: 'pow', vjp: (g, [, p], out) => [mul(g, mul(p!, out)), null] },
  { label: 'missing-factor', op: 'pow', vjp: (g, [x, p]) => [mul(g, pow(x!, sub(p!, 1))), null] },
  { label: 'missing-factor', op: 'pow', vjp: (g, [, p]) => [mul(g, p!), null] },
  { label: 'missing-factor', op: 'pow', vjp: (g) => [g, null] },
  { label: 'value-for-slope', op: 'exp', vjp: one((g, z) => mul(g, z)) },
  { label: 'missing-factor', op: 'exp', vjp: one((g) => g) },
  { label: 'value-for-slope', op: 'log', vjp: one((g, _, out) => mul(g, out)) },
  { label: 'missing-factor', op: 'log', vjp: one((g) => g) },
  { label: 'value-for-slope', op: 'sqrt', vjp: one((g, _, s) => mul(g, s)) },
  { label: 'wrong-slope', op: 'sqrt', vjp: one((g, _, s) => div(g, s)) },
  { label: 'wrong-sign', op: 'sub', vjp: (g) => [g, g] },
  { label: 'wrong-sign', op: 'div', vjp: (g, [a, b]) => [div(g, b!), div(mul(g, a!), pow(b!, 2))] },
];

/** `grad` with one rule replaced, everywhere and at each site, printed in terms of what is given. */
export function* fromRules(p: Prepared): Generator<Candidate> {
  if (p.ask.kind !== 'gradient') return;
  const forward = [...p.scope.definitions].filter(([name]) => !name.includes('/'));
  const nodes = topological(forward.map(([, e]) => e));
  for (const wrong of wrongRules) {
    const sites = nodes.filter((n) => n.op === wrong.op);
    const choices = sites.length > 1 ? [null, ...sites.map((s) => s.id)] : sites.map((s) => s.id);
    for (const site of choices) {
      const expr = differentiate(p, (node) =>
        node.op === wrong.op && (site === null || node.id === site) ? wrong.vjp : null,
      );
      if (expr?.shape) yield { label: wrong.label, expr, part: null };
    }
  }
}

function differentiate(p: Prepared, rule: (node: Expr) => Op['vjp'] | null): Expr | null {
  const scope = new Scope(p.scope.graph);
  for (const [name, shape] of p.scope.shapes) {
    if (name.includes('/')) continue;
    const definition = p.scope.definitions.get(name);
    if (definition) scope.define(name, definition);
    else scope.declare(name, shape);
  }
  grad(scope, p.loss, rule);
  const definition = scope.definitions.get(p.asked);
  if (!definition) return null;
  const given = new Set((p.question.given ?? []).map((g) => findGradient(p.scope, g)));
  return inline(scope, definition, (name) => name.includes('/') && !given.has(name));
}
