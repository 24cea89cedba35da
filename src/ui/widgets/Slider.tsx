import type { Theme } from '../theme.ts';
import { shortNumber } from './numbers.ts';
import { clip, columns, type Line, run } from './run.ts';
import { widget } from './widget.ts';

/** What `Slider` draws: a knob of an experiment. */
export interface SliderProps {
  readonly theme: Theme;
  readonly width: number;
  readonly label: string;
  readonly value: number;
  /** The ends of the scale, the smaller first. */
  readonly ends: readonly [low: number, high: number];
  /** The only values it takes, in order, at equal distances; `ends` say nothing then. */
  readonly stops?: readonly number[] | undefined;
  /** Equal ratios at equal distances, as for learning rates; both ends positive. */
  readonly log?: boolean | undefined;
  /** Whether the keys turn this knob now. */
  readonly focus?: boolean | undefined;
}

/** Room for a number, so that the scale does not move with its digits. */
const VALUE = 9;

/** The one row of a `Slider`: `learning rate ───◆───────  0.0300`. */
export function sliderLine(props: SliderProps): Line {
  const { theme, width, label, stops, focus } = props;
  const { style, glyph } = theme;
  const words = `${theme.text(label)} `;
  const room = width - columns(words) - VALUE;
  const place = (share: number) => Math.round(Math.max(0, Math.min(1, share || 0)) * (room - 1));
  const at = place(shareOf(props));
  const marks = new Set(stops?.map((_, i) => place(i / Math.max(1, stops.length - 1))));
  const line = (from: number, to: number) =>
    Array.from({ length: Math.max(0, to - from) }, (_, i) =>
      marks.has(from + i) ? theme.text('┼') : glyph.rule,
    ).join('');
  const look = focus ? style.focus : style.text;
  const bar: Line = [
    run(line(0, at), style.rule),
    run(glyph.knob, look),
    run(line(at + 1, room), style.rule),
  ];
  const number = run(numberOf(props).padStart(VALUE), look);
  const whole: Line = [
    run(words, focus ? style.focus : style.quiet),
    ...(room >= 5 ? bar : []),
    number,
  ];
  return clip(whole, width, glyph.ellipsis);
}

/** A stop as somebody has written it, a place on a scale as short as it can be. */
function numberOf({ theme, value, stops }: SliderProps): string {
  return stops ? theme.text(String(value).replace('-', '−')) : shortNumber(value, theme.ascii);
}

/** Where the value stands, from 0 to 1. */
function shareOf({ value, ends, log, stops }: SliderProps): number {
  if (stops) return stops.indexOf(value) / Math.max(1, stops.length - 1);
  const scale = log ? Math.log : (x: number) => x;
  const [low, high] = [scale(ends[0]), scale(ends[1])];
  return high > low ? (scale(value) - low) / (high - low) : 0;
}

/** A number on its scale. */
export const Slider = /* @__PURE__ */ widget((props: SliderProps) => [sliderLine(props)]);
