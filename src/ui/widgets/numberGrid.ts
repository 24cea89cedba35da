import { at } from '../../engine/tensor.ts';
import { heat, type Style } from '../theme.ts';
import {
  type Frame,
  type Grid,
  lowerEdge,
  type MatrixProps,
  rowHead,
  upperEdge,
} from './matrixParts.ts';
import { numberFormat } from './numbers.ts';
import { type Line, type Run, run } from './run.ts';

/** Numbers on coloured cells in a frame, the column numbers in its upper edge. */
export function numberGrid(props: MatrixProps, limit: number): Grid {
  const { theme, tensor, cursor, marks, column = null } = props;
  const { style, glyph } = theme;
  const format = numberFormat(tensor.data, theme.ascii);
  const scalar = tensor.data.length === 1;
  const frame: Frame = {
    theme,
    gutter: scalar ? 0 : String(tensor.rows).length + 1,
    cellWidth: format.width + (marks ? 3 : 2),
    at: format.width - format.tail,
  };

  const ground = (value: number): Style => {
    if (!Number.isFinite(value)) return style.special;
    // A colour says how large an entry is beside the others; a scalar has no others.
    return (scalar ? null : heat(theme, value, limit)) ?? {};
  };

  const mark = (right: boolean | undefined, under: Style): Run => {
    if (right === undefined) return run(' ', under);
    // On a coloured cell the glyph alone speaks: a second colour would not keep its contrast.
    const look = under.backgroundColor
      ? { ...under, bold: true }
      : style[right ? 'correct' : 'wrong'];
    return run(right ? glyph.correct : glyph.wrong, look);
  };

  const entry = (row: number, col: number): readonly Run[] => {
    const value = at(tensor, row, col);
    const lit = col === column;
    const here = (cursor?.row === row && cursor.col === col) || lit;
    const under = lit ? style.focus : column === null ? ground(value) : style.quiet;
    const right = marks?.[row]?.[col];
    const look = here ? { ...under, bold: true } : under;
    const written = format.write(value);
    const blank = written.length - written.trimStart().length;
    return [
      run((here ? '[' : ' ') + written.slice(0, blank), look),
      run(written.slice(blank), right === false ? { ...look, underline: true } : look),
      ...(marks ? [mark(right, under)] : []),
      run(here ? ']' : ' ', look),
    ];
  };

  return {
    rowsFor: (entries) => entries,
    entriesIn: (rows) => rows,
    colsIn: (width) => Math.floor((width - frame.gutter - 2) / frame.cellWidth),
    draw: (rows, cols) => [
      upperEdge(frame, tensor.cols > 1 ? cols : null, cols.count, cursor?.col ?? column),
      ...Array.from({ length: rows.count }, (_, i): Line => {
        const row = rows.from + i;
        return [
          ...rowHead(frame, row, cursor?.row ?? null),
          ...Array.from({ length: cols.count }, (_, j) => entry(row, cols.from + j)).flat(),
          run(glyph.wall, style.rule),
        ];
      }),
      lowerEdge(frame, cols.count),
    ],
  };
}
