/*
 * How the cost of the engine grows: with depth, with width, and not at all with the number of steps.
 *
 *     node bench/growth.js [--steps=1000000]
 */
import { parseArgs } from 'node:util';
import { interleaved, table } from './support/measure.js';
import { source } from './support/source.js';

const { values } = parseArgs({ options: { steps: { type: 'string', default: '1000000' } } });
const engine = await source('src/engine/index.ts');
const { call, Env, grad, matmul, mean, newGraph, num, plan, pow, pull, relu, Scope, sub, tensor } =
  engine;

console.log('A chain of tanh: build, differentiate, evaluate the derivative\n');
const depths = [10, 100, 1000, 10_000, 100_000];
const rows = depths.map((depth) => {
  const once = () => {
    const scope = new Scope(newGraph());
    scope.declare('x', [1, 1]);
    let y = scope.ref('x');
    for (let i = 0; i < depth; i++) y = call('tanh', [y]);
    const slope = pull(y, num(scope.graph, 1)).get('x');
    return new Env(scope, new Map([['x', tensor(1, 1, [0.1])]])).value(slope).data[0];
  };
  const { best } = interleaved({ once }, { rounds: depth > 1000 ? 3 : 7 }).once;
  return [depth, (best / 1e6).toPrecision(3), (best / depth).toFixed(0)];
});
console.log(table(['nodes', 'ms', 'ns per node'], rows));

console.log('\nA step of three layers of width n, batch 32, float64\n');
const widths = [8, 16, 32, 64, 128, 256];
const steps = Object.fromEntries(widths.map((n) => [n, network(n, 32).run]));
const times = interleaved(steps, { rounds: 5 });
console.log(
  table(
    ['n', 'µs', 'ns per n²'],
    widths.map((n) => [
      n,
      (times[n].best / 1000).toPrecision(3),
      (times[n].best / n ** 2).toFixed(2),
    ]),
  ),
);

console.log('\nA network of width 3 on one example, through a plan\n');
const count = Number(values.steps);
const tiny = network(3, 1);
for (let i = 0; i < 20_000; i++) tiny.run();
const memory = () => {
  globalThis.gc?.();
  const { rss, heapUsed, arrayBuffers } = process.memoryUsage();
  return { rss, heapUsed, arrayBuffers };
};
const before = memory();
const start = process.hrtime.bigint();
for (let i = 0; i < count; i++) tiny.run();
const ns = Number(process.hrtime.bigint() - start) / count;
const after = memory();
const mib = (key) => ((after[key] - before[key]) / 2 ** 20).toFixed(3);
console.log(
  table(
    ['steps', 'ns per step', 'loss', 'heap MiB more', 'buffers MiB more', 'resident MiB more'],
    [
      [
        count,
        ns.toFixed(1),
        tiny.view('L')[0].toPrecision(4),
        mib('heapUsed'),
        mib('arrayBuffers'),
        mib('rss'),
      ],
    ],
  ),
);

function network(n, batch) {
  const scope = new Scope(newGraph());
  const shapes = { X: [batch, n], T: [batch, n], W1: [n, n], W2: [n, n], W3: [n, n] };
  for (const [name, shape] of Object.entries(shapes)) scope.declare(name, shape);
  let h = scope.ref('X');
  for (const w of ['W1', 'W2', 'W3']) h = relu(matmul(h, scope.ref(w)));
  scope.define('L', mean(pow(sub(h, scope.ref('T')), 2)));
  grad(scope, 'L');
  const parameters = ['W1', 'W2', 'W3'];
  const made = plan(scope, ['L'], { update: { loss: 'L', parameters, rate: 1e-6 } });
  for (const name of made.inputs) {
    made.view(name).forEach((_, i, all) => {
      all[i] = Math.sin(i + name.length) / Math.sqrt(n);
    });
  }
  return made;
}
