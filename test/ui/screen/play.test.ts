import { expect, test } from 'vitest';
import { stepLines } from '../../../src/ui/screen/text.ts';
import { makeTheme } from '../../../src/ui/theme.ts';
import { lessons, at as shipped } from '../../session/support.ts';
import { deskOf, press, screen, type } from '../support.ts';

const small = (lesson: string, step: string) => deskOf(shipped(lesson, step), 80, 24);
const wide = (lesson: string, step: string) => deskOf(shipped(lesson, step), 100, 30);

test.each([small, wide])('an output is moved with the arrows, loss and slope beside it', (open) => {
  const desk = press(open('loss', 'turn'), 'tab');
  expect(screen(desk)).toMatch(/h₃\[1\] 4 {3}loss 18 {3}slope 2/);
  const past = press(desk, ...Array.from({ length: 7 }, () => 'left'));
  expect(screen(past)).toMatch(/h₃\[1\] 0\.500 {3}loss 15\.1 {3}slope −0\.333/);
  expect(screen(past)).toContain('The slope is negative: raise h₃[1] and L falls.');
  const second = press(past, 'down', 'right');
  expect(screen(second)).toMatch(/h₃\[2\] 0\.500/);
  expect(screen(press(second, 'r'))).toMatch(/h₃\[2\] 0 {3}loss 18/);
});

test.each([small, wide])('backward() is called, and what it leaves is listed', (open) => {
  const desk = press(open('class', 'calls'), 'tab', 'space', 'space');
  expect(screen(desk)).toMatch(/a\.grad {2}2×2[\s\S]*\+9 {2}\+9/);
  expect(screen(desk).match(/m\.backward\(\)/g)).toHaveLength(2);
  const again = press(desk, 'z', 'space');
  expect(screen(again)).toMatch(/a\.grad = 0 +0 {2}0/);
  expect(screen(again)).toMatch(/a\.grad {2}2×2\s[\s\S]*\+4\.5 {2}\+4\.5/);
});

test('a log longer than the screen shows its end', () => {
  const desk = press(small('class', 'calls'), 'tab', ...Array.from({ length: 30 }, () => 'space'));
  expect(screen(desk)).toContain('+135  +135');
  expect(screen(desk).split('\n').length).toBeLessThanOrEqual(24);
});

test.each([small, wide])(
  'a column of W₃ is lit where the walk uses it, and another at a key',
  (open) => {
    const desk = press(open('layer-3-input', 'what-you-learned'), 'tab', 'left', 'left', 'left');
    expect(screen(desk)).toContain('[z₃]');
    expect(screen(desk)).toMatch(
      /∂L\/∂h₂\[1\], column 1 of W₃: 1·2 \+ \(−1\)·0 \+\s+(?:│ )?0·\(−4\) = 2/,
    );
    expect(screen(desk)).toMatch(/1 │\[\+1\] \+1 {2}\+2 {2}−1 │/);
    const next = press(desk, 'down', 'down');
    expect(screen(next)).toMatch(/1 │ \+1 {2}\+1 \[\+2\] −1 │/);
    expect(screen(press(next, 'up'))).toMatch(/1 │ \+1 \[\+1\] \+2 {2}−1 │/);
  },
);

test.each([small, wide])('the walk of layer 2 says that ∂L/∂h₂ is used twice', (open) => {
  const keys = ['tab', 'left', 'left', 'left', 'left'];
  const desk = press(open('layer-2', 'what-you-learned'), ...keys);
  expect(screen(desk)).toMatch(/comes in +∂L\/∂h₂/);
  expect(screen(desk)).toContain('used twice   for ∂L/∂W₂ and ∂L/∂h₁');
});

test.each([small, wide])('row Jacobians at a key: pictures, shapes, the solution', (open) => {
  const asked = open('layer-3-input', 'dh2');
  expect(screen(asked)).toContain('∂L/∂h₃  3×1');
  const turned = press(asked, 'alt+r');
  expect(screen(turned)).toContain('∂L/∂h₃  1×3');
  expect(screen(turned).replace(/\s+(│[^\n]*)?/g, ' ')).toContain('gradients lie down,');
  const solved = press(type(asked, 'W3.T @ (dL/dh3 * (z3 > 0))'), 'enter');
  expect(screen(solved)).toContain('4×1 = 4×3 · 3×1');
  const rows = screen(press(solved, 'alt+r'));
  expect(rows).toContain('1×4 = 1×3 · 3×3 · 3×4');
  expect(rows).toContain('diag(1[z₃ > 0]) W₃');
  expect(rows).not.toContain('4×1 = 4×3 · 3×1');
  const looking = press(asked, 'tab', 't');
  expect(screen(looking)).toContain('∂L/∂h₃  1×3');
});

test('without help on shapes nothing is said of them until a hint is opened', () => {
  const desk = type(small('layer-1', 'dW1'), 'dL_dh1 @ x');
  expect(screen(desk)).toContain('∂L/∂h₁ x');
  expect(screen(desk)).not.toMatch(/3×1 · 2×1|inner sizes/);
  const helped = press(desk, 'ctrl+t');
  expect(screen(helped)).toMatch(/3×1 · 2×1/);
  // What cannot be read is still said at once.
  expect(screen(type(small('layer-1', 'dW1'), 'dL_dh1 @ q'))).toContain('^');
  expect(screen(type(small('layer-2', 'dW2'), 'dL_dh2 @ h1'))).toMatch(/4×1 · 3×1/);
});

test('the price of a hint stands beside it', () => {
  expect(screen(small('layer-1', 'dW1'))).toContain('hint −10 % (2 left)');
});

test('the term that the text speaks of stands out, and the rest of the formula steps back', () => {
  const step = lessons
    .find(({ id }) => id === 'layer-3-input')!
    .steps.find(({ id }) => id === 'paths')!;
  const theme = makeTheme('dark', 'truecolor');
  const [top = []] = stepLines(theme, step, 76, '');
  const styled = (style: object) =>
    top
      .filter((run) => run.style === style)
      .map(({ text }) => text)
      .join('');
  expect(styled(theme.style.focus)).toContain('∂ W₃h₂');
  expect(styled(theme.style.focus)).not.toContain('L');
  expect(styled(theme.style.quiet)).toMatch(/∂L +∂L +∂h₃/);
});

test('what is played with is drawn in ASCII where nothing else is to be had', () => {
  const ascii = makeTheme('mono', 'none', true);
  const plain = (lesson: string, step: string, ...keys: readonly string[]) =>
    screen(press(small(lesson, step), ...keys), ascii)
      .split('\n')
      // Text of the lesson stands above; the picture has the rows between the rules.
      .slice(2, -4)
      .join('\n');
  for (const drawn of [
    plain('loss', 'turn', 'tab', 'left'),
    plain('class', 'calls', 'tab', 'space', 'z'),
    plain('layer-3-input', 'what-you-learned', 'tab', 'left', 'left', 'left'),
  ]) {
    expect(drawn.trim()).not.toBe('');
    expect(drawn).not.toMatch(/[^\n -~]/);
  }
});
