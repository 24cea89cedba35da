// Loaded before the program (NODE_OPTIONS=--require): how long its event loop stood still at most, in
// milliseconds, as JSON into the file that PULSE names; while its code was cold, and after that. Only
// the time that its thread worked counts: on a busy machine others have their turn as well.
const { closeSync, openSync, readSync, writeFileSync } = require('node:fs');

const beat = 10;
/** After so much work V8 has compiled what is used often. */
const cold = 1000;
const worked = ownWork();
const longest = { cold: 0, warm: 0 };
let then = performance.now();
let before = worked();

setInterval(() => {
  const now = performance.now();
  const work = worked();
  const part = work < cold ? 'cold' : 'warm';
  longest[part] = Math.max(longest[part], Math.min(now - then, work - before));
  then = now;
  before = work;
}, beat).unref();

process.on('exit', () => writeFileSync(process.env.PULSE, JSON.stringify(longest)));

/** Milliseconds that this thread has worked: Linux knows; elsewhere those of the whole process. */
function ownWork() {
  try {
    const file = openSync(`/proc/self/task/${process.pid}/schedstat`, 'r');
    const buffer = Buffer.alloc(64);
    process.on('exit', () => closeSync(file));
    return () => {
      const text = buffer.toString('latin1', 0, readSync(file, buffer, 0, 64, 0));
      return Number(text.split(' ')[0]) / 1e6;
    };
  } catch {
    return () => {
      const { user, system } = process.cpuUsage();
      return (user + system) / 1000;
    };
  }
}
