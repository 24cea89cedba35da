import { mul, sum } from '../../src/engine/build.ts';
import { grad } from '../../src/engine/grad.ts';
import type { Scope } from '../../src/engine/scope.ts';
import type { Shape } from '../../src/engine/shape.ts';
import type { Tensor } from '../../src/engine/tensor.ts';
import { drawn, program, random, signed } from './support.ts';

/** What the letters of the examples stand for. */
export const SHAPES: Readonly<Record<string, Shape>> = {
  a: ['m', 'n'],
  b: ['m', 'n'],
  c: ['m', 'n'],
  p: ['m', 'n'],
  q: ['m', 'n'],
  A: ['m', 'n'],
  B: ['n', 'm'],
  C: ['m', 'k'],
  S: ['n', 'n'],
  v: ['n', 1],
  w: ['k', 1],
};

export const SIZES: ReadonlyMap<string, number> = new Map([
  ['m', 4],
  ['n', 6],
  ['k', 2],
  ['N', 5],
]);

/** The example as `y`, its sum weighted by a free `g` as `L`, differentiated. */
export function exampleScope(example: string): {
  scope: Scope;
  names: string[];
  sizes: ReadonlyMap<string, number>;
} {
  const names = Object.keys(SHAPES).filter((name) => new RegExp(`\\b${name}\\b`).test(example));
  const shapes = Object.fromEntries(names.map((name) => [name, SHAPES[name]!]));
  const scope = program(`y = ${example}`, shapes, [...SIZES.keys()]);
  scope.declare('g', scope.shapes.get('y')!);
  scope.define('L', sum(mul(scope.ref('y'), scope.ref('g'))));
  grad(scope, 'L');
  return { scope, names, sizes: SIZES };
}

/** The letters p and q are strictly between 0 and 1, all others of both signs. */
export function letters(names: readonly string[], seed: number): Map<string, Tensor> {
  const next = random(seed);
  const unit = () => 0.1 + 0.8 * next();
  return new Map(
    names.map((name) => {
      const entry = name === 'p' || name === 'q' ? unit : () => signed(next);
      return [name, drawn(SHAPES[name]!, SIZES, entry)];
    }),
  );
}

/** The same values and a cotangent of the example. */
export function withCotangent(scope: Scope, values: Map<string, Tensor>, seed: number) {
  const next = random(seed);
  return values.set(
    'g',
    drawn(scope.shapes.get('g')!, SIZES, () => signed(next)),
  );
}
