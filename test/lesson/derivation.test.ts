import { expect, test } from 'vitest';
import { derivationOf } from '../../src/lesson/derivation.ts';
import { print, printName } from '../../src/notation/print.ts';
import { lessons } from '../session/support.ts';

function of(lesson: string, exercise: string) {
  const steps = lessons.find(({ id }) => id === lesson)!.steps;
  const equations = derivationOf(steps.find(({ id }) => id === exercise)!.exercise!);
  return equations.map(({ name, definition }) => `${printName(name)} = ${print(definition)}`);
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

test('what the question names or the walk has found need not be derived again', () => {
  expect(of('layer-1', 'dx-numbers')).toEqual(['∂L/∂x = W₁ᵀ ∂L/∂z₁']);
  expect(of('layer-1', 'walk-h2')).toEqual(['∂L/∂z₃ = ∂L/∂h₃ ⊙ 1[z₃>0]', '∂L/∂h₂ = W₃ᵀ ∂L/∂z₃']);
});
