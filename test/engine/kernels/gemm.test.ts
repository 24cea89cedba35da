import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { createArena } from '../../../src/engine/kernels/arena.ts';
import { SCRATCH_BYTES } from '../../../src/engine/kernels/gemm.ts';
import { type Dtype, rowMajor } from '../../../src/engine/kernels/product.ts';
import { ELEMENT } from '../../../src/engine/kernels/tile.ts';
import { fill, firstDifference, layOut, oracle, type Steps, type Wanted } from './support.ts';

// Much work: on a busy machine it takes longer than a test usually may.
vi.setConfig({ testTimeout: 120_000 });

const DTYPES: Dtype[] = ['f64', 'f32'];

/** Runs a product in an arena; says where the arena, guard cells included, is not as it must be. */
function differs(dtype: Dtype, wanted: Wanted, seed: number, rarity?: number): string | null {
  const { product, length } = layOut(wanted);
  const arena = createArena(dtype, length);
  if (arena.kernel !== 'wasm') return `computed in ${arena.kernel}`;
  fill(arena.numbers, seed, rarity);
  const expected = arena.numbers.slice();
  arena.product(product)();
  oracle(product, expected);
  return firstDifference(arena.numbers, expected);
}

const steps = (...orders: Steps['order'][]): fc.Arbitrary<Steps> =>
  fc.record({ order: fc.constantFrom(...orders), gap: fc.nat(3) });

const anySteps = steps('rows', 'columns', 'one row', 'one column', 'one number');

const wanted = (sizes: { m: number; n: number; k: number }): fc.Arbitrary<Wanted> =>
  fc.record({
    m: fc.integer({ min: 1, max: sizes.m }),
    n: fc.integer({ min: 1, max: sizes.n }),
    k: fc.integer({ min: 1, max: sizes.k }),
    a: anySteps,
    b: anySteps,
    c: steps('rows', 'columns'),
    add: fc.option(anySteps),
    mask: fc.option(anySteps),
    resume: fc.boolean(),
    relu: fc.boolean(),
    scale: fc.constantFrom(1, -0.1, 0, 3, 1e-300),
  });

const rows = (gap = 0): Steps => ({ order: 'rows', gap });
const columns = (gap = 0): Steps => ({ order: 'columns', gap });

