import type { Box, Cell, Role as CellRole } from '../../notation/box.ts';
import type { Role, Style, Theme } from '../theme.ts';
import { clip, type Line, type Run, run } from './run.ts';
import { widget } from './widget.ts';

/** What `Formula` draws: a formula laid out before, by `layout` of the notation. */
export interface FormulaProps {
  readonly theme: Theme;
  readonly box: Box;
  readonly width: number;
  /** Columns scrolled out on the left, for a formula that is wider than its box. */
  readonly from?: number | undefined;
  /** The id of the part that the text speaks of; the rest steps back. */
  readonly part?: string | null | undefined;
  /** The id of a part that stands out, while nothing else steps back. */
  readonly lit?: string | undefined;
}

const looks: Readonly<Record<CellRole, Role>> = {
  variable: 'math',
  number: 'math',
  function: 'text',
  operator: 'text',
  symbol: 'math',
  text: 'text',
  fence: 'text',
  rule: 'text',
  label: 'quiet',
  space: 'text',
};

/** The rows of a `Formula`. */
export function formulaLines(props: FormulaProps): readonly Line[] {
  const { theme, box, width, from = 0 } = props;
  return box.rows.map((cells) => {
    const runs: Run[] = [];
    let last: Style | undefined;
    for (const cell of cells.slice(from)) {
      const style = lookOf(props, cell);
      const before = runs.at(-1);
      if (before && style === last) runs[runs.length - 1] = run(before.text + cell.text, style);
      else runs.push(run(cell.text, style));
      last = style;
    }
    return clip(runs, width, theme.glyph.ellipsis);
  });
}

function lookOf({ theme, part, lit }: FormulaProps, cell: Cell): Style {
  const { style } = theme;
  if (lit !== undefined && cell.parts.includes(lit) && cell.role !== 'space') return style.focus;
  if (part != null) return cell.parts.includes(part) ? style.focus : style.quiet;
  return cell.bold ? style.strong : style[looks[cell.role]];
}

/** A formula in two dimensions. */
export const Formula = /* @__PURE__ */ widget(formulaLines);
