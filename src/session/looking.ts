import { at as entryAt, mapped } from '../engine/tensor.ts';
import { evaluateAnswer, lossAt, tensorOf, work } from '../lesson/worked.ts';
import { clamp, wrap } from './indices.ts';
import { judged } from './progress.ts';
import type { LessonScreen, Moves, Nudge, Session } from './session.ts';
import {
  backwardLength,
  forwardLength,
  frontMatrix,
  frontPanel,
  here,
  offersRows,
  panels,
  sumsHere,
} from './view.ts';

type Matrix = NonNullable<ReturnType<typeof frontMatrix>>;

/** How far a weight is moved to either side. */
const nudgeStep = 0.01;

/** Looking at pictures: panels, the cursor in a matrix, the two passes, the gradient check. */
export const looking: Moves<
  | 'panelTurned'
  | 'cellMoved'
  | 'backwardWalked'
  | 'forwardWalked'
  | 'sumMoved'
  | 'layoutTurned'
  | 'nudged'
> = {
  panelTurned: (session, { by }) =>
    look(session, (screen) => {
      const panel = wrap(screen.panel + by, panels(session).length);
      return panel === screen.panel ? {} : { panel, cell: { row: 0, col: 0 }, nudge: null };
    }),
  cellMoved: (session, { rows, cols }) =>
    look(session, ({ cell }) => {
      const matrix = frontMatrix(session)?.tensor;
      if (!matrix) return {};
      const row = clamp(cell.row + rows, matrix.rows);
      const col = clamp(cell.col + cols, matrix.cols);
      return row === cell.row && col === cell.col ? {} : { cell: { row, col }, nudge: null };
    }),
  backwardWalked: (session, { by }) =>
    look(session, ({ pullback }) => ({
      pullback: clamp(pullback + by, backwardLength(session) + 1),
      sum: 0,
    })),
  forwardWalked: (session, { by }) =>
    look(session, ({ forward }) => ({
      forward: clamp(forward + by, forwardLength(session) + 1),
    })),
  sumMoved: (session, { by }) =>
    look(session, ({ sum }) => ({ sum: clamp(sum + by, sumsHere(session)) })),
  // A cell and its nudge are of the matrix as it stood.
  layoutTurned: (session) =>
    offersRows(session)
      ? look(session, ({ rows }) => ({ rows: !rows, cell: { row: 0, col: 0 }, nudge: null }))
      : session,
  nudged: (session) =>
    look(session, ({ cell }) => {
      const matrix = frontMatrix(session);
      return { nudge: matrix && nudge(session, matrix, cell) };
    }),
};

function look(session: Session, change: (screen: LessonScreen) => Partial<LessonScreen>): Session {
  const { screen } = session;
  return screen.kind === 'lesson'
    ? { ...session, screen: { ...screen, ...change(screen) } }
    : session;
}

/** Moves one entry of a quantity (or of what a gradient is taken by) both ways; null where the loss is unknown. */
function nudge(
  session: Session,
  { network, name: shown, tensor: entries, turned }: Matrix,
  cell: LessonScreen['cell'],
): Nudge | null {
  const [row, col] = turned ? [cell.col, cell.row] : [cell.row, cell.col];
  const loss = work(network)?.loss;
  const prefix = `d${loss}/d`;
  const isGradient = shown.startsWith(prefix);
  const isOwn = frontPanel(session)?.picture.kind === 'answer';
  const name = isGradient ? shown.slice(prefix.length) : shown;
  const value = tensorOf(network, name);
  if (!value || name.includes('/') || row >= value.rows || col >= value.cols) return null;
  const index = row * value.cols + col;
  const moved = (by: number) => mapped(value, (x, i) => (i === index ? x + by : x));
  const below = lossAt(network, new Map([[name, moved(-nudgeStep)]]));
  const above = lossAt(network, new Map([[name, moved(nudgeStep)]]));
  if (below === null || above === null) return null;
  const entry = entryAt(entries, cell.row, cell.col);
  return {
    ...{ name, row, col, step: nudgeStep, lossBelow: below, lossAbove: above },
    slope: (above - below) / (2 * nudgeStep),
    gradient: isGradient && !isOwn ? entry : null,
    yours: isOwn ? entry : yours(session, network, prefix + name, row, col),
  };
}

/** The entry that the student's last answer gives a gradient, as numbers or as a formula; null where the step asks for another. */
function yours(
  session: Session,
  network: Matrix['network'],
  gradient: string,
  row: number,
  col: number,
): number | null {
  const at = here(session);
  const exercise = at?.exercise;
  if (!exercise || !('wants' in exercise) || exercise.wants !== gradient) return null;
  if (exercise.network !== network || exercise.kind === 'shape') return null;
  const last = judged(exercise, at.entry).at(-1);
  const value = last ? evaluateAnswer(network, last.text) : null;
  return value && row < value.rows && col < value.cols ? entryAt(value, row, col) : null;
}
