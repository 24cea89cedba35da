import type { Theme } from '../theme.ts';
import { clip, columns, type Line, run } from './run.ts';
import { widget } from './widget.ts';

/** What `ProgressBar` draws. */
export interface ProgressBarProps {
  readonly theme: Theme;
  readonly width: number;
  /** From 0 to 1. */
  readonly share: number;
  /** Before the bar. */
  readonly label?: string | undefined;
}

/** The one row of a `ProgressBar`: `loss ██████░░░░  60 %`. */
export function progressLine({ theme, width, share, label }: ProgressBarProps): Line {
  const { style, glyph } = theme;
  const part = Math.max(0, Math.min(1, Number.isNaN(share) ? 0 : share));
  const before = label ? `${theme.text(label)} ` : '';
  const after = `${Math.floor(100 * part)} %`.padStart(6);
  const room = width - columns(before) - columns(after);
  const full = Math.round(part * Math.max(0, room));
  const bar: Line = [
    run(glyph.full.repeat(full), style.correct),
    run(glyph.empty.repeat(Math.max(0, room - full)), style.rule),
  ];
  const words: Line = [run(before, style.text), ...(room >= 4 ? bar : []), run(after, style.quiet)];
  return clip(words, width, glyph.ellipsis);
}

/** How much of something is done. */
export const ProgressBar = /* @__PURE__ */ widget((props: ProgressBarProps) => [
  progressLine(props),
]);
