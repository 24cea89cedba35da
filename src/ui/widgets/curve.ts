import asciichart from 'asciichart';

/** How a curve's line is drawn: asciichart's ten symbols, and the short piece shown in a legend. */
interface Pen {
  readonly horizontal: string;
  /** Turns: down-right of a fall, its start, the start of a rise, its end; then the vertical. */
  readonly turns: readonly [string, string, string, string];
  readonly vertical: string;
}

/** Curves are told apart by their line, whatever the colours; in the order of `Role` first to fourth. */
const pens: readonly Pen[] = [
  { horizontal: '─', turns: ['╰', '╭', '╮', '╯'], vertical: '│' },
  { horizontal: '═', turns: ['╚', '╔', '╗', '╝'], vertical: '║' },
  { horizontal: '•', turns: ['•', '•', '•', '•'], vertical: '•' },
  { horizontal: '·', turns: ['·', '·', '·', '·'], vertical: '·' },
];
const asciiPens: readonly Pen[] = [
  { horizontal: '-', turns: ["'", '.', '.', "'"], vertical: '|' },
  { horizontal: '=', turns: ['#', '#', '#', '#'], vertical: '#' },
  { horizontal: '*', turns: ['*', '*', '*', '*'], vertical: '*' },
  { horizontal: '.', turns: ['.', '.', '.', '.'], vertical: '.' },
];

/** How many curves can be told apart. */
export const MOST_CURVES = pens.length;

function pen(series: number, ascii: boolean): Pen {
  return (ascii ? asciiPens : pens)[series % MOST_CURVES]!;
}

/** A piece of the line of the n-th curve, for the legend. */
export function sample(series: number, ascii: boolean): string {
  return pen(series, ascii).horizontal.repeat(2);
}

/** A character of a curve; x counts columns from the left, y rows from the bottom. */
export interface Stroke {
  readonly x: number;
  readonly y: number;
  readonly char: string;
}

/**
 * Draws `rows` (one value a column, in rows counted upwards; NaN is a gap) as the line of the n-th
 * curve on a sheet of `top` + 1 rows.
 */
export function strokes(
  rows: readonly number[],
  top: number,
  series: number,
  ascii: boolean,
): readonly Stroke[] {
  const { horizontal, turns, vertical } = pen(series, ascii);
  // asciichart draws its own axis in the first two symbols: ours is drawn elsewhere.
  const symbols = [' ', ' ', ' ', ' ', horizontal, ...turns, vertical];
  return pieces(rows).flatMap(({ from, values }) => {
    const first = { x: from, y: Math.round(values[0]!), char: horizontal };
    if (values.length === 1) return [first];
    const picture = asciichart.plot(values, {
      min: 0,
      max: top,
      height: top,
      offset: 2,
      format: () => ' ',
      symbols,
    });
    const found: Stroke[] = [first];
    picture.split('\n').forEach((line, down) => {
      for (let i = 2; i < line.length; i++) {
        if (line[i] !== ' ') found.push({ x: from + i - 1, y: top - down, char: line[i]! });
      }
    });
    return found;
  });
}

/** The unbroken pieces of a curve: asciichart itself knows no gaps. */
function pieces(rows: readonly number[]): { from: number; values: number[] }[] {
  const found: { from: number; values: number[] }[] = [];
  let open = false;
  rows.forEach((y, x) => {
    const known = !Number.isNaN(y);
    if (known && open) found.at(-1)!.values.push(y);
    else if (known) found.push({ from: x, values: [y] });
    open = known;
  });
  return found;
}

/**
 * `values` at `count` columns: between two values on the line through them, and where several fall
 * on one column the one that spans the largest triangle with its neighbours, so that spikes survive
 * (Steinarsson 2013, "Downsampling time series for visual representation"). NaN stays a gap.
 */
export function resample(values: readonly number[], count: number): readonly number[] {
  if (values.length === 0 || count <= 0) return [];
  if (count === 1 || values.length === 1) return [values[0]!];
  const stride = (values.length - 1) / (count - 1);
  return stride <= 1 ? stretched(values, count, stride) : thinned(values, count, stride);
}

function stretched(values: readonly number[], count: number, stride: number): readonly number[] {
  return Array.from({ length: count }, (_, column) => {
    const place = column * stride;
    const before = Math.min(values.length - 1, Math.floor(place + 1e-9));
    const share = place - before;
    if (share < 1e-9) return values[before]!;
    return values[before]! * (1 - share) + values[before + 1]! * share;
  });
}

function thinned(values: readonly number[], count: number, stride: number): readonly number[] {
  const bucket = (column: number): readonly number[] => {
    const from = Math.max(0, Math.round((column - 0.5) * stride));
    const to = Math.min(values.length, Math.round((column + 0.5) * stride));
    return values.slice(from, Math.max(from + 1, to));
  };
  const kept: number[] = [values[0]!];
  for (let column = 1; column < count - 1; column++) {
    const here = bucket(column);
    const before = kept.at(-1)!;
    const after = mean(bucket(column + 1));
    const middle = (before + after) / 2;
    const far = (y: number) => (Number.isNaN(middle) ? 0 : Math.abs(y - middle));
    // A gap must not vanish into its neighbours.
    kept.push(
      here.some(Number.isNaN) ? Number.NaN : here.reduce((a, b) => (far(b) > far(a) ? b : a)),
    );
  }
  return [...kept, values.at(-1)!];
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, y) => sum + y, 0) / values.length;
}
