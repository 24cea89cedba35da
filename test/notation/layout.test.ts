import fc from 'fast-check';
import stringWidth from 'string-width';
import { describe, expect, test } from 'vitest';
import { isNarrow } from '../../src/notation/glyphs.ts';
import { inline } from '../../src/notation/inline.ts';
import { supportedCommands } from '../../src/notation/latex/remedies.ts';
import { parseLatex } from '../../src/notation/latex.ts';
import { type Layout, layout, toLines } from '../../src/notation/layout.ts';
import {
  type AtomClass,
  accent,
  aligned,
  arrow,
  atom,
  big,
  brace,
  cases,
  fenced,
  frac,
  type MathNode,
  matrix,
  part,
  row,
  scripts,
  space,
  sqrt,
  stack,
  tagged,
} from '../../src/notation/math.ts';
import { speak } from '../../src/notation/speak.ts';
import { symbols } from '../../src/notation/symbols.ts';
import { equations, further } from './equations.ts';

const classes: AtomClass[] = ['ord', 'op', 'bin', 'rel', 'open', 'close', 'punct', 'text'];

const texts = fc.oneof(
  fc.constantFrom('x', 'W', '2', '4.5', 'ReLU', '∂', '=', '+', '−', '(', ')', ',', 'δ', ''),
  fc.constantFrom(...symbols.map((symbol) => symbol.glyph)),
  fc.string({ unit: 'binary', maxLength: 3 }),
);

const leaf: fc.Arbitrary<MathNode> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.tuple(texts, fc.constantFrom(...classes)).map(([t, c]) => atom(t, c)),
  },
  { weight: 1, arbitrary: fc.integer({ min: 0, max: 4 }).map(space) },
);

/** Any tree that the constructors can make. */
const trees = fc.letrec<{ tree: MathNode }>((tie) => {
  const tree = tie('tree');
  const maybe = fc.option(tree, { nil: null });
  const rows = fc.array(fc.array(tree, { maxLength: 3 }), { maxLength: 3 });
  const glyphs = fc.constantFrom('(', ')', '[', '{', '|', '‖', '⌊', '⟨', '', 'toString');
  return {
    tree: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      leaf,
      fc.array(tree, { maxLength: 6 }).map((items) => row(...items)),
      fc.tuple(tree, tree).map(([a, b]) => frac(a, b)),
      fc.tuple(tree, maybe, maybe).map(([base, sub, sup]) => scripts(base, sub, sup)),
      fc.tuple(tree, maybe).map(([body, index]) => sqrt(body, index)),
      fc.tuple(fc.constantFrom('over', 'under'), tree, maybe).map((it) => brace(...it)),
      fc.tuple(fc.constantFrom('left', 'right', 'both'), maybe, maybe).map((it) => arrow(...it)),
      fc.tuple(tree, glyphs, glyphs).map((it) => fenced(...it)),
      fc.tuple(rows, glyphs, glyphs).map((it) => matrix(...it)),
      rows.map(cases),
      rows.map(aligned),
      fc.tuple(fc.constantFrom('∑', '∫', 'max'), maybe, maybe).map((it) => big(...it)),
      fc.tuple(tree, maybe, maybe).map((it) => stack(...it)),
      fc.tuple(fc.constantFrom('hat', 'bar', 'vec', 'dot'), tree).map((it) => accent(...it)),
      fc.tuple(fc.constantFrom('a', 'b'), tree).map(([id, body]) => part(id, body)),
      tree.map((body) => tagged(body, '(1)')),
    ),
  };
}).tree;

/** What holds of every box, whatever it shows. */
function expectSound(box: Layout, ascii: boolean): void {
  expect(box.rows.length).toBe(box.height);
  expect(box.baseline).toBeGreaterThanOrEqual(0);
  expect(box.baseline).toBeLessThan(box.height);
  for (const cells of box.rows) {
    expect(cells.length).toBe(box.width);
    for (const { text } of cells) {
      if (ascii ? !/^[ -~]$/.test(text) : !isNarrow(text)) {
        throw new Error(`cell ${JSON.stringify(text)}`);
      }
    }
    expect(stringWidth(cells.map((cell) => cell.text).join(''))).toBe(box.width);
  }
}

