import { accumulated, endsOf, type Slid, slidTo } from '../../lesson/playground.ts';
import { tensorOf, work } from '../../lesson/worked.ts';
import { printName } from '../../notation/print.ts';
import { slideOf } from '../../session/playing.ts';
import type { Panel } from '../../session/view.ts';
import { remember } from '../remember.ts';
import { describeSlope } from '../widgets/describe.ts';
import { matrixLines } from '../widgets/matrixLines.ts';
import { type PullbackRow, pullbackLines } from '../widgets/PullbackCard.tsx';
import { type Line, run, wrap } from '../widgets/run.ts';
import { sliderLine } from '../widgets/Slider.tsx';
import type { Sheet } from './draws.ts';
import { nameOf, sliceLines } from './experiment.ts';

/** Places at which the loss along an entry is computed. */
const PLACES = 61;
const ownOf = remember(tensorOf, 2);
const slidAt = remember(slidTo, 2);
const curveOf = remember(
  (slid: Slid, index: number, low: number, high: number) => slid.along(index, [low, high], PLACES),
  2,
);

/** Sliders of more entries than this are shown one at a time. */
const MOST_SLIDERS = 4;
/** Rows that a chart needs to say something. */
const CHART = 8;

/** Entries to be moved, the loss along the one in hand, and what the sign of its slope means. */
export function slideLines(
  { theme, desk, at, width, height }: Sheet,
  panel: Panel,
  title: string,
): readonly Line[] {
  const { picture, network } = panel;
  const own = picture.kind === 'slide' ? ownOf(network, picture.of) : null;
  if (picture.kind !== 'slide' || !own) return [];
  const { value, index } = slideOf(at, picture.of) ?? { value: own, index: 0 };
  const slid = slidAt(network, picture.of, value);
  if (!slid) return [];
  const ends = endsOf(network, picture);
  const label = (i: number) => nameOf({ name: picture.of, index: i }, value);
  const entries = Array.from(value.data, (_, i) => i).filter(
    (i) => value.data.length <= MOST_SLIDERS || i === index,
  );
  const sliders = entries.map((i) =>
    sliderLine({
      ...{ theme, width: Math.min(width, 56), label: label(i), value: value.data[i]!, ends },
      focus: desk.looking && i === index,
    }),
  );
  const now = { name: label(index), now: value.data[index]!, loss: slid.loss, ends };
  const slope = slid.gradient.data[index]!;
  const words = describeSlope(now.name, printName(work(network)!.loss), slope);
  const below = wrap([run(theme.text(words), theme.style.strong)], width);
  const room = height - sliders.length - below.length - 3;
  const along = curveOf(slid, index, ...ends);
  const chart = sliceLines(theme, { ...now, slope, along }, { width, height: room });
  return [
    [run(theme.text(title), theme.style.title)],
    [],
    ...sliders,
    ...(room >= CHART ? [[], ...chart] : chart.slice(-1)),
    ...below,
  ];
}

/** Each call and each zeroing with what they left, the newest last, and the gradient as it stands. */
export function callLines(
  { theme, at, width, height }: Sheet,
  { picture, network }: Panel,
  title: string,
): readonly Line[] {
  const gradient = picture.kind === 'calls' ? tensorOf(network, picture.of) : null;
  if (picture.kind !== 'calls' || !gradient) return [];
  const { calls } = at.screen;
  const [end, of] = /^d(.+)\/d(.+)$/.exec(picture.of)!.slice(1) as [string, string];
  const words = { backward: `${end}.backward()`, zero: `${of}.grad = 0` };
  const all = calls.map(
    (call, i): PullbackRow => ({
      word: words[call],
      formula: call === 'zero' ? '' : `+ ${printName(picture.of)}`,
      value: accumulated(gradient, calls.slice(0, i + 1)),
      added: call === 'backward',
    }),
  );
  const now = matrixLines({
    ...{ theme, width, title: `${of}.grad`, bare: true },
    tensor: accumulated(gradient, calls),
    height: Math.max(4, Math.floor(height / 2)),
  });
  const room = height - 2 - now.length - 1;
  const rows = [
    { word: `${of}.grad`, formula: 'at first', value: accumulated(gradient, ['zero']) },
    ...all,
  ];
  const card = pullbackLines({
    theme,
    width,
    title: 'so far',
    rows: rows.slice(-Math.max(1, room - 1)),
  });
  return [[run(theme.text(title), theme.style.title)], [], ...now, [], ...card];
}
