import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { mul, num, sum } from '../../src/engine/build.ts';
import { call } from '../../src/engine/call.ts';
import { composed } from '../../src/engine/composed.ts';
import { hvp, vjp, writtenOut } from '../../src/engine/derive.ts';
import { dimValue } from '../../src/engine/dim.ts';
import { grad, gradientName } from '../../src/engine/grad.ts';
import { ops } from '../../src/engine/ops/index.ts';
import { Env } from '../../src/engine/run.ts';
import type { Scope } from '../../src/engine/scope.ts';
import type { Shape } from '../../src/engine/shape.ts';
import { type Tensor, tensor } from '../../src/engine/tensor.ts';
import { letters, SHAPES, SIZES } from './examples.ts';
import { matrix } from './formulas.ts';
import { drawn, program, random, signed } from './support.ts';

// Much work: on a busy machine it takes longer than a test usually may.
vi.setConfig({ testTimeout: 120_000 });

/*
 * The guarantee of `where`, for every row and every function: what finite numbers make in an entry that
 * only entries of the branch not taken are made of changes nothing, be it NaN, infinite or outside the
 * domain. The value and all other gradients are the same to the bit, and the gradient there is 0; so
 * are second derivatives. An entry x is made as X / D, so that each of these comes of finite numbers.
 */
const POISONS = [
  [0, 0],
  [1, 0],
  [-1, 0],
  [0, 1],
  [-1, 1],
  [1e300, 1],
] as const;

type Values = ReadonlyMap<string, Tensor>;

/** Adds `M = sum(where(mask, y, 1) * g)` to a scope, once through the name `y` and once without. */
function choices(scope: Scope): void {
  scope.declare('mask', scope.shapes.get('y')!);
  const [mask, g] = [scope.ref('mask'), scope.ref('g')];
  const of = (value: Parameters<typeof mul>[0]) => sum(mul(call('where', [mask, value, 1]), g));
  scope.define('M', of(scope.ref('y')));
  scope.define('K', of(writtenOut(scope, 'y')));
  for (const loss of ['M', 'K']) grad(scope, loss);
}

/** A program in which every letter is a quotient of free names: `a = aX / aD`. */
function quotients(formula: string, shapes: Readonly<Record<string, Shape>>): Scope {
  const names = Object.keys(shapes).filter((name) => new RegExp(`\\b${name}\\b`).test(formula));
  const free = names.flatMap((name) => ['X', 'D'].map((part) => [name + part, shapes[name]!]));
  const made = names.map((name) => `${name} = ${name}X / ${name}D`);
  const scope = program([...made, `y = ${formula}`].join('\n'), Object.fromEntries(free), [
    ...SIZES.keys(),
  ]);
  scope.declare('g', scope.shapes.get('y')!);
  return scope;
}

type Place = readonly [name: string, entry: number];

/** The entries that no entry that the mask keeps is made of: found by a NaN put there. */
function unread(scope: Scope, values: Values, letters: readonly string[]): Place[] {
  const mask = values.get('mask')!.data;
  return letters.flatMap((name) =>
    Array.from(values.get(`${name}X`)!.data.keys()).flatMap((i): Place[] => {
      const out = new Env(scope, put(values, [[name, i]], [0, 0]), SIZES).named('y').data;
      return out.some((v, k) => Number.isNaN(v) && mask[k] !== 0) ? [] : [[name, i]];
    }),
  );
}

function put(values: Values, places: readonly Place[], [x, d]: readonly [number, number]): Values {
  const changed = new Map(values);
  for (const [name, i] of places) {
    for (const [part, what] of [
      [`${name}X`, x],
      [`${name}D`, d],
    ] as const) {
      const { rows, cols, data } = changed.get(part)!;
      const copy = tensor(rows, cols, data);
      copy.data[i] = what;
      changed.set(part, copy);
    }
  }
  return changed;
}