describe('any tree', () => {
  test('becomes a box of width × height single columns', () => {
    fc.assert(
      fc.property(trees, fc.boolean(), (tree, ascii) => {
        expectSound(layout(tree, { ascii }), ascii);
      }),
      { numRuns: 500 },
    );
  });

  test('keeps to the width or says that it does not', () => {
    fc.assert(
      fc.property(trees, fc.integer({ min: 1, max: 90 }), fc.boolean(), (tree, width, ascii) => {
        const box = layout(tree, { width, ascii });
        expectSound(box, ascii);
        expect(box.overflow).toBe(box.width > width);
      }),
      { numRuns: 500 },
    );
  });

  test('is drawn the same when the width it takes is the width it has', () => {
    fc.assert(
      fc.property(trees, (tree) => {
        fc.pre(tree.kind !== 'tagged');
        const free = layout(tree);
        expect(toLines(layout(tree, { width: Math.max(1, free.width) }))).toEqual(toLines(free));
      }),
    );
  });

  test('can be written and said, in ASCII with ASCII only', () => {
    fc.assert(
      fc.property(trees, (tree) => {
        expect(inline(tree, { ascii: true })).toMatch(/^[ -~]*$/);
        expect(inline(tree)).not.toMatch(/[\p{Cc}\p{Bidi_C}]/u);
        expect(speak(tree)).not.toMatch(/[\p{Cc}\p{Bidi_C}]/u);
      }),
      { numRuns: 500 },
    );
  });
});

describe('breaking', () => {
  const lines = (tex: string, width: number) => {
    const result = parseLatex(tex);
    if (!result.ok) throw new Error(result.error.message);
    return toLines(layout(result.math, { width }));
  };

  test('before relations first, under the first relation', () => {
    expect(lines('y = a + b + c = d + e + f', 14)).toEqual(['y = a + b + c', '  = d + e + f']);
  });

  test('then before operators, past the relation', () => {
    expect(lines('y = aaa + bbb + ccc', 12)).toEqual(['y = aaa', '    + bbb', '    + ccc']);
  });

  test('inside brackets only when it must be', () => {
    expect(lines('y = (a + b + c) + d', 16)).toEqual(['y = (a + b + c)', '    + d']);
    expect(lines('y = (aaaa + bbbb + cccc)', 16)).toEqual(['y = (aaaa + bbbb', '    + cccc)']);
  });

  test('between fractions, with a blank row', () => {
    expect(lines('\\frac{aaaa}{bb}\\frac{cccc}{dd}', 6)).toEqual([
      'aaaa',
      '────',
      ' bb',
      '',
      'cccc',
      '────',
      ' dd',
    ]);
  });

  test('in the right-hand sides of aligned equations', () => {
    expect(lines('\\begin{aligned} y &= aaa + bbb + ccc \\\\ &= d \\end{aligned}', 12)).toEqual([
      'y = aaa',
      '    + bbb',
      '    + ccc',
      '',
      '  = d',
    ]);
  });

  test('flags what cannot be broken', () => {
    const result = parseLatex('\\frac{aaaaaaaaaa}{b}');
    expect(result.ok && layout(result.math, { width: 5 }).overflow).toBe(true);
    expect(result.ok && layout(result.math, { width: 10 }).overflow).toBe(false);
  });

  test('puts a tag under a formula that leaves it no room', () => {
    expect(lines('aaaaaa \\tag{1}', 8)).toEqual(['aaaaaa', '     (1)']);
  });

  test('every formula of the collection fits 60 columns', () => {
    for (const tex of [...equations, ...Object.values(further)]) {
      const result = parseLatex(tex);
      expect(result.ok && layout(result.math, { width: 60 }).overflow, tex).toBe(false);
      expect(result.ok && layout(result.math, { width: 60, ascii: true }).overflow).toBe(false);
    }
  });
});

