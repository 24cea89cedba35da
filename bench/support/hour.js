import { readFileSync } from 'node:fs';
import { judged, Pty, pause, program, scratch } from './lab.js';

/** A key a second for an hour. */
const keys = 3600;
/** Between two keys, in milliseconds: as quickly as the program draws them. */
const haste = 6;
const quarters = 4;

/** What one minute is made of: an answer typed and given, taken back, looked around, a step on. */
const minute = [
  ...'(dL/dh3 * (z3 > 0)) @ h2.T',
  '\r', // given
  '\u0015', // cut
  ...'dL/dh3 @ h2.T',
  '\r',
  '\u0015',
  ...'?\u001b[B\u001b[B?'.match(/\u001b\[B|./g),
  '\u000e', // to the next step
  ' ',
  ' ',
  '\u0010', // and back
];

/** Types an hour's keys and prints how the memory of the process went, quarter by quarter. */
export async function memoryOverAnHour() {
  const lab = new Pty(scratch(), [program, 'learn', 'layer-3-weights', '--step', 'dW3']);
  await lab.frame(1);
  await pause(3000);
  const most = [];
  for (let key = 0; key < keys; key++) {
    lab.write(minute[key % minute.length]);
    await pause(haste);
    const quarter = Math.floor((key * quarters) / keys);
    if (key % 50 === 0) most[quarter] = Math.max(most[quarter] ?? 0, resident(lab.pid));
  }
  const { frames } = lab;
  await lab.leave();
  const growth = most.at(-1) / most[1] - 1;
  console.log(
    `\nan hour of ${keys} keys, ${frames} frames: most MB in each quarter ${most.map((mb) => mb.toFixed(0)).join(', ')}`,
  );
  console.log(
    `from the second quarter to the last: ${(100 * growth).toFixed(1)} %  ${judged(100 * growth, 5)}`,
  );
}

/** Megabytes of memory that a process holds (Linux). */
function resident(pid) {
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'latin1'))[1]) / 1024;
}
