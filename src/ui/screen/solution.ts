import { showShape } from '../../engine/shape.ts';
import { derivationOf, type Equation, rowsOf } from '../../lesson/derivation.ts';
import { type Exercise, solve } from '../../lesson/exercises/index.ts';
import { shapesIn } from '../../lesson/rows.ts';
import { definitionMath } from '../../notation/exprmath.ts';
import { layout } from '../../notation/layout.ts';
import { printName } from '../../notation/print.ts';
import { remember } from '../remember.ts';
import type { Theme } from '../theme.ts';
import { formulaLines } from '../widgets/Formula.tsx';
import { clip, flow, type Line, lineWidth, run, wrap } from '../widgets/run.ts';
import { hang, proseLines, stacked } from './text.ts';

/** The solution of an exercise on one line, and under it how it comes about, equation by equation. */
export function solutionLines(
  theme: Theme,
  exercise: Exercise,
  width: number,
  solved: boolean,
  inRows: boolean,
): readonly Line[] {
  return remembered(theme, exercise, width, solved, inRows);
}

const remembered = remember(
  (
    theme: Theme,
    exercise: Exercise,
    width: number,
    solved: boolean,
    inRows: boolean,
  ): readonly Line[] =>
    inRows
      ? stacked([
          [[run('  as row Jacobians', theme.style.correct)]],
          ...equationLines(theme, rowsOf(exercise), width, true),
        ])
      : stacked([
          answerLine(theme, exercise, width, solved),
          ...equationLines(theme, derivationOf(exercise), width, offersRows(exercise)),
        ]),
);

function offersRows(exercise: Exercise): boolean {
  return 'rows' in exercise && exercise.rows;
}

function answerLine(
  theme: Theme,
  exercise: Exercise,
  width: number,
  solved: boolean,
): readonly Line[] {
  const solution = solve(exercise);
  // What was typed and found right need not be said again; a formula is, in the form of the board.
  if (solved && solution.shown === null) return [];
  const words = solution.shown ?? solution.answer;
  const name =
    'wants' in exercise && exercise.kind !== 'shape' ? `${printName(exercise.wants)} = ` : '';
  const mark = run('  solution  ', theme.style.correct);
  const rows = words.split(/(?<=\],) (?=\[)/);
  if (rows.length > 1) return matrixLines(theme, [mark, run(theme.text(name))], rows, width);
  const text = [{ kind: 'text' as const, text: theme.text(name + words) }];
  return hang([mark], proseLines(theme, text, width - lineWidth([mark])));
}

/** A matrix as it is typed, broken between its rows; what is too long for a line is cut off. */
function matrixLines(
  theme: Theme,
  mark: Line,
  rows: readonly string[],
  width: number,
): readonly Line[] {
  const room = width - lineWidth(mark);
  const pieces = rows.map((row): Line => [run(theme.text(row))]);
  const lines = flow(pieces, room - 1, ' ').map((line, i) =>
    i === 0 ? line : [run(' '), ...line],
  );
  return hang(
    mark,
    lines.map((line) => clip(line, room, theme.glyph.ellipsis)),
  );
}

/** Equations under each other; where there are two conventions, each with its shapes. */
function equationLines(
  theme: Theme,
  equations: readonly Equation[],
  width: number,
  shapes: boolean,
): readonly (readonly Line[])[] {
  const indent = run('     ');
  const room = width - lineWidth([indent]);
  return equations.map(({ name, definition }) => {
    const box = layout(definitionMath(name, definition), { width: room, ascii: theme.ascii });
    const lines = formulaLines({ theme, box, width: room });
    const words = theme.text(`${showShape(definition.shape!)} = ${shapesIn(definition)}`);
    const below = shapes ? wrap([run(words, theme.style.quiet)], room) : [];
    return [...lines, ...below].map((line): Line => [indent, ...line]);
  });
}
