import type { Reading } from '../../grading/verdict.ts';
import { formulaMath } from '../../lesson/drawn.ts';
import type { Exercise } from '../../lesson/exercises/index.ts';
import { readDraft } from '../../lesson/exercises/index.ts';
import type { Network } from '../../lesson/lesson.ts';
import { proseText } from '../../lesson/mathtext.ts';
import { layoutOf } from '../../lesson/measure.ts';
import { layout } from '../../notation/layout.ts';
import type { Here } from '../../session/view.ts';
import { type Desk, draftOf, type Size } from '../desk.ts';
import { bracketAt } from '../editor.ts';
import { type Grid, gapOf } from '../grid.ts';
import { remember } from '../remember.ts';
import type { Theme } from '../theme.ts';
import { type AnswerFieldProps, answerLines, type Drawn } from '../widgets/answerLines.ts';
import { formulaLines } from '../widgets/Formula.tsx';
import { columns, type Line, run, wrap } from '../widgets/run.ts';
import { verdictLines } from '../widgets/VerdictLine.tsx';
import { viewOf } from './views.ts';

/** Rows of the answer line with what is understood of it, so that typing does not shift the screen. */
const FIELD = 2;

/** On screens of so many rows what was understood is drawn, in up to three rows or five. */
const ROOMY = 30;
const LARGE = 36;

/** Rows of the whole part below the text; the lessons are checked to leave as many on the smallest. */
export function answerRows({ size }: Desk, exercise: Exercise): number {
  return layoutOf.answer + drawnRows(size, exercise) - 1;
}

/** Rows for what was understood, where answers are formulas or matrices and there is room to draw them. */
function drawnRows({ height }: Size, exercise: Exercise): number {
  const { kind } = exercise;
  if (kind === 'derive' || kind === 'backward')
    return height >= LARGE ? 5 : height >= ROOMY ? 3 : 1;
  return kind === 'compute' && height >= LARGE && viewOf(exercise).grid(exercise) ? 5 : 1;
}

/** The part of the screen in which an exercise is answered: the answer line and what is said to it. */
export function answerZone(
  theme: Theme,
  desk: Desk,
  at: Here,
  exercise: Exercise,
  width: number,
): readonly Line[] {
  const field = viewOf(exercise).typed
    ? answerLines(fieldProps(theme, desk, at, exercise, width))
    : chosenLines(theme, desk, exercise);
  const rows = answerRows(desk, exercise);
  const kept = FIELD + rows - layoutOf.answer;
  const blank = Array.from({ length: Math.max(0, kept - field.length) }, (): Line => []);
  const lines = [...field, ...blank, ...below(theme, desk, at, exercise, width)];
  return [...lines, ...Array.from({ length: Math.max(0, rows - lines.length) }, (): Line => [])];
}

/** What was understood, as a formula in two dimensions; null where that needs more rows than there are. */
const drawnReading = remember(
  (theme: Theme, network: Network, read: string, width: number, rows: number): Drawn | null => {
    // Even with all of it in fractions it would not fit: it need not be laid out to be seen.
    if (columns(read) > rows * width) return null;
    const math = formulaMath(network, read);
    if (!math) return null;
    const box = layout(math, { width, ascii: theme.ascii });
    if (box.height > rows || box.height < 2 || box.width > width) return null;
    return { lines: formulaLines({ theme, box, width }), baseline: box.baseline };
  },
  4,
);

const reading = remember(readDraft, 2);

