import { expect, test } from 'vitest';
import { accumulated } from '../../src/lesson/playground.ts';
import { lossAt, tensorOf } from '../../src/lesson/worked.ts';
import { slideHere } from '../../src/session/playing.ts';
import { type Session, update } from '../../src/session/session.ts';
import { frontMatrix, here, panels } from '../../src/session/view.ts';
import { at, play } from './support.ts';

const sliders = at('loss', 'turn');
const calls = at('class', 'calls');
const screenOf = (session: Session) => here(session)!.screen;

test('a slider moves an entry by a place, and the loss and its slope are those of the new number', () => {
  const moved = play(sliders, { type: 'slid', by: -2 });
  const { now, slid, network } = slideHere(moved)!;
  expect([...now.value.data]).toEqual([3, 0, 5]);
  expect(slid.loss).toBe(lossAt(network, new Map([['h3', now.value]])));
  expect(slid.gradient.data[0]).toBeCloseTo((2 / 3) * (3 - 1), 12);
});

test('the slope changes its sign at the target', () => {
  const slope = (to: number) =>
    slideHere(play(sliders, { type: 'slid', to }))!.slid.gradient.data[0]!;
  expect(slope(1.5)).toBeGreaterThan(0);
  expect(slope(1)).toBe(0);
  expect(slope(0.5)).toBeLessThan(0);
});

test('another entry is moved beside the first, and all come back', () => {
  const both = play(
    sliders,
    { type: 'slid', to: 1 },
    { type: 'slideMoved', by: 2 },
    { type: 'slid', to: 11 },
  );
  expect([...screenOf(both).slide!.value.data]).toEqual([1, 0, 11]);
  expect(slideHere(both)!.slid.loss).toBe(3);
  const back = play(both, { type: 'slideReset' });
  expect([...screenOf(back).slide!.value.data]).toEqual([4, 0, 5]);
  expect(screenOf(back).slide!.index).toBe(2);
});

test('a slider stops at its ends, and what is no number moves nothing', () => {
  const far = play(sliders, { type: 'slid', by: 1000 });
  expect(screenOf(far).slide!.value.data[0]).toBe(12);
  const odd = play(sliders, { type: 'slid', to: Number.NaN });
  expect(screenOf(odd).slide!.value.data[0]).toBe(4);
});

test('the curve along an entry is the loss at each place', () => {
  const { slid, network } = slideHere(sliders)!;
  const along = slid.along(0, [0, 12], 13);
  const value = tensorOf(network, 'h3')!;
  const by = (to: number) => ({
    ...value,
    data: value.data.map((x, i) => (i === 0 ? to : x)),
  });
  expect(along).toEqual(
    Array.from({ length: 13 }, (_, to) => lossAt(network, new Map([['h3', by(to)]]))),
  );
});

test('backward() adds, and zero begins again', () => {
  const call = { type: 'called', call: 'backward' } as const;
  const twice = play(calls, call, call);
  const gradient = tensorOf(here(twice)!.step.network!, 'dm/da')!;
  const left = (session: Session) => [...accumulated(gradient, screenOf(session).calls).data];
  expect(left(calls)).toEqual([0, 0, 0, 0]);
  expect(left(twice)).toEqual([9, 9, 9, 9]);
  const zeroed = play(twice, { type: 'called', call: 'zero' });
  expect(left(zeroed)).toEqual([0, 0, 0, 0]);
  expect(left(play(zeroed, call))).toEqual([4.5, 4.5, 4.5, 4.5]);
});

test('so many calls at once are counted, and then no more', () => {
  const many = Array.from({ length: 120 }, () => ({ type: 'called', call: 'backward' }) as const);
  const full = play(calls, ...many);
  expect(screenOf(full).calls).toHaveLength(99);
  expect(screenOf(play(full, { type: 'called', call: 'zero' })).calls).toEqual(['zero']);
});

test('where there is nothing to play with, nothing happens', () => {
  const plain = at('layer-3-weights', 'dW3-shape');
  expect(update(plain, { type: 'called', call: 'backward' })).toBe(plain);
  expect(update(plain, { type: 'slid', by: 1 })).toBe(plain);
  expect(update(plain, { type: 'layoutTurned' })).toBe(plain);
});

test('as row Jacobians the gradients lie down, and a nudge is of the same entry', () => {
  const columns = at('layer-3-input', 'dh2');
  const panel = panels(columns).findIndex(
    ({ picture }) => 'of' in picture && picture.of === 'dL/dh3',
  );
  const front = play(columns, { type: 'panelTurned', by: panel });
  const cell = { type: 'cellMoved', rows: 1, cols: 0 } as const;
  const standing = screenOf(play(front, cell, { type: 'nudged' })).nudge!;
  const turned = play(front, { type: 'layoutTurned' });
  expect(frontMatrix(turned)!.tensor).toMatchObject({ rows: 1, cols: 3 });
  const across = { type: 'cellMoved', rows: 0, cols: 1 } as const;
  expect(screenOf(play(turned, across, { type: 'nudged' })).nudge).toEqual(standing);
  const back = play(turned, { type: 'layoutTurned' });
  expect(frontMatrix(back)!.tensor).toMatchObject({ rows: 3, cols: 1 });
});

test('weights stand as before', () => {
  const turned = play(at('layer-3-input', 'dh2'), { type: 'layoutTurned' });
  const weights = panels(turned).findIndex(({ picture }) => 'of' in picture && picture.of === 'W3');
  const front = play(turned, { type: 'panelTurned', by: weights });
  expect(frontMatrix(front)!.tensor).toMatchObject({ rows: 3, cols: 4 });
});

test('the sums of a walk go from the first to the last entry and begin anew at each step', () => {
  const walk = at('layer-3-input', 'what-you-learned');
  const there = play(walk, { type: 'backwardWalked', by: 3 });
  expect(screenOf(play(there, { type: 'sumMoved', by: 9 })).sum).toBe(3);
  const on = play(there, { type: 'sumMoved', by: 2 }, { type: 'backwardWalked', by: 1 });
  expect(screenOf(on).sum).toBe(0);
  expect(screenOf(play(on, { type: 'sumMoved', by: 2 })).sum).toBe(0);
});
