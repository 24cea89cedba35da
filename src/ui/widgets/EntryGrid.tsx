import type { Theme } from '../theme.ts';
import { type Cell, type Frame, lowerEdge, page, rowHead, upperEdge } from './matrixParts.ts';
import { clip, columns, fitText, type Line, type Run, run } from './run.ts';
import { widget } from './widget.ts';

/** What `EntryGrid` draws: a matrix being filled in, each entry a number or an expression. */
export interface EntryGridProps {
  readonly theme: Theme;
  readonly width: number;
  readonly height: number;
  /** `∂L/∂W₃`. */
  readonly title: string;
  /** What was typed, row by row; all rows equally long. */
  readonly entries: readonly (readonly string[])[];
  /** The entry being typed into; null while another part of the screen has the keys. */
  readonly cursor: Cell | null;
  readonly marks?: readonly (readonly boolean[])[] | undefined;
}

/** An entry is shown up to this width; the answer line shows all of the one under the cursor. */
const WIDEST = 8;
const NARROWEST = 3;

/** Title and the two edges. */
const FRAME = 3;

/** The rows of an `EntryGrid`. */
export function entryGridLines(props: EntryGridProps): readonly Line[] {
  const { theme, width, height, title, entries, cursor, marks } = props;
  const { style, glyph } = theme;
  const count = { rows: entries.length, cols: entries[0]?.length ?? 0 };
  const all = entries.flat();
  const inner = Math.min(WIDEST, Math.max(NARROWEST, ...all.map(columns)));
  const frame: Frame = {
    theme,
    gutter: String(count.rows).length + 1,
    cellWidth: inner + (marks ? 3 : 2),
    at: inner,
  };
  const room = Math.floor((width - frame.gutter - 2) / frame.cellWidth);
  const rows = page(count.rows, height - FRAME, cursor?.row ?? 0);
  const cols = page(count.cols, room, cursor?.col ?? 0);
  const filled = all.filter((text) => text.trim() !== '').length;
  const head: Line = [
    run(theme.text(title), style.title),
    run(`  ${count.rows}${glyph.times}${count.cols}`, style.quiet),
    run(`  ${filled} of ${all.length} filled in`, style.quiet),
  ];
  const lines = Array.from({ length: rows.count }, (_, i): Line => {
    const row = rows.from + i;
    return [
      ...rowHead(frame, row, cursor?.row ?? null),
      ...Array.from({ length: cols.count }, (_, j) =>
        entry(props, row, cols.from + j, inner),
      ).flat(),
      run(glyph.wall, style.rule),
    ];
  });
  const top = upperEdge(frame, cols, cols.count, cursor?.col ?? null);
  return [head, top, ...lines, lowerEdge(frame, cols.count)]
    .slice(0, height)
    .map((line) => clip(line, width, glyph.ellipsis));
}

function entry(props: EntryGridProps, row: number, col: number, inner: number): readonly Run[] {
  const { theme, entries, cursor, marks } = props;
  const { style, glyph } = theme;
  const here = cursor?.row === row && cursor.col === col;
  const text = theme.text(entries[row]![col]!);
  const shown = columns(text) > inner ? fitText(text, inner - 1) + glyph.ellipsis : text;
  const words = shown === '' ? glyph.dot : shown;
  const filled = words.length < inner ? ' '.repeat(inner - columns(words)) + words : words;
  const right = marks?.[row]?.[col];
  const mark = right === undefined ? ' ' : right ? glyph.correct : glyph.wrong;
  return [
    run(here ? '[' : ' ', style.focus),
    run(filled, here ? style.focus : shown === '' ? style.quiet : style.text),
    ...(marks ? [run(mark, right ? style.correct : style.wrong)] : []),
    run(here ? ']' : ' ', style.focus),
  ];
}

/** A matrix to fill in, entry by entry. */
export const EntryGrid = /* @__PURE__ */ widget(entryGridLines);
