import type { Graded } from '../grading/answerline.ts';
import type { Verdict } from '../grading/verdict.ts';
import { columns, run, wrap } from '../ui/widgets/run.ts';

const marks: Readonly<Record<Verdict | 'error', string>> = {
  correct: '✓ correct',
  incorrect: '✗ incorrect',
  unreadable: '? unreadable',
  error: '! error',
};
/** Columns of the id, the verdict and the label; the message has the rest. */
const widths = [10, 12, 23] as const;
const before = widths.reduce((sum, each) => sum + each + 1, 0);
/** With less room than this for a message it stands under its row. */
const narrowest = 30;

/** Verdicts as lines for people, one after the other: what comes later does not move what was said. */
export class GradeTable {
  private readonly width: number;
  private readonly counts = { correct: 0, incorrect: 0, unreadable: 0, error: 0 };
  private lines = 0;

  /** `width` is that of the terminal, in columns. */
  constructor(width: number) {
    this.width = Math.max(48, width);
  }

  head(): string {
    return `${cells(['id', 'verdict', 'label'])}${this.beside ? 'message' : ''}`.trimEnd();
  }

  /** One answer; `line` is where it stood, for what cannot be graded. */
  row(graded: Graded, line: number): string {
    const kind = 'error' in graded ? 'error' : graded.verdict;
    this.counts[kind] += 1;
    this.lines += 1;
    const message =
      'error' in graded ? `line ${line}: ${graded.error.replace(/^line: /, '')}` : graded.message;
    const label = 'error' in graded ? '' : (graded.label ?? '');
    const id = typeof graded.id === 'object' ? '–' : String(graded.id);
    const indent = this.beside ? before : 4;
    const [first = '', ...rest] = wrap([run(message)], this.width - indent).map((each) =>
      each.map(({ text }) => text).join(''),
    );
    const start = cells([id, marks[kind], label]);
    const under = (text: string) => `${' '.repeat(indent)}${text}`;
    const lines = this.beside
      ? [start + first, ...rest.map(under)]
      : [start, under(first), ...rest.map(under)];
    return lines.map((each) => each.trimEnd()).join('\n');
  }

  /** How many answers got which verdict. */
  foot(): string {
    const { correct, incorrect, unreadable, error } = this.counts;
    const answers = `${this.lines} ${this.lines === 1 ? 'line' : 'lines'}`;
    const errors = error > 0 ? `, ${error} not a question` : '';
    return `${answers}: ${correct} correct, ${incorrect} incorrect, ${unreadable} unreadable${errors}.`;
  }

  private get beside(): boolean {
    return this.width - before >= narrowest;
  }
}

/** Texts in their columns. One that is too long for its own has a line to itself. */
function cells(texts: readonly string[]): string {
  let out = '';
  let column = 0;
  texts.forEach((text, i) => {
    const flat = text.replace(/\s+/g, ' ');
    const last = out.slice(out.lastIndexOf('\n') + 1);
    out += ' '.repeat(Math.max(0, column - columns(last))) + flat;
    column += widths[i]! + 1;
    const full = columns(out.slice(out.lastIndexOf('\n') + 1));
    out += full < column ? ' '.repeat(column - full) : `\n${' '.repeat(column)}`;
  });
  return out;
}
