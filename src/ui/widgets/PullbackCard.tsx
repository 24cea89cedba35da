import type { Tensor } from '../../engine/tensor.ts';
import type { Theme } from '../theme.ts';
import { numberFormat } from './numbers.ts';
import { clip, columns, type Line, pad, run } from './run.ts';
import { widget } from './widget.ts';

/** One line of a `PullbackCard`: a word, a formula and the numbers it stands for. */
export interface PullbackRow {
  /** `value`, `comes in`, `local slope`, `sends to h₂`. */
  readonly word: string;
  readonly formula: string;
  readonly value: Tensor | null;
  /** One of several contributions that add to the next row without this mark. */
  readonly added?: boolean | undefined;
  /** Stands out from the others. */
  readonly lit?: boolean | undefined;
}

/** What `PullbackCard` draws: one node of the backward pass. */
export interface PullbackCardProps {
  readonly theme: Theme;
  readonly width: number;
  /** `h₃ = ReLU(z₃)`. */
  readonly title: string;
  readonly rows: readonly PullbackRow[];
}

/** Entries of a row that are written out; more are counted. */
const MOST = 8;

/** The rows of a `PullbackCard`, in three columns. */
export function pullbackLines({ theme, width, title, rows }: PullbackCardProps): readonly Line[] {
  const { style, glyph } = theme;
  const words = (row: PullbackRow) => (row.added ? `${glyph.plus} ` : '  ') + theme.text(row.word);
  const wordWidth = Math.max(0, ...rows.map((row) => columns(words(row)))) + 2;
  const formulaWidth = Math.max(0, ...rows.map((row) => columns(theme.text(row.formula)))) + 3;
  const lines = rows.flatMap((row): Line[] => {
    const quiet = row.added ? style.positive : style.quiet;
    const first = pad([run(words(row), row.lit ? style.focus : quiet)], wordWidth);
    const formula = run(theme.text(row.formula), row.lit ? style.focus : style.math);
    const numbers = row.value ? entries(theme, row.value) : [];
    const whole: Line = [...pad([...first, formula], wordWidth + formulaWidth), ...numbers];
    const wide = wordWidth + formulaWidth + numbers.reduce((sum, n) => sum + columns(n.text), 0);
    // Too narrow for three columns: the numbers go under the formula.
    if (wide <= width || numbers.length === 0) return [whole];
    return [
      [...first, formula],
      [run(' '.repeat(Math.min(wordWidth, 4))), ...numbers],
    ];
  });
  return [[run(theme.text(title), style.title)], ...lines].map((line) =>
    clip(line, width, glyph.ellipsis),
  );
}

/** `+2  −2  −4` for a column, rows parted by `|` for a matrix; the shape where it is too large. */
function entries(theme: Theme, value: Tensor): Line {
  const { style, glyph, ascii } = theme;
  if (value.data.length > MOST) {
    return [run(`${value.rows}${glyph.times}${value.cols}`, style.quiet)];
  }
  const { write } = numberFormat(value.data, ascii);
  return Array.from(value.data).flatMap((x, i) => {
    const ends = value.cols > 1 && i > 0 && i % value.cols === 0;
    const look = x === 0 ? style.quiet : x < 0 ? style.negative : style.positive;
    return [
      ...(ends ? [run(`  ${glyph.wall}`, style.rule)] : []),
      run(`${i > 0 ? '  ' : ''}${write(x)}`, Number.isFinite(x) ? look : style.special),
    ];
  });
}

/** What a node has, what comes in, and what it sends on. */
export const PullbackCard = /* @__PURE__ */ widget(pullbackLines);
