import type { Tensor } from '../../engine/tensor.ts';
import {
  reachOf,
  sliceOf,
  slopeOf,
  type Trial,
  trialOf,
  type Weight,
  weightsOf,
} from '../../lesson/trial.ts';
import { printName } from '../../notation/print.ts';
import type { Run } from '../../session/session.ts';
import type { Here } from '../../session/view.ts';
import type { Desk, Size } from '../desk.ts';
import { remember } from '../remember.ts';
import type { Theme } from '../theme.ts';
import { chartLines, type Series } from '../widgets/chartLines.ts';
import { describe, describePair, noProof } from '../widgets/describe.ts';
import { shortNumber } from '../widgets/numbers.ts';
import { clip, type Line, run, wrap } from '../widgets/run.ts';
import { sliderLine } from '../widgets/Slider.tsx';

/** What the run is doing, in a word or two. */
const states = {
  ready: 'ready',
  running: 'training',
  paused: 'paused',
  done: 'at the end',
  diverged: 'diverged',
} as const;

/** Places at which the loss along a weight is computed. */
const PLACES = 61;
/** Room for what the run is doing and for the loss, so that the bar between does not move. */
const STATE = 12;
const LOSS = 12;
const BAR = 24;
/** In fewer rows the chart comes first. */
const TIGHT = 15;

const slice = remember(sliceOf, 2);

/** An experiment: its knobs, the run so far beside others, and what the curve says. */
export function experimentLines(
  theme: Theme,
  desk: Desk,
  at: Here,
  { width, height }: Size,
): readonly Line[] {
  const { run: training } = at.screen;
  const trial = at.exercise && trialOf(at.exercise);
  if (!training || !trial) return [];
  const { glyph } = theme;
  const weight = weightsOf(trial, training.start)[training.knob - 1];
  const tight = height < TIGHT;
  const all = knobs(theme, desk, trial, training, width);
  const head = tight ? all.slice(weight ? 1 : 0).slice(0, 1) : [...all, []];
  const words = fitting(
    sentences(training, at.entry.attempts.at(-1)?.verdict === 'incorrect').map((each) =>
      wrap([run(theme.text(each), theme.style.text)], width),
    ),
    tight ? 1 : Math.floor(height / 5),
  );
  const foot = [...(tight ? [] : [[]]), statusLine(theme, trial, training, width), ...words];
  const room = { width, height: height - head.length - foot.length };
  const chart = weight
    ? sliceLines(theme, sliceAt(trial, training, weight), room)
    : lossLines(theme, trial, training, room);
  return [...head, ...chart, ...foot].map((line) => clip(line, width, glyph.ellipsis));
}

/** As many whole sentences as the rows hold; of the first one at least its beginning, in one row. */
function fitting(said: readonly (readonly Line[])[], rows: number): readonly Line[] {
  const whole: Line[] = [];
  for (const lines of said) if (whole.length + lines.length <= rows) whole.push(...lines);
  if (whole.length > 0 || rows < 1) return whole;
  return [(said[0] ?? []).flatMap((line, i) => (i > 0 ? [run(' '), ...line] : line))];
}

/** The learning rate, and the weight that was turned to last. */
function knobs(
  theme: Theme,
  { looking }: Desk,
  trial: Trial,
  { rate, knob, start }: Run,
  width: number,
): readonly Line[] {
  const weights = weightsOf(trial, start);
  const weight = weights[Math.max(0, knob - 1)];
  const names = ['rate', ...(weight ? [nameOf(weight, start.get(weight.name)!)] : [])];
  const room = Math.max(...names.map((name) => [...name].length));
  const label = (name: string) => name.padEnd(room);
  const slider = { theme, width: Math.min(width, 56) };
  return [
    sliderLine({
      ...slider,
      label: label('rate'),
      value: rate,
      ends: [0, 1],
      stops: trial.rates,
      focus: looking && knob === 0,
    }),
    ...(weight
      ? [
          sliderLine({
            ...slider,
            label: label(nameOf(weight, start.get(weight.name)!)),
            value: start.get(weight.name)!.data[weight.index]!,
            ends: [-reachOf(start, weight), reachOf(start, weight)],
            focus: looking && knob > 0,
          }),
        ]
      : []),
  ];
}