describe.each(DTYPES)('the kernel in %s computes the bits of the plain one', (dtype) => {
  it('for random strides, gaps, parts and sizes, with NaN, infinities and both zeros', () => {
    fc.assert(
      fc.property(wanted({ m: 20, n: 20, k: 24 }), fc.nat(), (w, seed) => {
        expect(differs(dtype, w, seed, 12)).toBeNull();
      }),
      { numRuns: 400 },
    );
  });

  it('where sums are interrupted after 256 steps and blocks of rows after 128', () => {
    fc.assert(
      fc.property(wanted({ m: 150, n: 13, k: 600 }), fc.nat(), (w, seed) => {
        expect(differs(dtype, w, seed, 4000)).toBeNull();
      }),
      { numRuns: 40 },
    );
  });

  it.each([
    [5, 9, 257],
    [3, 7, 512],
    [129, 5, 300],
    [131, 17, 259],
    [4, 8, 256],
    [128, 24, 256],
    [1, 1, 700],
    [1, 33, 513],
    [33, 1, 513],
  ])('%i×%i with sums of %i, in all orders and with every part', (m, n, k) => {
    for (const a of [rows(), columns(), rows(2)]) {
      for (const b of [rows(), columns(), rows(3)]) {
        for (const resume of [false, true]) {
          const w = {
            m,
            n,
            k,
            a,
            b,
            c: rows(1),
            add: rows(2),
            mask: rows(1),
            relu: true,
            scale: -1,
          };
          expect(differs(dtype, { ...w, resume }, m * n + k)).toBeNull();
        }
      }
    }
  });

  it.each([
    ['nothing', {}],
    ['add a matrix', { add: rows(3) }],
    ['add a row', { add: { order: 'one row', gap: 0 } }],
    ['add a column', { add: { order: 'one column', gap: 0 } }],
    ['add a number', { add: { order: 'one number', gap: 0 } }],
    ['relu', { relu: true }],
    ['mask', { mask: rows(1) }],
    ['resume', { resume: true }],
    ['scale', { scale: 0.3 }],
    ['add a row, relu', { add: { order: 'one row', gap: 0 }, relu: true }],
    ['scale, add a matrix, relu, mask', { scale: -2, add: rows(), relu: true, mask: rows() }],
  ] as [string, Partial<Wanted>][])('every shape up to 9×17 with sums of 5: %s', (_, part) => {
    for (let m = 1; m <= 9; m++) {
      for (let n = 1; n <= 17; n++) {
        const plain = { m, n, k: 5, a: rows(), b: rows(), c: rows(1), add: null, mask: null };
        const w = { ...plain, resume: false, relu: false, scale: 1, ...part };
        expect(differs(dtype, w, m * 100 + n, 20)).toBeNull();
      }
    }
  });

  it('in place of what is added or of the mask, as long as a sum is not interrupted', () => {
    for (const part of ['add', 'mask'] as const) {
      for (const k of [5, 256]) {
        const place = rowMajor(13, 7);
        const [a, b] = [rowMajor(k, 200), rowMajor(13, 200 + 11 * k)];
        const p = { m: 11, n: 13, k, a, b, c: place, [part]: place, scale: -0.1 };
        const arena = createArena(dtype, 200 + 11 * k + 13 * k);
        fill(arena.numbers, k);
        const expected = arena.numbers.slice();
        arena.product(p)();
        oracle(p, expected);
        expect(firstDifference(arena.numbers, expected)).toBeNull();
      }
    }
  });

  it.each([
    [5, 5, 3],
    [133, 19, 40],
  ])('%i×%i with sums of %i: nothing is read behind the end of the memory', (m, n, k) => {
    const { size } = ELEMENT[dtype];
    const length = (9 * 65536 - SCRATCH_BYTES) / size;
    for (const turned of [false, true]) {
      const place = (rows: number, cols: number, end: number) => ({
        ...(turned ? { row: 1, col: rows } : rowMajor(cols)),
        at: end - rows * cols,
      });
      for (const p of [
        { m, n, k, a: place(m, k, length), b: place(k, n, length - m * k), c: rowMajor(n) },
        { m, n, k, a: place(m, k, length - k * n), b: place(k, n, length), c: rowMajor(n) },
      ]) {
        const arena = createArena(dtype, length);
        fill(arena.numbers, m);
        const expected = arena.numbers.slice();
        arena.product(p)();
        oracle(p, expected);
        expect(firstDifference(arena.numbers, expected)).toBeNull();
      }
    }
  });

  it('again and again, from what the arena holds then', () => {
    const arena = createArena(dtype, 96);
    fill(arena.numbers, 5);
    const [a, b, c] = [rowMajor(4), rowMajor(4, 16), rowMajor(4, 32)];
    const p = { m: 4, n: 4, k: 4, a, b, c, resume: true };
    const run = arena.product(p);
    for (let round = 0; round < 3; round++) {
      const expected = arena.numbers.slice();
      oracle(p, expected);
      run();
      expect(firstDifference(arena.numbers, expected)).toBeNull();
      arena.numbers[round]! += 1;
    }
  });

  it('and refuses a matrix that leaves the arena', () => {
    const arena = createArena(dtype, 47);
    const p = { m: 4, n: 4, k: 4, a: rowMajor(4), b: rowMajor(4, 16), c: rowMajor(4, 32) };
    expect(() => arena.product(p)).toThrow('product: c, 4×4 at 32 + 4·i + 1·j, leaves 47 numbers');
    expect(() => arena.product({ ...p, c: rowMajor(4, -1) })).toThrow('product: c');
  });
});