/** Compares values, gradients and a product with the Hessian, poisoned and not. */
function staysOut(scope: Scope, given: Values, letters: readonly string[]): number {
  const places = unread(scope, given, letters);
  const free = letters.flatMap((name) => [`${name}X`, `${name}D`]);
  const directions = new Map(
    free.map((name) => [name, scope.graph.ref(`d${name}`, scope.shapes.get(name)!)]),
  );
  const turned = [...hvp(scope, 'M', directions).values()];
  const values = new Map(given);
  for (const [i, name] of free.entries()) {
    const next = random(i);
    values.set(
      `d${name}`,
      drawn(scope.shapes.get(name)!, SIZES, () => signed(next)),
    );
  }
  const gradients = ['M', 'K'].flatMap((loss) =>
    free.map((name) => gradientName(loss, name)).filter((name) => scope.has(name)),
  );
  const clean = new Env(scope, values, SIZES);
  for (const poison of POISONS) {
    const env = new Env(scope, put(values, places, poison), SIZES);
    const what = `${poison.join('/')} at ${places.join(' ')}`;
    for (const name of ['M', 'K'])
      expect(env.named(name).data, what).toEqual(clean.named(name).data);
    for (const name of gradients) {
      const found = plain(env.named(name));
      expect(found, `${name}, ${what}`).toEqual(plain(clean.named(name)));
      for (const [letter, i] of places) if (name.includes(`/d${letter}`)) expect(found[i]).toBe(0);
    }
    for (const e of turned) expect(plain(env.value(e)), what).toEqual(plain(clean.value(e)));
  }
  return places.length;
}

/** Every letter over a divisor of ones. */
function split(values: ReadonlyMap<string, Tensor>): Map<string, Tensor> {
  return new Map(
    [...values].flatMap(([name, x]) => [
      [`${name}X`, x],
      [`${name}D`, { ...x, data: x.data.map(() => 1) }],
    ]),
  );
}

const plain = ({ data }: Tensor) => Array.from(data, (x) => x + 0);

const EXAMPLES = [
  ...[...ops].map(([op, { example }]) => [op, example] as const),
  ...composed.map(({ names, example }) => [names[0]!, example] as const),
];

describe('where keeps out what stands below', () => {
  it.each(EXAMPLES)('%s', (_name, example) => {
    const scope = quotients(example, SHAPES);
    const names = Object.keys(SHAPES).filter((name) => scope.has(name));
    if (names.length === 0) return;
    choices(scope);
    let places = 0;
    for (const seed of [1, 2, 3]) {
      const values = split(letters(names, seed));
      const [rows, cols] = scope.shapes.get('y')!.map((d) => dimValue(d, SIZES)) as [
        number,
        number,
      ];
      const next = random(seed);
      values.set(
        'g',
        drawn([rows, cols], SIZES, () => signed(next)),
      );
      // Whole rows and columns are left out as well as single entries, and once everything.
      const kept = Array.from({ length: rows * cols }, (_, i) =>
        Number(seed < 3 && i % cols !== 1 && Math.floor(i / cols) !== 2 && next() < 0.7),
      );
      values.set('mask', tensor(rows, cols, kept));
      places += staysOut(scope, values, names);
    }
    expect(places).toBeGreaterThan(0);
  });

  it('in random compositions', () => {
    let places = 0;
    const shapes = { X: [4, 3], Y: [4, 3], V: [3, 4], b: [4, 1] } as const;
    fc.assert(
      fc.property(matrix, fc.nat(999), (formula, seed) => {
        const scope = quotients(formula, shapes);
        const names = Object.keys(shapes).filter((name) => scope.has(name));
        choices(scope);
        const next = random(seed);
        const values = split(
          new Map(
            names.map((name) => [name, drawn(scope.shapes.get(name)!, SIZES, () => signed(next))]),
          ),
        );
        values.set(
          'g',
          drawn([4, 3], SIZES, () => signed(next)),
        );
        values.set(
          'mask',
          drawn([4, 3], SIZES, () => Number(next() < 0.4)),
        );
        fc.pre(new Env(scope, values).named('y').data.every(Number.isFinite));
        places += staysOut(scope, values, names);
      }),
      { numRuns: 60, seed: 7 },
    );
    expect(places).toBeGreaterThan(200);
  });

  it('in a vector-Jacobian product that is pulled through by hand', () => {
    const scope = program('a = log(x); y = where(x > 0, A @ a, b)', {
      x: [3, 1],
      b: [3, 1],
      A: [3, 3],
    });
    const v = vjp(scope, 'y', num(scope.graph, 1)).get('A')!;
    const values = new Map([
      ['x', tensor(3, 1, [1, 2, 3])],
      ['b', tensor(3, 1)],
      ['A', tensor(3, 3)],
    ]);
    expect(new Env(scope, values).value(v).data.every(Number.isFinite)).toBe(true);
  });
});
