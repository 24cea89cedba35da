import { describe, expect, test } from 'vitest';
import { Env } from '../../src/engine/run.ts';
import { Scope } from '../../src/engine/scope.ts';
import { transposed } from '../../src/engine/tensor.ts';
import { rowsOf } from '../../src/lesson/derivation.ts';
import { isGradient } from '../../src/lesson/network.ts';
import { inRows, shapesIn } from '../../src/lesson/rows.ts';
import { readFormula, work } from '../../src/lesson/worked.ts';
import { print } from '../../src/notation/print.ts';
import { lessons } from '../session/support.ts';

const networks = lessons.flatMap(({ id, steps }) =>
  [...new Set(steps.flatMap(({ network }) => network ?? []))].map((each, i) => ({
    of: `${id} ${i + 1}`,
    network: each,
  })),
);

/** Formulas that hold a gradient in every place it can stand in. */
const formulas = [
  'W3.T @ (dL/dh3 * (z3 > 0))',
  '((dL/dh3 * (z3 > 0)).T @ W3).T',
  '-(W3.T @ dL/dz3) + dL/dh2',
  'dL/dh2 - 2 * (W3.T @ ((z3 > 0) * dL/dh3)) / 3',
  'relu(dL/dh2) * h2',
  'sum(dL/dz3) * h2',
  'dL/dW3 @ h2',
];

describe('a gradient in rows is the transpose of the gradient, for every definition', () => {
  test.each(networks)('$of', ({ network }) => {
    const { scope, inputs, sizes, loss } = work(network)!;
    const env = new Env(scope, inputs!, sizes);
    const typed = loss === 'L' && scope.has('W3') && scope.has('z3') && scope.has('dL/dh3');
    const own = typed && scope.shapes.get('z3')![1] === 1 ? formulas : [];
    const all = [
      ...[...scope.definitions].flatMap(([name, e]) => (isGradient(name) ? [e] : [])),
      ...own.map((formula) => readFormula(network, formula)!),
    ];
    expect(all.length).toBeGreaterThan(0);
    for (const e of all) {
      const rows = inRows(e);
      const twin = new Scope(rows.graph);
      const values = [...scope.shapes.keys()].map((name) => {
        const value = env.named(name);
        return [name, isGradient(name) ? transposed(value) : value] as const;
      });
      for (const [name, { rows: r, cols: c }] of values) twin.declare(name, [r, c]);
      const turned = new Env(twin, new Map(values), sizes).value(rows);
      const wanted = transposed(env.value(e));
      expect([turned.rows, turned.cols], print(e)).toEqual([wanted.rows, wanted.cols]);
      wanted.data.forEach((x, i) => {
        expect(turned.data[i], print(e)).toBeCloseTo(x, 9);
      });
    }
  });
});

test('equation (3) stands in its own order, with the shapes of the notes', () => {
  const { exercise } = lessons
    .flatMap(({ steps }) => steps)
    .find((step) => step.exercise?.id === 'dh2')!;
  const said = rowsOf(exercise!).map(
    ({ definition }) => `${print(definition)} | ${shapesIn(definition)}`,
  );
  expect(said).toEqual([
    '∂L/∂h₃ diag(1[z₃>0]) W₃ | 1×3 · 3×3 · 3×4',
    '∂L/∂h₃ diag(1[z₃>0]) | 1×3 · 3×3',
    '∂L/∂z₃ W₃ | 1×3 · 3×4',
  ]);
});

test('shapes stand in the places of their factors', () => {
  const { network } = networks[0]!;
  const shapes = (formula: string) => shapesIn(readFormula(network, formula)!);
  expect(shapes('W3.T @ ((z3 > 0) * z3)')).toBe('4×3 · (3×1 ⊙ 3×1)');
  expect(shapes('2 * W3 @ (h2 + z2)')).toBe('3×4 · (4×1 + 4×1)');
  expect(shapes('-W3')).toBe('3×4');
});

test('only exercises that offer it have rows', () => {
  const offers = lessons.flatMap(({ steps }) =>
    steps.flatMap(({ exercise }) => (exercise && rowsOf(exercise).length > 0 ? exercise.id : [])),
  );
  expect(offers).toEqual(['dW3', 'dh2', 'dh2-numbers']);
});
