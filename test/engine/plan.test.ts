import v8 from 'node:v8';
import fc from 'fast-check';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { composed } from '../../src/engine/composed.ts';
import { ops } from '../../src/engine/ops/index.ts';
import { Env } from '../../src/engine/run.ts';
import type { Shape } from '../../src/engine/shape.ts';
import type { Tensor } from '../../src/engine/tensor.ts';
import { exampleScope, letters, withCotangent } from './examples.ts';
import { ofAnySize } from './formulas.ts';
import { firstDifference, KERNELS, odd, planned } from './planned.ts';
import { differentiated, drawn, random } from './support.ts';

// Much work: on a busy machine it takes longer than a test usually may.
vi.setConfig({ testTimeout: 120_000 });

// V8 11 (Node 20) has relaxed SIMD behind this flag, later ones without; the library never sets it.
beforeAll(() => {
  if (process.versions.v8.startsWith('11.')) {
    v8.setFlagsFromString('--experimental-wasm-relaxed-simd');
  }
});

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
      { numRuns: kernel === 'wasm' ? 120 : 40 },
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
        // A program that makes much of the last bit of its inputs makes as much of a rounding.
        const moved = new Map(
          [...values].map(([name, x]) => [
            name,
            { ...x, data: x.data.map((e) => e * (1 + 1e-15)) },
          ]),
        );
        const near = new Env(scope, moved, sizes);
        for (const name of outputs) {
          const [wanted, other] = [env.named(name).data, near.named(name).data];
          const largest = (xs: Float64Array) => xs.reduce((y, x) => Math.max(y, Math.abs(x)), 0);
          const error = largest(made.view(name).map((x, i) => x - wanted[i]!) as Float64Array);
          const sensitive = largest(other.map((x, i) => x - wanted[i]!));
          expect(error).toBeLessThan(1e-12 * Math.max(1, largest(wanted)) + 10 * sensitive);
        }
      }),
      { numRuns: 40 },
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
      { numRuns: 20 },
    );
  });
});

describe('a product in a plan', () => {
  const inner = fc.oneof(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 7, max: 40 }));

  it.each(KERNELS)(
    'has the bits of run in every shape, turned or not, with the kernel %s',
    (kernel) => {
      fc.assert(
        fc.property(
          fc.record({ m: inner, n: inner, k: inner, seed: fc.nat(9999) }),
          fc.constantFrom('A @ B', 'A.T @ B', 'A @ B.T', 'A.T @ B.T'),
          fc.constantFrom(1e9, 20),
          ({ m, n, k, seed }, product, rarity) => {
            const shapes: Record<string, Shape> = {
              A: product.startsWith('A.T') ? [k, m] : [m, k],
              B: product.endsWith('B.T') ? [n, k] : [k, n],
            };
            const scope = differentiated(`C = ${product}; L = sum(relu(C)^2)`, shapes);
            const next = random(seed);
            const values = new Map(
              Object.entries(shapes).map(([name, shape]) => [
                name,
                drawn(shape, new Map(), () => odd(next, rarity)),
              ]),
            );
            const outputs = ['C', 'L', 'dL/dA', 'dL/dB'];
            expect(firstDifference(scope, outputs, values, { kernel })).toBeNull();
          },
        ),
        { numRuns: kernel === 'wasm' ? 300 : 50 },
      );
    },
  );
});
