import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { add, apply, mul, sum } from '../../src/engine/build.ts';
import { check } from '../../src/engine/check.ts';
import { grad, gradientName, pull } from '../../src/engine/grad.ts';
import { ops } from '../../src/engine/ops/index.ts';
import { Env } from '../../src/engine/run.ts';
import type { Dim } from '../../src/engine/shape.ts';
import { exampleScope, letters, SIZES, withCotangent } from './examples.ts';
import { drawn, program, random, signed } from './support.ts';

const rows = [...ops].map(([op, row]) => ({ op, ...row }));

describe.each(rows)('the rule of $op', ({ op, example, kinks, names }) => {
  it('has an example in the notation that uses it', () => {
    const { scope } = exampleScope(example);
    expect(scope.definitions.get('y')!.op).toBe(op);
  });

  it('agrees with central differences, once and twice', () => {
    const { scope, names: free } = exampleScope(example);
    const values = withCotangent(scope, letters(free, 3), 7);
    const first = check(scope, 'L', values, free, SIZES);
    const second = check(scope, 'L', values, free, SIZES, 2);
    if (free.length === 0) {
      expect([first, second]).toEqual([null, null]);
      return;
    }
    expect(first!.error, JSON.stringify(first)).toBeLessThan(1e-8);
    expect(second!.error, JSON.stringify(second)).toBeLessThan(1e-6);
  });

  it('is linear in its cotangent', () => {
    const { scope, names: free } = exampleScope(example);
    const { graph } = scope;
    const y = scope.definitions.get('y')!;
    const [g, h] = ['first', 'second'].map((name) => graph.ref(name, y.shape!)) as [
      typeof y,
      typeof y,
    ];
    const separate = [pull(y, g), pull(y, h)];
    const joint = pull(y, add(mul(2, g), mul(-3, h)));
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1000 }), (seed) => {
        const next = random(seed);
        const values = letters(free, seed);
        for (const name of ['first', 'second']) {
          values.set(
            name,
            drawn(y.shape!, SIZES, () => signed(next)),
          );
        }
        const env = new Env(scope, values, SIZES);
        for (const [name, combined] of joint) {
          const [u, v] = separate.map((each) => env.value(each.get(name)!).data);
          const both = env.value(combined).data;
          const size = Math.max(1, ...both.map(Math.abs));
          both.forEach((x, i) => {
            expect(Math.abs(x - (2 * u![i]! - 3 * v![i]!)) / size).toBeLessThan(1e-11);
          });
        }
      }),
      { numRuns: 5 },
    );
  });

  it('says where it has a kink, over its own inputs', () => {
    const { scope } = exampleScope(example);
    const { args } = scope.definitions.get('y')!;
    for (const kink of kinks?.(args) ?? []) expect(kink.shape).not.toBeNull();
    expect(names.every((name) => /^[\p{L}\d_]+$/u.test(name))).toBe(true);
  });
});

/** Shapes that meet by stretching an axis of size 1. */
const STRETCHED: readonly (readonly [Dim, Dim])[] = [
  ['m', 'n'],
  ['m', 1],
  [1, 'n'],
  [1, 1],
];

describe('broadcasting', () => {
  const entrywise = rows.filter(
    ({ arity, example }) => arity === 2 && / [-+*/>=]+ |max|min/.test(example),
  );
  const pairs = STRETCHED.flatMap((a) => STRETCHED.map((b) => [a, b] as const));

  it.each(entrywise.map(({ op }) => op))('is undone in the gradient of %s', (op) => {
    for (const [a, b] of pairs) {
      const scope = program('', { a, b });
      scope.define('y', apply(op, [scope.ref('a'), scope.ref('b')]));
      scope.define('L', sum(mul(scope.ref('y'), scope.ref('y'))));
      grad(scope, 'L');
      const next = random(5);
      const values = new Map(
        ['a', 'b'].map((name) => [name, drawn(scope.shapes.get(name)!, SIZES, () => signed(next))]),
      );
      for (const name of ['a', 'b']) {
        expect(scope.shapes.get(gradientName('L', name))).toEqual(scope.shapes.get(name));
      }
      const worst = check(scope, 'L', values, ['a', 'b'], SIZES);
      expect(worst!.error, `${a} ${b}: ${JSON.stringify(worst)}`).toBeLessThan(1e-8);
    }
  });
});
