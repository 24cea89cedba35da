import v8 from 'node:v8';
import fc from 'fast-check';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { composed } from '../../src/engine/composed.ts';
import { ops } from '../../src/engine/ops/index.ts';
import { type PlanOptions, plan } from '../../src/engine/plan/plan.ts';
import { Env } from '../../src/engine/run.ts';
import type { Scope } from '../../src/engine/scope.ts';
import type { Shape } from '../../src/engine/shape.ts';
import type { Tensor } from '../../src/engine/tensor.ts';
import { exampleScope, letters, withCotangent } from './examples.ts';
import { ofAnySize } from './formulas.ts';
import { differentiated, drawn, random, signed } from './support.ts';

// Much work: on a busy machine it takes longer than a test usually may.
vi.setConfig({ testTimeout: 120_000 });

// V8 11 (Node 20) has relaxed SIMD behind this flag, later ones without; the library never sets it.
beforeAll(() => {
  if (process.versions.v8.startsWith('11.')) {
    v8.setFlagsFromString('--experimental-wasm-relaxed-simd');
  }
});

type Values = ReadonlyMap<string, Tensor>;

function planned(scope: Scope, names: readonly string[], values: Values, options: PlanOptions) {
  const made = plan(scope, names, options);
  for (const name of made.inputs) made.set(name, values.get(name)!.data);
  return made;
}

/** The first entry in which a plan differs from `run` by any bit, over all names; null if none. */
function firstDifference(
  scope: Scope,
  names: readonly string[],
  values: Values,
  options: PlanOptions,
): string | null {
  const made = planned(scope, names, values, options);
  made.run();
  made.run();
  const env = new Env(scope, values, options.sizes);
  for (const name of names) {
    const [found, wanted] = [made.view(name), env.named(name).data];
    if (found.length !== wanted.length) return `${name} has ${found.length} entries`;
    for (let i = 0; i < wanted.length; i++) {
      if (!Object.is(found[i], wanted[i])) return `${name}[${i}] is ${found[i]}, not ${wanted[i]}`;
    }
  }
  return null;
}

const KERNELS = ['wasm', 'javascript'] as const;

describe.each([
  ...[...ops].map(([name, { example }]) => ({ name, example })),
  ...composed.map(({ names, example }) => ({ name: names[0]!, example })),
])('$name in a plan', ({ example }) => {
  it.each(KERNELS)('has the bits of run, with the kernel %s', (kernel) => {
    const { scope, names, sizes } = exampleScope(example);
    const values = withCotangent(scope, letters(names, 5), 6);
    const outputs = ['y', 'L', ...names.map((n) => `dL/d${n}`).filter((n) => scope.has(n))];
    expect(firstDifference(scope, outputs, values, { sizes, kernel })).toBeNull();
  });
});

const SHAPES = { X: ['m', 'n'], Y: ['m', 'n'], V: ['n', 'm'], b: ['m', 1] } as const;
const size = fc.oneof(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 10, max: 40 }));

/** Numbers in which zeros of both signs, infinities and NaN stand here and there. */
function odd(next: () => number, rarity: number): number {
  const special = [0, -0, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 1e300];
  return next() * rarity < 1 ? special[Math.floor(next() * special.length)]! : signed(next);
}

