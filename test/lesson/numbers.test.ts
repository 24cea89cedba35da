import { describe, expect, test } from 'vitest';
import type { Network } from '../../src/lesson/lesson.ts';
import { descentLosses, lossAt, tensorOf } from '../../src/lesson/worked.ts';
import { lessons } from '../session/support.ts';

/** The network of a step of a lesson. */
const networkOf = (lesson: string, step: string): Network =>
  lessons.find(({ id }) => id === lesson)!.steps.find(({ id }) => id === step)!.network!;

const losses = (network: Network, rate: number, steps: number) =>
  descentLosses({ network, loss: 'L', train: ['W1', 'W2', 'W3'] }, rate, steps);

describe('the losses that the last lesson names', () => {
  const three = networkOf('descent', 'slow');
  // Rate, then the step and the loss there.
  test.each([
    [0.001, 0, 18],
    [0.001, 1, 15.698],
    [0.001, 2, 13.749],
    [0.001, 10, 5.629],
    [0.001, 60, 3.0003],
    [0.01, 1, 4.174],
    [0.01, 2, 3.092],
    [0.01, 10, 3],
    [0.02, 1, 5.848],
    [0.02, 2, 6.88],
    [0.02, 5, 3.52],
    [0.02, 40, 3.3333],
    [0.05, 1, 140.7],
    [0.05, 2, 43.667],
    [0.05, 20, 43.667],
    [-0.001, 1, 20.5],
    [-0.001, 2, 23.4],
  ])('at rate %s after %s steps it is %s', (rate, steps, loss) => {
    const all = losses(three, rate, steps);
    const digits = String(loss).split('.')[1]?.length ?? 3;
    expect(all.at(-1)).toBeCloseTo(loss, digits - (digits > 3 ? 1 : 0));
    expect(all).toHaveLength(steps + 1);
  });

  test('with the sign turned round it climbs until there is no number left', () => {
    const all = losses(three, -0.001, 200);
    expect(all.at(-1)).not.toSatisfy(Number.isFinite);
  });

  const xor = networkOf('descent', 'xor');
  test.each([
    [0.01, 500, 0.0515],
    [0.1, 200, 0.0001],
    [0.3, 50, 0.0016],
    [1, 10, 0.0025],
    [2, 50, 0.5],
  ])('of XOR at rate %s after %s steps it is %s', (rate, steps, loss) => {
    expect(losses(xor, rate, steps).at(-1)).toBeCloseTo(loss, 4);
  });

  test('of XOR at rate 2 it jumps to 1.25 first', () => {
    expect(Math.max(...losses(xor, 2, 50))).toBeCloseTo(1.25, 2);
  });

  test('of twins and of zeros it stays where the lesson says', () => {
    expect(losses(networkOf('descent', 'twins'), 0.1, 300).at(-1)).toBeCloseTo(1 / 3, 4);
    expect(losses(networkOf('descent', 'zeros'), 1, 50)).toEqual(Array(51).fill(0.5));
    expect(losses(networkOf('descent', 'linear'), 0.1, 300).at(-1)).toBeCloseTo(1 / 3, 3);
  });
});

test('one step at rate 0.001 is promised −2.4 and gives −2.302', () => {
  const network = networkOf('descent', 'slow');
  const squares = ['W1', 'W2', 'W3'].map((name) =>
    tensorOf(network, `dL/d${name}`)!.data.reduce((sum, g) => sum + g * g, 0),
  );
  expect(squares).toEqual([1040, 1080, 280]);
  const [before, after] = losses(network, 0.001, 1) as [number, number];
  expect(after - before).toBeCloseTo(-2.30205, 5);
});

test('a nudge of the first entry of h₂ by 0.01 moves the loss by about 0.02', () => {
  const network = networkOf('layer-3-input', 'dh2');
  const h2 = tensorOf(network, 'h2')!;
  const moved = { ...h2, data: h2.data.map((x, i) => (i === 0 ? x + 0.01 : x)) };
  expect(lossAt(network, new Map([['h2', moved]]))! - 18).toBeCloseTo(0.02, 3);
});
