import { source } from './source.js';

const { assemble, op, repeatWhile, store } = await source('src/engine/kernels/asm.ts');

const STEPS = 10_000;
const CHAINS = 7;
const LANES = { f64: ['f64x2', 2], f32: ['f32x4', 4] };

/**
 * As many · and + as a loop does in registers, in seven chains of each that wait for nothing but
 * themselves: what a kernel loses to it, it loses by loading, storing and counting. The relaxed one
 * may be above it, since it does both in one instruction.
 */
export function inRegisters(dtype) {
  const [lanes, width] = LANES[dtype];
  const bytes = assemble({
    run(f) {
      const left = f.param('i32');
      const x = f.local('v128');
      const chains = Array.from({ length: 2 * CHAINS }, () => f.local('v128'));
      const number = (value) => op(`${lanes}.splat`, op(`${dtype}.convert_i32_s`, value));
      const step = (chain, i) => chain.set(op(`${lanes}.${i % 2 ? 'add' : 'mul'}`, chain, x));
      return [
        x.set(number(1)),
        // Different numbers, since equal chains would be computed once.
        chains.map((chain, i) => chain.set(number(i))),
        repeatWhile(left, [chains.map(step), left.set(op('i32.sub', left, 1))]),
        // What is not stored would not be computed.
        chains.map((chain, i) => store('v128.store', i * 16, chain)),
      ];
    },
  });
  const memory = new WebAssembly.Memory({ initial: 1 });
  const { run } = new WebAssembly.Instance(new WebAssembly.Module(bytes), {
    env: { memory },
  }).exports;
  return { registers: Object.assign(() => run(STEPS), { flops: 2 * STEPS * CHAINS * width }) };
}
