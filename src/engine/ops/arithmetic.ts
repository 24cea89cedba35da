import { add, apply, constant, div, gt, mul, neg, pow, sub } from '../build.ts';
import type { Op } from '../expr.ts';
import { isScalar } from '../shape.ts';
import { each, pairs, sameAsInput, stretched } from './support.ts';

/** Entrywise arithmetic and comparison. g is the cotangent of the output throughout. */
export const arithmetic = {
  // (a + b)' = a' + b'
  add: {
    names: [],
    arity: 2,
    shape: stretched,
    forward: pairs((a, b) => a + b),
    vjp: (g) => [g, g],
    example: 'a + b',
  },
  sub: {
    names: [],
    arity: 2,
    shape: stretched,
    forward: pairs((a, b) => a - b),
    vjp: (g) => [g, neg(g)],
    example: 'a - b',
  },
  neg: {
    names: [],
    shape: sameAsInput,
    forward: each((x) => -x),
    vjp: (g) => [neg(g)],
    example: '-a',
  },
  // (a ⊙ b)' = a' ⊙ b + a ⊙ b'
  mul: {
    names: ['multiply'],
    arity: 2,
    shape: stretched,
    forward: pairs((a, b) => a * b),
    vjp: (g, [a, b]) => [mul(g, b!), mul(g, a!)],
    example: 'a * b',
  },
  // (a ⊘ b)' = a' ⊘ b − a ⊙ b' ⊘ b²
  div: {
    names: ['divide'],
    arity: 2,
    shape: stretched,
    forward: pairs((a, b) => a / b),
    vjp: (g, [a, b]) => [div(g, b!), neg(div(mul(g, a!), pow(b!, 2)))],
    example: 'a / b',
  },
  // (xᵖ)' = p xᵖ⁻¹ x' + xᵖ log x · p', with p a scalar
  pow: {
    names: ['power'],
    arity: 2,
    shape: ([x, p]) => (isScalar(p!) ? x! : { rule: 'scalar', shapes: [p!] }),
    forward: pairs((x, p) => x ** p),
    vjp: (g, [x, p], out) => [
      mul(g, mul(p!, pow(x!, sub(p!, 1)))),
      constant(p!) === null ? mul(g, mul(out, apply('log', [x!]))) : null,
    ],
    example: 'a^3',
  },
  sqrt: {
    names: ['sqrt'],
    shape: sameAsInput,
    forward: each(Math.sqrt),
    vjp: (g, _, s) => [div(g, mul(2, s))],
    domain: 'positive',
    example: 'sqrt(p)',
  },
  exp: {
    names: ['exp'],
    shape: sameAsInput,
    forward: each(Math.exp),
    vjp: (g, _, e) => [mul(g, e)],
    example: 'exp(a)',
  },
  log: {
    names: ['log', 'ln'],
    shape: sameAsInput,
    forward: each(Math.log),
    vjp: (g, [x]) => [div(g, x!)],
    domain: 'positive',
    example: 'log(p)',
  },
  // |·|′(0) = 0, the middle of the subdifferential
  abs: {
    names: ['abs'],
    shape: sameAsInput,
    forward: each(Math.abs),
    vjp: (g, [x]) => [mul(g, apply('sign', [x!]))],
    kinks: ([x]) => [x!],
    example: 'abs(a)',
  },
  sign: {
    names: ['sign', 'sgn'],
    shape: sameAsInput,
    forward: each(Math.sign),
    vjp: () => [null],
    kinks: ([x]) => [x!],
    example: 'sign(a)',
  },
  // ties share the gradient equally: (1[a>b] + 1[a≥b]) / 2
  max: {
    names: ['maximum', 'max'],
    arity: 2,
    shape: stretched,
    forward: pairs(Math.max),
    vjp: (g, [a, b]) => [mul(g, won(a!, b!)), mul(g, won(b!, a!))],
    kinks: ([a, b]) => [sub(a!, b!)],
    example: 'max(a, b)',
  },
  min: {
    names: ['minimum', 'min'],
    arity: 2,
    shape: stretched,
    forward: pairs(Math.min),
    vjp: (g, [a, b]) => [mul(g, won(b!, a!)), mul(g, won(a!, b!))],
    kinks: ([a, b]) => [sub(a!, b!)],
    example: 'min(a, b)',
  },
  gt: {
    names: [],
    arity: 2,
    shape: stretched,
    forward: pairs((a, b) => (a > b ? 1 : a <= b ? 0 : Number.NaN)),
    vjp: () => [null, null],
    kinks: ([a, b]) => [sub(a!, b!)],
    example: 'a > b',
  },
  ge: {
    names: [],
    arity: 2,
    shape: stretched,
    forward: pairs((a, b) => (a >= b ? 1 : a < b ? 0 : Number.NaN)),
    vjp: () => [null, null],
    kinks: ([a, b]) => [sub(a!, b!)],
    example: 'a >= b',
  },
  eq: {
    names: [],
    arity: 2,
    shape: stretched,
    forward: pairs((a, b) => (a === b ? 1 : a !== a || b !== b ? Number.NaN : 0)),
    vjp: () => [null, null],
    kinks: ([a, b]) => [sub(a!, b!)],
    example: 'a == b',
  },
} satisfies Record<string, Op>;

/** 1 where a wins over b, ½ where they tie. */
function won(a: Parameters<typeof gt>[0], b: Parameters<typeof gt>[0]) {
  return div(add(gt(a, b), apply('ge', [a, b])), 2);
}