function fieldProps(
  theme: Theme,
  desk: Desk,
  at: Here,
  exercise: Exercise,
  width: number,
): AnswerFieldProps {
  const { editor, looking, grid } = desk;
  const { text } = editor;
  const view = viewOf(exercise);
  const prompt = view.prompt(exercise);
  const field = {
    theme,
    width,
    text,
    prompt: grid ? cellPrompt(prompt, grid) : prompt,
    hint: grid ? 'a number or an expression, such as 9/2' : view.hint(exercise),
    cursor: looking ? null : editor.cursor,
    bracket: looking ? null : bracketAt(text, editor.cursor),
    completion: editor.completion,
  };
  const { said } = at.screen;
  if (grid) {
    // A span would be one of the whole matrix, and not of the entry in hand.
    const gap = gapOf(grid);
    if (gap) return { ...field, shapes: `row ${gap.row + 1}, column ${gap.col + 1} is empty` };
    const { read, shapes, problem } = reading(exercise, draftOf(desk));
    const problemOrTooLong = tooLong(editor.refused) ?? problem?.message;
    return { ...field, reading: read, shapes, problem: problemOrTooLong };
  }
  if (said?.answer === text && said.feedback.verdict !== 'correct') {
    const { span, read, shapes } = said.feedback;
    return { ...field, span, reading: unless(text, read), shapes, drawn: draw(read) };
  }
  const { read, shapes, problem } = aided(at, reading(exercise, text));
  const problemOrTooLong = tooLong(editor.refused) ?? problem?.message;
  return {
    ...{ ...field, shapes, span: problem?.span, problem: problemOrTooLong },
    reading: unless(text, read),
    drawn: draw(read),
  };

  function draw(read: string | null): Drawn | null {
    const { network } = exercise;
    const rows = drawnRows(desk.size, exercise);
    if (!read || !network || rows === 1) return null;
    return drawnReading(theme, network, read, width - columns(theme.text(prompt)) - SHAPES, rows);
  }
}

/** What was understood, without its shapes where the exercise keeps them back until a hint is opened. */
function aided({ exercise, entry, solved }: Here, all: Reading): Reading {
  const keeps = exercise?.kind === 'derive' && exercise.unaided && !solved && entry.hints === 0;
  // What was read and still has a problem is what does not fit.
  return keeps ? { ...all, shapes: null, problem: all.read === null ? all.problem : null } : all;
}

/** Room for the shapes beside a formula. */
const SHAPES = 24;

/** `∂L/∂W₃[2,1] =`: the entry in hand. */
function cellPrompt(prompt: string, { row, col }: Grid): string {
  return prompt.replace(/ =$/, `[${row + 1},${col + 1}] =`);
}

/** A reading that says nothing new need not be drawn. */
function unless(text: string, read: string | null): string | null {
  return read === text.trim() ? null : read;
}

function tooLong(refused: number): string | null {
  if (refused === 0) return null;
  return `${refused} more characters did not fit into the answer line; shorten what you paste.`;
}

function chosenLines(theme: Theme, { editor }: Desk, exercise: Exercise): readonly Line[] {
  const { style } = theme;
  const chosen = editor.text.trim();
  return [
    [
      run(`${viewOf(exercise).prompt(exercise)} `, style.math),
      chosen === '' ? run('none yet', style.quiet) : run(theme.text(chosen), style.focus),
    ],
  ];
}

/** The verdict with its reason, or what else there is to say. */
function below(
  theme: Theme,
  desk: Desk,
  at: Here,
  exercise: Exercise,
  width: number,
): readonly Line[] {
  const { style } = theme;
  if (desk.asked) return wrap([run(confirm, style.caution)], width);
  const { said } = at.screen;
  // What was found wrong helps while it is mended; other verdicts are about the answer as it was.
  if (said && (said.feedback.verdict === 'incorrect' || said.answer === draftOf(desk))) {
    const { verdict, message, credit } = said.feedback;
    const right = verdict === 'correct';
    const words = right && /^(Right|Correct)\.$/.test(message) ? '' : message;
    const why = right && exercise.why ? proseText(exercise.why) : '';
    const last = at.entry.attempts.at(-1);
    const worth = right ? (last?.credit ?? credit) : credit;
    return verdictLines({
      ...{ theme, width, verdict },
      label: null,
      message: [words, why].filter((part) => part !== '').join(' '),
      credit: worth,
    });
  }
  if (at.solved && at.entry.attempts.some(({ text }) => text === desk.editor.text)) {
    const why = exercise.why ? proseText(exercise.why) : '';
    return verdictLines({ theme, width, verdict: 'correct', label: null, message: why, credit: 1 });
  }
  return [];
}

const confirm =
  'Show the solution? Answers to this exercise then earn nothing more. Press ^s again to see it; go on writing to keep trying.';
