import { describe, expect, it } from 'vitest';
import type { Shape } from '../../src/engine/shape.ts';
import { print } from '../../src/notation/print.ts';
import { differentiated } from './support.ts';

const NET = 'z3 = W3 @ h2; h3 = relu(z3); L = mean((h3 - y)^2)';
const SHAPES: Readonly<Record<string, Shape>> = {
  W3: ['o', 'h'],
  h2: ['h', 'N'],
  y: ['o', 'N'],
  Z: ['C', 'N'],
  Y: ['C', 'N'],
  z: ['n', 1],
  t: ['n', 1],
  x: ['n', 1],
  w: ['k', 1],
  dy: ['n-k+1', 1],
  E: ['v', 'd'],
  index: ['T', 1],
  b: ['o', 1],
};

/** The gradient as a teacher would write it. */
const TABLE: readonly (readonly [program: string, gradient: string, formula: string])[] = [
  [NET, 'dL/dh3', '2 (h₃ − y) / (o N)'],
  [NET, 'dL/dz3', '∂L/∂h₃ ⊙ 1[z₃>0]'],
  [NET, 'dL/dW3', '∂L/∂z₃ h₂ᵀ'],
  [NET, 'dL/dh2', 'W₃ᵀ ∂L/∂z₃'],
  ['z3 = W3 @ h2 + b; L = sum(z3 * y)', 'dL/db', 'sum(∂L/∂z₃, axis=1)'],
  ['P = softmax(Z); L = cross_entropy(Z, Y)', 'dL/dZ', '(P − Y) / N'],
  ['L = cross_entropy(Z, Y)', 'dL/dZ', '(softmax(Z) − Y) / N'],
  ['p = sigmoid(z); L = bce_logits(z, t)', 'dL/dz', '(p − t) / n'],
  ['p = sigmoid(z); L = bce(p, t)', 'dL/dp', '((p − t) ⊘ (p ⊙ (1 − p))) / n'],
  ['s = sigmoid(z); L = sum(s * t)', 'dL/dz', '∂L/∂s ⊙ s ⊙ (1 − s)'],
  ['s = tanh(z); L = sum(s * t)', 'dL/dz', '∂L/∂s ⊙ (1 − s²)'],
  ['P = softmax(Z); L = sum(P * Y)', 'dL/dZ', 'P ⊙ (∂L/∂P − sum(∂L/∂P ⊙ P, axis=0))'],
  ['y1 = xcorr(x, w); L = sum(y1 * dy)', 'dL/dw', 'xcorr(x, ∂L/∂y₁)'],
  ['y1 = xcorr(x, w); L = sum(y1 * dy)', 'dL/dx', 'full(∂L/∂y₁, w)'],
  ['y1 = xcorr(x, w); L = mean(y1)', 'dL/dy1', 'ones(n-k+1, 1) / (n − k + 1)'],
  ['O = gather(E, index); L = sum(O * O)', 'dL/dE', 'scatter(∂L/∂O, index, v)'],
  ['L = var(z)', 'dL/dz', '2 (z − mean(z)) / n'],
  ['L = sum(prod(Z, axis=1))', 'dL/dZ', 'others(Z, axis=1)'],
  ['L = mean(z^2 / t)', 'dL/dz', '2 (z ⊘ t) / n'],
  ['L = sum(concat(z, t)^2)', 'dL/dz', '2 concat(z, t)[0:n]'],
  ['s = leaky_relu(z, 0.1); L = sum(s * t)', 'dL/dz', 'where(1[z>0], ∂L/∂s, 0.1 ∂L/∂s)'],
  ['q = W3 @ h2; s = where(y > 0, q, 0); L = sum(s * y)', 'dL/dW3', '∂L/∂q h₂ᵀ'],
  ['q = log(y); s = where(y > 0, q, 0); L = sum(s * y)', 'dL/dq', 'where(1[y>0], ∂L/∂s, 0)'],
  ['n1 = norm(z); L = 3 n1', 'dL/dz', '∂L/∂n₁ z / where(1[n₁>0], n₁, 1)'],
];

describe('a gradient as it is printed', () => {
  it.each(TABLE)('%s: %s is %s', (text, gradient, formula) => {
    const used = Object.keys(SHAPES).filter((name) => new RegExp(`\\b${name}\\b`).test(text));
    const shapes = Object.fromEntries(used.map((name) => [name, SHAPES[name]!]));
    const scope = differentiated(text, shapes);
    expect(print(scope.definitions.get(gradient)!)).toBe(formula);
  });
});
