import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { noProgress } from '../../src/session/progress.ts';
import { start } from '../../src/session/session.ts';
import {
  eventsFor,
  footerKeys,
  groups,
  keyGroups,
  overviewMost,
  rowFor,
} from '../../src/ui/keymap.ts';
import { rows } from '../../src/ui/keyrows.ts';
import { keysOf, showKey } from '../../src/ui/keys.ts';
import { placeOf, places } from '../../src/ui/places.ts';
import { at as shipped } from '../session/support.ts';
import { at, deskOf, mono, press, sample, screen, type } from './support.ts';

const menu = deskOf(start(sample, noProgress), 100, 30);
const writing = deskOf(at('dW3'), 100, 30);

/** A desk at each of the places. */
const desks = {
  small: deskOf(start(sample, noProgress), 40, 10),
  keys: press(writing, '?'),
  menu,
  finding: press(menu, '/'),
  reading: press(menu, 'enter'),
  writing,
  grid: press(deskOf(at('dW3-numbers'), 100, 30), 'ctrl+o'),
  choosing: deskOf(at('zero-column'), 100, 30),
  matrix: press(deskOf(at('dz3'), 100, 30), 'tab'),
  forward: press(deskOf(shipped('structure', 'node-by-node'), 100, 30), 'tab'),
  backward: press(deskOf(at('what-you-learned'), 100, 30), 'tab'),
  run: deskOf(at('descent'), 100, 30),
  slide: press(deskOf(shipped('loss', 'turn'), 100, 30), 'tab'),
  calls: press(deskOf(shipped('class', 'calls'), 100, 30), 'tab'),
  picture: press(deskOf(at('dW3-shape'), 100, 30), 'tab'),
} as const;

test.each(places)('a key means one thing at %s', (place) => {
  const keys = rows.filter((row) => row.in.includes(place)).flatMap((row) => row.keys);
  expect(keys.filter((key, i) => keys.indexOf(key) !== i)).toEqual([]);
});

test.each(places)('the desk of %s is there', (place) => {
  expect(placeOf(desks[place])).toBe(place);
});

test.each(places)('Ctrl-C leaves from %s', (place) => {
  const left = press(desks[place], 'ctrl+c');
  expect(left.session.screen.kind).toBe('gone');
  expect(left.interrupted).toBe(true);
});

test.each(places)('every key that %s names does something or says why not', (place) => {
  for (const { keys } of rows.filter((row) => row.in.includes(place))) {
    for (const key of keys) expect(() => press(desks[place], key)).not.toThrow();
  }
});

test('the footer names only keys that do something here', () => {
  for (const place of places) {
    const desk = desks[place];
    for (const { key, words } of footerKeys(desk)) {
      const first = rows.find(
        (row) => row.in.includes(place) && row.now?.(desk, overviewMost) === words,
      )!;
      expect(`${place}: ${key} does ${eventsFor(desk, first.keys[0]!, mono).length > 0}`).toBe(
        `${place}: ${key} does true`,
      );
    }
  }
});

test('every row is in a group, and the overview of a place shows all that works there', () => {
  for (const place of places) {
    const known = keyGroups(place).flatMap(({ keys }) => keys.map(({ words }) => words));
    const here = rows.filter((row) => row.in.includes(place));
    expect(new Set(known)).toEqual(new Set(here.map(({ words }) => words)));
    expect(here.every(({ group }) => groups.includes(group))).toBe(true);
  }
});

test('every event that a student makes has a key', () => {
  const source = ['keyrows', 'lookingkeys', 'menukeys', 'playkeys', 'keyactions', 'keymap', 'desk']
    .map((name) => readFileSync(new URL(`../../src/ui/${name}.ts`, import.meta.url), 'utf8'))
    .join('');
  const session = readFileSync(new URL('../../src/session/session.ts', import.meta.url), 'utf8');
  const [, body = ''] = /interface Happenings \{([\s\S]*?)\n\}/.exec(session) ?? [];
  const events = [...body.matchAll(/^ {2}(\w+):/gm)].map((match) => match[1]!);
  // The clock ticks by itself, and a step is jumped to from outside.
  const own = events.filter((event) => !['ticked', 'jumped'].includes(event));
  expect(own.length).toBeGreaterThan(12);
  expect(own.filter((event) => !source.includes(`type: '${event}'`))).toEqual([]);
});

test('typing goes into the answer, letters and signs that mean something elsewhere too', () => {
  expect(type(writing, 'hjkl q 1/2').editor.text).toBe('hjkl q 1/2');
  expect(rowFor('writing', 'q')).toBeNull();
});

test('Tab completes a name, and looks at the pictures when there is nothing to complete', () => {
  expect(press(type(writing, 'dL'), 'tab').editor.text).toBe('dL/dh3');
  expect(press(writing, 'tab').looking).toBe(true);
  expect(press(type(writing, 'h2.T'), 'tab').looking).toBe(true);
  expect(press(writing, 'tab', 'escape').looking).toBe(false);
});

test('Tab goes through the pictures and back to the answer', () => {
  let desk = press(deskOf(at('dz3'), 100, 30), 'tab');
  const seen: unknown[] = [];
  while (desk.looking) {
    seen.push(desk.session.screen.kind === 'lesson' && desk.session.screen.panel);
    desk = press(desk, 'tab');
  }
  expect(seen).toEqual([0, 1, 2]);
});

