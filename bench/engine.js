/*
 * The engine beside its peers, each in a process of its own, asked in turn:
 *
 *     npm install --prefix bench --ignore-scripts    (the peers; PyTorch comes with Debian's python3-torch)
 *     node bench/engine.js [--rounds=7] [--ms=15] [--sizes=2,4,16] [--dtypes=f64,f32] [--only=torch]
 *
 * The work is in support/net.js: three ReLU layers of width n on a batch, mean of squares, backward
 * and update, the loss read after every step. Before anything is timed the gradients of all are
 * compared. A cell is `median (best)` in microseconds; a ratio is the median of the ratios within a
 * round, above 1 where this engine is the faster one.
 */
import { parseArgs } from 'node:util';
import { median, table } from './support/measure.js';
import { startPeer } from './support/peer.js';

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '7' },
    ms: { type: 'string', default: '15' },
    sizes: { type: 'string', default: '2,4,16,64,128,256,512' },
    dtypes: { type: 'string', default: 'f32,f64' },
    only: { type: 'string', default: '' },
  },
});
const [rounds, ms] = [Number(values.rounds), Number(values.ms)];

const OURS = 'ours';
const RELAXED = 'ours, relaxed';
const TORCH = 'PyTorch, 1 thread';

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
  if (peer) peers.push(peer);
  else console.log(`${name}: not installed, left out`);
}

/** A step slower than this is not worth waiting for in every round. */
const SLOWEST_MS = 400;

const sizes = values.sizes.split(',').map(Number);
const nets = sizes.flatMap((n) => [1, 32].map((batch) => ({ n, batch })));
const cases = [
  ...values.dtypes
    .split(',')
    .flatMap((dtype) => nets.map((net) => ({ what: 'net', dtype, ...net }))),
  { what: 'example', dtype: 'f64' },
];

const titles = [];
const times = new Map(peers.map(({ name }) => [name, []]));
for (const each of cases) {
  const title = each.what === 'net' ? `${each.dtype} ${each.batch}×${each.n}` : 'Class example';
  titles.push(title);
  const racing = [];
  let reference = null;
  for (const peer of peers) {
    const takesPart = each.what === 'example' || peer.dtypes.includes(each.dtype);
    if (!takesPart) continue;
    try {
      const { loss, probes, ms: first } = await peer.ask('setup', each);
      reference ??= { loss, probes };
      const problem = disagreement({ loss, probes }, reference, each.dtype);
      if (problem) console.log(`${title}: ${peer.name} disagrees: ${problem}`);
      else if (first <= SLOWEST_MS) racing.push({ peer, times: [] });
    } catch (error) {
      console.log(`${title}: ${peer.name}: ${error.message}`);
    }
  }
  // The first round warms up and finds how many steps fill a chunk.
  for (let round = 0; round <= rounds; round++) {
    for (const { peer, times } of racing) {
      const ns = await peer.ask('time', { ms: round === 0 ? 3 * ms : ms });
      if (round > 0) times.push(ns);
    }
  }
  for (const { name } of peers) {
    times.get(name).push(racing.find(({ peer }) => peer.name === name)?.times ?? null);
  }
}
for (const peer of peers) peer.stop();

/** What of a peer's loss and gradients is not what it should be; null when nothing is. */
function disagreement(found, wanted, dtype) {
  // A unit within rounding of its kink may be on in one engine and off in another.
  const tolerance = dtype === 'f64' ? 1e-10 : 2e-3;
  if (!(Math.abs(found.loss - wanted.loss) <= 1e-4 * Math.abs(wanted.loss))) {
    return `loss ${found.loss}, not ${wanted.loss}`;
  }
  for (const [i, { sum, size, picked }] of wanted.probes.entries()) {
    const other = found.probes[i];
    const off = [
      (other.size - size) / size,
      (other.sum - sum) / size,
      ...picked.map((x, j) => (other.picked[j] - x) / size),
    ];
    const worst = Math.max(...off.map(Math.abs));
    if (!(worst <= tolerance)) return `gradient ${i + 1} by ${worst.toExponential(1)} of its size`;
  }
  return null;
}

const us = (ns) => {
  const x = ns / 1000;
  return x >= 1000 ? `${(x / 1000).toFixed(1)}k` : x >= 100 ? x.toFixed(0) : x.toPrecision(3);
};
const cell = (all) => (all ? `${us(median(all))} (${us(Math.min(...all))})` : '–');

console.log(`\nNode ${process.versions.node}; microseconds per step, median (best of ${rounds})\n`);
console.log(
  table(
    ['', ...peers.map(({ name }) => name)],
    titles.map((title, i) => [title, ...peers.map(({ name }) => cell(times.get(name)[i]))]),
  ),
);

const ratio = (other, own) =>
  other && own ? median(other.map((t, round) => t / own[round])) : null;
const show = (x) => (x === null ? '–' : x.toFixed(2));
const isJavaScript = (name) => !name.startsWith('ours') && name !== TORCH;

console.log('\nTimes as fast as (median of the ratios within a round)\n');
console.log(
  table(
    ['', 'PyTorch', 'PyTorch, relaxed', 'fastest JavaScript peer', 'which'],
    titles.map((title, i) => {
      const own = times.get(OURS)[i];
      const torch = times.get(TORCH)?.[i] ?? null;
      const others = peers
        .filter(({ name }) => isJavaScript(name) && times.get(name)[i])
        .map(({ name }) => ({ name, r: ratio(times.get(name)[i], own) }))
        .sort((a, b) => a.r - b.r);
      return [
        title,
        show(ratio(torch, own)),
        show(ratio(torch, times.get(RELAXED)?.[i])),
        show(others[0]?.r ?? null),
        others[0]?.name ?? '–',
      ];
    }),
  ),
);
