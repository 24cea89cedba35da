import type { Theme } from '../theme.ts';
import { clip, type Line, lineWidth, pad, run } from './run.ts';
import { dotsLine, type StepState } from './StepDots.tsx';
import { widget } from './widget.ts';

/** What `TitleBar` draws. */
export interface TitleBarProps {
  readonly theme: Theme;
  readonly width: number;
  /** The lesson, or the name of another screen. */
  readonly title: string;
  readonly steps?: readonly StepState[] | undefined;
  readonly now?: number | null | undefined;
  /** The credit of the lesson so far, from 0 to 1; null while there is none. */
  readonly credit?: number | null | undefined;
}

/** The one row of a `TitleBar`: program, title, steps and credit; from the left they give way in turn. */
export function titleBarLine(props: TitleBarProps): Line {
  const { theme, width, title, steps, now = null, credit = null } = props;
  const { style, glyph } = theme;
  const right: Line = [
    ...(steps ? dotsLine({ theme, width: Math.floor(width / 2), steps, now }) : []),
    ...(credit === null ? [] : [run(`${Math.round(100 * credit)} %`.padStart(8), style.quiet)]),
    run(' '),
  ];
  const name = run(' backprop-lab   ', style.quiet);
  const room = width - lineWidth(right) - 2;
  const words = run(theme.text(title), style.title);
  const whole = lineWidth([name, words]) <= room;
  const left = clip(whole ? [name, words] : [run(' '), words], room, glyph.ellipsis);
  return clip([...pad(left, width - lineWidth(right)), ...right], width, glyph.ellipsis);
}

/** The top row of every screen. */
export const TitleBar = /* @__PURE__ */ widget((props: TitleBarProps) => [titleBarLine(props)]);
