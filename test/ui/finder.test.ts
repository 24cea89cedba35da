import { expect, test } from 'vitest';
import { noProgress } from '../../src/session/progress.ts';
import { start } from '../../src/session/session.ts';
import { here } from '../../src/session/view.ts';
import { hitsOf } from '../../src/ui/finder.ts';
import { lessons } from '../session/support.ts';
import { deskOf, press, screen, type } from './support.ts';

const menu = deskOf(start(lessons, noProgress), 100, 30);
const find = (query: string) => type(press(menu, '/'), query);

test('without a word all lessons are there, at the one under the cursor', () => {
  const desk = press(menu, 'down', 'down', '/');
  expect(hitsOf(desk.session, desk.finder!)).toHaveLength(lessons.length);
  expect(screen(desk)).toMatch(/▸ 3 +Layer 3, the weights/);
});

test('steps are found by what they ask for, as it is typed', () => {
  const desk = find('dl/dw3');
  const hits = hitsOf(desk.session, desk.finder!);
  expect(hits.length).toBeGreaterThan(1);
  expect(hits.every(({ step }) => step !== null)).toBe(true);
  expect(screen(desk)).toMatch(/derive ∂L\/∂W₃/);
  expect(hitsOf(desk.session, { lesson: null, query: '∂L/∂W₃', cursor: 0 })).toEqual(hits);
});

test('every word has to fit, in any order', () => {
  const count = (query: string) => hitsOf(menu.session, { lesson: null, query, cursor: 0 }).length;
  expect(count('layer weights')).toBe(count('weights layer'));
  expect(count('layer weights')).toBeLessThan(count('layer'));
  expect(count('zebra')).toBe(0);
  expect(screen(find('zebra'))).toContain('nothing fits');
});

test('Enter goes to a step, and Escape back to where one was', () => {
  const found = press(find('all three factors'), 'enter');
  expect(here(found.session)).toMatchObject({ lesson: { id: 'layer-3-weights' } });
  expect(here(found.session)!.step.title).toBe('All three factors');
  expect(found.finder).toBeNull();
  expect(press(find('w2'), 'escape').session).toBe(menu.session);
});

test('in a lesson its steps are listed, at the one in front, and one jumps', () => {
  const inside = press(menu, 'enter', 'ctrl+n', 'ctrl+l');
  expect(inside.finder).toMatchObject({ lesson: 0, cursor: 1 });
  const jumped = press(inside, 'down', 'down', 'enter');
  expect(here(jumped.session)!.screen.step).toBe(3);
});

test.each([
  [100, 30],
  [60, 18],
])('the list stays in %i×%i, the cursor in view', (width, height) => {
  const desk = press(
    type(press(deskOf(start(lessons, noProgress), width, height), '/'), 'e'),
    ...Array(25).fill('down'),
  );
  const rows = screen(desk).split('\n');
  expect(rows).toHaveLength(height);
  expect(Math.max(...rows.map((row) => row.length))).toBeLessThanOrEqual(width);
  expect(rows.some((row) => row.includes('▸'))).toBe(true);
});
