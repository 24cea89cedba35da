import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { matmul, multiply } from '../../../src/engine/kernels/matmul.ts';
import { type Dtype, rowMajor } from '../../../src/engine/kernels/product.ts';
import { fromNested, tensor, toNested } from '../../../src/engine/tensor.ts';
import { fill, firstDifference, floats, layOut, oracle, type Steps } from './support.ts';

// Much work: on a busy machine it takes longer than a test usually may.
vi.setConfig({ testTimeout: 120_000 });

const all = (numbers: Float64Array | Float32Array) => ({
  a: numbers,
  b: numbers,
  c: numbers,
  add: numbers,
  mask: numbers,
});

/** Multiplies until the kernel has been found worth building. */
function warmUp(dtype: Dtype): void {
  const numbers = floats(dtype, 3 * 150 * 150);
  const place = (index: number) => rowMajor(150, index * 150 * 150);
  const p = { m: 150, n: 150, k: 150, a: place(0), b: place(1), c: place(2) };
  multiply(p, all(numbers));
}

describe('matmul of tensors', () => {
  it('multiplies', () => {
    const out = tensor(2, 2);
    matmul(
      out,
      fromNested([
        [1, 2, 3],
        [4, 5, 6],
      ]),
      fromNested([
        [1, 0],
        [0, 1],
        [2, -1],
      ]),
    );
    expect(toNested(out)).toEqual([
      [7, -1],
      [16, -1],
    ]);
  });

  it('says which shapes do not fit', () => {
    const of = (rows: number, cols: number) => tensor(rows, cols);
    const message = 'matmul: [2,3] @ [4,1] does not give [2,1]';
    expect(() => matmul(of(2, 1), of(2, 3), of(4, 1))).toThrow(message);
    expect(() => matmul(of(1, 1), of(2, 3), of(3, 1))).toThrow('does not give [1,1]');
  });

  it('gives zeros where the sums are empty', () => {
    const out = tensor(2, 2, [1, 2, 3, 4]);
    matmul(out, tensor(2, 0), tensor(0, 2));
    expect(toNested(out)).toEqual([
      [0, 0],
      [0, 0],
    ]);
  });
});

describe.each(['f64', 'f32'] as Dtype[])('multiply in ordinary arrays of %s', (dtype) => {
  it('computes the bits of the plain kernel and touches nothing else, small or large', () => {
    warmUp(dtype);
    const order = fc.constantFrom<Steps['order']>('rows', 'columns', 'one row', 'one column');
    const steps = fc.record({ order, gap: fc.nat(2) });
    const inC = fc.record({
      order: fc.constantFrom<Steps['order']>('rows', 'columns'),
      gap: fc.nat(2),
    });
    const wanted = fc.record({
      m: fc.integer({ min: 1, max: 40 }),
      n: fc.integer({ min: 1, max: 40 }),
      k: fc.integer({ min: 0, max: 40 }),
      a: steps,
      b: steps,
      c: inC,
      add: fc.option(steps),
      mask: fc.option(steps),
      resume: fc.boolean(),
      relu: fc.boolean(),
      scale: fc.constantFrom(1, -0.5),
    });
    fc.assert(
      fc.property(wanted, fc.nat(), (w, seed) => {
        const { product, length } = layOut(w);
        const actual = floats(dtype, length);
        fill(actual, seed, 40);
        const expected = actual.slice();
        multiply(product, all(actual));
        oracle(product, expected);
        expect(firstDifference(actual, expected)).toBeNull();
      }),
      { numRuns: 200 },
    );
  });

  it('refuses a matrix that leaves its array', () => {
    const numbers = floats(dtype, 11);
    const p = { m: 2, n: 2, k: 2, a: rowMajor(2), b: rowMajor(2, 4), c: rowMajor(2, 8) };
    expect(() => multiply(p, all(numbers))).toThrow(
      'product: c, 2×2 at 8 + 2·i + 1·j, leaves 11 numbers',
    );
    const { add: _, ...withoutAdd } = all(numbers);
    expect(() => multiply({ ...p, c: rowMajor(2), add: rowMajor(2) }, withoutAdd)).toThrow(
      'product: add',
    );
  });
});

describe('without WebAssembly', () => {
  afterEach(() => {
    vi.unstubAllGlobals();
    vi.resetModules();
  });

  const p = { m: 150, n: 150, k: 150, a: rowMajor(150), b: rowMajor(150), c: rowMajor(150, 22500) };

  class Refusal extends Error {}
  class NoModule {
    constructor() {
      throw new Refusal();
    }
  }
  class NoMemory {
    constructor() {
      throw new RangeError();
    }
  }
  it.each([
    ['the platform has none', () => undefined],
    ['its instructions are not known', () => ({ Module: NoModule, CompileError: Refusal })],
    ['no memory is to be had', () => ({ Module: Object, Memory: NoMemory })],
  ])('the same bits come from JavaScript: %s', async (_, stub) => {
    const expected = new Float64Array(45000);
    fill(expected, 1);
    const actual = expected.slice();
    oracle(p, expected);
    vi.resetModules();
    vi.stubGlobal('WebAssembly', stub());
    const fresh = await import('../../../src/engine/kernels/matmul.ts');
    const { createArena } = await import('../../../src/engine/kernels/arena.ts');
    expect(createArena('f64', 16, 'relaxed').kernel).toBe('javascript');
    fresh.multiply(p, all(actual));
    expect(firstDifference(actual, expected)).toBeNull();
  });
});
