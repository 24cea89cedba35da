import { expect, test } from 'vitest';
import { derivationOf } from '../../src/lesson/derivation.ts';
import { lessons } from '../session/support.ts';

function of(lesson: string, exercise: string) {
  const steps = lessons.find(({ id }) => id === lesson)!.steps;
  return derivationOf(steps.find(({ id }) => id === exercise)!.exercise!);
}

test('a derivation goes from what is given to what is asked', () => {
  expect(of('layer-3-weights', 'dW3')).toEqual([
    '∂L/∂z₃ = ∂L/∂h₃ ⊙ 1[z₃>0]',
    '∂L/∂W₃ = ∂L/∂z₃ h₂ᵀ',
  ]);
});

test('without anything given it begins at the loss', () => {
  const lines = of('layer-3-weights', 'dW3-numbers');
  expect(lines[0]).toMatch(/^∂L\/∂h₃ = /);
  expect(lines).toHaveLength(3);
});

test('shapes and choices have none', () => {
  expect(of('layer-3-weights', 'dW3-shape')).toEqual([]);
  expect(of('layer-3-weights', 'zero-column')).toEqual([]);
});
