import v8 from 'node:v8';
import fc from 'fast-check';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { createArena } from '../../../src/engine/kernels/arena.ts';
import { type Dtype, rowMajor } from '../../../src/engine/kernels/product.ts';
import { fma, fusedOracle } from './fma.ts';
import { fill, firstDifference, layOut, oracle, type Steps } from './support.ts';

// Much work: on a busy machine it takes longer than a test usually may.
vi.setConfig({ testTimeout: 120_000 });

// V8 11 (Node 20) has relaxed SIMD behind this flag, later ones without; the library never sets it.
beforeAll(() => {
  if (process.versions.v8.startsWith('11.')) {
    v8.setFlagsFromString('--experimental-wasm-relaxed-simd');
  }
});

/** Whether this machine rounds · and + together: (1 + ε)(1 − ε) − 1 is −ε² then, and 0 if not. */
function roundsOnce(dtype: Dtype, epsilon: number): boolean {
  const arena = createArena(dtype, 48, 'relaxed');
  expect(arena.kernel).toBe('relaxed');
  for (let i = 0; i < 4; i++) arena.numbers.set([-1, 1 + epsilon], 2 * i);
  arena.numbers.set([1, 1, 1, 1, 1 - epsilon, 1 - epsilon, 1 - epsilon, 1 - epsilon], 8);
  const [a, b, c] = [rowMajor(2, 0), rowMajor(4, 8), rowMajor(4, 16)];
  arena.product({ m: 4, n: 4, k: 2, a, b, c })();
  const result = arena.numbers[16]!;
  expect([0, -(epsilon ** 2)]).toContain(result);
  return result !== 0;
}

describe('the exact a · b + c that the tests rely on', () => {
  it.each([
    ['f64', 3, 5, 7, 22],
    ['f64', 1 + 2 ** -30, 1 - 2 ** -30, -1, -(2 ** -60)],
    ['f64', 2 ** -1074, 0.5, 0, 0],
    ['f64', 2 ** -1074, 0.5, 2 ** -1074, 2 ** -1073],
    ['f64', 1e200, 1e200, -1e300, Infinity],
    ['f64', 1e200, 1e200, -Infinity, -Infinity],
    ['f64', Infinity, 0, 1, Number.NaN],
    ['f64', -1, 0, -0, -0],
    ['f64', 1, 1, -1, 0],
    ['f64', 1, 2 ** -53, 1, 1],
    ['f64', 1 + 2 ** -52, 2 ** -53, 1, 1 + 2 ** -52],
    ['f32', 1, 2 ** -24, 1, 1],
    ['f32', 1 + 2 ** -23, 2 ** -24, 1, 1 + 2 ** -23],
    ['f32', 2 ** 100, 2 ** 100, 0, Infinity],
  ] as [Dtype, number, number, number, number][])(
    '%s: %d · %d + %d is %d',
    (dtype, a, b, c, is) => {
      expect(fma(dtype, a, b, c)).toBe(is);
    },
  );
});

describe.each([
  ['f64', 2 ** -30],
  ['f32', 2 ** -13],
] as [Dtype, number][])('the relaxed kernel in %s', (dtype, epsilon) => {
  it('computes the bits of the oracle that rounds as this machine does', () => {
    const once = roundsOnce(dtype, epsilon);
    const order = fc.constantFrom<Steps['order']>('rows', 'columns', 'one row', 'one column');
    const steps = fc.record({ order, gap: fc.nat(2) });
    const wanted = fc.record({
      m: fc.integer({ min: 3, max: 11 }),
      n: fc.integer({ min: 3, max: 19 }),
      k: fc.oneof(fc.integer({ min: 2, max: 20 }), fc.integer({ min: 255, max: 300 })),
      a: steps,
      b: steps,
      c: fc.constant<Steps>({ order: 'rows', gap: 1 }),
      add: fc.option(steps),
      mask: fc.option(steps),
      resume: fc.boolean(),
      relu: fc.boolean(),
      scale: fc.constantFrom(1, -0.1),
    });
    fc.assert(
      fc.property(wanted, fc.nat(), (w, seed) => {
        const { product, length } = layOut(w);
        const arena = createArena(dtype, length, 'relaxed');
        fill(arena.numbers, seed, 500);
        const expected = arena.numbers.slice();
        if (once) fusedOracle(dtype, product, expected);
        else oracle(product, expected);
        arena.product(product)();
        expect(firstDifference(arena.numbers, expected)).toBeNull();
      }),
      { numRuns: 40 },
    );
  });

  it('is had only by asking', () => {
    expect(createArena(dtype, 16).kernel).toBe('wasm');
    expect(createArena(dtype, 16, 'javascript').kernel).toBe('javascript');
  });
});
