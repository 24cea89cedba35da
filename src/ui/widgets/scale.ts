/** A mapping of values to rows counted upwards from 0, with the values worth a label. */
export interface Scale {
  /** The row of a value, not rounded; outside of 0 to top when the value leaves the picture. */
  readonly row: (value: number) => number;
  readonly ticks: readonly number[];
}

/** The step of 1, 2 or 5 times a power of ten that makes at most `most` steps of `range`. */
export function niceStep(range: number, most: number): number {
  const rough = range / Math.max(1, most);
  const power = 10 ** Math.floor(Math.log10(rough));
  const factor = [1, 2, 5, 10].find((f) => f * power >= rough * (1 - 1e-9)) ?? 10;
  return factor * power;
}

function multiples(step: number, from: number, to: number): readonly number[] {
  const first = Math.ceil(from / step - 1e-9);
  const last = Math.floor(to / step + 1e-9);
  // Dividing by the reciprocal keeps 0.3 from becoming 0.30000000000000004.
  const times = (n: number) => (step < 1 ? n / Math.round(1 / step) : n * step);
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => times(first + i));
}

/** Equal steps of value; from zero where the values come near it, ending on whole ticks. */
export function linearScale(low: number, high: number, top: number): Scale {
  const base = low >= 0 && (low < 0.3 * high || low === high) ? 0 : low;
  // Finer steps than these would be lost in rounding.
  const least = Math.max(1e-9 * Math.max(Math.abs(low), Math.abs(high)), 1e-300);
  const range = Math.max(high > base ? high - base : Math.abs(base), least);
  const step = niceStep(range, Math.max(2, Math.floor(top / 2)));
  const from = Math.floor(base / step + 1e-9) * step;
  const to = Math.max(Math.ceil(high / step - 1e-9) * step, from + step);
  return {
    row: (value) => ((value - from) / (to - from)) * top,
    ticks: multiples(step, from, to),
  };
}

/** Equal steps of ratio; for positive values. */
export function logScale(low: number, high: number, top: number): Scale {
  let from = Math.log10(low);
  let to = Math.log10(high);
  if (to - from < 0.3) [from, to] = [(from + to) / 2 - 0.15, (from + to) / 2 + 0.15];
  const most = Math.max(2, Math.floor(top / 2));
  const every = Math.max(1, Math.ceil((to - from) / most));
  const decades = multiples(every, from, to).map((exponent) => Number(`1e${exponent}`));
  const between = [Math.floor(from), Math.ceil(from)].flatMap((exponent) =>
    [1, 2, 5].map((factor) => Number(`${factor}e${exponent}`)),
  );
  const inside = (tick: number) => Math.log10(tick) >= from - 1e-9 && Math.log10(tick) <= to + 1e-9;
  return {
    row: (value) => ((Math.log10(value) - from) / (to - from)) * top,
    ticks: decades.length >= 2 ? decades : [...new Set(between)].filter(inside),
  };
}

/** A tick as it is written on an axis: no more digits than it has. */
export function tickLabel(tick: number): string {
  const size = Math.abs(tick);
  if (size !== 0 && (size >= 1e5 || size < 1e-3)) return tick.toExponential().replace('+', '');
  return String(Number(tick.toPrecision(10)));
}
