/*
 * How the cost of the engine grows: with depth, with width, and not at all with the number of steps.
 *
 *     node --expose-gc bench/growth.js [--steps=1000000]
 *
 * Costs are processor time, which other work on the machine disturbs least. The exponent in a row is
 * that of the power of the size by which the cost grew since the row above: 1 is linear, 2 quadratic.
 */
import { parseArgs } from 'node:util';
import { costs } from './support/chain.js';
import { duration, interleaved, table, worked } from './support/measure.js';
import { source } from './support/source.js';

const { values } = parseArgs({ options: { steps: { type: 'string', default: '1000000' } } });
const engine = await source('src/engine/index.ts');
const { print } = await source('src/notation/print.ts');
const { grad, matmul, mean, newGraph, plan, pow, relu, Scope, sub, tensor } = engine;

const PARAMETERS = ['W1', 'W2', 'W3'];

const GOAL = 1.1;

console.log('A chain of tanh and sin through every facility; goal: an exponent of at most 1.1\n');
const lengths = [10, 100, 1000, 10_000, 100_000];
const [shortest, longest] = [lengths[0], lengths.at(-1)];
console.log(
  table(
    ['', ...lengths, 'a node', `${shortest} to ${longest}`, 'last tenfold', 'goal'],
    costs({ ...engine, print }, lengths).map(([name, all]) => {
      const over = (from) => Math.log(all.at(-1) / all[from]) / Math.log(longest / lengths[from]);
      const found = over(0);
      return [
        name,
        ...all.map(duration),
        duration(all.at(-1) / longest),
        found.toFixed(2),
        over(lengths.length - 2).toFixed(2),
        found <= GOAL ? 'met' : 'missed',
      ];
    }),
  ),
);

console.log('\nA step of three layers of width n, batch 32, float64, through a plan\n');
const widths = [8, 16, 32, 64, 128, 256, 512];
const steps = Object.fromEntries(widths.map((n) => [n, network(n, 32).run]));
const times = interleaved(steps, { rounds: 5, clock: worked });
growth(
  'n',
  widths,
  widths.map((n) => times[n].best),
  2,
);

const count = Number(values.steps);
console.log('\nMemory of a network of width 3 on one example while it is trained\n');
const tiny = network(3, 1);
const lasting = [
  ['plan', tiny.run, () => tiny.view('L')[0]],
  ['descend', ...descent()],
].map(([name, step, loss]) => {
  for (let i = 0; i < 20_000; i++) step();
  const before = memory();
  const start = process.hrtime.bigint();
  for (let i = 0; i < count; i++) step();
  const ns = Number(process.hrtime.bigint() - start) / count;
  const after = memory();
  const more = (key) => ((after[key] - before[key]) / count).toFixed(3);
  return [
    name,
    count,
    ns.toFixed(0),
    loss().toPrecision(4),
    ...['heapUsed', 'arrayBuffers', 'rss'].map(more),
  ];
});
const bytes = ['heap', 'buffers', 'resident'].map((name) => `${name}, bytes more per step`);
console.log(table(['', 'steps', 'ns per step', 'loss', ...bytes], lasting));

/** A table of costs in nanoseconds, and by which power of the size they grow. */
function growth(name, sizes, costs, expected) {
  const exponent = (from, to) =>
    Math.log(costs[to] / costs[from]) / Math.log(sizes[to] / sizes[from]);
  const rows = sizes.map((size, i) => [
    size,
    duration(costs[i]),
    duration(costs[i] / size ** expected),
    i === 0 ? '' : exponent(i - 1, i).toFixed(2),
  ]);
  const per = expected === 1 ? `per ${name.replace(/s$/, '')}` : `per ${name}²`;
  console.log(table([name, 'cost', per, 'exponent'], rows));
  const last = sizes.length - 1;
  console.log(`\nFrom ${sizes[0]} to ${sizes[last]}: exponent ${exponent(0, last).toFixed(2)}`);
}

function memory() {
  globalThis.gc?.();
  return process.memoryUsage();
}

/** What the lab does for each step of training: new values from old ones, and the loss there. */
function descent() {
  const { scope, free } = program(3, 1);
  const given = new Map(
    free.map(([name, [rows, cols]]) => [name, tensor(rows, cols, entries(name, rows * cols, 3))]),
  );
  let state = engine.startTraining(scope, 'L', given);
  return [
    () => {
      state = engine.descend(scope, 'L', PARAMETERS, state, 1e-6);
    },
    () => state.loss,
  ];
}

function entries(name, length, n) {
  return Float64Array.from({ length }, (_, i) => Math.sin(i + name.length) / Math.sqrt(n));
}

function program(n, batch) {
  const scope = new Scope(newGraph());
  const shapes = { X: [batch, n], T: [batch, n], W1: [n, n], W2: [n, n], W3: [n, n] };
  for (const [name, shape] of Object.entries(shapes)) scope.declare(name, shape);
  let h = scope.ref('X');
  for (const w of PARAMETERS) h = relu(matmul(h, scope.ref(w)));
  scope.define('L', mean(pow(sub(h, scope.ref('T')), 2)));
  grad(scope, 'L');
  return { scope, free: Object.entries(shapes) };
}

function network(n, batch) {
  const { scope } = program(n, batch);
  const update = { loss: 'L', parameters: PARAMETERS, rate: 1e-6 };
  const made = plan(scope, ['L'], { update });
  for (const name of made.inputs) made.set(name, entries(name, made.view(name).length, n));
  return made;
}
