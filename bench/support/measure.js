/** The middle of a list of numbers. */
export function median(values) {
  const sorted = [...values].sort((x, y) => x - y);
  return sorted[sorted.length >> 1];
}

/**
 * Runs every contestant in turn, `rounds` times, so that whatever else the machine does meets all
 * of them alike. Gives for each the median and the best time of one call, in nanoseconds.
 */
export function interleaved(contestants, { rounds = 7, chunkMs = 3, clock = wall } = {}) {
  const names = Object.keys(contestants);
  const calls = names.map((name) => calibrate(contestants[name], chunkMs, clock));
  const times = names.map(() => []);
  for (let round = 0; round < rounds; round++) {
    names.forEach((name, i) => {
      times[i].push(time(contestants[name], calls[i], clock));
    });
  }
  return Object.fromEntries(
    names.map((name, i) => [name, { median: median(times[i]), best: Math.min(...times[i]) }]),
  );
}

/** How many calls fill a chunk; running them is the warm-up. */
function calibrate(run, chunkMs, clock) {
  let calls = 1;
  for (;;) {
    const took = time(run, calls, clock) * calls;
    if (took >= chunkMs * 1e6) return calls;
    calls = Math.ceil(calls * Math.min(10, (1.2 * chunkMs * 1e6) / Math.max(took, 1)));
  }
}

function time(run, calls, clock) {
  const start = clock();
  for (let i = 0; i < calls; i++) run();
  return (clock() - start) / calls;
}

/** Nanoseconds that have passed. */
const wall = () => Number(process.hrtime.bigint());

/** Nanoseconds for which this process has worked, in all of its threads. */
export const worked = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) * 1000;
};

/** Nanoseconds in the unit that suits them. */
export function duration(ns) {
  const [unit, size] = Object.entries({ s: 1e9, ms: 1e6, µs: 1e3 }).find(([, s]) => ns >= s) ?? [
    'ns',
    1,
  ];
  const x = ns / size;
  return `${x >= 100 ? x.toFixed(0) : x.toPrecision(3)} ${unit}`;
}

/** Lines of a table in Markdown. */
export function table(head, rows) {
  const lines = [head, head.map(() => '---'), ...rows];
  return lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}
