import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { importTs } from '../build/import-ts.js';

// npm run bench:start: how long calls take, as ratios to `node -e 0` measured in the same run.
// What the environment makes Node itself do at every start (NODE_EXTRA_CA_CERTS costs it tens of
// milliseconds) is in both and flatters the ratio; the milliseconds on top are the harder figure.

const root = fileURLToPath(new URL('..', import.meta.url));
const { openLab, privateEnv, program } = await importTs('test/support/open.ts');

const rounds = 15;
/** The machine's own environment, but for what makes a private home or changes what is drawn. */
const env = Object.fromEntries(
  Object.entries(process.env).filter(
    ([name]) =>
      !/^(CI|HOME|XDG_.*|TERM|COLORTERM|NO_COLOR|FORCE_COLOR|BACKPROP_.*|npm_.*)$/.test(name),
  ),
);
const home = mkdtempSync(join(tmpdir(), 'backprop-lab-bench-'));
const seed = ['b = a + 2; c = b^2; d = 3c; mean(d)', '--at', 'a=[[1,1],[1,1]]'];

/** `goal` is the most the median ratio may be. `cold` starts without a code cache. */
const calls = [
  { name: 'node -e 0', run: () => call(['-e', '0']) },
  { name: '--version', goal: 1.3, run: () => lab('--version') },
  { name: '--help', run: () => lab('--help') },
  { name: 'grad', goal: 1.6, needs: 'grad', run: () => lab('grad', ...seed) },
  { name: 'first lesson frame', goal: 2, needs: 'learn', run: () => firstFrame(home) },
  { name: 'first lesson frame, first run', goal: 2.6, needs: 'learn', run: coldFrame },
].filter(({ needs }) => needs === undefined || existsSync(join(root, `src/commands/${needs}.ts`)));

// Once each beforehand: files into memory, the code cache onto the disk.
for (const { run } of calls) await run();

const times = new Map(calls.map(({ name }) => [name, []]));
for (let round = 0; round < rounds; round++) {
  for (const { name, run } of shuffled(calls, round)) times.get(name).push(await run());
}
rmSync(home, { recursive: true, force: true });

const caCerts = process.env.NODE_EXTRA_CA_CERTS ? 'set' : 'not set';
const base = times.get('node -e 0');
console.log(`Node ${process.version}, ${rounds} rounds; NODE_EXTRA_CA_CERTS is ${caCerts}`);
console.log(
  'medians; what comes on top of `node -e 0`, and the ratio, are paired within a round\n',
);
for (const { name, goal } of calls) {
  const ratio = median(times.get(name).map((time, round) => time / base[round]));
  const wanted =
    goal === undefined ? '' : `  goal ${goal.toFixed(2)}${ratio > goal ? '  MISSED' : ''}`;
  const over = median(times.get(name).map((time, round) => time - base[round]));
  const columns = [median(times.get(name)), over].map((time) => time.toFixed(1).padStart(7));
  console.log(
    `${name.padEnd(30)} ${columns[0]} ms  +${columns[1]} ms  ${ratio.toFixed(2)}x${wanted}`,
  );
}

function lab(...args) {
  return call([program, ...args]);
}

function call(args) {
  const start = performance.now();
  const { status, stderr } = spawnSync(process.execPath, args, {
    cwd: home,
    env: privateEnv(home, env),
  });
  if (status !== 0) throw new Error(`${args.join(' ')} ended with ${status}: ${stderr}`);
  return performance.now() - start;
}

/** From the start of the process until the last row of the screen, the keys, is there. */
async function firstFrame(folder) {
  const start = performance.now();
  const terminal = openLab(folder, { args: ['learn', 'loss'], env, cols: 100, rows: 30 });
  await terminal.waitFor((it) => it.screen().split('\n').at(-1).trim() !== '');
  const time = performance.now() - start;
  terminal.press('ctrl+c');
  await terminal.ended();
  return time;
}

async function coldFrame() {
  const fresh = mkdtempSync(join(tmpdir(), 'backprop-lab-bench-'));
  const time = await firstFrame(fresh);
  rmSync(fresh, { recursive: true, force: true });
  return time;
}

function median(values) {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
}

/** Another order in every round, so that no call always follows the same one. */
function shuffled(list, round) {
  return list.map((_, i) => list[(i * (round % 2 ? 1 : list.length - 1) + round) % list.length]);
}
