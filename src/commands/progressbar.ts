/** What a bar is drawn on; stderr where none is given. */
export interface BarTarget {
  readonly isTTY?: boolean | undefined;
  write(text: string): unknown;
}

/** A command that takes longer than this shows how far it is. */
const patience = 1000;
/** And no more often than this. */
const pause = 100;
const cells = 30;

/**
 * A progress bar for a command: nothing for the first second, then one line that is drawn anew, and
 * removed by `end`. Only on a terminal: files and pipes get none of it. `now` tells milliseconds.
 */
export function progressBar(
  words: string,
  total: number,
  target: BarTarget = process.stderr,
  now: () => number = () => performance.now(),
): { readonly tick: () => void; readonly end: () => void } {
  const begun = now();
  let drawn: number | null = null;
  let done = 0;
  return {
    tick() {
      done += 1;
      const time = now();
      if (!target.isTTY || time - begun < patience) return;
      if (drawn !== null && time - drawn < pause) return;
      drawn = time;
      const share = Math.min(1, done / Math.max(1, total));
      const full = Math.round(share * cells);
      const bar = '#'.repeat(full) + '.'.repeat(cells - full);
      target.write(`\r${words} [${bar}] ${Math.floor(100 * share)} %`);
    },
    end() {
      if (drawn !== null) target.write('\r\u001b[K');
    },
  };
}
