import { printName } from '../../notation/print.ts';
import { frontMatrix, frontPanel, type Here } from '../../session/view.ts';
import type { Desk, Size } from '../desk.ts';
import type { Theme } from '../theme.ts';
import { legend, limitOf, summary } from '../widgets/matrixParts.ts';
import { exactNumber, shortNumber } from '../widgets/numbers.ts';
import { clip, flow, type Line, run, wrap } from '../widgets/run.ts';

/** The entry under the cursor, the gradient check, and what holds of the whole matrix. */
export function matrixDetails(
  theme: Theme,
  desk: Desk,
  at: Here,
  { width, height }: Size,
): readonly Line[] {
  const matrix = frontMatrix(desk.session);
  if (!matrix) return [];
  const { style, glyph } = theme;
  const { tensor } = matrix;
  const own = frontPanel(desk.session)?.picture.kind === 'answer';
  const name = own ? 'yours' : printName(matrix.name);
  const { row, col } = at.screen.cell;
  const scale = legend(theme, limitOf(tensor));
  const facts = flow([...(scale ? [scale] : []), ...summary(theme, tensor)], width - 2, '   ');
  const entry: Line = [
    run(`${name}  row ${row + 1}, column ${col + 1}  `, style.quiet),
    run(exactNumber(tensor.data[row * tensor.cols + col] ?? Number.NaN, theme.ascii), style.focus),
  ];
  const checked = at.screen.nudge ? nudgeLines(theme, at.screen.nudge, width - 2) : [];
  // Beside the engine's every matrix has its own entry read off below it.
  const entries = own && at.entry.solution ? [] : [entry];
  const shown = desk.looking ? [...entries, ...(checked.length > 0 ? checked : facts)] : facts;
  return shown.slice(0, height).map((line) => clip([run('  '), ...line], width, glyph.ellipsis));
}

function nudgeLines(
  theme: Theme,
  nudge: NonNullable<Here['screen']['nudge']>,
  width: number,
): readonly Line[] {
  const { style, ascii } = theme;
  const write = (x: number) => theme.text(shortNumber(Number(x.toPrecision(6)), ascii));
  const name = `${printName(nudge.name)}[${nudge.row + 1},${nudge.col + 1}]`;
  const said = (who: string, entry: number | null): Line =>
    entry === null ? [] : [run(`; ${who} `, style.quiet), run(write(entry), style.focus)];
  const words: Line = [
    run(theme.text(`${name} ∓ ${nudge.step}: L is `), style.quiet),
    run(theme.text(`${fine(nudge.lossBelow)}, ${fine(nudge.lossAbove)}`), style.text),
    run('; slope ', style.quiet),
    run(write(nudge.slope), style.focus),
    ...said('the gradient says', nudge.gradient),
    ...said('you wrote', nudge.yours),
  ];
  return wrap(words, width);
}

/** Enough digits that a nudge shows. */
function fine(x: number): string {
  return String(Number(x.toFixed(4)));
}
