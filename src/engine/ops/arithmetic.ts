import { add, apply, constant, div, mul, neg, pow, sub } from '../build.ts';
import type { Expr, Op } from '../expr.ts';
import { isScalar } from '../shape.ts';
import { binary, unary } from './support.ts';

/**
 * Entrywise arithmetic and elementary functions. g is the cotangent of the output throughout, and
 * ′ the derivative; sources beyond the tables of derivatives are named where they are used.
 */
export const arithmetic = {
  // (a + b)′ = a′ + b′ (Matrix Cookbook 2012, §2)
  add: {
    names: [],
    means: 'sum, entry by entry',
    ...binary((a, b) => a + b),
    vjp: (g) => [g, g],
    example: 'a + b',
  },
  // (a − b)′ = a′ − b′ (Matrix Cookbook 2012, §2)
  sub: {
    names: [],
    means: 'difference, entry by entry',
    ...binary((a, b) => a - b),
    vjp: (g) => [g, neg(g)],
    example: 'a - b',
  },
  // (−a)′ = −a′ (Matrix Cookbook 2012, §2)
  neg: {
    names: [],
    means: 'the other sign',
    ...unary((x) => -x),
    vjp: (g) => [neg(g)],
    example: '-a',
  },
  // (a ⊙ b)′ = a′ ⊙ b + a ⊙ b′ (Matrix Cookbook 2012, §2)
  mul: {
    names: ['multiply'],
    means: 'product, entry by entry; scaling where one of the two is a number',
    ...binary((a, b) => a * b),
    vjp: (g, [a, b]) => [mul(g, b!), mul(g, a!)],
    example: 'a * b',
  },
  // (a ⊘ b)′ = a′ ⊘ b − a ⊙ b′ ⊘ b² (Abramowitz and Stegun 1964, §3.3)
  div: {
    names: ['divide'],
    means: 'quotient, entry by entry',
    ...binary((a, b) => a / b),
    vjp: (g, [a, b]) => [div(g, b!), neg(div(mul(g, a!), pow(b!, 2)))],
    example: 'a / p',
  },
  // (xᵖ)′ = p xᵖ⁻¹ x′ + xᵖ log x · p′, with p a scalar; x⁰ is constant, and 0ᵖ is as p varies
  // (Abramowitz and Stegun 1964, §3.3)
  pow: {
    names: ['power'],
    means: 'every entry to the power of one number',
    ...binary(power),
    shape: ([x, p]) => (isScalar(p!) ? x! : { rule: 'scalar', shapes: [p!] }),
    vjp: (g, [x, p], out) => [
      constant(p!) === 0 ? null : mul(g, scaledPower(x!, p!)),
      constant(p!) === null ? mul(g, mul(out, logOrZero(x!))) : null,
    ],
    example: 'a^3',
  },
  // √′ = 1/(2√x), which is ∞ at 0 (Abramowitz and Stegun 1964, §3.3)
  sqrt: {
    names: ['sqrt'],
    means: 'square root',
    ...unary(Math.sqrt),
    vjp: (g, _, s) => [div(g, mul(2, s))],
    domain: 'positive',
    example: 'sqrt(p)',
  },
  // (x^−½)′ = −½ x^−3/2 (Abramowitz and Stegun 1964, §3.3)
  rsqrt: {
    names: ['rsqrt'],
    means: 'one over the square root',
    ...unary((x) => 1 / Math.sqrt(x)),
    vjp: (g, _, r) => [neg(div(mul(g, pow(r, 3)), 2))],
    domain: 'positive',
    example: 'rsqrt(p)',
  },
  // exp′ = exp (Abramowitz and Stegun 1964, §4.2)
  exp: {
    names: ['exp'],
    means: 'e to the power of x',
    ...unary(Math.exp),
    vjp: (g, _, e) => [mul(g, e)],
    example: 'exp(a)',
  },
  // exp(x) − 1 without cancellation; its slope is exp(x) (Abramowitz and Stegun 1964, §4.2)
  expm1: {
    names: ['expm1'],
    means: 'exp(x) − 1, exact near 0',
    ...unary(Math.expm1),
    vjp: (g, [x]) => [mul(g, apply('exp', [x!]))],
    example: 'expm1(a)',
  },
  // log′ = 1/x (Abramowitz and Stegun 1964, §4.1)
  log: {
    names: ['log', 'ln'],
    means: 'natural logarithm',
    ...unary(Math.log),
    vjp: (g, [x]) => [div(g, x!)],
    domain: 'positive',
    example: 'log(p)',
  },
  // log(1 + x) without cancellation; its slope is 1/(1 + x) (Abramowitz and Stegun 1964, §4.1)
  log1p: {
    names: ['log1p'],
    means: 'log(1 + x), exact near 0',
    ...unary(Math.log1p),
    vjp: (g, [x]) => [div(g, add(1, x!))],
    domain: 'positive',
    example: 'log1p(p)',
  },
  // |·|′ = sign, and 0 at 0, the middle of the subdifferential [−1, 1] (Rockafellar 1970, §23)
  abs: {
    names: ['abs'],
    means: 'absolute value',
    ...unary(Math.abs),
    vjp: (g, [x]) => [mul(g, apply('sign', [x!]))],
    kinks: ([x]) => [x!],
    example: 'abs(a)',
  },
  // constant on both sides of 0, where nothing is sent back either
  sign: {
    names: ['sign', 'sgn'],
    means: '−1, 0 or 1',
    ...unary(Math.sign),
    vjp: () => [null],
    kinks: ([x]) => [x!],
    example: 'sign(a)',
  },
  // sin′ = cos (Abramowitz and Stegun 1964, §4.3)
  sin: {
    names: ['sin'],
    means: 'sine',
    ...unary(Math.sin),
    vjp: (g, [x]) => [mul(g, apply('cos', [x!]))],
    example: 'sin(a)',
  },
  // cos′ = −sin (Abramowitz and Stegun 1964, §4.3)
  cos: {
    names: ['cos'],
    means: 'cosine',
    ...unary(Math.cos),
    vjp: (g, [x]) => [neg(mul(g, apply('sin', [x!])))],
    example: 'cos(a)',
  },
  // erf′ = 2/√π exp(−x²) (Abramowitz and Stegun 1964, §7.1)
  erf: {
    names: ['erf'],
    means: 'error function, 2/√π times the integral of exp(−t²) from 0 to x',
    ...unary(erf),
    vjp: (g, [x]) => [mul(mul(2 / Math.sqrt(Math.PI), g), apply('exp', [neg(pow(x!, 2))]))],
    example: 'erf(a)',
  },
} satisfies Record<string, Op>;

