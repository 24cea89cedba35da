import { rmSync } from 'node:fs';
import { judged, Pty, program, scratch } from './lab.js';
import { median } from './measure.js';

const kept = scratch();

/** From the start of a process in a pseudo-terminal to its end. */
export async function bare() {
  const start = performance.now();
  await new Pty(kept, ['-e', '0']).ended;
  return performance.now() - start;
}

/** From the start to the first frame, whole, and to the frame of a key that was pressed at the first. */
export async function opening(home = kept) {
  const start = performance.now();
  const lab = new Pty(home, [program, 'learn', 'loss']);
  await lab.frame(1);
  const frame = performance.now() - start;
  // When Ink takes over it ends a frame that is there already.
  lab.write('?');
  await lab.frame(3);
  const key = performance.now() - start;
  await lab.leave();
  return { frame, key };
}

/** The same in a home that nothing ever ran in. */
export async function firstOpening() {
  const home = scratch();
  const times = await opening(home);
  rmSync(home, { recursive: true, force: true });
  return times;
}

/** A line of the table: the median of times, and of their ratios to those of the same rounds. */
export function row(name, times, base, goal) {
  const ratio = median(times.map((time, round) => time / base[round]));
  const over = median(times.map((time, round) => time - base[round]));
  const numbers = [median(times), over].map((time) => time.toFixed(1).padStart(8));
  const words = judged(ratio, goal);
  return `${name.padEnd(34)}${numbers[0]} ms  +${numbers[1]} ms  ${ratio.toFixed(2)}x  ${words}`.trimEnd();
}
