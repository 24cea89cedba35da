import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bracketAt } from '../../../src/ui/editor.ts';
import { makeTheme } from '../../../src/ui/theme.ts';
import {
  type AnswerFieldProps,
  answerCursor,
  answerLines,
} from '../../../src/ui/widgets/answerLines.ts';
import { names } from '../../../src/ui/widgets/gallerySamples.ts';
import { lineWidth } from '../../../src/ui/widgets/run.ts';
import { words } from '../support.ts';

const theme = makeTheme('mono', 'none');
const props: AnswerFieldProps = { theme, width: 60, prompt: '∂L/∂W₃ =', text: '', cursor: 0 };

function frame(more: Partial<AnswerFieldProps>): string {
  return words(answerLines({ ...props, ...more }));
}

test('the reading and the problem stand under the text, carets under what is spoken of', () => {
  expect(
    frame({
      text: '(dL/dh3 * (z3 > 0)) @ h2',
      span: [22, 24],
      reading: '(∂L/∂h₃ ⊙ 1[z₃ > 0]) h₂',
      shapes: '3×1 · 4×1',
      problem: 'The inner sizes, 1 and 4, differ.',
    }),
  ).toMatchInlineSnapshot(`
    "∂L/∂W₃ = (dL/dh3 * (z3 > 0)) @ h2
                                   ^^
             (∂L/∂h₃ ⊙ 1[z₃ > 0]) h₂    3×1 · 4×1
             The inner sizes, 1 and 4, differ."
  `);
});

test('completions stand under the text, the one in the line in brackets', () => {
  expect(
    frame({ text: 'dL/dh3', cursor: 6, completion: { candidates: names, index: 2 } }),
  ).toMatchInlineSnapshot(`
    "∂L/∂W₃ = dL/dh3
              dL/dh1  3×1   dL/dh2  4×1  [dL/dh3] 3×1"
  `);
});

test('carets count columns, not characters', () => {
  const caret = (text: string, span: readonly [number, number]) =>
    frame({ prompt: '', text, span }).split('\n')[1];
  expect(caret('∂L/∂h₃ + 日本 + q', [14, 15])).toBe(`${' '.repeat(16)}^`);
  expect(caret('W\u0304 + q', [5, 6])).toBe('    ^');
  expect(caret('𝑊 + q', [5, 6])).toBe('    ^');
  expect(caret('(a', [2, 2])).toBe('  ^');
  expect(caret('日', [0, 1])).toBe('^^');
});

test('control and bidi characters of a draft are dots, and take one column', () => {
  expect(frame({ prompt: '', text: 'a\u001b[2Jb\u202ec' })).toBe('a·[2Jb·c');
});

test('a long text scrolls by halves and says that there is more', () => {
  const text = Array.from({ length: 12 }, (_, i) => `term${i}`).join(' + ');
  expect(frame({ text, cursor: 0, width: 40 })).toBe('∂L/∂W₃ = term0 + term1 + term2 + term3 …');
  expect(frame({ text, cursor: text.length, width: 40 })).toMatch(/^∂L\/∂W₃ = ….*term11$/);
  expect(
    frame({ text, cursor: 0, span: [50, 52], width: 40 })
      .split('\n')[1]
      ?.trim(),
  ).toBe('▶');
  expect(
    frame({ text, cursor: text.length, span: [0, 5], width: 40 })
      .split('\n')[1]
      ?.trim(),
  ).toBe('◀');
});

test('a bracket and its partner are marked; one without partner as wrong', () => {
  const marked = (text: string, cursor: number) =>
    answerLines({ ...props, prompt: '', text, cursor, bracket: bracketAt(text, cursor) })[0]!
      .filter(({ style }) => style === theme.style.focus || style === theme.style.wrong)
      .map(({ text: piece, style }) => [piece, style === theme.style.wrong]);
  expect(marked('f(a)', 4)).toEqual([
    ['(', false],
    [')', false],
  ]);
  expect(marked('f(a', 2)).toEqual([['(', true]]);
});

test('an empty field shows its hint under the cursor', () => {
  const [line] = answerLines({ ...props, prompt: '', hint: 'a formula' });
  expect(line).toEqual([
    { text: 'a', style: theme.style.cursor },
    { text: ' formula', style: theme.style.quiet },
  ]);
});

test('the cursor is always in view and where it is said to be', () => {
  const text = fc.string({ unit: 'grapheme', maxLength: 120 }).map((s) => s.replace(/\p{M}/gu, ''));
  fc.assert(
    fc.property(text, fc.integer({ min: 12, max: 60 }), fc.nat(), (draft, width, n) => {
      const starts = [0];
      for (const char of draft) starts.push(starts.at(-1)! + char.length);
      const all = { ...props, text: draft, width, cursor: starts[n % starts.length]! };
      const { x } = answerCursor(all);
      const [line] = answerLines(all);
      expect(lineWidth(line!)).toBeLessThanOrEqual(width);
      const before = line!.slice(
        0,
        line!.findIndex(({ style }) => style === theme.style.cursor),
      );
      expect(line!.some(({ style }) => style === theme.style.cursor)).toBe(true);
      expect(lineWidth(before)).toBe(x);
    }),
  );
});
