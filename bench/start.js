import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { plainEnv, program, scratch } from './support/lab.js';
import { median } from './support/measure.js';
import { bare, firstOpening, opening, row } from './support/start.js';

// npm run bench:start: how long calls take, as ratios to `node -e 0` in the same round of the same
// run. The environment is a private one: what makes Node itself slow to start is not in it.

const root = fileURLToPath(new URL('..', import.meta.url));
const rounds = 15;
/** A real command-line tool built on Ink; its version and all it needs come from the registry. */
const peer = 'emoj@4.2.0';
const npxRounds = 3;

const home = scratch();
const seed = ['b = a + 2; c = b^2; d = 3c; mean(d)', '--at', 'a=[[1,1],[1,1]]'];
const times = {};
const note = (name, time) => {
  times[name] ??= [];
  times[name].push(time);
};

const calls = [
  async () => note('node -e 0', call(['-e', '0'])),
  async () => note('--version', call([program, '--version'])),
  async () => note('--help', call([program, '--help'])),
  async () => note('grad', call([program, 'grad', ...seed])),
  async () => note('node -e 0 in a terminal', await bare()),
  async () => noteOpening('', await opening()),
  async () => noteOpening(', very first run', await firstOpening()),
];
function noteOpening(which, { frame, key }) {
  note(`first lesson frame${which}`, frame);
  note(`first key's frame${which}`, key);
}

// Once each beforehand: files into memory, the code cache onto the disk.
for (const run of calls) await run();
for (const name of Object.keys(times)) times[name] = [];
for (let round = 0; round < rounds; round++) {
  for (const i of calls.keys())
    await calls[(i * (round % 2 ? 1 : calls.length - 1) + round) % calls.length]();
}

const base = times['node -e 0'];
const terminal = times['node -e 0 in a terminal'];
console.log(
  `Node ${process.version}, ${rounds} rounds; NODE_EXTRA_CA_CERTS and NODE_OPTIONS are taken away`,
);
console.log('median; what comes on top of `node -e 0` in the same round; the ratio to it\n');
console.log(row('node -e 0', base, base));
console.log(row('--version', times['--version'], base, 1.3));
console.log(row('--help', times['--help'], base));
console.log(row('grad', times.grad, base, 1.6));
console.log('\nin a pseudo-terminal of 100×30; a frame counts when its end has arrived there');
console.log(row('node -e 0', terminal, terminal));
for (const [which, goal] of [
  ['', 2],
  [', very first run', 2.6],
]) {
  console.log(
    row(`first lesson frame${which}`, times[`first lesson frame${which}`], terminal, goal),
  );
  console.log(row(`first key's frame${which}`, times[`first key's frame${which}`], terminal));
}
againstPeer();

function call(args) {
  const start = performance.now();
  const { status, stderr } = spawnSync(process.execPath, args, { cwd: home, env: plainEnv(home) });
  if (status !== 0) throw new Error(`${args.join(' ')} ended with ${status}: ${stderr}`);
  return performance.now() - start;
}

/** `npx` with a cache that is new each time: fetched, unpacked, linked and run. */
function npx(what) {
  const cache = scratch();
  const env = { ...process.env, npm_config_cache: cache, npm_config_update_notifier: 'false' };
  const start = performance.now();
  const { status, stderr } = spawnSync('npx', ['--yes', what, '--version'], { cwd: home, env });
  const time = performance.now() - start;
  rmSync(cache, { recursive: true, force: true });
  return status === 0 ? time : new Error(String(stderr).trim().split('\n')[0]);
}

function againstPeer() {
  const packed = spawnSync('npm', ['pack', '--ignore-scripts', '--pack-destination', home], {
    cwd: root,
  });
  const tarball = String(packed.stdout).trim().split('\n').at(-1);
  console.log('\ncold npx, with a cache that is new each time');
  const pairs = Array.from({ length: npxRounds }, () => [npx(`./${tarball}`), npx(peer)]);
  const failed = pairs.flat().find((time) => time instanceof Error);
  if (failed) {
    console.log(`not measured: ${failed.message}`);
    return;
  }
  const [ours, theirs] = [0, 1].map((i) => median(pairs.map((pair) => pair[i])));
  const ratio = median(pairs.map(([our, their]) => our / their));
  console.log(
    `backprop-lab ${ours.toFixed(0)} ms, ${peer} ${theirs.toFixed(0)} ms: ${ratio.toFixed(2)}x`,
  );
}
