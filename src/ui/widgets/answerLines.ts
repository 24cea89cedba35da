import type { Span } from '../../engine/expr.ts';
import type { Candidate } from '../completion.ts';
import type { Bracket } from '../editor.ts';
import { printable } from '../glyphs.ts';
import type { Style, Theme } from '../theme.ts';
import {
  blockWidth,
  clip,
  columns,
  flow,
  type Line,
  lineWidth,
  merged,
  pad,
  type Run,
  run,
  wrap,
} from './run.ts';

/** What `AnswerField` draws. */
export interface AnswerFieldProps {
  readonly theme: Theme;
  readonly width: number;
  /** What the answer stands for: `∂L/∂W₃ =`. */
  readonly prompt: string;
  readonly text: string;
  /** Where the cursor stands, in UTF-16 units; null while the field is not typed into. */
  readonly cursor: number | null;
  /** Shown while the text is empty. */
  readonly hint?: string | undefined;
  /** The stretch that is spoken of below: a caret goes under each of its columns. */
  readonly span?: Span | null | undefined;
  /** From `bracketAt`: it and its partner are marked, or it alone as unmatched. */
  readonly bracket?: Bracket | null | undefined;
  /** What was understood, in math notation, and the shapes met on the way. */
  readonly reading?: string | null | undefined;
  readonly shapes?: string | null | undefined;
  /** The reading in two dimensions, in its place where there is room. */
  readonly drawn?: Drawn | null | undefined;
  /** What stands in the way of a reading. */
  readonly problem?: string | null | undefined;
  /** Open completions; `index` is the one in the line. */
  readonly completion?:
    | { readonly candidates: readonly Candidate[]; readonly index: number | null }
    | null
    | undefined;
}

/** A formula of several rows, and the one that text beside it aligns with. */
export interface Drawn {
  readonly lines: readonly Line[];
  readonly baseline: number;
}

/** The part of the text in view: from column `from` of the text, `width` columns. */
interface View {
  readonly from: number;
  readonly width: number;
}

/** One character at its columns of the text. */
interface Glyph {
  readonly char: string;
  readonly at: number;
  readonly end: number;
  readonly column: number;
  readonly width: number;
}

/** The rows of an `AnswerField`: prompt and text, carets, problem or reading, completions. */
export function answerLines(props: AnswerFieldProps): readonly Line[] {
  const { theme, width } = props;
  const prompt = promptOf(props);
  const indent = columns(prompt);
  const glyphs = glyphsOf(props.text);
  const view = viewOf(props, glyphs, width - indent);
  const lines = [
    [...(prompt ? [run(prompt, theme.style.math)] : []), ...textRuns(props, glyphs, view)],
    ...carets(props, glyphs, view, indent),
    ...understood(props, indent),
    ...candidates(props, indent),
  ];
  return lines.map((line) => clip(line, width, theme.glyph.ellipsis));
}

/** Where the terminal's own cursor belongs, counted from the field's upper left corner. */
export function answerCursor(props: AnswerFieldProps): { readonly x: number; readonly y: number } {
  const glyphs = glyphsOf(props.text);
  const indent = columns(promptOf(props));
  const view = viewOf(props, glyphs, props.width - indent);
  return { x: indent + columnOf(glyphs, props.cursor ?? 0) - view.from, y: 0 };
}

/** The prompt; cut where it would leave less than half of the line to the answer. */
function promptOf({ theme, prompt, width }: AnswerFieldProps): string {
  const words = theme.text(prompt);
  const room = Math.max(0, Math.floor(width / 2) - 1);
  if (columns(words) <= room) return words === '' ? '' : `${words} `;
  return `${clip([run(words)], room, theme.glyph.ellipsis)
    .map(({ text }) => text)
    .join('')} `;
}

function glyphsOf(text: string): readonly Glyph[] {
  const found: Glyph[] = [];
  let at = 0;
  let column = 0;
  // A base character with its marks is one glyph, as it is one column.
  for (const [raw] of text.matchAll(/[\s\S]\p{M}*/gu)) {
    const char = printable(raw);
    const width = columns(char);
    found.push({ char, at, end: at + raw.length, column, width });
    at += raw.length;
    column += width;
  }
  return found;
}

function columnOf(glyphs: readonly Glyph[], index: number): number {
  const glyph = glyphs.find(({ end }) => index < end);
  if (glyph) return glyph.column;
  const last = glyphs.at(-1);
  return last ? last.column + last.width : 0;
}

/** The view jumps by half its width, so that typing does not shift the line at every key. */
function viewOf(props: AnswerFieldProps, glyphs: readonly Glyph[], room: number): View {
  const width = Math.max(2, room);
  const total = columnOf(glyphs, props.text.length) + 1;
  const focus = columnOf(glyphs, props.cursor ?? props.span?.[0] ?? 0);
  if (total <= width) return { from: 0, width };
  const half = Math.max(1, Math.floor(width / 2));
  const jumps = Math.max(0, Math.floor((focus - Math.floor(width / 4)) / half));
  const from = jumps * half;
  return { from: Math.max(0, Math.min(from, total - width)), width };
}

