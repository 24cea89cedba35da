import { describe, expect, it } from 'vitest';
import { reading, vocabularyOf } from './support.ts';

const withT = vocabularyOf('y = T * x', { T: [1, 1], x: [1, 1] });
const withE = vocabularyOf('y = e + e3', { e: [1, 1], e3: [4, 1] });
const withD3 = vocabularyOf('z3 = W @ x; h3 = relu(z3)', { W: ['m', 'n'], x: ['n', 'N'] });

/** Every ambiguity that was settled: what is typed, and what it is read as or answered with. */
const settled: readonly (readonly [what: string, text: string, reading: string | RegExp])[] = [
  ['* is elementwise', 'z3 * h3', 'z₃ ⊙ h₃'],
  ['* is elementwise even where it does not fit', 'W3 * h2', 'W₃ ⊙ h₂'],
  ['× between matrices is asked about', 'W3 × h2', /^notation: ×/],
  ['× with a number scales', '2 × h2', '2 h₂'],
  ['⊗ is asked about', 'W3 ⊗ h2', /^notation: ⊗.*a @ b\.T.*a \* b/],
  ["' after a tensor is asked about", "h2'", /^notation: '.*h2\.T/],
  ["' after a function is its slope", "relu'(z3)", '1[z₃>0]'],
  ['h2T is no name', 'h2T', /^unknown-name: .*h₂ᵀ \(typed h2\.T\)/],
  ['^T is a transpose', 'h2^T', 'h₂ᵀ'],
  ['a square is entry by entry', 'W3^2', 'W₃²'],
  ['a negative power of a matrix is asked about', 'W3^-1', /^notation: .*1\/A/],
  ['a negative power of a number is its reciprocal', 'N^-1', 'N^(−1)'],
  ['1/2N is asked about', '1/2N', /^notation: Two readings/],
  ['x/2N is asked about', '(z3 - h3)/2N', /^notation: Two readings/],
  ['1/N X scales X', '1/N X', '(1 / N) X'],
  ['dL/dh3 is one token', 'dL/dh3', '∂L/∂h₃'],
  ['and may be divided', 'dL/dz3/N', '∂L/∂z₃ / N'],
  ['(dL)/(dh3) is refused', '(dL)/(dh3)', /^unknown-name: .*dL\/dx, without brackets/],
  ['dL/dh3ᵀ is the transpose of the gradient', 'dL/dh3ᵀ', '(∂L/∂h₃)ᵀ'],
  ["relu' alone needs its argument", "relu'", /^syntax: relu' needs its argument/],
  ['a function may take one atom without brackets', "relu' z3", '1[z₃>0]'],
  ['but not two', "relu' z3 h2", /^notation: Which part/],
  ['a tensor before brackets is a product', 'W3 (h2)', 'W₃ h₂'],
  ['e is a number where nothing is called e', 'e^x', 'exp(x)'],
  ['2e3 is 2000', '2e3', '2000'],
  ['log is the natural one', 'log(x)', 'log(x)'],
  ['log2 is said', 'log2(8)', /^log\(8\) \/ 0\.693/],
  ['log10 too', 'log10(8)', /^log\(8\) \/ 2\.302/],
  ['−x² is −(x²)', '-x^2', '−x²'],
  ['2^-1 is a half', '2^-1', '2^(−1)'],
  ['a power of a power', '2^-x^2', '2^(−x²)'],
  ['two signs', '--x', '−(−x)'],
  ['|z| is entry by entry', '|z3|', 'abs(z₃)'],
  ['‖z‖ is the norm', '‖b3‖', '‖b₃‖'],
  ['bars do not nest', '|x|z3||', /^syntax: Bars inside bars/],
  ['W2h1 is told how to split', 'W2h1', /^unknown-name: .*W2 h1/],
  ['dz3h2ᵀ too', 'dz3h2ᵀ', /^unknown-name: .*dz3 h2/],
  ['a mask side by side is a matrix product', 'dh3 (z3>0)', '∂L/∂h₃ 1[z₃>0]'],
  ['a full sum is a number', 'sum(dz3)', 'sum(∂L/∂z₃)'],
  ['a number stretches', '1 - h3', '1 − h₃'],
  ['an axis of size 1 stretches', 'z3 + b3', 'z₃ + b₃'],
  ['a decimal comma is asked about', '0,5', /^notation: .*0\.5/],
  ['inside brackets a comma separates', '[4,5]', '[4, 5]'],
  ['a flat list is a column', '[1,2,3]', '[1, 2, 3]'],
  ['two numbers side by side', '3 4', /^syntax: Between two numbers/],
  ['two points in a number', '1.2.3', /^syntax: .*one decimal point/],
  ['brackets behind a matrix take a part of it', 'W3[0, 1]', 'W₃[0, 1]'],
  ['brackets behind a blank are a list', 'x [3]', 'x [[3]]'],
  ['I is as large as its neighbour', 'I - W3 W3ᵀ', 'eye(d3) − W₃ W₃ᵀ'],
  ['I in a product', 'I W3', 'eye(d3) W₃'],
];

describe('settled ambiguities', () => {
  for (const [what, text, wanted] of settled) {
    it(`${what}: ${text}`, () => {
      if (typeof wanted === 'string') expect(reading(text)).toBe(wanted);
      else expect(reading(text)).toMatch(wanted);
    });
  }

  it('^T with a scalar T in scope is a power of a scalar', () => {
    expect(reading('x^T', withT)).toBe('x^T');
  });

  it('e and e3 are names where the exercise calls something so', () => {
    expect(reading('e^2', withE)).toBe('e²');
    expect(reading('e3', withE)).toBe('e₃');
    expect(reading('2e3', withE)).toBe('2000');
  });

  it('d3 is the gradient of z3 unless something is called d3', () => {
    expect(reading('d3', withD3)).toBe('∂L/∂z₃');
    expect(reading('d3')).toBe('d3');
  });
});
