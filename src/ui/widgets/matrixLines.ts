import { at, type Tensor } from '../../engine/tensor.ts';
import type { Theme } from '../theme.ts';
import { blockGrid } from './blockGrid.ts';
import {
  type Cell,
  type Grid,
  legend,
  limitOf,
  type MatrixProps,
  page,
  summary,
  titleLine,
} from './matrixParts.ts';
import { numberGrid } from './numberGrid.ts';
import { exactNumber } from './numbers.ts';
import { clip, flow, type Line, run } from './run.ts';

/** Title and the two edges of the frame. */
const FRAME = 3;

/** The rows of a `Matrix`: title, grid, the entry under the cursor, legend and summary. */
export function matrixLines(props: MatrixProps): readonly Line[] {
  const { theme, tensor, width, height } = props;
  const limit = props.limit ?? limitOf(tensor);
  const grid = chooseGrid(props, limit);
  // Rows of entries come first; legend and summary go when there is no room for both.
  const spare = height - FRAME - grid.rowsFor(tensor.rows);
  const below = extras(props, limit).slice(0, Math.max(props.cursor ? 1 : 0, spare));
  const { row, col } = props.cursor ?? { row: 0, col: 0 };
  const rows = page(tensor.rows, grid.entriesIn(height - FRAME - below.length), row);
  const cols = page(tensor.cols, grid.colsIn(width), col);
  const lines = [
    titleLine(theme, props.title, tensor, rows, cols),
    ...grid.draw(rows, cols),
    ...below,
  ];
  return lines.slice(0, height).map((line) => clip(line, width, theme.glyph.ellipsis));
}

function chooseGrid(props: MatrixProps, limit: number): Grid {
  const { tensor, width, height, density = 'auto' } = props;
  const numbers = numberGrid(props, limit);
  const fit = numbers.colsIn(width) >= tensor.cols && tensor.rows + FRAME <= height;
  return density === 'numbers' || (density === 'auto' && fit) ? numbers : blockGrid(props, limit);
}

/** Below the grid, the most needed first: the entry under the cursor, then legend and summary. */
function extras(props: MatrixProps, limit: number): readonly Line[] {
  const { theme, tensor, cursor, width } = props;
  const scale = legend(theme, limit);
  const pieces = [...(scale ? [scale] : []), ...summary(theme, tensor)];
  const full = tensor.data.length > 1 && !props.bare;
  return [
    ...(cursor ? [readOut(theme, tensor, cursor, props.marks)] : []),
    ...(full ? flow(pieces, width, '   ') : []),
  ];
}

function readOut(
  theme: Theme,
  tensor: Tensor,
  { row, col }: Cell,
  marks: MatrixProps['marks'],
): Line {
  const { style, glyph } = theme;
  const right = marks?.[row]?.[col];
  return [
    run(`row ${row + 1}, column ${col + 1}  `, style.quiet),
    run(exactNumber(at(tensor, row, col), theme.ascii), style.focus),
    ...(right === undefined ? [] : [run('  ')]),
    ...(right === true ? [run(`${glyph.correct} right`, style.correct)] : []),
    ...(right === false ? [run(`${glyph.wrong} wrong`, style.wrong)] : []),
  ];
}
