import { describe, expect, it } from 'vitest';
import { grade } from '../../src/grading/grade.ts';
import { prepare } from '../../src/grading/prepare.ts';
import type { Question } from '../../src/grading/question.ts';

/** Wrong answers of students that no table was made for, with what a teacher would call them. */
const network: Omit<Question, 'ask'> = {
  program:
    'z1 = W1 @ X + b1; h1 = relu(z1); z2 = W2 @ h1 + b2; h2 = relu(z2); z3 = W3 @ h2 + b3; L = sum((z3 - Y)^2) / (2N)',
  shapes: {
    X: ['d', 'N'],
    W1: ['h', 'd'],
    b1: ['h', 1],
    W2: ['k', 'h'],
    b2: ['k', 1],
    W3: ['o', 'k'],
    b3: ['o', 1],
    Y: ['o', 'N'],
  },
};
const attention: Omit<Question, 'ask'> = {
  program: 'S = Q @ K.T / sqrt(dk); P = softmax(S, axis=1); O = P @ V',
  shapes: { Q: ['T', 'D'], K: ['T', 'D'], V: ['T', 'E'], dk: [1, 1] },
};
const recurrent: Omit<Question, 'ask'> = {
  program: 'h1 = tanh(W @ h0 + U @ x1); h2 = tanh(W @ h1 + U @ x2); L = sum(h2)',
  shapes: { W: ['h', 'h'], h0: ['h', 1], U: ['h', 'd'], x1: ['d', 1], x2: ['d', 1] },
};
const column = { z: ['n', 1], y: ['n', 1] };

const asked: readonly (readonly [Question, readonly (readonly [string, string])[]])[] = [
  [
    { ...network, ask: 'dL/dz3' },
    [
      ['2(z3 - Y)/N', 'constant-factor'],
      ['(Y - z3)/N', 'wrong-sign'],
      ['z3 - Y/N', 'constant-factor'],
      ['(z3 - Y)^2/(2N)', 'value-for-slope'],
      ['sum(z3 - Y)/N', 'wrong-sum'],
      ['mean(z3 - Y)', 'wrong-shape'],
    ],
  ],
  [
    { ...network, ask: 'dL/dW3', given: ['dL/dz3'] },
    [
      ['h2.T @ dL_dz3', 'wrong-order'],
      ['dL_dz3 @ z2.T', 'wrong-tensor'],
      ['(dL_dz3 * (z3 > 0)) @ h2.T', 'extra-factor'],
      ['dL_dz3 * h2', 'elementwise-for-matmul'],
      ['dL_dz3 @ h2.T + b3', 'extra-term'],
      ['W3 * (dL_dz3 @ h2.T)', 'extra-factor'],
      ['dL_dz3 @ (h2 > 0).T', 'slope-for-value'],
    ],
  ],
  [
    { ...network, ask: 'dL/dW2', given: ['dL/dz3'] },
    [
      ['((W3.T @ dL_dz3) * relu(z2)) @ h1.T', 'value-for-slope'],
      ['((W3.T @ dL_dz3) * (z1 > 0)) @ h1.T', 'wrong-mask'],
      ['W3.T @ dL_dz3 @ (z2 > 0) @ h1.T', 'matmul-for-elementwise'],
      ['dL_dz3 @ h1.T', 'wrong-tensor'],
      ['((W3.T * (z2 > 0)) @ dL_dz3) @ h1.T', 'wrong-grouping'],
      ['(W2.T @ dL_dz3 * (z2 > 0)) @ h1.T', 'wrong-tensor'],
      ['-((W3.T @ dL_dz3) * (z2 > 0)) @ h1.T / N', 'constant-factor'],
      ['(W3.T @ dL_dz3) @ z1.T', 'value'],
    ],
  ],
  [
    { ...network, ask: 'dL/db1', given: ['dL/dz1'] },
    [
      ['sum(dL_dz1, axis=1).T', 'transposed-result'],
      ['sum(dL_dz1)', 'wrong-sum'],
      ['ones(h, 1)', 'value'],
    ],
  ],
  [
    { program: 'p = sigmoid(z); L = mean((p - y)^2)', shapes: column, ask: 'dL/dz' },
    [
      ['2*(p - y)/n', 'other-gradient'],
      ['2*(p - y)*(1 - p^2)/n', 'wrong-slope'],
      ['2*p*(p - y)*(1 + p)/n', 'wrong-sign'],
      ['(p - y)/n', 'value'],
    ],
  ],
  [
    { ...attention, ask: 'dL/dQ', given: ['dL/dS'] },
    [
      ['dL_dS @ K', 'constant-factor'],
      ['dL_dS @ K / dk', 'constant-factor'],
      ['dL_dS.T @ K / sqrt(dk)', 'extra-transpose'],
      ['dL_dP @ K / sqrt(dk)', 'wrong-tensor'],
    ],
  ],
  [
    { program: 'p = softmax(z); L = -sum(y * log(p))', shapes: column, ask: 'dL/dz' },
    [
      ['p*y - y', 'softmax-diagonal'],
      ['p - sum(y)', 'wrong-sum'],
      ['-log(p)', 'other-gradient'],
      ['exp(z) - y', 'value'],
    ],
  ],
  [
    { ...recurrent, ask: 'dL/dU' },
    [
      ['(1 - h2^2) @ x2.T', 'missing-path'],
      ['(1 - h2^2) @ x2.T + (1 - h1^2) @ x1.T', 'missing-factor'],
      ['(1 - h2)^2 @ x2.T', 'value'],
    ],
  ],
];
const rows = asked.flatMap(([question, answers]) => {
  const p = prepare(question);
  return answers.map(([answer, label]) => ({ ask: question.ask, p, answer, label }));
});

