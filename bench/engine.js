/*
 * The engine beside its peers, each in a process of its own, asked in turn:
 *
 *     npm install --prefix bench --ignore-scripts
 *     apt-get install python3-torch libopenblas0      (without OpenBLAS PyTorch multiplies slowly)
 *     node bench/engine.js [--rounds=11] [--ms=8] [--sizes=2,4,16] [--batches=1,32] [--dtypes=f64]
 *                          [--only=torch]
 *
 * The work is in support/net.js: three ReLU layers of width n on a batch, mean of squares, backward
 * and update, the loss read after every step. Before anything is timed the gradients of all are
 * compared. A cell is `median (best)` in microseconds; a ratio is the median of the ratios within a
 * round, above 1 where this engine is the faster one. The goals are in support/goals.js. Ends with
 * exit code 1 when gradients disagree.
 */
import { loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { contest } from './support/contest.js';
import { factor, OURS, RELAXED, ratio, TORCH, verdicts } from './support/goals.js';
import { median, table } from './support/measure.js';
import { startPeer } from './support/peer.js';
import { startup } from './support/startup.js';

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '11' },
    ms: { type: 'string', default: '8' },
    sizes: { type: 'string', default: '2,3,4,16,64,128,256,512' },
    batches: { type: 'string', default: '1,32' },
    dtypes: { type: 'string', default: 'f32,f64' },
    only: { type: 'string', default: '' },
  },
});
const [rounds, ms] = [Number(values.rounds), Number(values.ms)];

const known = [
  [OURS, process.execPath, ['ours.js', 'wasm']],
  [RELAXED, process.execPath, ['ours.js', 'relaxed']],
  [TORCH, '/usr/bin/python3', ['torch_peer.py']],
  ['jax-js', process.execPath, ['jaxjs.js']],
  ['tfjs wasm', process.execPath, ['tfjs.js', 'wasm']],
  ['tfjs cpu', process.execPath, ['tfjs.js', 'cpu']],
  ['adnn', process.execPath, ['adnn.js']],
  ['js-pytorch', process.execPath, ['jspytorch.js']],
].filter(([name]) => name.startsWith('ours') || name.toLowerCase().includes(values.only));

const peers = [];
for (const [name, command, args] of known) {
  const peer = await startPeer(name, command, args);
  if (!peer) console.log(`${name}: not installed, left out`);
  else peers.push(peer);
  if (peer?.note) console.log(`${name}: ${peer.note}`);
}

const list = (text) => text.split(',');
const nets = list(values.dtypes).flatMap((dtype) =>
  list(values.batches).flatMap((batch) =>
    list(values.sizes).map((n) => ({ what: 'net', dtype, n: Number(n), batch: Number(batch) })),
  ),
);
const cases = [];
const left = [];
let compared = 0;
for (const each of [...nets, { what: 'example', dtype: 'f64' }]) {
  const title =
    each.what === 'net' ? `${each.dtype} ${each.batch}×${each.n}` : 'Class example, f64';
  const result = await contest(peers, each, { rounds, ms });
  cases.push({ ...each, title, ...result });
  compared += result.compared;
  left.push(...result.problems.map((problem) => `${title}: ${problem}`));
}
for (const peer of peers) peer.stop();

const disagreements = left.filter((line) => line.includes('disagrees'));
console.log(`
Node ${process.versions.node}; ${rounds} rounds; load of the machine ${loadavg()[0].toFixed(1)}
Loss and gradients compared ${compared} times, ${disagreements.length} disagreements
`);
for (const line of left) console.log(`left out: ${line}`);

const us = (ns) => {
  const x = ns / 1000;
  return x >= 1000 ? `${(x / 1000).toFixed(1)}k` : x >= 100 ? x.toFixed(0) : x.toPrecision(3);
};
const cell = (all) => (all ? `${us(median(all))} (${us(Math.min(...all))})` : '–');
console.log('\nMicroseconds per step (dtype batch×width), median (best)\n');
console.log(
  table(
    ['', ...peers.map(({ name }) => name)],
    cases.map(({ title, times }) => [title, ...peers.map(({ name }) => cell(times.get(name)))]),
  ),
);

console.log('\nTimes as fast as each, with the plain kernel / with relaxed SIMD\n');
const others = peers.map(({ name }) => name).filter((name) => name !== OURS && name !== RELAXED);
const over = (times, name, own) =>
  times.has(name) && times.has(own) ? factor(ratio(times.get(name), times.get(own)).median) : '–';
console.log(
  table(
    ['', ...others],
    cases.map(({ title, times }) => [
      title,
      ...others.map((name) => `${over(times, name, OURS)} / ${over(times, name, RELAXED)}`),
    ]),
  ),
);

const within = (found, most) => (found < most ? 'met' : 'missed');
const tiny = cases.filter(({ n, batch }) => n <= 4 && batch === 1);
const slowest = Math.max(...tiny.map(({ times }) => median(times.get(OURS)) / 1000));
const starts = startup(rounds);
console.log('\nGoals: the least of all cases and peers\n');
console.log(
  table(
    ['work', 'times as fast as', 'goal', 'plain', 'relaxed', ''],
    [
      ...verdicts(cases),
      ...(tiny.length > 0
        ? [
            [
              'n = 2…4, batch 1',
              '',
              '< 1 µs',
              `${slowest.toPrecision(3)} µs`,
              '',
              within(slowest, 1),
            ],
          ]
        : []),
      ...(starts
        ? [
            [
              '`backprop-lab grad`, first gradient',
              '`node -e 0`',
              'within 1.6 times',
              `${starts.ratio.toFixed(2)} (${starts.ms.toFixed(0)} against ${starts.bare.toFixed(0)} ms)`,
              '',
              within(starts.ratio, 1.6),
            ],
          ]
        : []),
    ],
  ),
);
if (!starts)
  console.log('\nThe start of `backprop-lab grad` is measured when it is built: npm run build');
if (disagreements.length > 0) process.exitCode = 1;
