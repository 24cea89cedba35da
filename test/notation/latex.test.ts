import { describe, expect, test } from 'vitest';
import { inline } from '../../src/notation/inline.ts';
import { supportedCommands } from '../../src/notation/latex/remedies.ts';
import { parseLatex } from '../../src/notation/latex.ts';
import { layout, toLines } from '../../src/notation/layout.ts';
import type { MathNode } from '../../src/notation/math.ts';
import { speak } from '../../src/notation/speak.ts';
import { partIds } from '../../src/notation/walk.ts';

function read(tex: string): MathNode {
  const result = parseLatex(tex);
  if (!result.ok) throw new Error(`${result.error.message} at ${result.error.offset} of ${tex}`);
  return result.math;
}

const lines = (tex: string, ascii = false) => toLines(layout(read(tex), { ascii }));

describe('one line', () => {
  test.each([
    ['x+1', 'x + 1', 'x + 1'],
    ['-x', '−x', '-x'],
    ['a - -b', 'a − −b', 'a - -b'],
    ['x = -1', 'x = −1', 'x = -1'],
    ['(-1, +2)', '(−1, +2)', '(-1, +2)'],
    ['W_3 h_2', 'W₃h₂', 'W3 h2'],
    ['W_{ij}', 'Wᵢⱼ', 'W_ij'],
    ['w_{i,j} x', 'wᵢ,ⱼx', undefined],
    ['h_2^\\top', 'h₂ᵀ', 'h2^T'],
    ['h_2^T', 'h₂ᵀ', 'h2^T'],
    ['x^2_i', 'xᵢ²', 'x_i^2'],
    ["f'(x)", 'f′(x)', "f'(x)"],
    ["f''^2", 'f′′²', undefined],
    ['x^{-1}', 'x⁻¹', 'x^-1'],
    ['x^10', 'x¹0', undefined],
    ['\\frac12', undefined, undefined],
    ['b^{(l)}', 'b⁽ˡ⁾', undefined],
    ['h^*', 'h*', undefined],
    ['2\\pi r', '2πr', '2 pi r'],
    ['\\partial\\delta', '∂δ', 'd delta'],
    ['\\log x', 'log x', 'log x'],
    ['\\log(x)', 'log(x)', 'log(x)'],
    ['2\\log x + \\exp y', '2 log x + exp y', undefined],
    ['\\mathrm{ReLU}(z) - 1', 'ReLU(z) − 1', undefined],
    ['\\operatorname{arg\\,top} x', 'arg top x', undefined],
    ['x \\text{ if } y', 'x if y', undefined],
    ['\\hat y_i', 'ŷᵢ', undefined],
    ['a\\,b\\quad c', 'a b  c', 'a b  c'],
    ['a~b\\!c', 'a bc', undefined],
    ['1{,}000', '1,000', '1,000'],
    ['a,b;c', 'a, b; c', undefined],
    ['\\{x\\mid x\\ne 0\\}', '{x ∣ x ≠ 0}', '{x | x != 0}'],
    ['[0, 1)', '[0, 1)', undefined],
    [']0, 1[', ']0, 1[', undefined],
    ['((a)', '((a)', undefined],
    ['\\big( a \\bigr)^2', '(a)²', undefined],
    ['a \\not= b \\not\\in c', 'a ≠ b ∉ c', 'a != b not in c'],
    ['∂L/∂h₃', '∂L/∂h₃', undefined],
    ['z ⊙ h', 'z ⊙ h', 'z .* h'],
    ['\\mathbb{R}^n', 'ℝⁿ', 'R^n'],
    ['\\sqrt x', '√x', 'sqrt(x)'],
    ['\\left. x \\right)', 'x)', undefined],
    ['x % a comment', 'x', undefined],
    ['\\mathbf{W}_1 \\boldsymbol{\\theta}', 'W₁θ', undefined],
    ['{}^2', '²', undefined],
    ['', '', ''],
  ])('%s', (tex, unicode, ascii) => {
    if (unicode !== undefined) expect(lines(tex)).toEqual([unicode]);
    if (ascii !== undefined) expect(lines(tex, true)).toEqual([ascii]);
  });
});