describe('a plan of random programs', () => {
  const programs = fc.record({
    parts: fc.array(ofAnySize, { minLength: 1, maxLength: 3 }),
    m: size,
    n: size,
    seed: fc.nat(9999),
    rarity: fc.constantFrom(1e9, 30),
  });

  function read({
    parts,
    m,
    n,
    seed,
    rarity,
  }: typeof programs extends fc.Arbitrary<infer T> ? T : never) {
    const text = parts.map((part, i) => `t${i} = ${part}`).join('\n');
    const all = parts.map((_, i) => `t${i}`).join(' + ');
    const scope = differentiated(`${text}\nL = mean(${all})`, SHAPES, 'L', ['m', 'n']);
    const sizes = new Map([
      ['m', m],
      ['n', n],
    ]);
    const next = random(seed);
    const values = new Map<string, Tensor>(
      Object.entries(SHAPES).map(([name, shape]) => [
        name,
        drawn(shape, sizes, () => odd(next, rarity)),
      ]),
    );
    const outputs = ['L', 't0', ...Object.keys(SHAPES).map((name) => `dL/d${name}`)].filter(
      (name) => scope.has(name),
    );
    return { scope, sizes, values, outputs };
  }

  it.each(KERNELS)('has the bits of run, with the kernel %s', (kernel) => {
    fc.assert(
      fc.property(programs, (drawnProgram) => {
        const { scope, sizes, values, outputs } = read(drawnProgram);
        expect(firstDifference(scope, outputs, values, { sizes, kernel })).toBeNull();
      }),
      { numRuns: kernel === 'wasm' ? 120 : 40, seed: 7 },
    );
  });

  it('agrees to 1e-12 where · and + are rounded together', () => {
    fc.assert(
      fc.property(programs, (drawnProgram) => {
        const { scope, sizes, values, outputs } = read({ ...drawnProgram, rarity: 1e9 });
        const made = planned(scope, outputs, values, { sizes, kernel: 'relaxed' });
        made.run();
        expect(made.kernel).toBe('relaxed');
        const env = new Env(scope, values, sizes);
        for (const name of outputs) {
          const wanted = env.named(name).data;
          const scale = Math.max(1, ...wanted.map(Math.abs));
          made.view(name).forEach((x, i) => {
            // A sum of hundreds of products loses digits either way; each loses a few ulp of its size.
            expect(Math.abs(x - wanted[i]!) / scale).toBeLessThan(1e-12);
          });
        }
      }),
      { numRuns: 40, seed: 9 },
    );
  });

  it('agrees to single precision in float32', () => {
    fc.assert(
      fc.property(fc.nat(999), size, size, (seed, m, n) => {
        const { scope, sizes, values, outputs } = read({
          parts: ['tanh(X @ V @ X + b)', 'sigmoid(Y) * X'],
          m,
          n,
          seed,
          rarity: 1e9,
        });
        const made = planned(scope, outputs, values, { sizes, dtype: 'f32' });
        made.run();
        const env = new Env(scope, values, sizes);
        for (const name of outputs) {
          const wanted = env.named(name).data;
          const scale = Math.max(1, ...wanted.map(Math.abs));
          made.view(name).forEach((x, i) => {
            expect(Math.abs(x - wanted[i]!) / scale).toBeLessThan(1e-3);
          });
        }
      }),
      { numRuns: 20, seed: 11 },
    );
  });
});

const NET = `z1 = W1 @ x + b1; h1 = relu(z1)
  z2 = W2 @ h1; h2 = relu(z2)
  z3 = W3 @ h2; h3 = relu(z3)
  L = mean((h3 - y)^2) + 0.1 sum(W3^2)`;
const PARAMETERS = ['W1', 'b1', 'W2', 'W3'];

function net(n: number, batch: number) {
  const scope = differentiated(NET, {
    x: [n, batch],
    W1: [n, n],
    b1: [n, 1],
    W2: [n, n],
    W3: [n, n],
    y: [n, batch],
  });
  const next = random(n * 100 + batch);
  const values = new Map<string, Tensor>(
    scope
      .free()
      .map((name) => [
        name,
        drawn(scope.shapes.get(name)!, new Map(), () => signed(next) / Math.sqrt(n)),
      ]),
  );
  return { scope, values };
}

