import { expect, test } from 'vitest';
import { fromNested } from '../../../src/engine/tensor.ts';
import { layout } from '../../../src/notation/layout.ts';
import { makeTheme } from '../../../src/ui/theme.ts';
import { footerLine, keyTableLines } from '../../../src/ui/widgets/Footer.tsx';
import { formulaLines } from '../../../src/ui/widgets/Formula.tsx';
import * as sample from '../../../src/ui/widgets/gallerySamples.ts';
import { progressLine } from '../../../src/ui/widgets/ProgressBar.tsx';
import { proseLines } from '../../../src/ui/widgets/Prose.tsx';
import { pullbackLines } from '../../../src/ui/widgets/PullbackCard.tsx';
import { sliderLine } from '../../../src/ui/widgets/Slider.tsx';
import { dotsLine } from '../../../src/ui/widgets/StepDots.tsx';
import { titleBarLine } from '../../../src/ui/widgets/TitleBar.tsx';
import { tooSmallLines } from '../../../src/ui/widgets/TooSmall.tsx';
import { verdictLines } from '../../../src/ui/widgets/VerdictLine.tsx';
import { words } from '../support.ts';

const theme = makeTheme('mono', 'none');

test('prose', () => {
  expect(words(proseLines(theme, sample.prose, 60))).toMatchInlineSnapshot(`
    "What equation (2) says

    The loss reaches W₃ only through h₃. So its derivative is a
    chain of three factors, and two of them you already have. On
    paper they stand side by side; in a program,
    dL_dh3 * (z3 > 0) * h2 does not even fit.

     1. How many numbers must come out?
     2. From which pairs of entries of ∂L/∂z₃ and h₂ is each of
        them made, and how often is every entry used?

    │ A weight matters as much as what enters it and what leaves
    │ it."
  `);
});

test('a pasted escape in a lesson is a dot', () => {
  const place = { line: 1, column: 1 };
  const text = [{ kind: 'text' as const, text: 'a\u001b[2Jb\u202e' }];
  expect(words(proseLines(theme, [{ kind: 'paragraph', text, place }], 60))).toBe('a·[2Jb·');
});

test('a formula, and the part that is spoken of', () => {
  const box = layout(sample.formula, { width: 60 });
  const lines = formulaLines({ theme, box, width: 60, part: 'slope' });
  expect(words(lines)).toMatchInlineSnapshot(`
    " ∂L     ∂L  ∂ ReLU(W₃h₂) ∂ W₃h₂
    ──── = ──── ──────────── ───────
    ∂W₃    ∂h₃     ∂ W₃h₂      ∂W₃
                ╰────┬─────╯ ╰──┬──╯
                der. of ReLU    h₂"
  `);
  const lit = lines.map((line) => line.filter(({ style }) => style === theme.style.focus));
  expect(words(lit)).toMatchInlineSnapshot(`
    "∂ ReLU(W₃h₂)
    ────────────
       ∂ W₃h₂
    ╰────┬─────╯
    der. of ReLU"
  `);
});

test('a formula that is too wide scrolls', () => {
  const box = layout(sample.formula);
  expect(words(formulaLines({ theme, box, width: 12, from: 7 }))).toMatchInlineSnapshot(`
    " ∂L  ∂ ReLU…
    ──── ──────…
    ∂h₃     ∂ W…
         ╰────┬…
         der. o…"
  `);
});

test.each([
  ['correct', null, 1, '✓ Right. Well done.'],
  ['correct', 'rounded', 0.8, '✓ Right. Well done.                rounded · 80 % of the credit'],
  [
    'incorrect',
    'missing-mask',
    0,
    '✗ Not yet. Well done.                              missing-mask',
  ],
  ['unreadable', 'syntax', 0, '? Not judged. Well done.                 syntax · costs nothing'],
] as const)('the verdict %s, %s, %f', (verdict, label, credit, line) => {
  const props = { theme, width: 63, message: 'Well done.' };
  expect(words(verdictLines({ ...props, verdict, label, credit }))).toBe(line);
});

test('a long reason hangs under its first word', () => {
  const message =
    'Unit 2 is off, so none of its weights matter right now, but your row 2 is not zero.';
  const props = {
    theme,
    width: 40,
    verdict: 'incorrect',
    label: 'missing-mask',
    credit: 0,
  } as const;
  expect(words(verdictLines({ ...props, message }))).toMatchInlineSnapshot(`
    "✗ Not yet. Unit 2 is off, so none of its
      weights matter right now, but your row
      2 is not zero.            missing-mask"
  `);
});