describe('more lines', () => {
  test.each<[string, string[]]>([
    ['\\frac{1}{2}', ['1', '─', '2']],
    ['\\frac{\\partial L}{\\partial W_3}', [' ∂L', '────', '∂W₃']],
    ['\\frac{\\partial W_3h_2}{x}', ['∂ W₃h₂', '───────', '   x']],
    ['\\frac{a}{b}\\frac{c}{d}', ['a c', '─ ─', 'b d']],
    ['x_{\\text{MSE}}', ['x', ' MSE']],
    ['e^{\\theta}', [' θ', 'e']],
    ['\\hat{\\beta}', ['^', 'β']],
    ['\\overline{ab}', ['__', 'ab']],
    ['\\sum_{i=1}^n x_i', [' n', ' ∑  xᵢ', 'i=1']],
    ['\\sum\\nolimits_i x', ['∑  x', ' i']],
    ['\\underbrace{abc}_{x}', ['abc', '╰┬╯', ' x']],
    ['\\overbrace{a}^{x}', [' x', '╭┴╮', ' a']],
    ['\\xrightarrow[b]{a}', [' a', '───▶', ' b']],
    ['\\overset{!}{=}', ['!', '=']],
    ['\\begin{bmatrix}1&2\\\\3&4\\end{bmatrix}', ['⎡ 1  2 ⎤', '⎣ 3  4 ⎦']],
    ['\\begin{bmatrix}1\\\\3\\\\\\end{bmatrix}', ['⎡ 1 ⎤', '⎣ 3 ⎦']],
    ['\\begin{array}{lr}a&b\\\\cc&dd\\end{array}', ['a    b', 'cc  dd']],
    ['\\begin{cases}1 & z > 0\\\\ 0\\end{cases}', ['⎧ 1  z > 0', '⎨', '⎩ 0']],
    ['\\begin{aligned}a &= b\\\\ &= cc\\end{aligned}', ['a = b', '  = cc']],
    ['\\left(\\frac ab\\right)', ['⎛ a ⎞', '⎜ ─ ⎟', '⎝ b ⎠']],
    ['\\sqrt{\\frac ab}', [' ┌──', ' │ a', ' │ ─', '╲│ b']],
    ['\\sqrt{a+b}', [' ┌──────', '╲│ a + b']],
  ])('%s', (tex, drawn) => {
    expect(lines(tex)).toEqual(drawn);
  });
});

describe('what is wrong, where, and what to write instead', () => {
  test.each<[string, number, RegExp]>([
    ['x + \\fraq{a}{b}', 4, /nearest that is: \\frac/],
    ['\\parital L', 0, /\\partial/],
    ['\\color{red} x', 0, /\\cssId/],
    ['\\foobarbazqux', 0, /\\operatorname\{foobarbazqux\}/],
    ['\\constructor', 0, /not supported/],
    ['\\frac{a}', 0, /\\frac\{a\}\{b\}/],
    ['x^', 1, /x\^\{2\}/],
    ['{x', 0, /never closed; add a \}/],
    ['x}', 1, /closes nothing/],
    ['a & b', 2, /aligned/],
    ['a \\\\ b', 2, /aligned/],
    ['x^2^3', 3, /superscripts/],
    ['x_2_3', 3, /subscripts/],
    ['\\left( x', 0, /\\right\)/],
    ['x \\right)', 2, /\\left\(/],
    ['\\left x', 6, /delimiter/],
    ['\\begin{matrx} a \\end{matrx}', 0, /\\begin\{matrix\}/],
    ['\\begin{equation} a \\end{equation}', 0, /delete it/],
    ['\\begin{cases} a', 0, /\\end\{cases\}/],
    ['\\begin{cases} a \\end{matrix}', 16, /\\end\{cases\}/],
    ['\\end{cases}', 0, /delete it/],
    ['a $ b', 2, /\\\$/],
    ['a # b', 2, /\\#/],
    ['\\text{a \\frac b}', 8, /close the brace/],
    ['\\text x', 6, /\\text\{…\}/],
    ['\\sqrt[3 x', 5, /add a \]/],
    ['x \\limits y', 2, /\\sum/],
    ['\\tag{1} x \\tag{2}', 10, /delete this one/],
    ['a 漢 b', 2, /U\+6F22/],
    ['a \u202e b', 2, /U\+202E/],
    ['a \u001b[31m', 2, /U\+001B/],
    ['\\text{ab\u202ec}', 8, /U\+202E/],
    ['😀', 0, /U\+1F600/],
    ['\\', 0, /backslash/],
    ['\\not\\alpha', 0, /\\neq/],
  ])('%j', (tex, offset, message) => {
    const result = parseLatex(tex);
    expect(result.ok).toBe(false);
    if (result.ok) return;
    expect(result.error.message).toMatch(message);
    expect(result.error.offset).toBe(offset);
  });

  test('caps on length, depth and size', () => {
    const failure = (tex: string) => {
      const result = parseLatex(tex);
      return result.ok ? null : result.error.message;
    };
    expect(failure('x'.repeat(4001))).toMatch(/4000 characters/);
    expect(failure('x'.repeat(2001))).toMatch(/2000 symbols/);
    expect(failure('x'.repeat(2000))).toBe(null);
    expect(failure('{'.repeat(65) + '}'.repeat(65))).toMatch(/64 deep/);
    expect(failure('{'.repeat(64) + '}'.repeat(64))).toBe(null);
    expect(failure('('.repeat(65) + ')'.repeat(65))).toMatch(/64 deep/);
  });
});

