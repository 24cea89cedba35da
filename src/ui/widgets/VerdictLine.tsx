import type { Verdict } from '../../grading/verdict.ts';
import type { Glyph } from '../glyphs.ts';
import type { Role, Theme } from '../theme.ts';
import { columns, type Line, lineWidth, pad, run, wrap } from './run.ts';
import { widget } from './widget.ts';

/** What `VerdictLine` draws: what was said to an answer. */
export interface VerdictLineProps {
  readonly theme: Theme;
  readonly width: number;
  readonly verdict: Verdict;
  /** The stable word for the mistake or note; null on a plain `correct`. */
  readonly label: string | null;
  readonly message: string;
  /** From 0 to 1; shown for what costs or earns something. */
  readonly credit: number;
}

interface Say {
  readonly glyph: Glyph;
  readonly role: Role;
  readonly words: string;
}

const says: Readonly<Record<Verdict, Say>> = {
  correct: { glyph: 'correct', role: 'correct', words: 'Right.' },
  incorrect: { glyph: 'wrong', role: 'wrong', words: 'Not yet.' },
  unreadable: { glyph: 'unreadable', role: 'caution', words: 'Not judged.' },
};

/** The rows of a `VerdictLine`: the verdict and its reason, then the label with what it earns. */
export function verdictLines(props: VerdictLineProps): readonly Line[] {
  const { theme, width, verdict, label, message, credit } = props;
  const { style, glyph } = theme;
  const say = says[verdict];
  const mark = `${glyph[say.glyph]} `;
  const room = Math.max(1, width - columns(mark));
  const words: Line = [run(`${say.words} `, style[say.role]), run(theme.text(message), style.text)];
  const lines = wrap(words, room).map(
    (line, i): Line => [
      i === 0 ? run(mark, style[say.role]) : run(' '.repeat(columns(mark))),
      ...line,
    ],
  );
  const notes = [label, worth(verdict, credit)].filter((note) => note !== null);
  if (notes.length === 0) return lines;
  const note = run(theme.text(notes.join(' · ')), style.quiet);
  const last = lines.at(-1)!;
  const beside = lineWidth(last) + columns(note.text) + 3 <= width;
  if (beside) return [...lines.slice(0, -1), [...pad(last, width - columns(note.text)), note]];
  return [...lines, ...wrap([note], room).map((line) => [run(' '.repeat(columns(mark))), ...line])];
}

function worth(verdict: Verdict, credit: number): string | null {
  if (verdict === 'unreadable') return 'costs nothing';
  if (verdict === 'incorrect') return credit > 0 ? `${percent(credit)} so far` : null;
  return credit < 1 ? `${percent(credit)} of the credit` : null;
}

function percent(share: number): string {
  return `${Math.round(100 * share)} %`;
}

/** Right, not yet, or not judged; and why. */
export const VerdictLine = /* @__PURE__ */ widget(verdictLines);
