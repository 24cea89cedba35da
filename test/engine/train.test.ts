import { describe, expect, it } from 'vitest';
import { Env } from '../../src/engine/run.ts';
import { descend, startTraining, type TrainState } from '../../src/engine/train.ts';
import { differentiated, valuesOf } from './support.ts';

const XOR = {
  X: [
    [0, 0, 1, 1],
    [0, 1, 0, 1],
  ],
  Y: [[0, 1, 1, 0]],
  W1: [
    [1, -0.5],
    [-0.5, 1],
    [0.5, 0.5],
  ],
  W2: [
    [0.5, 0, 0.5],
    [0, 0.5, -0.5],
    [0.5, 0.5, 0],
    [-0.5, 0.5, 0.5],
  ],
  W3: [[0.5, 0.5, -0.5, 0.5]],
};

function network() {
  return differentiated('L = mean((W3 @ relu(W2 @ relu(W1 @ X)) - Y)^2)', {
    X: [2, 4],
    Y: [1, 4],
    W1: [3, 2],
    W2: [4, 3],
    W3: [1, 4],
  });
}

describe('gradient descent', () => {
  it('learns XOR from the numbers of the lessons', () => {
    const scope = network();
    let state: TrainState = startTraining(scope, 'L', valuesOf(XOR));
    const losses = [state.loss];
    for (let i = 0; i < 300; i++) {
      state = descend(scope, 'L', ['W1', 'W2', 'W3'], state, 0.3);
      losses.push(state.loss);
    }
    expect(losses[300]).toBeLessThan(1e-3);
    expect(losses[300]).toBeLessThan(losses[0]! / 100);
  });

  it('returns the loss at the new values and leaves the old ones alone', () => {
    const scope = network();
    const values = valuesOf(XOR);
    const before = startTraining(scope, 'L', values);
    const once = descend(scope, 'L', ['W3'], before, 0.1);
    expect(values.get('W3')!.data[0]).toBe(0.5);
    expect(once.loss).toBe(new Env(scope, once.values).named('L').data[0]);
    expect(once.values.get('W1')).toBe(values.get('W1'));
    // The same state gives the same step, whatever was done in between.
    descend(scope, 'L', ['W3'], once, 0.7);
    expect(descend(scope, 'L', ['W3'], before, 0.1)).toEqual(once);
  });

  it('asks for every value', () => {
    const { W1: _, ...rest } = XOR;
    expect(() => startTraining(network(), 'L', valuesOf(rest))).toThrow('W1 has no value');
  });
});
