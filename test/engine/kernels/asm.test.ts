import { describe, expect, it } from 'vitest';
import {
  all,
  any,
  assemble,
  type Body,
  type Code,
  load,
  min,
  op,
  repeat,
  repeatWhile,
  steps,
  store,
  when,
} from '../../../src/engine/kernels/asm.ts';

interface Platform {
  Module: new (bytes: Uint8Array<ArrayBuffer>) => object;
  Instance: new (
    module: object,
    imports: { env: { memory: object } },
  ) => { exports: Record<string, (...args: number[]) => void> };
  Memory: new (pages: { initial: number }) => { buffer: ArrayBuffer };
}
const { WebAssembly: platform } = globalThis as unknown as { WebAssembly: Platform };

function instance(functions: Record<string, (f: Body) => Code>) {
  const memory = new platform.Memory({ initial: 1 });
  const module = new platform.Module(assemble(functions));
  const { exports } = new platform.Instance(module, { env: { memory } });
  return { exports, doubles: new Float64Array(memory.buffer) };
}

/** Stores an i32 as a double: the table has no i32.store. */
const put = (address: number, value: Parameters<typeof op>[1]): Code =>
  store('f64.store', address, op('f64.convert_i32_s', value));

describe('the assembler', () => {
  it.each([0, 1, -1, 63, 64, -64, -65, 127, 128, 8191, 8192, 2 ** 31 - 1, -(2 ** 31)])(
    'writes the constant %i',
    (value) => {
      const { exports, doubles } = instance({ run: () => put(0, value) });
      exports.run!();
      expect(doubles[0]).toBe(value);
    },
  );

  it.each([0, 8, 120, 128, 16384, 65528])(
    'writes the offset %i of a load and a store',
    (offset) => {
      const { exports, doubles } = instance({
        run: () => [
          store('f64.store', 0, op('f64.convert_i32_s', 7), offset),
          store('f64.store', 16, load('f64.load', 0, offset)),
        ],
      });
      exports.run!();
      expect(doubles[offset / 8]).toBe(7);
      expect(doubles[2]).toBe(7);
    },
  );

  it('lays operands down in their order', () => {
    const { exports, doubles } = instance({
      run: (f) => {
        const [x, y] = [f.param('i32'), f.param('i32')];
        return [
          put(0, op('i32.sub', x, y)),
          put(8, min(x, y)),
          put(16, steps(x, y, 3)),
          put(24, op('i32.lt_s', x, y)),
        ];
      },
    });
    exports.run!(-2, 5);
    expect([...doubles.subarray(0, 4)]).toEqual([-7, -2, 13, 1]);
    exports.run!(5, -2);
    expect([...doubles.subarray(0, 4)]).toEqual([7, -2, -1, 0]);
  });

  it('branches and repeats', () => {
    const { exports, doubles } = instance({
      run: (f) => {
        const n = f.param('i32');
        const [i, count, sum] = [f.local('i32'), f.local('i32'), f.local('i32')];
        return [
          repeat(i, n, 3, [count.set(op('i32.add', count, 1)), sum.set(op('i32.add', sum, i))]),
          put(0, count),
          put(8, sum),
          repeatWhile(n, n.set(op('i32.sub', n, 1))),
          put(16, n),
          when(op('i32.lt_s', sum, 10), put(24, 1), put(24, 2)),
          when(all(any(0, 1), 1), put(32, 5)),
        ];
      },
    });
    exports.run!(7);
    expect([...doubles.subarray(0, 5)]).toEqual([3, 9, 0, 1, 5]);
    exports.run!(12);
    expect([...doubles.subarray(0, 5)]).toEqual([4, 18, 0, 2, 5]);
  });

  it('exports several functions with more locals than one byte can number', () => {
    const { exports, doubles } = instance({
      one: () => put(0, 1),
      many: (f) => {
        const last = Array.from({ length: 200 }, () => f.local('i32')).at(-1)!;
        return [last.set(9), put(0, last)];
      },
    });
    exports.many!();
    expect(doubles[0]).toBe(9);
    exports.one!();
    expect(doubles[0]).toBe(1);
  });

  it('refuses a parameter after a local, which would number both alike', () => {
    const build = (f: Body): Code => [f.local('i32').set(1), f.param('i32').set(1)];
    expect(() => assemble({ build })).toThrow('a parameter after a local');
  });
});
