import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { writtenOut } from '../../src/engine/derive.ts';
import { print } from '../../src/notation/print.ts';
import { matrix } from './formulas.ts';
import { differentiated } from './support.ts';

// Much work: on a busy machine it takes longer than a test usually may.
vi.setConfig({ testTimeout: 120_000 });

/** What no teacher writes, and an example of it. */
const UGLY: readonly (readonly [what: string, pattern: RegExp, example: string])[] = [
  ['a matrix turned twice', /ᵀᵀ/, 'W₃ᵀᵀ h₂'],
  ['a one in front', /(?<![\d.₀-₉])1 (⊙|[\p{L}∂(√])/u, '1 ⊙ x'],
  ['a one behind', /⊙ 1(?![\d.[])/, 'x ⊙ 1'],
  ['divided by one', /[/⊘] 1(?![\d.[])/, 'x / 1'],
  ['nothing added', /[+−] 0(?![\d.])|(?<![\d.₀-₉])0 [+−]/, 'x + 0'],
  ['two signs', /−\(?−|[+−] −/, '−(−x)'],
  ['the first power, and the zeroth', /¹(?![⁰-⁹])|(?<![¹-⁹])⁰/, 'x¹'],
  ['a factor of ones', /⊙ ones|ones\([^)]*\) ⊙/, 'x ⊙ ones(4, 3)'],
  ['ones above a fraction', /ones\([^)]*\) ⊘|⊙ \(1 ⊘/, 'ones(4, 3) ⊘ x'],
  ['a sum of ones', /sum\(ones\([^)]*\)[,)]/, 'sum(ones(4, 3))'],
  ['brackets in brackets', /\(\([^()]*\)\)/, '((x + y))'],
  ['a transpose in words', /transpose\(/, 'transpose(A)'],
  ['a product with the identity', /eye\(\d+\) [\p{L}∂(]/u, 'eye(4) A'],
  ['no number', /NaN|Infinity/, 'NaN x'],
];

describe('a printed derivative has no', () => {
  const SHAPES = { X: [4, 3], Y: [4, 3], V: [3, 4], b: [4, 1] } as const;
  const formulas: [program: string, formula: string][] = [];
  fc.assert(
    fc.property(fc.array(matrix, { minLength: 1, maxLength: 3 }), (parts) => {
      const names = parts.map((_, i) => `t${i}`);
      const text = `${parts.map((part, i) => `t${i} = ${part}`).join('\n')}\nL = mean(${names.join(' + ')})`;
      const scope = differentiated(text, SHAPES);
      for (const name of scope.definitions.keys()) {
        if (!name.includes('/')) continue;
        formulas.push([text, print(scope.definitions.get(name)!)]);
      }
    }),
    { numRuns: 300, seed: 11 },
  );

  it('part that could be left out: enough are looked at', () => {
    expect(formulas.length).toBeGreaterThan(1000);
  });

  it.each(UGLY)('%s: %s', (_what, pattern, example) => {
    expect(example).toMatch(pattern);
    const found = formulas.filter(([, formula]) => pattern.test(formula));
    expect(found.slice(0, 1)).toEqual([]);
  });
});

describe('a formula that is written out', () => {
  it('is as clean when names stand for what a rule multiplies with', () => {
    const scope = differentiated('z = W @ x; h = relu(z); L = sum(h)', {
      W: ['m', 'n'],
      x: ['n', 1],
    });
    expect(print(writtenOut(scope, 'dL/dW'))).toBe('1[W x>0] xᵀ');
  });
});
