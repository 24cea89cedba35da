import type { Theme } from '../theme.ts';
import { widget } from './Lines.tsx';
import { shortNumber } from './numbers.ts';
import { clip, columns, type Line, run } from './run.ts';

/** What `Slider` draws: a knob of an experiment. */
export interface SliderProps {
  readonly theme: Theme;
  readonly width: number;
  readonly label: string;
  readonly value: number;
  /** The ends of the scale, the smaller first. */
  readonly ends: readonly [low: number, high: number];
  /** Equal ratios at equal distances, as for learning rates; both ends positive. */
  readonly log?: boolean | undefined;
  /** Whether the keys turn this knob now. */
  readonly focus?: boolean | undefined;
}

/** Room for a number, so that the scale does not move with its digits. */
const VALUE = 9;

/** The one row of a `Slider`: `learning rate ───◆───────  0.0300`. */
export function sliderLine(props: SliderProps): Line {
  const { theme, width, label, value, ends, log, focus } = props;
  const { style, glyph } = theme;
  const scale = log ? Math.log : (x: number) => x;
  const [low, high] = [scale(ends[0]), scale(ends[1])];
  const share = high > low ? (scale(value) - low) / (high - low) : 0;
  const words = `${theme.text(label)} `;
  const room = width - columns(words) - VALUE;
  const at = Math.round(Math.max(0, Math.min(1, share || 0)) * (room - 1));
  const look = focus ? style.focus : style.text;
  const bar: Line = [
    run(glyph.rule.repeat(Math.max(0, at)), style.rule),
    run(glyph.knob, look),
    run(glyph.rule.repeat(Math.max(0, room - at - 1)), style.rule),
  ];
  const number = run(shortNumber(value, theme.ascii).padStart(VALUE), look);
  const line: Line = [
    run(words, focus ? style.focus : style.quiet),
    ...(room >= 5 ? bar : []),
    number,
  ];
  return clip(line, width, glyph.ellipsis);
}

/** A number on its scale. */
export const Slider = /* @__PURE__ */ widget((props: SliderProps) => [sliderLine(props)]);
