import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import { pointAt } from '../../src/notation/caret.ts';
import { parse } from '../../src/notation/parse.ts';
import { network } from './support.ts';

/** What the student sees: the answer with carets, and under them the label. */
function shown(text: string): string {
  const read = parse(text, network);
  if (read.ok) return 'read';
  return pointAt(text, read.error.span, read.error.label);
}

/** Each answer with the line of carets under it, and the label of its error. */
const errors: readonly string[] = [
  `
(dL/dh3 ⊙ relu'(z3) h2ᵀ
^
syntax`,
  `
W3 h2)
     ^
syntax`,
  `
(dL/dh3 ⊙ relu') h2ᵀ
          ^^^^
syntax`,
  `
W3 @
    ^
syntax`,
  `
@ W3
^
syntax`,
  `
dL/dH3 h2ᵀ
^^^^^^
unknown-name`,
  `
∂L/∂H₃ h₂ᵀ
^^^^^^
unknown-name`,
  `
(dL_dh3 * (z3 > 0)) @ h2T
                      ^^^
unknown-name`,
  `
ŵ₃ᵀ h2T
^^
unknown-name`,
  `
(∂L/∂h₃ ⊙ relu′(z₃)) × h₂ᵀ
^^^^^^^^^^^^^^^^^^^^^^^^^^
notation`,
  `
dL/dz3 h2'
       ^^^
notation`,
  `
h₂ᵀ 1/2N
    ^^^^
notation`,
  `
z3 + 0,5
     ^^^
notation`,
  `
[[1,2],[3]]
        ^
syntax`,
  `
[[1,2],[3,NaN]]
          ^^^
domain`,
  `
[[1,2],[3,1e999]]
          ^^^^^
too-large`,
  `
z3 > 0 > 1
       ^
syntax`,
  `
2 z3^99
     ^^
too-large`,
  `
ones(1000000, 1)
     ^^^^^^^
too-large`,
  `
z3 + h2.constructor
       ^^^^^^^^^^^^
unknown-name`,
  `
h3 ? z3
   ^
syntax`,
  `
relu(z3, h3)
^^^^^^^^^^^^
syntax`,
  `
sum(z3, axis=2)
             ^
syntax`,
  `
z3 == 0 == 1
        ^^
syntax`,
];

describe('errors of notation', () => {
  for (const drawn of errors) {
    const wanted = drawn.slice(1);
    const text = wanted.split('\n')[0]!;
    it(text, () => {
      expect(shown(text)).toBe(wanted);
    });
  }

  it('counts columns as a terminal shows them', () => {
    expect(pointAt('W̃ 漢 h2T', [5, 8], 'here')).toBe('W̃ 漢 h2T\n     ^^^\nhere');
  });

  it('points into the right line of several', () => {
    expect(pointAt('z = W @ x\nh = relu(q)', [19, 20], 'here')).toBe(
      'h = relu(q)\n         ^\nhere',
    );
  });

  it('shows no control character of the answer', () => {
    const text = 'W3\u001b[2J\u202e h2';
    const read = parse(text, network);
    expect(read.ok).toBe(false);
    if (read.ok) return;
    expect(read.error.message).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}]/u);
    expect(pointAt(text, read.error.span, '')).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}]/u);
  });

  it('knows nothing that every object has', () => {
    for (const name of ['constructor', '__proto__', 'toString', 'hasOwnProperty', 'valueOf']) {
      const read = parse(name, network);
      expect(read.ok ? 'read' : read.error.label).toBe('unknown-name');
    }
  });

  it('names the letter of another script', () => {
    const read = parse('(dL/dh3 ⊙ relu(\u0437\u0033)) \u04bb2', network);
    expect(read.ok ? '' : read.error.message).toMatch(/unknown|I do not know/);
    const h = parse('W3 \u04bb2', network);
    expect(h.ok ? '' : h.error.message).toContain(
      'is a Cyrillic letter that looks like h. Type h2.',
    );
  });

  it.each([
    ['h2T', 'h₂ᵀ (typed h2.T)'],
    ['dL/dH3', 'Did you mean dL/dh3?'],
    ['W2h1', 'W2 h1'],
    ['W3h2T', 'W3 h2.T'],
    ['W３', 'This ３ is a wide character that looks like 3. Type 3.'],
    ['z3 ＞ 0', 'Type >.'],
    ['Ｗ3', 'Type W.'],
  ])('says what was probably meant: %s', (text, hint) => {
    const read = parse(text, network);
    expect(read.ok ? '' : read.error.message).toContain(hint);
  });

  it('puts carets under wide characters and letters with marks', () => {
    for (const text of ['W̃３', '漢', 'ŷ ３']) {
      const read = parse(text, network);
      if (read.ok) throw new Error('read');
      const [line, carets] = pointAt(text, read.error.span, '').split('\n');
      expect(stringWidth(carets!)).toBeLessThanOrEqual(stringWidth(line!));
    }
    const wide = parse('W3 ３', network);
    expect(wide.ok ? '' : pointAt('W3 ３', wide.error.span, '')).toBe('W3 ３\n   ^^\n');
  });

  it.each([
    ['', 'syntax'],
    ['   ', 'syntax'],
    ['x'.repeat(10_000), 'too-large'],
    ['('.repeat(1000), 'too-large'],
    [`${'('.repeat(60)}x${')'.repeat(60)}`, 'read'],
    [`${'('.repeat(65)}x${')'.repeat(65)}`, 'too-large'],
    [`x${'+x'.repeat(199)}`, 'read'],
    [`x${'+x'.repeat(300)}`, 'too-large'],
    ['9'.repeat(1999), 'too-large'],
    ['-'.repeat(500), 'too-large'],
    ['9**9**9**9', 'too-large'],
  ])('keeps its caps: %.20s', (text, wanted) => {
    const read = parse(text, network);
    expect(read.ok ? 'read' : read.error.label).toBe(wanted);
  });
});
