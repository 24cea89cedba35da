/** `npm run torture` sets it; `npm test` runs the same tests with fewer rounds. */
export const full = process.env.TORTURE === '1';

/** Every random choice follows from it; `npm run torture -- SEED` repeats a run. */
export const seed = Number(process.env.TORTURE_SEED ?? 1);

/** How many rounds: all that were promised, or a few for `npm test`. */
export const rounds = (all: number, few: number): number => (full ? all : few);

/** Says what was counted, where it is asked for: `npm run torture` shows the figures. */
export function figure(text: string): void {
  if (full) process.stdout.write(`  ${text} (seed ${seed})\n`);
}

/** A source of chance that can be repeated. */
export interface Chance {
  /** A whole number from 0 up to and without `below`. */
  readonly int: (below: number) => number;
  readonly pick: <T>(items: readonly T[]) => T;
}

/** Mulberry32, a stream of its own for each name. */
export function chance(name: string): Chance {
  let state = seed;
  for (const character of name) state = Math.imul(state ^ character.codePointAt(0)!, 0x9e3779b1);
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  const int = (below: number) => Math.floor(next() * below);
  return { int, pick: (items) => items[int(items.length)]! };
}

/** What may stand on a screen or in a report: no control, format or bidi character, no lone half. */
export const unfit = /(?![\n\t])[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/u;

/** A stack trace or what looks like one. */
export const trace = /\n\s+at .+:\d+:\d+|node:internal/;

/**
 * The slowest of many pieces of work in CPU milliseconds. What was slow once is done twice more and
 * its best time counts: the first one pays for compiling, and the machine has other things to do.
 */
export class Slowest {
  milliseconds = 0;
  what = '';

  run<T>(what: string, work: () => T): T {
    const [result, first] = timed(work);
    if (first > this.milliseconds) {
      const best = Math.min(first, timed(work)[1], timed(work)[1]);
      if (best > this.milliseconds) {
        this.milliseconds = best;
        this.what = what;
      }
    }
    return result;
  }

  /** Where figures are asked for, nothing may take longer than this; elsewhere nothing is timed. */
  expectAtMost(limit: number): void {
    figure(
      `slowest ${this.milliseconds.toFixed(1)} ms: ${JSON.stringify(this.what.slice(0, 100))}`,
    );
    if (full && this.milliseconds > limit) {
      throw new Error(`${this.milliseconds} ms for ${JSON.stringify(this.what)}`);
    }
  }
}

function timed<T>(work: () => T): [T, number] {
  const start = process.cpuUsage();
  const result = work();
  const { user, system } = process.cpuUsage(start);
  return [result, (user + system) / 1000];
}
