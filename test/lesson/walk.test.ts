import { expect, test } from 'vitest';
import type { Network } from '../../src/lesson/lesson.ts';
import { parseLesson } from '../../src/lesson/parse.ts';
import { reuseOf, sumOf, sumsAt } from '../../src/lesson/walk.ts';
import { tensorOf, work } from '../../src/lesson/worked.ts';
import { lessons } from '../session/support.ts';

const instance = lessons.find(({ id }) => id === 'layer-3-input')!.steps[0]!.network!;

/** The step of the walk that passes on the gradient at a node. */
const stepOf = (network: Network, node: string) =>
  work(network)!.backward.findIndex((each) => each.node === node) + 1;

test('the gradient that is kept is used twice, for the weights and for the input', () => {
  expect(reuseOf(instance, 'h2')).toEqual({ often: 'twice', what: '∂L/∂W₂ and ∂L/∂h₁' });
  expect(reuseOf(instance, 'z2')).toEqual({ often: 'twice', what: '∂L/∂W₂ and ∂L/∂h₁' });
  expect(reuseOf(instance, 'h1')).toEqual({ often: 'twice', what: '∂L/∂W₁ and ∂L/∂x' });
  expect(reuseOf(instance, 'L')).toBeNull();
});

test('in a chain nothing is used twice', () => {
  const chain = lessons.find(({ id }) => id === 'class')!.steps[0]!.network!;
  for (const node of ['d', 'c', 'b', 'm']) expect(reuseOf(chain, node)).toBeNull();
});

test('each sum is an entry of what goes back, by one column of the matrix', () => {
  const sums = sumsAt(instance, stepOf(instance, 'z3'))!;
  expect(sums).toEqual({ matrix: 'W3', to: 'h2', gradient: 'dL/dz3', count: 4 });
  const totals = [0, 1, 2, 3].map((i) => sumOf(instance, sums, i)!.total);
  expect(totals).toEqual([...tensorOf(instance, 'dL/dh2')!.data]);
  expect(sumOf(instance, sums, 1)!.factors).toEqual([
    [1, 2],
    [0, 0],
    [1, -4],
  ]);
});

test('a step without a matrix, and the beginning, have no sums', () => {
  expect(sumsAt(instance, stepOf(instance, 'h3'))).toBeNull();
  expect(sumsAt(instance, 0)).toBeNull();
});

test('with several examples at once no single column makes an entry', () => {
  const batch = lessons.find(({ id }) => id === 'descent')!.steps.find(({ id }) => id === 'xor')!
    .network!;
  work(batch)!.backward.forEach((_, i) => {
    expect(sumsAt(batch, i + 1)).toBeNull();
  });
});

test('what three nodes read is used three times', () => {
  const read = parseLesson(
    'fan.md',
    [
      ...['---', 'format: 1', 'id: fan', 'title: Fan', 'goal: See it.', '---', '', '```network'],
      ...['A: 2×2, x: 2', 'b = A @ x', 'c = b + x + A @ x', 'L = sum(c^2)', '```', ''],
      ...['```numbers', 'A = [[1, 2], [3, 4]]', 'x = [1, 2]', '```', '', '# Look', '', 'Here.', ''],
    ].join('\n'),
  );
  const { network } = read.ok ? read.lesson.steps[0]! : { network: null };
  expect(reuseOf(network!, 'c')).toEqual({ often: 'three times', what: expect.any(String) });
});
