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
