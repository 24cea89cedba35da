import { expect, test } from 'vitest';
import { gradeExercise } from '../../src/lesson/exercises/index.ts';
import { lessons } from '../session/support.ts';

const exercise = (lesson: string, id: string) =>
  lessons.find((each) => each.id === lesson)!.steps.find((each) => each.id === id)!.exercise!;

test('a ratio is written as a number, not as an index', () => {
  const said = (answer: string) => gradeExercise(exercise('loss', 'dh3'), answer).message;
  expect(said('4 (h3 - y) / n')).toContain('yours is 2 times');
  expect(said('h3 - y')).toContain('yours is n/2 times');
});

test('a shape with more than two axes is a wrong shape', () => {
  const said = (answer: string) => gradeExercise(exercise('layer-2', 'dW2-shape'), answer);
  expect(said('4×4×4')).toMatchObject({ verdict: 'incorrect', label: 'wrong-shape' });
  expect(said('1×2×3×4×5×6×7')).toMatchObject({ verdict: 'unreadable', label: 'syntax' });
});

test('math in a sentence of the lesson is written out', () => {
  const { message } = gradeExercise(
    exercise('layer-3-weights', 'dW3'),
    '(dL/dh3 * (z3 > 0)) @ h1.T',
  );
  expect(message).toBe('A weight multiplies what goes into its layer. Which vector enters W₃?');
});

test('a shape that is wrong is told with names as they stand on the board', () => {
  const said = (answer: string) => gradeExercise(exercise('layer-2', 'dW2-shape'), answer).message;
  expect(said('1×1')).toBe(
    'One number is not enough: there is one sensitivity for every entry of W₂.',
  );
  expect(said('3×3')).toBe('Not 3×3. A gradient has the shape of its variable, W₂.');
});