function textRuns(props: AnswerFieldProps, glyphs: readonly Glyph[], view: View): Line {
  const { theme, cursor, text } = props;
  const { style, glyph } = theme;
  if (text === '' && props.hint) {
    const hint = theme.text(props.hint);
    if (cursor === null) return [run(hint, style.quiet)];
    return [run(hint.slice(0, 1) || ' ', style.cursor), run(hint.slice(1), style.quiet)];
  }
  const end = view.from + view.width;
  const shown = glyphs.filter(({ column, width }) => column >= view.from && column + width <= end);
  const more = glyphs.some(({ column, width }) => column + width > end);
  const runs = shown.map((one, i): Run => {
    const hides = (i === 0 && view.from > 0) || (more && i === shown.length - 1);
    // Wide characters can bring the cursor to an edge: it is shown before what is announced there.
    if (hides && one.at !== cursor) return run(glyph.ellipsis.padEnd(one.width), style.quiet);
    return run(one.char, lookOf(props, one.at));
  });
  // A wide character may stand half out of view: its other half stays blank.
  const gap = (shown[0]?.column ?? view.from) - view.from;
  if (gap > 0) runs.unshift(run(' '.repeat(gap)));
  if (cursor !== null && cursor >= text.length) runs.push(run(' ', style.cursor));
  return merged(runs);
}

function lookOf({ theme, cursor, span, bracket }: AnswerFieldProps, at: number): Style {
  const { style } = theme;
  if (at === cursor) return style.cursor;
  const marks = bracket ? [bracket.at, ...(bracket.partner ? [bracket.partner] : [])] : [];
  if (marks.some(([from]) => from === at)) return bracket!.partner ? style.focus : style.wrong;
  if (span && at >= span[0] && at < span[1]) return style.wrong;
  return style.text;
}

/** `^^^` under the span, or `^` where it is empty; arrows where it lies out of view. */
function carets(
  { theme, span }: AnswerFieldProps,
  glyphs: readonly Glyph[],
  view: View,
  indent: number,
): readonly Line[] {
  if (!span) return [];
  const from = columnOf(glyphs, span[0]) - view.from;
  const to = Math.max(from + 1, columnOf(glyphs, span[1]) - view.from);
  const { tail, head } = theme.glyph;
  if (to <= 0) return [[run(' '.repeat(indent)), run(tail, theme.style.wrong)]];
  if (from >= view.width) {
    return [[run(' '.repeat(indent + view.width - 1)), run(head, theme.style.wrong)]];
  }
  const [first, end] = [Math.max(0, from), Math.min(view.width, to)];
  return [[run(' '.repeat(indent + first)), run('^'.repeat(end - first), theme.style.wrong)]];
}

function understood(props: AnswerFieldProps, indent: number): readonly Line[] {
  const { theme, width, reading, shapes, problem } = props;
  const { style } = theme;
  const room = Math.max(8, width - indent);
  const shifted = (lines: readonly Line[]) =>
    lines.map((line): Line => [run(' '.repeat(Math.min(indent, width - room))), ...line]);
  const wrong = problem ? shifted(wrap([run(theme.text(problem), style.caution)], room)) : [];
  if (props.drawn && !problem) {
    const { lines, baseline } = props.drawn;
    const beside: Line = shapes ? [run('    '), run(theme.text(shapes), style.quiet)] : [];
    const wide = blockWidth(lines);
    return shifted(
      lines.map((line, i) => (i === baseline ? [...pad(line, wide), ...beside] : line)),
    );
  }
  const said: Line[] = [
    ...(reading ? [[run(theme.text(reading), style.math)]] : []),
    ...(shapes ? [[run(theme.text(shapes), style.quiet)]] : []),
  ];
  const fits = said.reduce((sum, line) => sum + lineWidth(line) + 4, -4) <= room;
  return [
    ...shifted(fits ? flow(said, room, '    ') : said.flatMap((line) => wrap(line, room))),
    ...wrong,
  ];
}

function candidates(
  { theme, width, completion }: AnswerFieldProps,
  indent: number,
): readonly Line[] {
  if (!completion) return [];
  const { style } = theme;
  const pieces = completion.candidates.map(({ name, note }, i): Line => {
    const here = i === completion.index;
    return [
      run(
        here ? `[${theme.text(name)}]` : ` ${theme.text(name)} `,
        here ? style.focus : style.code,
      ),
      run(` ${theme.text(note)}`, style.quiet),
    ];
  });
  const room = Math.max(8, width - indent);
  return flow(pieces, room, '  ')
    .slice(0, 3)
    .map((line) => [run(' '.repeat(width - room)), ...line]);
}