test('Enter hands in, and goes on once the answer is right', () => {
  const right = press(type(writing, '(dL/dh3 * (z3 > 0)) @ h2.T'), 'enter');
  const step = (desk: typeof right) =>
    desk.session.screen.kind === 'lesson' && desk.session.screen.step;
  expect(step(right)).toBe(step(writing));
  expect(step(press(right, 'enter'))).toBe(Number(step(writing)) + 1);
  // Changed again, it is handed in again.
  expect(step(press(type(right, ' '), 'backspace', 'x', 'enter'))).toBe(step(writing));
});

test('options are chosen with arrows or letters', () => {
  const text = (...keys: string[]) => press(desks.choosing, ...keys).editor.text;
  expect(text('down')).toBe('a');
  expect(text('down', 'down')).toBe('b');
  expect(text('down', 'down', 'up')).toBe('a');
  expect(text('c')).toBe('c');
  expect(text('z')).toBe('');
});

test('where several options are right, letters mark and unmark them, and the footer says so', () => {
  const several = deskOf(shipped('structure', 'keep'), 100, 30);
  const text = (...keys: string[]) => press(several, ...keys).editor.text;
  expect(text('c', 'A')).toBe('a c');
  expect(text('c', 'a', 'c')).toBe('a');
  expect(text('down')).toBe('');
  const keys = footerKeys(several).map(({ key, words }) => `${key} ${words}`);
  expect(keys).toContain('a-e mark all that are right');
  expect(keys.join()).not.toMatch(/↓|choose/);
  expect(footerKeys(desks.choosing).map(({ words }) => words)).toContain('choose');
});

test('over numbers of one’s own one moves and nudges as over the engine’s', () => {
  const numbers = '[[4,6,0,2],[-4,-6,0,-2],[-8,-12,0,-4]]';
  const wrong = press(
    type(deskOf(at('dW3-numbers'), 100, 30), numbers),
    'enter',
    'tab',
    'down',
    'n',
  );
  expect(screen(wrong)).toMatch(/yours {2}row 2, column 1 {2}−4/);
  expect(screen(wrong)).toMatch(/slope 0; you\s+│?\s*wrote −4/);
});

test('the solution has to be asked for twice, and anything else takes the question back', () => {
  const shown = (desk: typeof writing) =>
    desk.session.progress.lessons.sample?.exercises.dW3?.solution ?? false;
  expect(shown(press(writing, 'ctrl+s'))).toBe(false);
  expect(shown(press(writing, 'ctrl+s', 'ctrl+s'))).toBe(true);
  expect(shown(press(writing, 'ctrl+s', 'x', 'ctrl+s'))).toBe(false);
});

test('an experiment is trained, paused, turned and reset', () => {
  const run = (...keys: string[]) => {
    const { screen } = press(desks.run, ...keys).session;
    return screen.kind === 'lesson' ? screen.run! : null;
  };
  expect(run('space')?.status).toBe('running');
  expect(run('space', 'space')?.status).toBe('paused');
  expect(run('left')?.rate).toBe(0.005);
  expect(run('space', 'r')?.status).toBe('ready');
});

test('a number typed at a picture is an answer', () => {
  const desk = type(desks.run, '3.5');
  expect(desk.looking).toBe(false);
  expect(desk.editor.text).toBe('3.5');
  expect(type(desks.backward, '3').looking).toBe(true);
});

test('keys by the names that terminals give them', () => {
  const none = {} as Parameters<typeof keysOf>[1];
  expect(keysOf('a b\r', none)).toEqual(['a', 'space', 'b', 'enter']);
  expect(keysOf('t', { ...none, ctrl: true })).toEqual(['ctrl+t']);
  expect(keysOf('', { ...none, leftArrow: true, meta: true })).toEqual(['alt+left']);
  expect(keysOf('\u0014x', none)).toEqual(['ctrl+t', 'x']);
  expect(['ctrl+t', 'alt+left', 'enter', 'shift+tab', 'x'].map(showKey)).toEqual([
    '^t',
    'alt ←',
    '↵',
    'shift tab',
    'x',
  ]);
});

test('the difference stands on the smallest usual screen, each entry read off once', () => {
  const numbers = '[[4,6,0,2],[-4,-6,0,-2],[-8,-12,0,-4]]';
  const shown = press(
    type(deskOf(at('dW3-numbers'), 80, 24), numbers),
    ...['enter', 'ctrl+s', 'ctrl+s', 'tab', 'down'],
  );
  expect(screen(shown)).toMatch(/yours {2}3×4 +the engine's {2}3×4[\s\S]*difference {2}3×4/);
  expect(screen(shown).match(/row 2, column 1/g)).toHaveLength(3);
});

test('a single number is asked for as one, and has no grid', () => {
  const one = deskOf(shipped('loss', 'L'), 100, 30);
  expect(screen(one)).toContain('L = a number or an expression, such as 9/2');
  expect(press(one, 'ctrl+o').grid).toBeNull();
  expect(screen(deskOf(at('dW3-numbers'), 100, 30))).toContain('numbers, such as [1, 2] or');
});
