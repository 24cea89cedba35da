import type { Here } from '../../session/view.ts';
import type { Desk, Size } from '../desk.ts';
import type { Theme } from '../theme.ts';
import { chartLines, type Series } from '../widgets/chartLines.ts';
import { describe } from '../widgets/describe.ts';
import { shortNumber } from '../widgets/numbers.ts';
import { clip, flow, type Line, run, wrap } from '../widgets/run.ts';

/** What the run is doing, in a word or two. */
const states = {
  ready: 'ready',
  running: 'training',
  paused: 'paused',
  done: 'at the end',
  diverged: 'diverged',
} as const;

/** An experiment: the knob, the run so far beside earlier ones, and what the curve says. */
export function experimentLines(
  theme: Theme,
  desk: Desk,
  at: Here,
  { width, height }: Size,
): readonly Line[] {
  const { run: training } = at.screen;
  const { exercise } = at;
  if (!training || exercise?.kind !== 'experiment') return [];
  const { style, glyph } = theme;
  const loss = training.losses.at(-1)!;
  const head = knob(theme, desk, exercise.rates, training.rate, width);
  const status: Line = [
    run(
      `${states[training.status]}  `,
      training.status === 'diverged' ? style.wrong : style.strong,
    ),
    run('step ', style.quiet),
    run(`${training.losses.length - 1}`, style.text),
    run(` of ${exercise.steps}   `, style.quiet),
    run('loss ', style.quiet),
    run(shortNumber(loss, theme.ascii), style.text),
  ];
  const words = wrap(
    [run(theme.text(`The loss ${describe(training.losses)}.`), style.text)],
    width,
  );
  const series: readonly Series[] = [
    { name: rateName(theme, training.rate), values: training.losses },
    ...training.earlier
      .filter(({ rate }) => rate !== training.rate)
      .map(({ rate, losses }) => ({ name: rateName(theme, rate), values: losses }))
      .reverse(),
  ];
  const room = height - head.length - words.length - 4;
  const chart = chartLines({
    theme,
    title: 'Loss',
    series,
    width,
    height: room,
    steps: exercise.steps,
  });
  return [...head, [], ...chart, [], status, ...words].map((line) =>
    clip(line, width, glyph.ellipsis),
  );
}

function rateName(theme: Theme, rate: number): string {
  return theme.text(`rate ${rate}`);
}

/** The rates to choose from, the chosen one in brackets. */
function knob(
  theme: Theme,
  { looking }: Desk,
  rates: readonly number[],
  rate: number,
  width: number,
): readonly Line[] {
  const { style } = theme;
  const pieces = rates.map((each): Line => {
    const words = String(each);
    return each === rate
      ? [run(`[${words}]`, looking ? style.focus : style.strong)]
      : [run(` ${words} `, style.quiet)];
  });
  return flow([[run('rate', looking ? style.focus : style.quiet)], ...pieces], width, ' ');
}