test('every symbol is one column wide and has an ASCII form', () => {
  for (const { glyph, ascii, said } of symbols) {
    expect(isNarrow(glyph), glyph).toBe(true);
    expect(ascii).toMatch(/^[ -~]+$/);
    expect(said).toMatch(/^[A-Za-z ,;]+$/);
  }
});

test('a character that counts as narrow is one column wide and has no direction', () => {
  for (let code = 0; code <= 0x2ffff; code++) {
    const glyph = String.fromCodePoint(code);
    if (!isNarrow(glyph)) continue;
    if (stringWidth(glyph) !== 1 || /[\p{Cc}\p{Cf}\p{M}\p{Bidi_C}]/u.test(glyph)) {
      throw new Error(`U+${code.toString(16)} is not one plain column`);
    }
  }
});

describe('hostile LaTeX', () => {
  const scraps = fc.oneof(
    fc.constantFrom(...supportedCommands.map((name) => `\\${name}`)),
    fc.constantFrom('{', '}', '^', '_', '&', '\\\\', "'", '[', ']', '(', ')', 'x', '12', ' ', '%'),
    fc.constantFrom('\\begin{cases}', '\\end{cases}', '\\begin{aligned}', '\\end{aligned}'),
    fc.string({ unit: 'binary', maxLength: 2 }),
  );

  test('is read or refused inside the source, never thrown', () => {
    let readable = 0;
    fc.assert(
      fc.property(fc.array(scraps, { maxLength: 12 }), (parts) => {
        const source = parts.join('');
        const result = parseLatex(source);
        if (result.ok) {
          readable++;
          expectSound(layout(result.math, { width: 40 }), false);
          speak(result.math);
        } else {
          expect(result.error.offset).toBeGreaterThanOrEqual(0);
          expect(result.error.offset).toBeLessThanOrEqual(source.length);
          expect(result.error.message).toMatch(/[;?:].*\S|add|close|delete/);
        }
      }),
      { numRuns: 3000 },
    );
    expect(readable).toBeGreaterThan(50);
  });

  const deep = (open: string, close: string, levels: number) =>
    open.repeat(levels) + close.repeat(levels);

  test.each<[string, string]>([
    ['groups', deep('{', '}', 1900)],
    ['brackets', deep('(', ')', 1900)],
    ['fractions', deep('\\frac1{', '}', 60)],
    ['fractions in both', `${'\\frac{'.repeat(60)}x${'}{y}'.repeat(60)}`],
    ['roots', deep('\\sqrt{', '}', 60)],
    ['scripts', deep('x^{', '}', 60)],
    ['labels', `${'\\underbrace{'.repeat(60)}x${'}_{y}'.repeat(60)}`],
    ['operators', 'x+'.repeat(999)],
    ['relations', 'x='.repeat(999)],
    ['rows', `\\begin{aligned}${'x\\\\'.repeat(900)}\\end{aligned}`],
    ['columns', `\\begin{matrix}${'x&'.repeat(900)}\\end{matrix}`],
    ['brackets in brackets', '(x+'.repeat(60) + ')'.repeat(60) + '(y)'.repeat(300)],
    ['bare scripts', '^_'.repeat(1000)],
    ['primes', "'".repeat(3999)],
    ['digits', '9'.repeat(3999)],
    ['backslashes', '\\'.repeat(3999)],
    ['a long name', `\\${'a'.repeat(3900)}`],
    ['words', `\\text{${'a '.repeat(1900)}}`],
  ])('many %s end in a box or an error', (_, tex) => {
    const result = parseLatex(tex);
    if (!result.ok) {
      expect(result.error.offset).toBeLessThanOrEqual(tex.length);
      return;
    }
    for (const width of [10, 80]) expectSound(layout(result.math, { width }), false);
    expect(speak(result.math).length).toBeGreaterThan(0);
    expect(inline(result.math).length).toBeGreaterThan(0);
  });
});
