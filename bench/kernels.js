/*
 * The matrix product, GFLOP/s: the kernel in an arena, the same with its matrices copied in and out,
 * and the plain one, beside · and + that never leave the registers.
 *
 *     node bench/kernels.js [--relaxed] [--rounds=7] [--sizes=4,16,64]
 *
 * NN is A B, TN is Aᵀ B, NT is A Bᵀ, all n×n; "32·n" is a batch of 32 (NN and NT 32×n by n×n, TN
 * n×32 by 32×n). A cell is `median (best)`. Compare within a row: its columns ran in turn.
 */
import { parseArgs } from 'node:util';
import v8 from 'node:v8';
import { interleaved, median, table } from './support/measure.js';
import { inRegisters } from './support/registers.js';
import { source } from './support/source.js';

const { values } = parseArgs({
  options: {
    relaxed: { type: 'boolean', default: false },
    rounds: { type: 'string', default: '7' },
    sizes: { type: 'string', default: '4,8,16,32,64,128,256,512' },
  },
});
// Relaxed SIMD is behind this flag in V8 11 (Node 20); later ones have it on and not the flag.
if (values.relaxed && process.versions.v8.startsWith('11.')) {
  v8.setFlagsFromString('--experimental-wasm-relaxed-simd');
}
const { createArena } = await source('src/engine/kernels/arena.ts');
const { multiply } = await source('src/engine/kernels/matmul.ts');
const rounds = Number(values.rounds);

const layouts = { NN: [false, false], TN: [true, false], NT: [false, true] };

function product([turnA, turnB], m, n, k) {
  const place = (at, rows, cols, turned) =>
    turned ? { at, row: 1, col: rows } : { at, row: cols, col: 1 };
  const [atB, atC] = [m * k, m * k + k * n];
  return {
    m,
    n,
    k,
    a: place(0, m, k, turnA),
    b: place(atB, k, n, turnB),
    c: place(atC, m, n, false),
    length: atC + m * n,
  };
}

function contestants(dtype, { length, ...p }) {
  const runs = {};
  const seed = Float64Array.from({ length }, (_, i) => Math.sin(i));
  for (const kernel of ['javascript', 'wasm', ...(values.relaxed ? ['relaxed'] : [])]) {
    const arena = createArena(dtype, length, kernel);
    if (arena.kernel !== kernel) throw new Error(`this Node gives ${arena.kernel}, not ${kernel}`);
    arena.numbers.set(seed);
    runs[kernel] = arena.product(p);
  }
  const numbers = dtype === 'f64' ? seed : Float32Array.from(seed);
  runs.copied = () => multiply(p, { a: numbers, b: numbers, c: numbers });
  return { ...runs, ...inRegisters(dtype) };
}

const rows = [];
const ratios = {};
const sizes = values.sizes.split(',').map(Number);
for (const dtype of ['f64', 'f32']) {
  for (const n of sizes) {
    for (const [name, turns] of Object.entries(layouts)) {
      for (const batch of [false, true]) {
        const [m, k] = !batch ? [n, n] : name === 'TN' ? [n, 32] : [32, n];
        const p = product(turns, m, n, k);
        const runs = contestants(dtype, p);
        const times = interleaved(runs, { rounds });
        const flops = (contestant) => runs[contestant].flops ?? 2 * m * n * k;
        const rate = (contestant, which) => flops(contestant) / times[contestant][which];
        const cell = (contestant) =>
          times[contestant]
            ? `${rate(contestant, 'median').toFixed(1)} (${rate(contestant, 'best').toFixed(1)})`
            : '–';
        const over = (x, y) => rate(x, 'median') / rate(y, 'median');
        const fast = over('wasm', 'javascript');
        const full = over('wasm', 'registers');
        const group = `${dtype}, n ${n < 16 ? '< 16' : n < 64 ? '= 16, 32' : '≥ 64'}`;
        ratios[group] ??= { fast: [], full: [], fused: [], copied: [] };
        ratios[group].fast.push(fast);
        ratios[group].full.push(full);
        ratios[group].copied.push(over('copied', 'wasm'));
        if (values.relaxed) ratios[group].fused.push(over('relaxed', 'wasm'));
        rows.push([
          `${dtype} ${name} ${batch ? '32·' : ''}${n}`,
          ...['javascript', 'copied', 'wasm', 'relaxed', 'registers'].map(cell),
          fast.toFixed(1),
          full.toFixed(2),
        ]);
      }
    }
  }
}

const head = ['GFLOP/s', 'javascript', 'copied', 'wasm', 'relaxed', 'registers'];
console.log(table([...head, 'wasm / javascript', 'wasm / registers'], rows));
console.log('\nMedian ratios');
console.log(
  table(
    ['', 'wasm / javascript', 'copied / wasm', 'wasm / registers', 'relaxed / wasm'],
    Object.entries(ratios).map(([group, { fast, full, fused, copied }]) => [
      group,
      median(fast).toFixed(1),
      median(copied).toFixed(2),
      median(full).toFixed(2),
      fused.length > 0 ? median(fused).toFixed(2) : '–',
    ]),
  ),
);