/** `W₃[1,2]`; of a column `h₃[1]`. */
export function nameOf({ name, index }: Weight, { cols }: Pick<Tensor, 'cols'>): string {
  const row = Math.floor(index / cols) + 1;
  return `${printName(name)}[${cols > 1 ? `${row},${(index % cols) + 1}` : row}]`;
}

function lossLines(theme: Theme, trial: Trial, training: Run, { width, height }: Size) {
  const { own, earlier, rate, losses, cursor, log } = training;
  const engine = { name: own ? "the engine's" : `rate ${rate}`, values: losses };
  const others = own ? [] : earlier.filter((each) => each.rate !== rate).reverse();
  const series: readonly Series[] = [
    ...(own && own.own.formulas.size > 0 ? [{ name: 'yours', values: own.losses }] : []),
    engine,
    ...others.map((each) => ({ name: `rate ${each.rate}`, values: each.losses })),
  ];
  return chartLines({
    ...{ theme, title: 'Loss', series, width, height, steps: trial.steps, cursor },
    // Nothing below zero has a place on such an axis.
    log: log && losses.every((loss) => !(loss <= 0)),
  });
}

/** The loss along one entry, all others as they are, and where it stands on that curve. */
export interface Slice {
  readonly name: string;
  readonly now: number;
  readonly loss: number;
  readonly slope: number;
  readonly ends: readonly [low: number, high: number];
  /** At equal distances from end to end. */
  readonly along: readonly number[];
}

/** The curve of a slice with its place on it. */
export function sliceLines(theme: Theme, at: Slice, { width, height }: Size): readonly Line[] {
  const { name, now, loss, slope, along } = at;
  const [low, high] = at.ends;
  const { style, ascii } = theme;
  const write = (x: number) => theme.text(shortNumber(x, ascii));
  const said: Line = [
    run(theme.text(`${name} ${write(now)}`), style.focus),
    run('   loss ', style.quiet),
    run(write(loss), style.text),
    run('   slope ', style.quiet),
    run(write(slope), style.text),
  ];
  return chartLines({
    ...{ theme, title: `Loss along ${name}`, width, height },
    series: [{ name: 'loss', values: along }],
    span: at.ends,
    cursor: Math.round(((now - low) / (high - low)) * (along.length - 1)),
    unit: name,
    said,
  });
}

/** The slice along a weight, where the run stands on it. */
function sliceAt(trial: Trial, { start, values, losses }: Run, weight: Weight): Slice {
  const reach = reachOf(start, weight);
  return {
    name: nameOf(weight, start.get(weight.name)!),
    now: values.get(weight.name)!.data[weight.index]!,
    loss: losses.at(-1)!,
    slope: slopeOf(trial, values, weight),
    ends: [-reach, reach],
    along: slice(trial, values, weight, [-reach, reach], PLACES),
  };
}

function statusLine(theme: Theme, trial: Trial, { status, losses, own }: Run, width: number): Line {
  const { style, glyph } = theme;
  const taken = Math.max(losses.length, own?.losses.length ?? 0) - 1;
  const step = `step ${taken} of ${trial.steps}`.padStart(`step ${trial.steps} of `.length * 2 - 8);
  const room = Math.max(0, Math.min(BAR, width - STATE - step.length - LOSS - 4));
  const full = Math.round((Math.min(taken, trial.steps) / trial.steps) * room);
  return [
    run(states[status].padEnd(STATE), status === 'diverged' ? style.wrong : style.strong),
    run(glyph.full.repeat(full), style.correct),
    run(glyph.empty.repeat(room - full), style.rule),
    run(`${room > 0 ? '  ' : ''}${step}  `, style.quiet),
    run('loss ', style.quiet),
    run(shortNumber(losses.at(-1)!, theme.ascii), style.text),
  ];
}

/** What the curves show, the most telling sentence first. */
function sentences({ losses, own }: Run, judgedWrong: boolean): readonly string[] {
  if (!own) return [`The loss ${describe(losses)}.`];
  const { trouble, formulas } = own.own;
  const said = trouble === null ? [] : [trouble];
  if (formulas.size === 0) return [...said, `The engine’s loss ${describe(losses)}.`];
  const pair = describePair(['yours', 'the engine’s'], own.losses, losses);
  return [
    ...said,
    `The two are ${pair}.`,
    ...(judgedWrong ? noProof(own.losses, losses) : []),
    `Yours ${describe(own.losses)}.`,
  ];
}
