/** A matrix being filled in: what was typed into each entry, rows equally long, and the entry in hand. */
export interface Grid {
  readonly cells: readonly (readonly string[])[];
  readonly row: number;
  readonly col: number;
}

/** No larger matrix is filled in by hand. */
const MOST = 24;

/** The grid of an answer as it stands in the line, at its first entry. */
export function openGrid(text: string): Grid {
  return { cells: cellsOf(text), row: 0, col: 0 };
}

/** What stands in the entry in hand. */
export function cellText({ cells, row, col }: Grid): string {
  return cells[row]![col]!;
}

/** The grid with another text in the entry in hand. */
export function withCell(grid: Grid, text: string): Grid {
  const cells = grid.cells.map((line, i) =>
    i === grid.row ? line.map((cell, j) => (j === grid.col ? text : cell)) : line,
  );
  return { ...grid, cells };
}

/**
 * To another entry. Past the end of a row or column that holds something there is room for more;
 * rows and columns left empty behind it go again, so that the shape is the student's own.
 */
export function moveGrid(grid: Grid, rows: number, cols: number): Grid {
  const kept = filled(grid);
  const place = (at: number, filledUp: number) => Math.max(0, Math.min(at, filledUp, MOST - 1));
  let row = place(grid.row + rows, kept.rows);
  let col = place(grid.col + cols, kept.cols);
  // One new line at a time: the corner outside of both belongs to none.
  if (kept.rows > 0 && row === kept.rows && col === kept.cols) {
    if (rows !== 0) col = kept.cols - 1;
    else row = kept.rows - 1;
  }
  const cells = sized(grid.cells, Math.max(kept.rows, row + 1), Math.max(kept.cols, col + 1));
  return { cells, row, col };
}

/** Along the rows, from the end of one to the start of the next and back; the first row grows. */
export function tabGrid(grid: Grid, by: 1 | -1): Grid {
  const { rows, cols } = filled(grid);
  if (rows <= 1 && grid.row === 0) return moveGrid(grid, 0, by);
  const at = grid.row * cols + Math.min(grid.col, cols - 1) + by;
  return at < 0 ? grid : moveGrid(grid, Math.floor(at / cols) - grid.row, (at % cols) - grid.col);
}

/** The grid as it is typed in the answer line. */
export function gridText(grid: Grid): string {
  const { rows, cols } = filled(grid);
  const cells = sized(grid.cells, rows, cols).map((line) => line.map((cell) => cell.trim()));
  if (rows === 0) return '';
  if (rows === 1 && cols === 1) return cells[0]![0]!;
  if (cols === 1) return `[${cells.map(([cell]) => cell).join(', ')}]`;
  return `[${cells.map((line) => `[${line.join(', ')}]`).join(', ')}]`;
}

/** The first entry between others that holds nothing, or null. */
export function gapOf(grid: Grid): { readonly row: number; readonly col: number } | null {
  const { rows, cols } = filled(grid);
  for (let row = 0; row < rows; row++) {
    const col = grid.cells[row]!.slice(0, cols).findIndex((cell) => cell.trim() === '');
    if (col >= 0) return { row, col };
  }
  return null;
}

/** Rows and columns up to the last that hold something. */
function filled({ cells }: Grid) {
  const holds = (cell: string | undefined) => (cell ?? '').trim() !== '';
  const rows = cells.findLastIndex((line) => line.some(holds)) + 1;
  const cols = Math.max(0, ...cells.map((line) => line.findLastIndex(holds) + 1));
  return { rows, cols };
}

function sized(cells: Grid['cells'], rows: number, cols: number): Grid['cells'] {
  return Array.from({ length: rows }, (_, i) =>
    Array.from({ length: cols }, (_, j) => cells[i]?.[j] ?? ''),
  );
}

/** `[[1, 2], [3, 4]]`, `[1 2; 3 4]`, `[1, 2]` as a column, and anything else as one entry. */
function cellsOf(text: string): Grid['cells'] {
  const inner = /^\s*\[(.*)\]\s*$/s.exec(text)?.[1];
  if (inner === undefined) return [[text.trim()]];
  const nested = split(inner, /[,;]/).map((line) => /^\s*\[(.*)\]\s*$/s.exec(line)?.[1]);
  const rows = nested.every((line) => line !== undefined)
    ? nested.map((line) => split(line!, /,/))
    : inner.includes(';')
      ? split(inner, /;/).map((line) => split(line, line.includes(',') ? /,/ : /\s/))
      : split(inner, inner.includes(',') ? /,/ : /\s/).map((cell) => [cell]);
  const width = Math.max(1, ...rows.map((line) => line.length));
  return sized(rows, Math.max(1, Math.min(MOST, rows.length)), Math.min(MOST, width));
}

/** Parts between separators that are in no bracket. */
function split(text: string, separator: RegExp): readonly string[] {
  const parts = [''];
  let depth = 0;
  for (const char of text.trim()) {
    if ('([{'.includes(char)) depth += 1;
    if (')]}'.includes(char)) depth -= 1;
    if (depth === 0 && separator.test(char)) parts.push('');
    else parts[parts.length - 1] += char;
  }
  return parts
    .map((part) => part.trim())
    .filter((part, i, all) => part !== '' || all.length > 1 || i === 0);
}
