import { expect, test } from 'vitest';
import { noProgress } from '../../../src/session/progress.ts';
import { start } from '../../../src/session/session.ts';
import { at, deskOf, press, sample, screen, type, wait } from '../support.ts';

/** The screens that a designer would want to see again after every change, as whole frames. */
const scenes = {
  menu: (w: number, h: number) => deskOf(start(sample, noProgress), w, h),
  reading: (w: number, h: number) => press(deskOf(start(sample, noProgress), w, h), 'enter'),
  'a draft with an error': (w: number, h: number) =>
    type(deskOf(at('dW3'), w, h), '(dL/dh3 * (z3 > 0)) @ h2T'),
  'told a mistake': (w: number, h: number) =>
    press(type(deskOf(at('dW3'), w, h), 'dL/dh3 * (z3 > 0) * h2'), 'enter'),
  solved: (w: number, h: number) =>
    press(
      type(deskOf(at('dW3'), w, h), '(dL/dh3 * (z3 > 0)) @ h2.T'),
      ...['enter', 'tab', 'down', 'right', 'n'],
    ),
  'numbers, marked': (w: number, h: number) =>
    press(type(deskOf(at('dW3-numbers'), w, h), '[[4,6,0,2],[-4,-6,0,-2],[-8,-12,0,-4]]'), 'enter'),
  'a choice, wrong': (w: number, h: number) => press(deskOf(at('zero-column'), w, h), 'c', 'enter'),
  'hints and the question before the solution': (w: number, h: number) =>
    press(deskOf(at('dz3'), w, h), 'ctrl+t', 'ctrl+t', 'ctrl+s'),
  'after training': (w: number, h: number) =>
    wait(press(deskOf(at('descent'), w, h), ...(w < 100 ? ['tab'] : []), 'space'), 40),
  keys: (w: number, h: number) => press(deskOf(at('dW3'), w, h), '?'),
} as const;

const sizes = [
  [100, 30],
  [80, 24],
] as const;

for (const [name, desk] of Object.entries(scenes)) {
  test.each(sizes)(`${name} at %i×%i`, (width, height) => {
    expect(`\n${screen(desk(width, height))}\n`).toMatchSnapshot();
  });
}

test('a terminal that is too small says so, and keeps what was typed', () => {
  const large = type(deskOf(at('dW3'), 80, 24), 'dL/dh3');
  const small = { ...large, size: { width: 59, height: 17 } };
  expect(screen(small)).toContain('60×18');
  expect(screen(press(small, 'x'))).toContain('60×18');
  expect(press(small, 'x').editor.text).toBe('dL/dh3');
});

test('what is understood is drawn in as many rows as there is room for, and on one line with its shapes where there is none', () => {
  const half = '(dL/dh3 * (z3 > 0)) @ h2.T / 2';
  const typed = (step: string, text: string, w: number, h: number) =>
    screen(type(deskOf(at(step), w, h), text));
  const bar = /^ +─{9,} {4}3×1 · 1×4 → 3×4$/m;
  expect(typed('dW3', half, 120, 40)).toMatch(bar);
  expect(typed('dW3', half, 100, 30)).not.toMatch(bar);
  expect(typed('dW3', 'dL/dh3 @ h2.T', 100, 30)).toMatch(/^ +──── h₂ᵀ {4}3×1 · 1×4 → 3×4$/m);
  expect(typed('dW3', half, 80, 24)).toMatch(/^ +\(∂L\/∂h₃ ⊙ 1\[z₃>0\]\) h₂ᵀ \/ 2 {4}3×1/m);
  const numbers = '[[4, 9/2], [0, 1]]';
  expect(typed('dW3-numbers', numbers, 120, 40)).toMatch(/⎡ 4 {2}4\.5 ⎤.*2×2[\s\S]*⎣ 0 {4}1 ⎦/);
  expect(typed('dW3-numbers', numbers, 100, 30)).toContain('[[4, 4.5], [0, 1]]    2×2');
});

test('a matrix in the solution is broken between its rows', () => {
  const shown = (width: number) =>
    screen(press(deskOf(at('dW3-numbers'), width, 24), 'ctrl+s', 'ctrl+s'));
  expect(shown(60)).toMatch(
    /∂L\/∂W₃ = \[\[4, 6, 0, 2\], \[0, 0, 0, 0\],\n {24}\[-8, -12, 0, -4\]\]\n/,
  );
  expect(shown(80)).toContain('∂L/∂W₃ = [[4, 6, 0, 2], [0, 0, 0, 0], [-8, -12, 0, -4]]\n');
});
