import type { Role, Style, Theme } from '../theme.ts';
import { type Canvas, canvas } from './canvas.ts';
import { MOST_CURVES, resample, sample, strokes } from './curve.ts';
import { shortNumber } from './numbers.ts';
import { clip, columns, flow, type Line, run } from './run.ts';
import { linearScale, logScale, niceStep, type Scale, tickLabel } from './scale.ts';

/** A curve: `values[i]` after i steps. */
export interface Series {
  readonly name: string;
  readonly values: readonly number[];
}

/** What `LossChart` draws. */
export interface LossChartProps {
  readonly theme: Theme;
  readonly title: string;
  /** Up to four; more are left out. The first is drawn on top. */
  readonly series: readonly Series[];
  readonly width: number;
  readonly height: number;
  /** Equal ratios at equal distances; values of zero and below leave the picture. */
  readonly log?: boolean | undefined;
  /** The step whose values are read off below; null or absent: none. */
  readonly cursor?: number | null | undefined;
  /** What is said of the cursor, in place of the values there. */
  readonly said?: Line | undefined;
  /** The last step of the axis, so that a run still going does not shift what is drawn. */
  readonly steps?: number | undefined;
  /** What the first and the last value are at, where they do not stand for steps. */
  readonly span?: readonly [from: number, to: number] | undefined;
  /** What the x axis counts; `step` when absent. */
  readonly unit?: string | undefined;
}

const ROLES: readonly Role[] = ['first', 'second', 'third', 'fourth'];

/** Columns kept for the labels of the y axis, so that it seldom moves while a run goes on. */
const LABEL = 4;

/** A value this many times the starts is out of the picture: else one blow-up flattens all the rest. */
const BLOW_UP = 10;

/** The rows of a `LossChart`: title with legend, curve and axes, and the values at the cursor. */
export function chartLines(props: LossChartProps): readonly Line[] {
  const { theme, width, height, cursor } = props;
  const series = props.series.slice(0, MOST_CURVES);
  const head = heading(props, series);
  const read = cursor === null || cursor === undefined ? [] : readOut(props, series, cursor);
  const foot = props.said ? [props.said] : read;
  const plotHeight = height - head.length - foot.length;
  const body = plotHeight >= 4 && width >= 16 ? plot(props, series, plotHeight) : [];
  return [...head, ...body, ...foot]
    .slice(0, height)
    .map((line) => clip(line, width, theme.glyph.ellipsis));
}

function heading({ theme, title, log, width }: LossChartProps, series: readonly Series[]) {
  const { style } = theme;
  const words: Line = [
    run(theme.text(title), style.title),
    ...(log ? [run('  log scale', style.quiet)] : []),
  ];
  const legend = series.map(
    (one, i): Line => [
      run(sample(i, theme.ascii), style[ROLES[i]!]),
      run(` ${theme.text(one.name)}`, style.text),
    ],
  );
  return flow(series.length > 1 ? [words, ...legend] : [words], width, '   ');
}

function readOut(props: LossChartProps, series: readonly Series[], cursor: number) {
  const { theme, width, unit = 'step' } = props;
  const { style } = theme;
  const values = series.map((one, i): Line => {
    const value = one.values[cursor];
    return [
      run(`${theme.text(one.name)}: `, style.quiet),
      run(value === undefined ? 'not yet' : shortNumber(value, theme.ascii), style[ROLES[i]!]),
    ];
  });
  const at = theme.text(shortNumber(whereOf(props, cursor), theme.ascii));
  return flow([[run(`${theme.text(unit)} ${at}`, style.focus)], ...values], width, '   ');
}

interface Frame {
  readonly sheet: Canvas;
  /** Column of the y axis, row of the x axis. */
  readonly axis: number;
  readonly floor: number;
  /** Columns and rows (less one) of the plot itself. */
  readonly across: number;
  readonly top: number;
  readonly last: number;
  /** How many curves have drawn on a cell of the plot. */
  readonly inked: Map<number, number>;
}