describe('mistakes that nobody listed', () => {
  it.each(rows)('$ask = $answer is $label', ({ p, answer, label }) => {
    expect(grade(p, answer)).toMatchObject({ verdict: 'incorrect', label });
  });

  it('two at once are both told, where the pair is on the list', () => {
    const p = prepare({ ...recurrent, ask: 'dL/dU' });
    const { label, message } = grade(p, 'dL_dh2 * (1 - h2^2) @ x1.T');
    expect(label).toBe('wrong-tensor');
    expect(message).toMatch(/x₁ is the wrong one.*second thing: U reaches the loss/);
  });
});

describe('a minus before a gradient', () => {
  it('is not taken for the gradient of the targets, which it equals', () => {
    const p = prepare({
      program: 'z3 = W3 @ h2; h3 = relu(z3); L = mean((h3 - y)^2)',
      shapes: { W3: ['o', 'h'], h2: ['h', 'N'], y: ['o', 'N'] },
      ask: 'dL/dW3',
      given: ['dL/dh3'],
    });
    expect(grade(p, '-dL_dh3 @ h2.T').label).toBe('value');
    expect(grade(p, '-(dL_dh3 * (z3 > 0)) @ h2.T').label).toBe('wrong-sign');
  });
});

describe('an answer without a name', () => {
  const layer = prepare({
    program: 'z = W @ x; h = relu(z)',
    shapes: { W: ['o', 'i'], x: ['i', 'N'] },
    ask: 'dL/dz',
  });
  const said = (answer: string, p = layer) => grade(p, answer).message;

  it('is told where it is right: on units that are on', () => {
    expect(said('dL_dh * exp(-relu(-z))')).toContain('Right wherever a unit of z is on');
  });

  it('is told that only signs are off', () => {
    const { label, message } = grade(layer, 'sqrt(dL_dh * dL_dh) * (z > 0)');
    expect([label, message]).toEqual(['wrong-sign', expect.stringContaining('not all signs')]);
  });

  it('is told of a number that is another one each time', () => {
    const p = prepare({ program: 'c = g / norm(g)', shapes: { g: ['n', 1] }, ask: 'c' });
    expect(said('g / 7', p)).toContain('another one each time');
  });

  it('is shown the largest part that is right, and what is done with it', () => {
    const p = prepare({ ...network, ask: 'dL/dW2', given: ['dL/dz3'] });
    const { message, span } = grade(p, '((W3.T @ dL_dz3) * (z2 > 0)) @ exp(h1).T');
    expect(message).toContain('This part is right: (W₃ᵀ ∂L/∂z₃) ⊙ 1[z₂>0] = ∂L/∂z₂.');
    expect(message).toContain('Look at what you multiply it with.');
    expect(span).not.toBeNull();
  });

  it('that does something more with the right one is told so', () => {
    const { label, message, span } = grade(layer, 'W @ x - dL_dh * (z > 0)');
    expect([label, span]).toEqual(['value', null]);
    expect(message).toBe('Not equal, but a part of it is ∂L/∂z already. What is the rest for?');
  });

  it('at the size of the picture is read with the sizes that it means', () => {
    const p = prepare({
      program: 'm = mean(a^2)',
      shapes: { a: [4, 1] },
      ask: 'dm/da',
    });
    expect(grade(p, '2 * a / 4')).toMatchObject({ verdict: 'correct', label: 'this-size-only' });
    expect(grade(p, 'a^2 / 4 * 2')).toMatchObject({ label: 'value-for-slope' });
  });
});
