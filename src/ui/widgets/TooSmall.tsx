import type { Theme } from '../theme.ts';
import { clip, type Line, run, wrap } from './run.ts';
import { widget } from './widget.ts';

/** What `TooSmall` draws: the terminal as it is, and what the lab needs. */
export interface TooSmallProps {
  readonly theme: Theme;
  readonly width: number;
  readonly height: number;
  readonly needs: { readonly width: number; readonly height: number };
}

/** The rows of a `TooSmall`, for any size that there is. */
export function tooSmallLines({ theme, width, height, needs }: TooSmallProps): readonly Line[] {
  const { style, glyph } = theme;
  const size = (w: number, h: number) => `${w}${glyph.times}${h}`;
  const lines = [
    ...wrap([run('A little more room, please', style.title)], width),
    ...wrap(
      [
        run('The lab needs ', style.text),
        run(size(needs.width, needs.height), style.strong),
        run('; this terminal has ', style.text),
        run(size(width, height), style.strong),
        run('.', style.text),
      ],
      width,
    ),
    ...wrap(
      [run('Make it larger, or the letters smaller; your work is kept.', style.quiet)],
      width,
    ),
  ];
  return lines.slice(0, height).map((line) => clip(line, width, glyph.ellipsis));
}

/** Stands in for every screen while the terminal is too small for one. */
export const TooSmall = /* @__PURE__ */ widget(tooSmallLines);
