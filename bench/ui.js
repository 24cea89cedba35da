import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { spawn } from '@lydell/node-pty';
import { importTs } from '../build/import-ts.js';

// npm run bench:ui: from a key to the last byte of its frame, in a pseudo-terminal, with a formula,
// heatmaps, the network and an answer with its reading on the screen. Beside it, in the same run,
// a program that only echoes: what the machine and the pseudo-terminal take by themselves.

const { privateEnv, program } = await importTs('test/support/open.ts');

const frameEnd = '\u001b[?2026l';
const keys = 200;
/** Between two keys, so that each finds the program at rest. */
const rest = 20;
const answer = '(dL/dh3 * (z3 > 0)) @ h2.T + 0 * W3 ';
const echo = `process.stdin.setRawMode(true); process.stdout.write('ready${'\\u001b'}[?2026l');
  process.stdin.on('data', (key) => {
    if (key[0] === 3) process.exit();
    process.stdout.write(key + '${'\\u001b'}[?2026l');
  });`;

const lab = [program, 'learn', 'layer-3-weights', '--step', 'dW3'];
const contestants = [
  { name: 'echo', args: ['-e', echo], cols: 100, rows: 30 },
  { name: 'lab 80×24', args: lab, cols: 80, rows: 24 },
  { name: 'lab 100×30', args: lab, cols: 100, rows: 30, goal: { p50: 6, p99: 12 } },
  { name: 'lab 200×60', args: lab, cols: 200, rows: 60, goal: { p99: 20 } },
];

console.log(`Node ${process.version}; ${keys} keys each, ${rest} ms apart; milliseconds\n`);
console.log('                 p50     p90     p99     max   bytes/key  frames/key');
const medians = new Map();
for (const { name, goal, ...options } of contestants) {
  const found = await measure(options);
  medians.set(name, found.p50);
  const times = ['p50', 'p90', 'p99', 'max'].map((key) => found[key].toFixed(1).padStart(7));
  const missed = Object.entries(goal ?? {}).filter(([key, most]) => found[key] > most);
  const words = goal
    ? `  goal ${Object.entries(goal)
        .map(([key, most]) => `${key} ${most}`)
        .join(', ')}${missed.length > 0 ? '  MISSED' : ''}`
    : '';
  console.log(
    `${name.padEnd(12)} ${times.join(' ')} ${found.bytes.toFixed(0).padStart(11)} ${found.frames.toFixed(2).padStart(11)}${words}`,
  );
}
const over = medians.get('lab 100×30') - medians.get('echo');
console.log(`\nlab 100×30 over echo: +${over.toFixed(1)} ms at the median`);

async function measure({ args, cols, rows }) {
  const home = mkdtempSync(join(tmpdir(), 'backprop-lab-bench-'));
  mkdirSync(join(home, 'work'));
  const env = privateEnv(home);
  const pty = spawn(process.execPath, args, { cols, rows, cwd: join(home, 'work'), env });
  let heard = () => {};
  let frames = 0;
  let bytes = 0;
  pty.onData((data) => {
    bytes += Buffer.byteLength(data);
    const ends = data.split(frameEnd).length - 1;
    frames += ends;
    if (ends > 0) heard();
  });
  const frame = () => new Promise((resolve) => (heard = resolve));
  await frame();
  await pause(1500);
  frames = 0;
  bytes = 0;
  const times = [];
  for (let i = 0; i < keys; i++) {
    const next = frame();
    const start = performance.now();
    pty.write(answer[i % answer.length]);
    let got = false;
    next.then(() => {
      got = true;
    });
    await Promise.race([next, pause(3000)]);
    if (!got) console.log('stuck', i, frames, bytes);
    times.push(performance.now() - start);
    await pause(rest);
  }
  const ended = new Promise((resolve) => pty.onExit(resolve));
  const result = { bytes: bytes / keys, frames: frames / keys };
  pty.write('\u0003');
  await ended;
  rmSync(home, { recursive: true, force: true });
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share) => sorted[Math.min(keys - 1, Math.floor(share * keys))];
  return { ...result, p50: at(0.5), p90: at(0.9), p99: at(0.99), max: sorted.at(-1) };
}

function pause(ms) {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