describe('an update in the plan', () => {
  it.each([
    [2, 1],
    [3, 1],
    [4, 1],
    [17, 1],
    [4, 32],
    [16, 32],
    [33, 7],
    [20, 300],
  ])(
    'of a network of width %d on %d examples is what the gradients say, to the bit',
    (n, batch) => {
      for (const kernel of KERNELS) {
        const { scope, values } = net(n, batch);
        const update = { loss: 'L', parameters: PARAMETERS, rate: 0.05 };
        const made = planned(scope, ['L'], values, { kernel, update });
        let at: Values = values;
        for (let step = 0; step < 3; step++) {
          made.run();
          const env = new Env(scope, at);
          expect(made.view('L')[0]).toBe(env.named('L').data[0]);
          const next = new Map(at);
          for (const name of PARAMETERS) {
            const [p, g] = [env.named(name), env.named(`dL/d${name}`)];
            next.set(name, { ...p, data: p.data.map((x, i) => x - 0.05 * g.data[i]!) });
            expect([...made.view(name)]).toEqual([...next.get(name)!.data]);
          }
          at = next;
        }
      }
    },
  );

  it.each([
    ['p and q read each other', 'L = sum(p * q * q) + p.T @ q + sum(p @ p.T)', 5, 1],
    ['q reads a column p', 'L = sum(q * p) + sum(q^2 * p)', 5, 4],
    ['q reads p turned', 'L = sum(q * p.T) + sum(p^2)', 1, 5],
  ])('takes all gradients at the old values: %s', (_, text, rows, cols) => {
    const shapes: Record<string, Shape> = { p: [5, 1], q: [rows, cols] };
    const scope = differentiated(text, shapes);
    const next = random(3);
    const values = new Map(
      Object.entries(shapes).map(([name, shape]) => [
        name,
        drawn(shape, new Map(), () => signed(next)),
      ]),
    );
    const env = new Env(scope, values);
    for (const kernel of KERNELS) {
      for (const parameters of [
        ['p', 'q'],
        ['q', 'p'],
      ]) {
        const update = { loss: 'L', parameters, rate: 0.5 };
        const made = planned(scope, ['L'], values, { kernel, update });
        made.run();
        for (const name of parameters) {
          const [x, g] = [env.named(name).data, env.named(`dL/d${name}`).data];
          expect([...made.view(name)]).toEqual([...x.map((e, i) => e - 0.5 * g[i]!)]);
        }
      }
    }
  });

  it('takes another rate', () => {
    const { scope, values } = net(4, 3);
    const update = { loss: 'L', parameters: PARAMETERS, rate: 0.05 };
    const made = planned(scope, ['L'], values, { update });
    made.setRate(0);
    made.run();
    for (const name of PARAMETERS)
      expect([...made.view(name)]).toEqual([...values.get(name)!.data]);
  });
});

describe('a plan', () => {
  it('keeps nothing that no output needs', () => {
    const { scope } = net(16, 32);
    const all = plan(scope, ['L', 'dL/dW1', 'dL/dx']).tasks;
    const loss = plan(scope, ['L']).tasks;
    expect(loss).toBeLessThan(all);
    // Three products with their bias and ReLU inside, the squared error and its sum, the penalty.
    expect(loss).toBeLessThanOrEqual(7);
  });

  it('says what is wrong with a name or a count', () => {
    const { scope } = net(3, 2);
    const made = plan(scope, ['L']);
    expect(() => made.set('W9', [1])).toThrow('W9 is not an input of this plan');
    expect(() => made.set('W1', [1, 2])).toThrow('2 numbers do not fill W1, 3×3');
    expect(() => made.view('dL/dW1')).toThrow('neither an input nor an output');
    expect(() => plan(scope, ['nothing'])).toThrow('nothing is not defined');
  });

  it('allocates nothing while it runs', () => {
    const { scope, values } = net(4, 1);
    const update = { loss: 'L', parameters: PARAMETERS, rate: 1e-3 };
    const made = planned(scope, ['L'], values, { update });
    const { buffer } = made.view('L');
    for (let i = 0; i < 1000; i++) made.run();
    expect(made.view('L').buffer).toBe(buffer);
    expect(Number.isFinite(made.view('L')[0])).toBe(true);
  });
});
