import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { memoryOverAnHour } from './support/hour.js';
import { judged, Pty, pause, program, quantile, scratch } from './support/lab.js';
import { bare, firstOpening, row } from './support/start.js';

// npm run bench:ui: the first frame; from a key to the last byte of its frame, with a formula,
// heatmaps, the network and an answer with its reading on the screen; training; memory. Beside it,
// in the same run, `node -e 0` and a program that only echoes: what the machine and the
// pseudo-terminal take by themselves.

const openings = 15;
const keys = 400;
/** So many keys at a time from each contestant in turn: what else the machine does meets all. */
const turn = 50;
/** Between two keys, so that each finds the program at rest. */
const rest = 20;
const answer = '(dL/dh3 * (z3 > 0)) @ h2.T + 0 * W3 ';
const echo = `process.stdin.setRawMode(true); process.stdout.write('ready\\u001b[?2026l');
  process.stdin.on('data', (key) => {
    if (key[0] === 3) process.exit();
    process.stdout.write(key + '\\u001b[?2026l');
  });`;
const exercise = [program, 'learn', 'layer-3-weights', '--step', 'dW3'];

console.log(`Node ${process.version}; milliseconds\n`);
await firstFrames();
await keystrokes();
await training();
await memoryOverAnHour();

async function firstFrames() {
  await firstOpening();
  const base = [];
  const frames = [];
  for (let round = 0; round < openings; round++) {
    base.push(await bare());
    frames.push((await firstOpening()).frame);
  }
  console.log(row('node -e 0', base, base));
  console.log(row('first lesson frame, no cache', frames, base, 2.6));
}

async function keystrokes() {
  const contestants = [
    { name: 'echo', args: ['-e', echo] },
    { name: 'lab 80×24', args: exercise, cols: 80, rows: 24 },
    { name: 'lab 100×30', args: exercise, goal: { p50: 6, p99: 12 } },
    { name: 'lab 200×60', args: exercise, cols: 200, rows: 60, goal: { p99: 20 } },
  ];
  for (const each of contestants) {
    each.pty = new Pty(scratch(), each.args, each);
    each.times = [];
    each.typed = 0;
    each.bytes = 0;
    each.frames = 0;
    await each.pty.frame(1);
  }
  // Ink takes over, and warms up unseen.
  await pause(3000);
  for (let done = 0; done < keys; done += turn) {
    for (const each of contestants) await type(each);
  }
  console.log(`\n${keys} keys each, ${rest} ms apart, ${turn} in turn`);
  console.log('                 p50     p90     p99     max   bytes/key  frames/key');
  for (const { name, times, bytes, frames, goal = {}, pty } of contestants) {
    await pty.leave();
    const found = {
      p50: quantile(times, 0.5),
      p90: quantile(times, 0.9),
      p99: quantile(times, 0.99),
    };
    const numbers = [...Object.values(found), Math.max(...times)];
    const words = Object.entries(goal).map(([key, most]) => `${key} ${judged(found[key], most)}`);
    if (goal.p50) {
      words.push(`bytes ${judged(bytes / keys, 1000)}`);
      words.push(`a frame each: ${frames === keys ? 'met' : 'MISSED'}`);
    }
    console.log(
      `${name.padEnd(12)} ${numbers.map((time) => time.toFixed(1).padStart(7)).join(' ')} ${(bytes / keys).toFixed(0).padStart(11)} ${(frames / keys).toFixed(2).padStart(11)}  ${words.join('; ')}`,
    );
  }
}

async function type(each) {
  const { pty, times } = each;
  const before = { bytes: pty.bytes, frames: pty.frames };
  for (let i = 0; i < turn; i++) {
    const start = performance.now();
    pty.write(answer[each.typed++ % answer.length]);
    await pty.frame(pty.frames + 1);
    times.push(performance.now() - start);
    await pause(rest);
  }
  each.bytes += pty.bytes - before.bytes;
  each.frames += pty.frames - before.frames;
}

/** Trains for five seconds at thirty steps a second and looks at what the kernel says it took. */
async function training() {
  const home = scratch();
  const lesson = join(home, 'long.md');
  const text = readFileSync(new URL('../lessons/08-descent.md', import.meta.url), 'utf8');
  const long = text.replace('id: descent', 'id: long').replace('steps: 50', 'steps: 2000');
  writeFileSync(lesson, long);
  const lab = new Pty(home, [program, 'learn', 'long', '--step', 'xor', '--lessons', lesson]);
  await lab.frame(1);
  await pause(3000);
  lab.write(' ');
  await pause(500);
  const before = { cpu: cpuOf(lab.pid), at: performance.now(), frames: lab.frames };
  await pause(5000);
  const seconds = (performance.now() - before.at) / 1000;
  const share = (cpuOf(lab.pid) - before.cpu) / seconds;
  const frames = (lab.frames - before.frames) / seconds;
  await lab.leave();
  console.log(
    `\ntraining: ${frames.toFixed(1)} frames a second, ${share.toFixed(2)} of a core  ${judged(share, 0.5)}`,
  );
}

/** Seconds of processor time, user and system, of a process and its threads (Linux). */
function cpuOf(pid) {
  const fields = readFileSync(`/proc/${pid}/stat`, 'latin1').split(') ').at(-1).split(' ');
  return (Number(fields[11]) + Number(fields[12])) / 100;
}
