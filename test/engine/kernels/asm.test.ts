import { describe, expect, it } from 'vitest';
import {
  all,
  any,
  assemble,
  type Body,
  type Code,
  call,
  constant,
  lane,
  load,
  min,
  type Operand,
  op,
  repeat,
  repeatWhile,
  steps,
  store,
  when,
  withLane,
} from '../../../src/engine/kernels/asm.ts';

interface Platform {
  Module: new (bytes: Uint8Array<ArrayBuffer>) => object;
  Instance: new (
    module: object,
    imports: { env: { memory: object } & Record<string, unknown> },
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

describe('what compiled plans are written with', () => {
  it('calls what it is given, in the order of its numbers', () => {
    const memory = new platform.Memory({ initial: 1 });
    const seen: number[] = [];
    const bytes = assemble(
      {
        run: () => [
          call(1, 7).code,
          store('f64.store', 0, call(0, constant('f64', 2), constant('f64', 0.5))),
          store('f32.store', 8, constant('f32', -1.25)),
        ],
      },
      () => [
        { name: 'power', params: ['f64', 'f64'], result: 'f64' },
        { name: 'tell', params: ['i32'] },
      ],
    );
    const { exports } = new platform.Instance(new platform.Module(bytes), {
      env: { memory, power: (x: number, y: number) => x ** y, tell: (x: number) => seen.push(x) },
    });
    exports.run!();
    expect(seen).toEqual([7]);
    expect(new Float64Array(memory.buffer)[0]).toBe(Math.SQRT2);
    expect(new Float32Array(memory.buffer)[2]).toBe(-1.25);
  });

  it('takes a vector apart and puts it together', () => {
    const { exports, doubles } = instance({
      run: (f) => {
        const v = f.local('v128');
        return [
          v.set(op('f64x2.splat', constant('f64', 3))),
          v.set(withLane('f64x2', v, 1, constant('f64', 4))),
          put64(0, lane('f64x2', v, 0)),
          put64(8, lane('f64x2', v, 1)),
          put64(16, lane('f64x2', op('f64x2.sqrt', v), 1)),
          put64(24, lane('f64x2', op('f64x2.neg', v), 0)),
        ];
      },
    });
    exports.run!();
    expect([...doubles.subarray(0, 4)]).toEqual([3, 4, 2, -3]);
  });
});

function put64(address: number, value: Operand): Code {
  return store('f64.store', address, value);
}
