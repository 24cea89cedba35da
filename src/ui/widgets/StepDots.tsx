import type { Theme } from '../theme.ts';
import { clip, type Line, run } from './run.ts';
import { widget } from './widget.ts';

/** How far a step has come. */
export type StepState = 'done' | 'partly' | 'open';

/** What `StepDots` draws. */
export interface StepDotsProps {
  readonly theme: Theme;
  readonly width: number;
  readonly steps: readonly StepState[];
  /** The step in view, counted from 0; null on the list of lessons. */
  readonly now: number | null;
}

/** The one row of a `StepDots`: `●●●◐○○○  step 4 of 7`; the words alone where the dots do not fit. */
export function dotsLine({ theme, width, steps, now }: StepDotsProps): Line {
  const { style, glyph } = theme;
  const dots = steps.map((state, i) =>
    run(glyph[state], i === now ? style.focus : state === 'open' ? style.quiet : style.correct),
  );
  const words = now === null ? '' : `step ${now + 1} of ${steps.length}`;
  const gap = words === '' ? '' : '  ';
  const fits = dots.length + gap.length + words.length <= width;
  const line: Line = fits
    ? [...dots, run(gap), run(words, style.quiet)]
    : [run(words, style.quiet)];
  return clip(line, width, glyph.ellipsis);
}

/** One dot a step: done, begun or open. */
export const StepDots = /* @__PURE__ */ widget((props: StepDotsProps) => [dotsLine(props)]);
