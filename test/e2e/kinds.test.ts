import { expect } from 'vitest';
import { solve } from '../../src/lesson/exercises/index.ts';
import { type Kind, kinds } from '../../src/lesson/exercises/kinds.ts';
import { lessons } from '../session/support.ts';
import { it } from '../support/lab.ts';

/** The first exercise of the course of each kind. */
const found = (Object.keys(kinds) as Kind[]).map((kind) => {
  const at = lessons.flatMap(({ id, steps }) =>
    steps.flatMap(({ exercise }) => (exercise?.kind === kind ? [{ lesson: id, exercise }] : [])),
  )[0];
  return [kind, at] as const;
});

it.for(found)('%s: answered wrong, then right, in a real terminal', async ([, at], { open }) => {
  const { lesson, exercise } = at!;
  const { answer } = solve(exercise);
  const terminal = open({ args: ['learn', lesson, '--step', exercise.id] });
  await terminal.waitFor(/\? keys/);
  if (exercise.kind === 'choice') {
    const wrong = exercise.options.findIndex(({ right }) => !right);
    terminal.press(String.fromCharCode(97 + wrong), 'enter');
    await terminal.waitFor(/✗ Not yet\./);
    // Where several are right, a letter pressed again takes its choice back.
    const several = exercise.options.filter(({ right }) => right).length > 1;
    if (several) terminal.press(String.fromCharCode(97 + wrong));
    terminal.press(...answer.split(' '), 'enter');
  } else {
    // An experiment begins at its knobs, and a number typed there is an answer.
    terminal.type(exercise.kind === 'experiment' ? '99' : '((');
    terminal.press('enter');
    await terminal.waitFor(/✗ Not yet\.|\? Not judged\./);
    terminal.press('ctrl+u');
    terminal.type(answer);
    terminal.press('enter');
  }
  await terminal.waitFor(/✓ Right\./);
  expect(terminal.styles()).toContain('#4fd1a5');
  terminal.press('ctrl+c');
  expect(await terminal.exit()).toBe(130);
});

it('a matrix is filled in entry by entry, and the search goes to a step', async ({ open }) => {
  const terminal = open({ args: ['learn', 'layer-3-weights', '--step', 'dz3'] });
  await terminal.waitFor(/\? keys/);
  terminal.press('ctrl+l');
  await terminal.waitFor(/Steps of Layer 3, the weights[\s\S]*▸ 3\.\d+/);
  terminal.type('table in');
  await terminal.waitFor(/▸ 3\.\d+ .*compute ∂L\/∂W₃/);
  terminal.press('enter');
  await terminal.waitFor(/as a grid/);
  terminal.press('ctrl+o');
  terminal.type('4');
  terminal.press('right');
  terminal.type('6');
  terminal.press('down', 'left');
  terminal.type('12/2');
  await terminal.waitFor(/∂L\/∂W₃\[2,1\] = 12\/2[\s\S]*row 2, column 2 is empty/);
  expect(terminal.screen()).toMatch(/2×2 {2}3 of 4 filled in/);
  terminal.press('escape');
  await terminal.waitFor(/∂L\/∂W₃ = \[\[4, 6\], \[12\/2, \]\]/);
  terminal.press('ctrl+c');
  await terminal.exit();
});
