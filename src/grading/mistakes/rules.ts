import { apply, div, expand, gt, mul, pow, sub } from '../../engine/build.ts';
import type { Expr, Op } from '../../engine/expr.ts';
import { topological } from '../../engine/expr.ts';
import { grad, type Rule } from '../../engine/grad.ts';
import { inline, Scope } from '../../engine/scope.ts';
import { findGradient, type Prepared } from '../prepare.ts';
import type { Candidate } from './candidate.ts';

/** A rule of differentiation as somebody with a misconception would apply it. */
interface WrongRule {
  readonly label: string;
  readonly op: string;
  readonly vjp: Op['vjp'];
  readonly hint?: string;
}

const one =
  (f: (g: Expr, x: Expr, out: Expr) => Expr): Op['vjp'] =>
  (g, [x], out) => [f(g, x!, out)];
const sigmoid = (x: Expr) => apply('sigmoid', [x]);
const tanh = (x: Expr) => apply('tanh', [x]);

const says = {
  input:
    'You put in what goes into the activation where this form of the slope wants what comes out of it. Differentiate it once more: which of the two is it written in?',
  twice:
    'You applied the activation to its own output, and that has been through it already. How is the slope written in terms of that output?',
  half: 'Yours is how exp is differentiated. This activation levels off at both ends: at which outputs must the slope vanish?',
  gate: 'A gate of zeros and ones is the slope of ReLU. How steep is this activation, and where?',
  square:
    'A square is missing. tanh is nowhere steeper than 1; is yours, where its output is negative?',
  sigmoid: 'That is the slope of sigmoid. How steep is tanh at 0, and what does yours say there?',
  denominator:
    'Softmax divides by a sum over all inputs, and that sum moves with every one of them. Which part of the slope comes from it?',
  fused:
    'p − y is the short form for softmax together with cross-entropy. Here something else comes after softmax: what does it hand back?',
} as const;

/** One row per wrong rule; the label says what is wrong with it. */
const wrongRules: readonly WrongRule[] = [
  { label: 'missing-mask', op: 'relu', vjp: one((g) => g) },
  { label: 'value-for-slope', op: 'relu', vjp: one((g, _, h) => mul(g, h)) },
  { label: 'value-for-slope', op: 'relu', vjp: one((g, z) => mul(g, z)) },
  { label: 'inverted-mask', op: 'relu', vjp: one((g, z) => mul(g, gt(0, z))) },
  { label: 'wrong-mask', op: 'relu', vjp: one((g) => mul(g, gt(g, 0))) },
  ...slopes('sigmoid', [
    [says.half, (_, s) => s],
    ['', (_, s) => sub(1, s)],
    ['', (_, s) => pow(sub(1, s), 2)],
    [says.input, (z) => mul(z, sub(1, z))],
    ['', (_, s) => sub(1, pow(s, 2))],
    [says.gate, (z) => gt(z, 0)],
    [says.twice, (_, s) => mul(sigmoid(s), sub(1, sigmoid(s)))],
  ]),
  { label: 'missing-factor', op: 'sigmoid', vjp: one((g) => g) },
  ...slopes('tanh', [
    [says.input, (z) => sub(1, pow(z, 2))],
    ['', (_, t) => pow(sub(1, t), 2)],
    [says.square, (_, t) => sub(1, t)],
    [says.sigmoid, (_, t) => mul(t, sub(1, t))],
    [says.twice, (_, t) => sub(1, pow(tanh(t), 2))],
    [says.gate, (z) => gt(z, 0)],
  ]),
  { label: 'value-for-slope', op: 'tanh', vjp: one((g, _, t) => mul(g, t)) },
  { label: 'missing-factor', op: 'tanh', vjp: one((g) => g) },
  { label: 'softmax-diagonal', op: 'softmax', vjp: one((g, _, p) => mul(mul(g, p), sub(1, p))) },
  {
    label: 'missing-term',
    op: 'softmax',
    vjp: one((g, _, p) => mul(g, p)),
    hint: says.denominator,
  },
  { label: 'wrong-slope', op: 'softmax', vjp: one((g, _, p) => sub(p, g)), hint: says.fused },
  { label: 'missing-factor', op: 'softmax', vjp: one((g) => g) },
  { label: 'value-for-slope', op: 'pow', vjp: (g, _, out) => [mul(g, out), null] },
  { label: 'value-for-slope', op: 'pow', vjp: (g, [, p], out) => [mul(g, mul(p!, out)), null] },
  { label: 'constant-factor', op: 'pow', vjp: (g, [x, p]) => [mul(g, pow(x!, sub(p!, 1))), null] },
  { label: 'missing-factor', op: 'pow', vjp: (g, [, p]) => [mul(g, p!), null] },
  { label: 'missing-factor', op: 'pow', vjp: (g) => [g, null] },
  { label: 'value-for-slope', op: 'exp', vjp: one((g, z) => mul(g, z)) },
  { label: 'missing-factor', op: 'exp', vjp: one((g) => g) },
  { label: 'value-for-slope', op: 'log', vjp: one((g, _, out) => mul(g, out)) },
  { label: 'missing-factor', op: 'log', vjp: one((g) => g) },
  { label: 'value-for-slope', op: 'sqrt', vjp: one((g, _, s) => mul(g, s)) },
  { label: 'wrong-slope', op: 'sqrt', vjp: one((g, _, s) => div(g, s)) },
  { label: 'value-for-slope', op: 'mul', vjp: (g, _, out) => [mul(g, out), mul(g, out)] },
  { label: 'constant-factor', op: 'mean', vjp: one((g, x) => expand(g, x.shape!)) },
  { label: 'wrong-sign', op: 'sub', vjp: (g) => [g, g] },
  { label: 'wrong-sign', op: 'div', vjp: (g, [a, b]) => [div(g, b!), div(mul(g, a!), pow(b!, 2))] },
];

type Slope = readonly [hint: string, of: (input: Expr, output: Expr) => Expr];

/** Wrong slopes of one activation, each with what to say about it. */
function slopes(op: string, all: readonly Slope[]): WrongRule[] {
  return all.map(([hint, of]) => ({
    label: 'wrong-slope',
    op,
    vjp: one((g, z, out) => mul(g, of(z, out))),
    ...(hint && { hint }),
  }));
}

/** `grad` with one rule replaced, everywhere and at each site, printed in terms of what is given. */
export function* fromRules(p: Prepared): Generator<Candidate> {
  if (p.ask.kind !== 'gradient') return;
  const nodes = topological(forward(p).map(([, e]) => e));
  for (const { label, op, vjp, hint } of wrongRules) {
    const sites = nodes.filter((n) => n.op === op);
    const choices = sites.length > 1 ? [null, ...sites.map((s) => s.id)] : sites.map((s) => s.id);
    for (const site of choices) {
      const expr = differentiate(p, (node) =>
        node.op === op && (site === null || node.id === site) ? vjp : null,
      );
      if (expr?.shape) yield { label, expr, part: null, ...(hint && { hint }) };
    }
  }
}

/** The program's own definitions, gradients aside. */
export function forward(p: Prepared): [string, Expr][] {
  return [...p.scope.definitions].filter(([name]) => !name.includes('/'));
}

/** The asked gradient by other rules, in terms of what is given; null where it is not reached. */
export function differentiate(p: Prepared, rule: Rule): Expr | null {
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