function plot(props: LossChartProps, series: readonly Series[], height: number): readonly Line[] {
  const { theme, width } = props;
  const top = height - 3;
  const { scale, high } = scaleOf(props, series, top);
  const labels = scale.ticks.map(tickLabel);
  const axis = Math.max(LABEL, ...labels.map(columns)) + 1;
  const longest = Math.max(1, ...series.map((one) => one.values.length - 1));
  const frame: Frame = {
    sheet: canvas(width, height),
    axis,
    floor: top + 1,
    // The unit stands behind the end of the x axis.
    across: width - axis - 2 - columns(theme.text(props.unit ?? 'step')) - 1,
    top,
    last: Math.max(longest, props.steps ?? 0),
    inked: new Map(),
  };
  drawAxes(props, frame, scale);
  if (props.cursor != null) drawCursor(theme, frame, props.cursor);
  // From the last to the first, so that the student's own curve lies on top.
  for (let i = series.length - 1; i >= 0; i--) drawCurve(theme, frame, scale, high, series[i]!, i);
  if (props.cursor != null) drawPoints(props, series, frame, scale, props.cursor);
  return frame.sheet.lines();
}

function scaleOf({ log }: LossChartProps, series: readonly Series[], top: number) {
  const all = series.flatMap((one) => one.values.filter(Number.isFinite));
  if (log) {
    const positive = all.filter((y) => y > 0);
    const high = least(positive.map((y) => -y)) * -1 || 1;
    // What is smaller than rounding can resolve would only stretch the axis.
    const low = Math.max(positive.length > 0 ? least(positive) : 1, high * 1e-16);
    return { scale: logScale(low, high, top), high: Number.POSITIVE_INFINITY };
  }
  const starts = series.map((one) => Math.abs(one.values[0] ?? 0)).filter(Number.isFinite);
  const cap = BLOW_UP * starts.reduce((a, b) => Math.max(a, b), 0);
  const within = cap > 0 ? all.filter((y) => Math.abs(y) <= cap) : all;
  const [low, high] = within.length > 0 ? [least(within), -least(within.map((y) => -y))] : [0, 1];
  const scale = linearScale(low, high, top);
  return { scale, high: Math.max(high, scale.ticks.at(-1) ?? high) };
}

function least(values: readonly number[]): number {
  return values.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
}

/** What a step stands for on the x axis. */
function whereOf({ span, series }: LossChartProps, step: number): number {
  const last = Math.max(1, ...series.map(({ values }) => values.length - 1));
  return span ? span[0] + ((span[1] - span[0]) * step) / last : step;
}

function columnOf(frame: Frame, step: number): number {
  return Math.round((step / frame.last) * (frame.across - 1));
}

function drawAxes(props: LossChartProps, frame: Frame, scale: Scale): void {
  const { theme, unit = 'step' } = props;
  const { rule, quiet } = theme.style;
  const { sheet, axis, floor, across, top, last } = frame;
  const { wall } = theme.glyph;
  for (let y = 0; y <= top; y++) sheet.put(axis, y, wall, rule);
  sheet.put(axis, floor, theme.text(`└${'─'.repeat(across)}`), rule);
  const taken = new Set<number>();
  for (const tick of scale.ticks) {
    const y = top - Math.round(scale.row(tick));
    if (y < 0 || y > top || taken.has(y)) continue;
    taken.add(y);
    const label = theme.text(tickLabel(tick).replace('-', '−'));
    sheet.put(axis - 1 - columns(label), y, label, quiet);
    sheet.put(axis, y, theme.text('┤'), rule);
  }
  const [from, to] = props.span ?? [0, last];
  const nice = niceStep(to - from, Math.max(1, Math.floor(across / 9)));
  // Half a step is none; half a unit of a weight is.
  const step = props.span ? nice : Math.max(1, nice);
  for (let tick = Math.ceil(from / step) * step; tick <= to; tick += step) {
    const x = axis + 1 + columnOf(frame, ((tick - from) / (to - from)) * last);
    const label = theme.text(tickLabel(tick).replace('-', '−'));
    sheet.put(x, floor, theme.text('┬'), rule);
    sheet.put(x - Math.floor(label.length / 2), floor + 1, label, quiet);
  }
  sheet.put(axis + across + 2, floor, theme.text(unit), quiet);
}

