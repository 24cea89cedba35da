/** A matrix of float64 numbers, row-major. A scalar is 1×1 and a list is a column. */
export interface Tensor {
  readonly rows: number;
  readonly cols: number;
  readonly data: Float64Array;
}

/** Numbers as a person or JSON writes them: a number, a list (a column) or a list of rows. */
export type Nested = number | readonly number[] | readonly (readonly number[])[];

/** A rows×cols tensor; zeros where no data is given. Throws when the data does not fill it. */
export function tensor(rows: number, cols: number, data?: ArrayLike<number>): Tensor {
  if (data && data.length !== rows * cols) {
    throw new Error(`tensor: ${data.length} numbers do not fill ${rows}×${cols}`);
  }
  return { rows, cols, data: data ? Float64Array.from(data) : new Float64Array(rows * cols) };
}

/** Reads a number, a list or a list of rows. Throws when rows have different lengths. */
export function fromNested(value: Nested): Tensor {
  if (typeof value === 'number') return tensor(1, 1, [value]);
  const rows = value.map((row) => (typeof row === 'number' ? [row] : row));
  const cols = rows[0]?.length ?? 0;
  rows.forEach((row, i) => {
    if (row.length !== cols) {
      throw new Error(`row 1 has ${cols} entries, row ${i + 1} has ${row.length}`);
    }
  });
  return tensor(rows.length, cols, rows.flat());
}

/** The numbers in the nesting of `like` (a scalar, a flat list or rows); rows when not given. */
export function toNested(t: Tensor, like?: Nested): Nested {
  if (typeof like === 'number' && t.data.length === 1) return t.data[0]!;
  if (Array.isArray(like) && typeof like[0] === 'number' && t.cols === 1) return [...t.data];
  return Array.from({ length: t.rows }, (_, i) => [
    ...t.data.subarray(i * t.cols, (i + 1) * t.cols),
  ]);
}

/** A tensor of the same shape whose entries are made of these, one by one. */
export function mapped(t: Tensor, to: (entry: number, index: number) => number): Tensor {
  return { ...t, data: t.data.map(to) };
}

/** The n×m tensor whose rows are the columns of this m×n one. */
export function transposed({ rows, cols, data }: Tensor): Tensor {
  const turned = tensor(cols, rows);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < cols; j++) turned.data[j * rows + i] = data[i * cols + j]!;
  }
  return turned;
}

/** The entry at row i, column j, both counted from 0. */
export function at(t: Tensor, i: number, j: number): number {
  return t.data[i * t.cols + j]!;
}
