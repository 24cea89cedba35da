import { describe, expect, test } from 'vitest';
import type { Expr } from '../../src/engine/expr.ts';
import { definitionMath, exprMath, nameMath } from '../../src/notation/exprmath.ts';
import { inline } from '../../src/notation/inline.ts';
import { layout, toLines } from '../../src/notation/layout.ts';
import { parse } from '../../src/notation/parse.ts';
import { speak } from '../../src/notation/speak.ts';
import { partIds } from '../../src/notation/walk.ts';
import { network, vocabularyOf } from './support.ts';

function read(text: string): Expr {
  const result = parse(text, network);
  if (!result.ok) throw new Error(result.error.message);
  return result.expr;
}

const lines = (e: Expr) => toLines(layout(exprMath(e)));

describe('an expression is drawn as a teacher writes it', () => {
  test.each<[string, string[]]>([
    ['W3 @ h2', ['W₃h₂']],
    ['(W3 @ h2).T', ['(W₃h₂)ᵀ']],
    ['h2.T', ['h₂ᵀ']],
    ['h3 * (z3 > 0)', ['h₃ ⊙ 1[z₃ > 0]']],
    ['0 < z3', ['1[z₃ > 0]']],
    ['W3 @ (h2 @ h2.T)', ['W₃ (h₂h₂ᵀ)']],
    ['W3 @ h2 @ h2.T', ['W₃h₂h₂ᵀ']],
    ['x - (k - x)', ['x − (k − x)']],
    ['x - k - x', ['x − k − x']],
    ['-(x + k)', ['−(x + k)']],
    ['-(-x)', ['−(−x)']],
    ['2 * 3 * x', ['2 · 3x']],
    ['x * 2', ['x · 2']],
    ['(x + 1)^2', ['(x + 1)²']],
    ['(x^2)^3', ['(x²)³']],
    ['x^(k + 1)', ['xᵏ⁺¹']],
    ['x^(k / 2)', [' k', ' ─', ' 2', 'x']],
    ['lambda * x', ['λx']],
    ['sigmoid(z3) * (1 - sigmoid(z3))', ['σ(z₃) ⊙ (1 − σ(z₃))']],
    ['(dL/dh3).T', ['⎛  ∂L  ⎞ᵀ', '⎜ ──── ⎟', '⎝ ∂h₃  ⎠']],
    ['x / k * 2', ['x', '─ · 2', 'k']],
    ['(x / k)^2', ['⎛ x ⎞²', '⎜ ─ ⎟', '⎝ k ⎠']],
    ['[[1, -2], [3, 4]]', ['⎡ 1  −2 ⎤', '⎣ 3   4 ⎦']],
    ['sqrt(x + 1)', [' ┌──────', '╲│ x + 1']],
    ['sqrt(x)^2', ['(√x)²']],
    ['sum(z3, axis=1)', ['sum(z₃, axis = 1)']],
  ])('%s', (text, drawn) => {
    expect(lines(read(text))).toEqual(drawn);
  });
});

test('names', () => {
  const names = ['h3', 'W_out', 'h_2', 'lambda', 'delta3', 'loss', 'dL/dW_out', 'x_0_1'];
  expect(names.map((name) => inline(nameMath(name)))).toEqual([
    'h₃',
    'Wₒᵤₜ',
    'h₂',
    'λ',
    'δ₃',
    'loss',
    '∂L/∂Wₒᵤₜ',
    'x₀₁',
  ]);
});

test('every definition of a trained network, gradients included, can be drawn, written and said', () => {
  const { scope } = vocabularyOf(
    [
      'z1 = W1 @ X + b1; h1 = relu(z1)',
      'z2 = W2 @ h1 + b2; p = softmax(z2)',
      'L = -sum(Y * log(p)) / N + lambda * sum(W1^2)',
    ].join('; '),
    {
      X: ['d', 'N'],
      W1: ['h', 'd'],
      b1: ['h', 1],
      W2: ['c', 'h'],
      b2: ['c', 1],
      Y: ['c', 'N'],
      lambda: [1, 1],
    },
  );
  const gradients: string[] = [];
  for (const [name, definition] of scope.definitions) {
    const math = definitionMath(name, definition);
    const box = layout(math, { width: 76 });
    expect(box.overflow, name).toBe(false);
    expect(toLines(box).join('')).not.toMatch(/[?…]/);
    expect(toLines(layout(math, { ascii: true })).join('')).toMatch(/^[ -~]*$/);
    expect(speak(math)).toMatch(/ equals /);
    if (name.startsWith('dL/')) gradients.push(name);
  }
  expect(gradients).toContain('dL/dW1');
});

test('a term can be pointed at', () => {
  const e = read('(dL/dh3 * (z3 > 0)) @ h2.T');
  const math = exprMath(e, { part: (node) => (node.op === 'gt' ? 'mask' : null) });
  expect(partIds(math)).toEqual(['mask']);
  const marked = layout(math).rows.map((row) =>
    row.map((cell) => (cell.parts.includes('mask') ? cell.text : ' ')).join(''),
  );
  expect(marked.join('').trim()).toBe('1[z₃ > 0]');
});

test('a formula too large to read ends in an ellipsis', () => {
  let e = read('x');
  for (let i = 0; i < 3000; i++) e = e.graph.node('neg', [e]);
  expect(inline(exprMath(e))).toContain('…');
  let wide = read('x');
  for (let i = 0; i < 30; i++) wide = wide.graph.node('add', [wide, wide]);
  const box = layout(exprMath(wide), { width: 80 });
  expect(box.overflow).toBe(false);
  expect(toLines(box).join('')).toContain('…');
});

test('is said with the products that are not written', () => {
  expect(speak(exprMath(read('x @ (k + x)')))).toBe(
    'x times open parenthesis k plus x close parenthesis',
  );
});
