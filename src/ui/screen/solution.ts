import { derivationOf } from '../../lesson/derivation.ts';
import { type Exercise, solve } from '../../lesson/exercises/index.ts';
import { definitionMath } from '../../notation/exprmath.ts';
import { layout } from '../../notation/layout.ts';
import { printName } from '../../notation/print.ts';
import { remember } from '../remember.ts';
import type { Theme } from '../theme.ts';
import { formulaLines } from '../widgets/Formula.tsx';
import { type Line, lineWidth, run } from '../widgets/run.ts';
import { hang, proseLines, stacked } from './text.ts';

/** The solution of an exercise on one line, and under it how it comes about, equation by equation. */
export const solutionLines = remember(
  (theme: Theme, exercise: Exercise, width: number, solved: boolean): readonly Line[] =>
    stacked([
      answerLine(theme, exercise, width, solved),
      ...derivationLines(theme, exercise, width),
    ]),
);

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
  const text = [{ kind: 'text' as const, text: theme.text(name + words) }];
  return hang([mark], proseLines(theme, text, width - lineWidth([mark])));
}

function derivationLines(
  theme: Theme,
  exercise: Exercise,
  width: number,
): readonly (readonly Line[])[] {
  const indent = run('     ');
  const room = width - lineWidth([indent]);
  return derivationOf(exercise).map(({ name, definition }) => {
    const box = layout(definitionMath(name, definition), { width: room, ascii: theme.ascii });
    const lines = formulaLines({ theme, box, width: room });
    return lines.map((line): Line => [indent, ...line]);
  });
}
