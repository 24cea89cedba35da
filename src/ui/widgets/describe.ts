import { shortNumber } from './numbers.ts';

/** Of the whole fall (or range): less than this is no change. */
const STILL = 0.01;
/** Of the start: less than this is as good as zero. */
const ZERO = 1e-3;

/**
 * One sentence of what a loss curve shows, `values[i]` after i steps: `falls from 18 to 3.00 in 23
 * steps, then stays: a plateau`.
 */
export function describe(values: readonly number[]): string {
  const broken = values.findIndex((y) => !Number.isFinite(y));
  const known = broken < 0 ? values : values.slice(0, broken);
  const first = known[0];
  if (first === undefined) return broken < 0 ? 'nothing yet' : 'is not a number from the start';
  if (known.length === 1 && broken < 0) return `starts at ${shortNumber(first)}`;
  return blowUp(known, broken) ?? still(known) ?? swing(known) ?? fall(known) ?? rise(known);
}

function blowUp(known: readonly number[], broken: number): string | null {
  const { first, last, most, steps } = extremes(known);
  const end = broken < 0 ? '' : `, then is not a number from step ${broken} on`;
  const grows = last > 2 * Math.abs(first) && last >= 0.5 * most;
  if (grows) return `${trend('grows', first, last, steps)}${end}: it diverges`;
  return broken < 0
    ? null
    : `goes from ${shortNumber(first)} to ${shortNumber(last)}${end}: it diverges`;
}

function still(known: readonly number[]): string | null {
  const { first, least, most, steps } = extremes(known);
  if (most - least > STILL * 0.1 * Math.max(Math.abs(most), Math.abs(least))) return null;
  return `stays at ${shortNumber(first)} for ${count(steps)}`;
}

/** Up and down by turns, over at least a tenth of the whole range, until the end. */
function swing(known: readonly number[]): string | null {
  const tail = known.slice(Math.floor(known.length / 2));
  const all = extremes(known);
  const { least, most } = extremes(tail);
  if (tail.length < 4 || most - least < 0.1 * (all.most - all.least)) return null;
  const moves = tail.slice(1).map((y, i) => Math.sign(y - tail[i]!));
  const turns = moves.filter((move, i) => i > 0 && move * moves[i - 1]! < 0).length;
  if (turns < 0.4 * moves.length) return null;
  return `swings between ${shortNumber(least)} and ${shortNumber(most)} to the end: its steps are too long`;
}

function fall(known: readonly number[]): string | null {
  const { first, last, least, steps } = extremes(known);
  if (last >= first && least > first - STILL * Math.abs(first)) return null;
  const lowest = known.indexOf(least);
  if (last - least > 0.1 * (first - least)) {
    return `falls from ${shortNumber(first)} to ${shortNumber(least)} at step ${lowest}, then rises to ${shortNumber(last)}`;
  }
  const near = (y: number) => Math.abs(y - last) <= STILL * (first - last);
  const settled = known.length - [...known].reverse().findIndex((y) => !near(y));
  const zero = Math.abs(last) < ZERO * Math.abs(first);
  if (settled <= 0.8 * steps) {
    const words = trend('falls', first, last, settled);
    return zero ? `${words} and stays there: as good as zero` : `${words}, then stays: a plateau`;
  }
  const words = trend('falls', first, last, steps);
  return zero ? `${words}: nearly zero` : `${words} and is still falling`;
}

function rise(known: readonly number[]): string {
  const { first, last, steps } = extremes(known);
  return trend('rises', first, last, steps);
}

/** Where two curves part: `together for 4 steps; then yours ends at 9.31, the engine's at 3.00`. */
export function describePair(
  names: readonly [string, string],
  a: readonly number[],
  b: readonly number[],
): string {
  const both = Math.min(a.length, b.length);
  if (both === 0) return 'nothing yet';
  const scale = Math.max(Math.abs(a[0]!), Math.abs(b[0]!)) || 1;
  const parted = a.slice(0, both).findIndex((y, i) => !(Math.abs(y - b[i]!) <= 1e-6 * scale));
  if (parted < 0) return `the same in all of ${count(both - 1)}`;
  const ends = `${names[0]} ends at ${shortNumber(a.at(-1)!)}, ${names[1]} at ${shortNumber(b.at(-1)!)}`;
  if (parted === 0) return `apart from the start; ${ends}`;
  if (parted === 1) return `apart from the first step on; ${ends}`;
  return `together until step ${parted - 1}; then ${ends}`;
}

function extremes(values: readonly number[]) {
  return {
    first: values[0]!,
    last: values.at(-1)!,
    least: values.reduce((a, b) => Math.min(a, b)),
    most: values.reduce((a, b) => Math.max(a, b)),
    steps: values.length - 1,
  };
}

function trend(verb: string, from: number, to: number, steps: number): string {
  return `${verb} from ${shortNumber(from)} to ${shortNumber(to)} in ${count(steps)}`;
}

function count(steps: number): string {
  return steps === 1 ? '1 step' : `${steps} steps`;
}

/** What the sign of a slope says. */
export function describeSlope(entry: string, loss: string, slope: number): string {
  if (Math.abs(slope) < 1e-9)
    return `The slope is 0: a nudge of ${entry} changes ${loss} hardly at all.`;
  return slope > 0
    ? `The slope is positive: raise ${entry} and ${loss} rises.`
    : `The slope is negative: raise ${entry} and ${loss} falls.`;
}

/** Said of a formula that was found wrong and whose run still ends lower; empty where it does not. */
export function noProof(mine: readonly number[], theirs: readonly number[]): readonly string[] {
  const [own = Number.NaN, engine = Number.NaN] = [mine.at(-1), theirs.at(-1)];
  return own < 0.99 * engine
    ? ['A lower end is no proof: a gradient says what a small nudge does.']
    : [];
}
