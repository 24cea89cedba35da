import type { Exercise } from '../../lesson/exercises/index.ts';
import { layoutOf } from '../../lesson/measure.ts';
import { shapeOf } from '../../lesson/worked.ts';
import { printName } from '../../notation/print.ts';
import { type Here, openHints, openSolution, panels } from '../../session/view.ts';
import { type Desk, WIDE } from '../desk.ts';
import type { Theme } from '../theme.ts';
import { type Line, lineWidth, run, wrap } from '../widgets/run.ts';
import { answerRows, answerZone } from './answer.ts';
import { picturePage } from './pictures.ts';
import { solutionLines } from './solution.ts';
import { hang, proseLines, stacked, stepLines } from './text.ts';
import { viewOf } from './views.ts';

/** Blank columns on either side. */
export const MARGIN = layoutOf.margin;
/** The narrowest that pictures can do with. */
const PICTURES = 34;
/** Fewer rows are not worth a picture under the text. */
const LEAST_PICTURE = 5;
/** So many rows of the text, its end with the question, stay beside the longest verdict. */
const LEAST_TEXT = 3;
/** Title, the rule below it, the rule above the footer, the footer. */
const FRAME = layoutOf.frame;

/** How the lesson screen is divided. */
export interface Plan {
  /** Columns and rows of the text; 0 rows where the pictures have taken its place. */
  readonly text: {
    readonly width: number;
    readonly lines: readonly Line[];
    readonly height: number;
  };
  /** The first row of the text in view, and the last that can be. */
  readonly from: number;
  readonly most: number;
  readonly pictures: {
    readonly width: number;
    readonly height: number;
    readonly side: Side;
    readonly details: boolean;
  } | null;
  readonly answer: readonly Line[];
  /** Blank rows above text and pictures. */
  readonly air: number;
}

type Side = 'right' | 'under' | 'instead';

/** Where everything goes: decided by the step and the size, so that it stays while one works. */
export function planLesson(theme: Theme, desk: Desk, at: Here): Plan {
  const { width, height } = desk.size;
  const { exercise, step } = at;
  const inner = width - 2 * MARGIN;
  const most = height - FRAME - 1 - LEAST_TEXT;
  const answer = exercise ? answerZone(theme, desk, at, exercise, inner).slice(0, most) : [];
  const body = height - FRAME - (answer.length > 0 ? answer.length + 1 : 0);
  const resting = height - FRAME - (exercise ? answerRows(desk, exercise) + 1 : 0);
  const fits = (columns: number) => stepLines(theme, step, columns, '').length <= resting;
  const shares = [0.5, 0.54, 0.58, 0.62, 0.66].map((share) => Math.floor(width * share));
  const left =
    width < WIDE || panels(desk.session).length === 0
      ? undefined
      : shares.find((each) => width - each - 3 >= PICTURES && fits(each - MARGIN - 1));
  const columns = left === undefined ? inner : left - MARGIN - 1;
  const base = stepLines(theme, step, columns, '').length;
  // A blank row under the title, where the step has rows to spare; help that opens takes none of it.
  const air = resting - base >= 4 ? 1 : 0;
  const lines = [...(air > 0 ? [[]] : []), ...allText(theme, desk, at, columns)];
  const view = (rows: number) => {
    const last = Math.max(0, lines.length - rows);
    const said = at.screen.said !== null || desk.asked || lines.length > base + air;
    return { most: last, from: Math.min(desk.scroll ?? (exercise && said ? last : 0), last) };
  };
  const text = { width: columns, lines, height: body };
  const room = body - lines.length - 1;
  const filling = desk.looking || desk.grid !== null;
  if (left !== undefined) {
    const pictures = {
      width: width - left - 3,
      height: body - air,
      side: 'right' as const,
      details: true,
    };
    return { text, ...view(body), pictures, answer, air };
  }
  const below = [true, ...(filling ? [] : [false])].find(
    (details) =>
      room >= LEAST_PICTURE && picturePage(theme, desk, inner, room, details)?.whole() === true,
  );
  if (below !== undefined) {
    const pictures = { width: inner, height: room, side: 'under' as const, details: below };
    return { text: { ...text, height: lines.length + 1 }, from: 0, most: 0, pictures, answer, air };
  }
  if (filling) {
    // While one looks, the answer steps back to its line; an entry in hand keeps what is said to it.
    const kept = answer.slice(0, desk.grid ? 2 : 1);
    const rows = body + answer.length - kept.length;
    const pictures = { width: inner, height: rows, side: 'instead' as const, details: true };
    return { text: { ...text, height: 0 }, from: 0, most: 0, pictures, answer: kept, air };
  }
  return { text, ...view(body), pictures: null, answer, air };
}

/** Said where an exercise was solved in an earlier version of its lesson. */
const changedWords = 'This exercise has changed since you solved it. Answer it once more.';

/** What the other convention changes, and what it does not. */
function layoutLines(theme: Theme, exercise: Exercise, width: number): readonly Line[] {
  const { wants = '', network = null } = 'wants' in exercise ? exercise : {};
  const [rows, cols] = (network && shapeOf(network, wants)) ?? [1, 1];
  const words = `Shown as row Jacobians: gradients lie down, and ${printName(wants)} is ${cols}×${rows}. The numbers are the same, and you answer as before.`;
  return hang([run('  ')], wrap([run(theme.text(words), theme.style.quiet)], width - 2));
}

/** The step with the hints that were opened and, where it is open, the solution. */
function allText(theme: Theme, desk: Desk, at: Here, width: number): readonly Line[] {
  const { style } = theme;
  const { exercise } = at;
  const chosen = exercise && !viewOf(exercise).typed ? desk.editor.text : '';
  const hints = openHints(desk.session).map((hint, i) => {
    const mark = run(`  hint ${i + 1}  `, style.caution);
    return hang([mark], proseLines(theme, hint, width - lineWidth([mark])));
  });
  return stacked([
    ...(at.outdated ? [wrap([run(theme.text(changedWords), style.caution)], width)] : []),
    stepLines(theme, at.step, width, chosen),
    ...(at.screen.rows && exercise ? [layoutLines(theme, exercise, width)] : []),
    ...(hints.length > 0 ? [hints.flat()] : []),
    ...(exercise && openSolution(desk.session)
      ? [solutionLines(theme, exercise, width, at.solved, at.screen.rows)]
      : []),
  ]);
}