function power(x: number, p: number): number {
  // A square is one product on every machine; x ** 2 need not be rounded the same way everywhere.
  return p === 2 ? x * x : x ** p;
}

/** p xᵖ⁻¹, and 0 at 0⁰, where it would be 0 · ∞. */
function scaledPower(x: Expr, p: Expr): Expr {
  const slope = mul(p, pow(x, sub(p, 1)));
  if (constant(p) !== null) return slope;
  const both = mul(apply('eq', [x, 0]), apply('eq', [p, 0]));
  return apply('where', [both, 0, slope]);
}

/** xᵖ log x has the limit 0 at x = 0, where 0 · (−∞) would be NaN. */
function logOrZero(x: Expr): Expr {
  return apply('log', [apply('where', [apply('eq', [x, 0]), 1, x])]);
}

/**
 * erf(x) = 2/√π e^(−x²) Σ 2ⁿ x²ⁿ⁺¹ / (1·3·5⋯(2n+1)), whose terms all have one sign; for large x the
 * continued fraction of 1 − erf, from its end (Abramowitz and Stegun 1964, 7.1.6 and 7.1.14).
 */
export function erf(x: number): number {
  const z = Math.abs(x);
  if (z > 6 || Number.isNaN(x)) return z > 6 ? Math.sign(x) : x;
  const scale = Math.exp(-z * z) / Math.sqrt(Math.PI);
  if (z < 2.5) {
    let term = z;
    let total = z;
    for (let n = 1; term > total * 1e-17; n++) {
      term *= (2 * z * z) / (2 * n + 1);
      total += term;
    }
    return Math.sign(x) * 2 * scale * total;
  }
  let tail = z;
  for (let n = 60; n > 0; n--) tail = z + n / 2 / tail;
  return Math.sign(x) * (1 - scale / tail);
}
