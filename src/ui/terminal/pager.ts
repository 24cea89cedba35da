import { hideFirst, showFirst } from '../takeover.ts';

const moves: Readonly<Record<string, (page: number) => number>> = {
  ' ': (page) => page,
  '\r': () => 1,
  '\u001b[6~': (page) => page,
  '\u001b[B': () => 1,
  j: () => 1,
  b: (page) => -page,
  '\u001b[5~': (page) => -page,
  '\u001b[A': () => -1,
  k: () => -1,
  '\u001b[H': () => Number.NEGATIVE_INFINITY,
  g: () => Number.NEGATIVE_INFINITY,
  '\u001b[F': () => Number.POSITIVE_INFINITY,
  G: () => Number.POSITIVE_INFINITY,
};

const ends = new Set(['q', '\u001b', '\u0003', '\u0004']);

/** Shows rows page by page until the reader leaves; the terminal is put back on every way out. */
export async function showPages(lines: readonly string[]): Promise<void> {
  const { stdin, stdout } = process;
  let from = 0;
  const draw = () => {
    const page = Math.max(1, (stdout.rows || 24) - 1);
    const last = Math.max(0, lines.length - page);
    from = Math.max(0, Math.min(from, last));
    const shown = lines.slice(from, from + page).map((line) => `${line}\u001b[0m\u001b[K`);
    const blank = Array.from({ length: page - shown.length }, () => '\u001b[K');
    const foot = ` ${from + 1} to ${from + shown.length} of ${lines.length}   space on   b back   q leave\u001b[K`;
    showFirst(stdout, [...shown, ...blank, foot].join('\r\n'));
  };
  await new Promise<void>((resolve) => {
    const take = (keys: Buffer) => {
      const key = keys.toString('utf8');
      if (ends.has(key)) return resolve();
      const page = Math.max(1, (stdout.rows || 24) - 2);
      from += moves[key]?.(page) ?? 0;
      draw();
    };
    const stop = () => resolve();
    for (const signal of ['SIGTERM', 'SIGHUP', 'SIGINT'] as const) process.once(signal, stop);
    stdout.on('resize', draw);
    stdin.setRawMode(true);
    stdin.on('data', take);
    draw();
  });
  stdout.removeAllListeners('resize');
  stdin.setRawMode(false);
  stdin.pause();
  hideFirst(stdout);
}
