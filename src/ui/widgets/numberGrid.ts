import { at } from '../../engine/tensor.ts';
import { heat, type Style } from '../theme.ts';
import type { Grid, MatrixProps } from './matrixParts.ts';
import { numberFormat } from './numbers.ts';
import { type Line, type Run, run } from './run.ts';

/** Numbers on coloured cells in a frame, the column numbers in its upper edge. */
export function numberGrid(props: MatrixProps, limit: number): Grid {
  const { theme, tensor, cursor, marks } = props;
  const { style, glyph } = theme;
  const format = numberFormat(tensor.data, theme.ascii);
  const cellWidth = format.width + (marks ? 3 : 2);
  const gutter = tensor.data.length > 1 ? String(tensor.rows).length + 1 : 0;
  const wall = run(glyph.wall, style.rule);

  const ground = (value: number): Style =>
    heat(theme, value, limit) ?? (Number.isFinite(value) ? {} : style.special);

  const mark = (right: boolean | undefined, under: Style): Run => {
    const glyphOf = right === undefined ? ' ' : right ? glyph.correct : glyph.wrong;
    // On a coloured cell the glyph alone speaks: a second colour would not keep its contrast.
    return run(
      glyphOf,
      under.backgroundColor ? { ...under, bold: true } : right ? style.correct : style.wrong,
    );
  };

  const entry = (row: number, col: number): readonly Run[] => {
    const value = at(tensor, row, col);
    const under = ground(value);
    const here = cursor?.row === row && cursor.col === col;
    const look = here ? { ...under, bold: true } : under;
    return [
      run(here ? '[' : ' ', look),
      run(format.write(value), look),
      ...(marks ? [mark(marks[row]?.[col], under)] : []),
      run(here ? ']' : ' ', look),
    ];
  };

  const upperEdge = (from: number, count: number): Line => {
    const labels = gutter > 0 && tensor.cols > 1;
    const pieces = Array.from({ length: count }, (_, i): Run[] => {
      const label = labels ? String(from + i + 1) : '';
      const before = Math.max(0, Math.ceil((cellWidth - label.length) / 2));
      const after = Math.max(0, cellWidth - before - label.length);
      const look = cursor?.col === from + i ? style.focus : style.quiet;
      return [
        run(glyph.rule.repeat(before), style.rule),
        run(label, look),
        run(glyph.rule.repeat(after), style.rule),
      ];
    });
    return [
      run(' '.repeat(gutter)),
      run(theme.text('┌'), style.rule),
      ...pieces.flat(),
      run(theme.text('┐'), style.rule),
    ];
  };

  return {
    rowsFor: (entries) => entries,
    entriesIn: (rows) => rows,
    colsIn: (width) => Math.floor((width - gutter - 2) / cellWidth),
    draw: (rows, cols) => [
      upperEdge(cols.from, cols.count),
      ...Array.from({ length: rows.count }, (_, i): Line => {
        const row = rows.from + i;
        const label = gutter > 0 ? `${String(row + 1).padStart(gutter - 1)} ` : '';
        return [
          run(label, cursor?.row === row ? style.focus : style.quiet),
          wall,
          ...Array.from({ length: cols.count }, (_, j) => entry(row, cols.from + j)).flat(),
          wall,
        ];
      }),
      [
        run(' '.repeat(gutter)),
        run(theme.text(`└${glyph.rule.repeat(cellWidth * cols.count)}┘`), style.rule),
      ],
    ],
  };
}