test('every command without arguments can be read, drawn, written and said', () => {
  const needy = /^(left|right|begin|end|not|limits|nolimits|tag)$/;
  let read = 0;
  for (const name of supportedCommands.filter((it) => !needy.test(it))) {
    const result = parseLatex(`a \\${name}{b}{c} d`);
    if (!result.ok) throw new Error(`\\${name}: ${result.error.message}`);
    expect(layout(result.math).width).toBeGreaterThan(2);
    expect(inline(result.math)).not.toContain('?');
    expect(speak(result.math)).not.toContain('?');
    read++;
  }
  expect(read).toBeGreaterThan(200);
});

describe('parts', () => {
  const math = read(
    '\\cssId{up}{\\frac{\\partial L}{\\partial h_3}} \\cssId{all}{x \\cssId{in}{+ y}}',
  );

  test('have ids, in order', () => {
    expect(partIds(math)).toEqual(['up', 'all', 'in']);
  });

  test('mark the rectangle of cells that they cover', () => {
    const { rows } = layout(math);
    const of = (id: string) =>
      rows.map((row) => row.map((cell) => (cell.parts.includes(id) ? '#' : '.')).join(''));
    expect(toLines(layout(math))).toEqual([' ∂L', '──── x + y', '∂h₃']);
    expect(of('up')).toEqual(['####......', '####......', '####......']);
    expect(of('all')).toEqual(['..........', '.....#####', '..........']);
    expect(of('in')).toEqual(['..........', '.......###', '..........']);
  });
});

describe('on one line of prose', () => {
  test.each([
    ['\\partial L/\\partial h_3', '∂L/∂h₃'],
    ['\\frac{\\partial L}{\\partial h_3}', '∂L/∂h₃'],
    ['\\frac{a+b}{2N}', '(a + b)/(2N)'],
    ['\\frac{1}{N} x', '(1/N) x'],
    ['\\frac{\\partial W_3h_2}{\\partial W_3h_2}', '∂(W₃h₂)/∂(W₃h₂)'],
    ['\\frac{dz}{dy}\\frac{dy}{dx}', 'dz/dy · dy/dx'],
    ['\\frac{\\frac ab}{c}', '(a/b)/c'],
    ['x^{\\frac12}', 'x^(1/2)'],
    ['(\\frac ab)^2', '(a/b)²'],
    ['h^{[l]} W', 'h^[l] W'],
    ['\\sqrt{a+b} + \\sqrt x', '√(a + b) + √x'],
    ['\\sum_{i\\in B} x_i', '∑_(i∈B) xᵢ'],
    ['\\begin{bmatrix}1&2\\\\3&4\\end{bmatrix}', '[[1, 2], [3, 4]]'],
    ['\\hat{x}', 'x̂'],
    ['\\xrightarrow{h_1}', '─h₁→'],
  ])('%s', (tex, text) => {
    expect(inline(read(tex))).toBe(text);
  });
});

describe('said', () => {
  test.each([
    ['\\frac{\\partial L}{\\partial W_3} = x', 'partial L over partial W 3 equals x'],
    ['\\frac{a+b}{c} d', 'the fraction a plus b over c, end fraction, times d'],
    ['W_{ij} + h_2^\\top', 'W sub i j plus h 2 transpose'],
    ['\\mathrm{ReLU}(z_3)', 'ReLU of z 3'],
    ['a \\odot 1[z > 0]', 'a elementwise times 1 where z is greater than 0'],
    ['x^2 - x^3 + x^{n+1}', 'x squared minus x cubed plus x to the n plus 1, end power'],
    ['\\sum_{i=1}^N x_i', 'the sum from i equals 1 to N of x sub i'],
    ['\\underbrace{x}_{y} + 1', 'x, labelled y, plus 1'],
    ['\\sqrt{a + b} + \\hat y', 'the square root of a plus b, end root, plus y hat'],
    ['\\begin{bmatrix}1\\\\3\\end{bmatrix}', 'the 2 by 1 matrix, row 1: 1; row 2: 3; end matrix'],
  ])('%s', (tex, sentence) => {
    expect(speak(read(tex))).toBe(sentence);
  });
});