test('the title bar keeps the steps, then the title, then the name', () => {
  const props = { theme, title: 'Layer 3, the weights', steps: sample.steps, now: 3, credit: 0.92 };
  expect(words([titleBarLine({ ...props, width: 80 })])).toBe(
    ' backprop-lab   Layer 3, the weights               ●●●◐○○○  step 4 of 7    92 %',
  );
  expect(words([titleBarLine({ ...props, width: 48 })])).toBe(
    ' Layer 3, the we…  ●●●◐○○○  step 4 of 7    92 %',
  );
});

test('the last keys give way first, but the one that lists them all', () => {
  const at = (width: number) => words([footerLine({ theme, width, keys: sample.keys })]);
  expect(at(100)).toBe(
    ' ↵ submit   ^t hint (2 left)   ^g nudge a weight   tab panels   ? keys   esc lessons',
  );
  expect(at(60)).toBe(' ↵ submit   ^t hint (2 left)   ^g nudge a weight   ? keys');
  expect(at(8)).toBe(' ? keys');
});

test('all keys, in columns of about the same height', () => {
  const props = { theme, width: 70, height: 20, groups: sample.keyGroups };
  expect(words(keyTableLines(props))).toMatchInlineSnapshot(`
    "Answer                              Lesson
          ↵  hand it in                    n  p  next and previous step
         ^t  open a hint                    esc  list of lessons
         ^z  undo                            ^c  leave; progress is saved
        ↑ ↓  earlier answers
        tab  complete a name            Matrix
                                        h j k l  move over the entries
                                             ^g  nudge this weight
                                              d  numbers or blocks
    "
  `);
});

test('a node of the backward pass', () => {
  const at = (width: number) =>
    words(pullbackLines({ theme, width, title: 'h₃ = ReLU(z₃)', rows: sample.pullback }));
  expect(at(60)).toMatchInlineSnapshot(`
    "h₃ = ReLU(z₃)
      value        h₃                   +4   0  +5
      comes in     ∂L/∂h₃               +2  −2  −4
      local slope  1[z₃ > 0]            +1   0  +1
      sends to z₃  ∂L/∂h₃ ⊙ 1[z₃ > 0]   +2   0  −4"
  `);
  expect(at(40)).toMatchInlineSnapshot(`
    "h₃ = ReLU(z₃)
      value        h₃
        +4   0  +5
      comes in     ∂L/∂h₃
        +2  −2  −4
      local slope  1[z₃ > 0]
        +1   0  +1
      sends to z₃  ∂L/∂h₃ ⊙ 1[z₃ > 0]
        +2   0  −4"
  `);
});

test('a matrix in a row of a card has walls between its rows, a large one only its shape', () => {
  const card = (value: ReturnType<typeof fromNested>) =>
    words(
      pullbackLines({
        theme,
        width: 60,
        title: '',
        rows: [{ word: 'value', formula: 'W', value }],
      }),
    );
  expect(
    card(
      fromNested([
        [1, 2],
        [3, 4],
      ]),
    ),
  ).toContain('+1  +2  │  +3  +4');
  expect(card(sample.large)).toContain('32×48');
});

test('steps and progress', () => {
  expect(words([dotsLine({ theme, width: 40, steps: sample.steps, now: 3 })])).toBe(
    '●●●◐○○○  step 4 of 7',
  );
  expect(words([dotsLine({ theme, width: 16, steps: sample.steps, now: 3 })])).toBe('step 4 of 7');
  const bar = (share: number) => words([progressLine({ theme, width: 26, share, label: 'run' })]);
  expect(bar(0.5)).toBe('run ████████░░░░░░░░  50 %');
  expect(bar(Number.NaN)).toBe('run ░░░░░░░░░░░░░░░░   0 %');
  expect(bar(0.999)).toBe('run ████████████████  99 %');
  expect(bar(2)).toBe('run ████████████████ 100 %');
});

test('a slider stands where its value is, by difference or by ratio', () => {
  const at = (value: number, log: boolean) =>
    words([sliderLine({ theme, width: 31, label: 'rate', value, ends: [0.01, 1], log })]);
  expect(at(0.1, true)).toBe('rate ────────◆────────    0.100');
  expect(at(0.01, false)).toBe('rate ◆────────────────   0.0100');
  expect(at(7, false)).toBe('rate ────────────────◆        7');
  expect(at(0, true)).toBe('rate ◆────────────────        0');
});

test('the card of a small terminal says what there is and what is needed', () => {
  const needs = { width: 60, height: 18 };
  expect(words(tooSmallLines({ theme, width: 30, height: 10, needs }))).toMatchInlineSnapshot(`
    "A little more room, please
    The lab needs 60×18; this
    terminal has 30×10.
    Make it larger, or the letters
    smaller; your work is kept."
  `);
});