/** Where a curve leaves the picture upwards or downwards it says so, and where it ceases to be a number. */
function drawCurve(
  theme: Theme,
  frame: Frame,
  scale: Scale,
  high: number,
  series: Series,
  index: number,
): void {
  const { sheet, axis, top } = frame;
  const { glyph } = theme;
  const style = theme.style[ROLES[index]!];
  const bound = (y: number) => Math.max(-1, Math.min(top + 1, y));
  const rows = series.values.map((value) => {
    if (Number.isNaN(value) || value === Number.POSITIVE_INFINITY) return Number.NaN;
    if (value > high) return top + 1;
    return bound(Math.round(scale.row(value) * 1e6) / 1e6);
  });
  const count = columnOf(frame, series.values.length - 1) + 1;
  const sampled = resample(rows, count);
  // Only where a curve leaves the picture is it drawn at the edge, not for as long as it is gone.
  const out = sampled.map((y) => (y > top + 0.5 ? 1 : y < -0.5 ? -1 : 0));
  const leaves = out.map((side, x) => (side !== 0 && out[x - 1] !== side ? side : 0));
  const put = (x: number, y: number, char: string, look: Style) => {
    // Where two curves share a cell they take turns, so that neither hides the other.
    const cell = y * frame.across + x;
    const before = frame.inked.get(cell) ?? 0;
    if (x % (before + 1) === 0) sheet.put(axis + 1 + x, top - y, char, look);
    frame.inked.set(cell, before + 1);
  };
  const inside = sampled.map((y, x) =>
    out[x] !== 0 && leaves[x] === 0 ? Number.NaN : Math.max(0, Math.min(top, y)),
  );
  for (const { x, y, char } of strokes(inside, top, index, theme.ascii)) put(x, y, char, style);
  leaves.forEach((side, x) => {
    if (side > 0) sheet.put(axis + 1 + x, 0, glyph.up, theme.style.wrong);
    if (side < 0) sheet.put(axis + 1 + x, top, glyph.down, theme.style.quiet);
  });
  const broken = series.values.findIndex((value) => !Number.isFinite(value));
  if (broken >= 0) {
    const x = axis + 1 + columnOf(frame, broken);
    const word = Number.isNaN(series.values[broken]) ? 'NaN' : theme.ascii ? 'inf' : '∞';
    sheet.put(x, 0, glyph.wrong, theme.style.wrong);
    const from = x + 2 + columns(word) <= sheet.width ? x + 2 : x - 1 - columns(word);
    sheet.put(from, 0, word, theme.style.wrong);
  }
}

function drawCursor(theme: Theme, frame: Frame, cursor: number): void {
  const x = frame.axis + 1 + columnOf(frame, cursor);
  for (let y = 0; y <= frame.top; y++) frame.sheet.put(x, y, theme.text('┊'), theme.style.rule);
}

function drawPoints(
  { theme }: LossChartProps,
  series: readonly Series[],
  frame: Frame,
  scale: Scale,
  cursor: number,
): void {
  const { sheet, axis, top } = frame;
  const x = axis + 1 + columnOf(frame, cursor);
  for (let i = series.length - 1; i >= 0; i--) {
    const y = Math.round(scale.row(series[i]!.values[cursor] ?? Number.NaN));
    if (y >= 0 && y <= top) sheet.put(x, top - y, theme.glyph.alive, theme.style.focus);
  }
}
