import { around, moved, mul, part, transpose } from '../build.ts';
import { addDims, subDims } from '../dim.ts';
import type { Attr, Op } from '../expr.ts';
import { type Dim, type SameDim, SCALAR, type Shape } from '../shape.ts';
import type { Tensor } from '../tensor.ts';
import { numbersOf, sizesOf } from './support.ts';

/** Ops that move entries and compute nothing: each is linear, and its rule moves them back. */
export const rearrange = {
  // (Aᵀ)′ = (A′)ᵀ, and the way back is the same (Matrix Cookbook 2012, §2)
  transpose: {
    names: ['transpose'],
    means: 'rows become columns',
    shape: ([x]) => [x![1], x![0]],
    forward: (out, [x]) => {
      for (let i = 0; i < x!.rows; i++) {
        for (let j = 0; j < x!.cols; j++) out.data[j * x!.rows + i] = x!.data[i * x!.cols + j]!;
      }
    },
    vjp: (g) => [transpose(g)],
    example: 'A.T',
  },
  // entries keep their order, so that they go back in it
  reshape: {
    names: ['reshape'],
    means: 'the same entries in reading order, in other rows and columns: reshape(A, m, n)',
    sizes: 2,
    shape: ([x], attr, same) => {
      const sizes = sizesOf(attr);
      if (!sizes) return { rule: 'size', shapes: [x!] };
      const to: Shape = [sizes[0]!, sizes[1] ?? 1];
      return sameCount(x!, to, same) ? to : { rule: 'count', shapes: [x!, to] };
    },
    forward: (out, [x]) => out.data.set(x!.data),
    vjp: (g, [x]) => [moved('reshape', g, [...x!.shape!])],
    example: 'reshape(A, n, m)',
  },
  // what was cut out goes back to its place, and 0 to the rest
  slice: {
    names: ['slice'],
    means: 'rows from i up to j, A[i:j], and columns from k up to l, A[i:j, k:l], counted from 0',
    sizes: 4,
    shape: ([x], attr) => {
      const sizes = sizesOf(attr);
      if (!sizes) return { rule: 'size', shapes: [x!] };
      const box = boxOf(attr, x!);
      const cut = box && cutShape(box);
      return cut ?? { rule: 'range', shapes: [x!] };
    },
    forward: (out, [x], attr) => {
      const [top, , left = 0] = numbersOf(attr);
      for (let i = 0; i < out.rows; i++) {
        for (let j = 0; j < out.cols; j++) {
          out.data[i * out.cols + j] = x!.data[(top! + i) * x!.cols + left + j]!;
        }
      }
    },
    vjp: (g, [x], _, attr) => {
      const [rows, cols] = x!.shape!;
      const [top, bottom, left, right] = boxOf(attr, x!.shape!)!;
      return [around(g, top, subDims(rows, bottom), left, subDims(cols, right))];
    },
    example: 'A[1:3]',
  },
  // what was put inside is cut out again: the adjoint of slice
  pad: {
    names: ['pad'],
    means: 'zeros above, below, left and right: pad(A, i, j, k, l)',
    sizes: 4,
    shape: ([x], attr) => {
      const sizes = sizesOf(attr);
      if (!sizes) return { rule: 'size', shapes: [x!] };
      const [above, below = 0, left = 0, right = 0] = sizes;
      return [addDims(addDims(above!, x![0]), below), addDims(addDims(left, x![1]), right)];
    },
    forward: (out, [x], attr) => {
      const [above, , left = 0] = numbersOf(attr);
      out.data.fill(0);
      for (let i = 0; i < x!.rows; i++) {
        for (let j = 0; j < x!.cols; j++) {
          out.data[(above! + i) * out.cols + left + j] = x!.data[i * x!.cols + j]!;
        }
      }
    },
    vjp: (g, [x], _, attr) => {
      const [above, , left = 0] = attr as readonly Dim[];
      const [rows, cols] = x!.shape!;
      return [part(g, above!, addDims(above!, rows), left, addDims(left, cols))];
    },
    example: 'pad(A, 1, 0, 2, 1)',
  },
  // each part gets its part back
  concat: {
    names: ['concat', 'concatenate'],
    means: 'two matrices one below the other (axis 0) or side by side (axis 1)',
    arity: 2,
    axis: 0,
    shape: ([a, b], axis, same) => {
      const other = axis === 0 ? 1 : 0;
      if (axis === null || !same(a![other], b![other])) {
        return { rule: 'beside', shapes: [a!, b!] };
      }
      return axis === 0 ? [addDims(a![0], b![0]), a![1]] : [a![0], addDims(a![1], b![1])];
    },
    forward: (out, [a, b], axis) => {
      copyTo(out, a!, 0, 0);
      copyTo(out, b!, axis === 0 ? a!.rows : 0, axis === 0 ? 0 : a!.cols);
    },
    vjp: (g, [a], _, axis) => {
      const [rows, cols] = a!.shape!;
      const [allRows, allCols] = g.shape!;
      return axis === 0
        ? [part(g, 0, rows), part(g, rows, allRows)]
        : [part(g, 0, rows, 0, cols), part(g, 0, rows, cols, allCols)];
    },
    example: 'concat(a, b)',
  },
  // reversed twice is not at all
  flip: {
    names: ['flip'],
    means: 'reverse order of the rows (axis 0), of the columns (axis 1) or of both',
    axis: null,
    shape: ([x]) => x!,
    forward: (out, [x], axis) => {
      const { rows, cols } = out;
      for (let i = 0; i < rows; i++) {
        const from = axis === 1 ? i : rows - 1 - i;
        for (let j = 0; j < cols; j++) {
          out.data[i * cols + j] = x!.data[from * cols + (axis === 0 ? j : cols - 1 - j)]!;
        }
      }
    },
    vjp: (g, _ins, _out, axis) => [moved('flip', g, axis)],
    example: 'flip(A)',
  },
  // what a diagonal is made of is read off a diagonal, and the other way round
  diag: {
    names: ['diag'],
    means: 'a column as a diagonal matrix, or the diagonal of a square matrix as a column',
    shape: ([x], _, same) =>
      x![1] === 1
        ? [x![0], x![0]]
        : same(x![0], x![1])
          ? [x![0], 1]
          : { rule: 'square', shapes: [x!] },
    forward: (out, [x]) => {
      out.data.fill(0);
      const column = x!.cols === 1 && out.cols === out.rows;
      for (let i = 0; i < x!.rows; i++) {
        if (column) out.data[i * out.cols + i] = x!.data[i]!;
        else out.data[i] = x!.data[i * x!.cols + i]!;
      }
    },
    vjp: (g) => [moved('diag', g)],
    example: 'diag(v)',
  },
  // a looked-up row gets the sum of what its copies got (Bengio et al. 2003, §3)
  gather: {
    names: ['gather', 'embedding'],
    means: 'the rows of E whose numbers, counted from 0, stand in a column; also E[index]',
    arity: 2,
    shape: ([x, index]) =>
      index![1] === 1 ? [index![0], x![1]] : { rule: 'vector', shapes: [index!] },
    forward: (out, [x, index]) => {
      for (let i = 0; i < out.rows; i++) {
        const row = index!.data[i]!;
        // Past the end there is nothing, and undefined becomes NaN.
        for (let j = 0; j < out.cols; j++) out.data[i * out.cols + j] = x!.data[row * x!.cols + j]!;
      }
    },
    vjp: (g, [x, index]) => [moved('scatter', g, [x!.shape![0]], index!), null],
    example: 'gather(A, [2, 0, 2])',
  },
  // each added row gets what its target got: the adjoint of gather
  scatter: {
    names: ['scatter'],
    means: 'adds row i of G to the row numbered index[i] of n rows of zeros: scatter(G, index, n)',
    arity: 2,
    sizes: 1,
    shape: ([x, index], attr, same) => {
      const sizes = sizesOf(attr);
      if (!sizes) return { rule: 'size', shapes: [x!] };
      if (index![1] !== 1) return { rule: 'vector', shapes: [index!] };
      return same(x![0], index![0]) ? [sizes[0]!, x![1]] : { rule: 'beside', shapes: [x!, index!] };
    },
    forward: (out, [x, index]) => {
      out.data.fill(0);
      for (let i = 0; i < x!.rows; i++) {
        const row = index!.data[i]!;
        for (let j = 0; j < x!.cols; j++)
          out.data[row * out.cols + j]! += x!.data[i * x!.cols + j]!;
      }
    },
    vjp: (g, [, index]) => [moved('gather', g, null, index!), null],
    example: 'scatter(A[0:3], [4, 0, 4], 5)',
  },
  // constant between whole numbers: a number of a row has no slope
  onehot: {
    names: ['onehot', 'one_hot'],
    means: 'one row per entry of a column, 1 at the place that the entry numbers: onehot(index, n)',
    sizes: 1,
    shape: ([index], attr) => {
      const sizes = sizesOf(attr);
      if (!sizes) return { rule: 'size', shapes: [index!] };
      return index![1] === 1 ? [index![0], sizes[0]!] : { rule: 'vector', shapes: [index!] };
    },
    forward: (out, [index]) => {
      for (let i = 0; i < out.rows; i++) {
        for (let j = 0; j < out.cols; j++) {
          out.data[i * out.cols + j] = Number(index!.data[i] === j);
        }
      }
    },
    vjp: () => [null],
    example: 'onehot([2, 0, 1], 4)',
  },
  // tr(A)′ = tr(A′), so that dL/dA = g I (Matrix Cookbook 2012, §2)
  trace: {
    names: ['trace', 'tr'],
    means: 'sum of the diagonal',
    shape: ([x], _, same) => (same(x![0], x![1]) ? SCALAR : { rule: 'square', shapes: [x!] }),
    forward: (out, [x]) => {
      let total = 0;
      for (let i = 0; i < x!.rows; i++) total += x!.data[i * x!.cols + i]!;
      out.data[0] = total;
    },
    vjp: (g, [x]) => [mul(g, x!.graph.node('eye', [], [x!.shape![0]]))],
    example: 'trace(S)',
  },
} satisfies Record<string, Op>;

/** From and to, of rows and of columns; null where they cannot be. */
function boxOf(attr: Attr, [rows, cols]: Shape): readonly [Dim, Dim, Dim, Dim] | null {
  const [top = 0, bottom = rows, left = 0, right = cols] = attr as readonly Dim[];
  const inside = (from: Dim, to: Dim, size: Dim) =>
    !(typeof from === 'number' && from < 0) &&
    !(typeof to === 'number' && typeof from === 'number' && from >= to) &&
    !(typeof to === 'number' && typeof size === 'number' && to > size);
  return inside(top, bottom, rows) && inside(left, right, cols) ? [top, bottom, left, right] : null;
}

function cutShape([top, bottom, left, right]: readonly Dim[]): Shape | null {
  const shape: Shape = [subDims(bottom!, top!), subDims(right!, left!)];
  return shape.some((d) => typeof d === 'number' && d < 1) ? null : shape;
}

/** Whether two shapes have as many entries: for names, when they are the same sizes in any order. */
function sameCount(a: Shape, b: Shape, same: SameDim): boolean {
  const product = (shape: Shape) =>
    shape.reduce<number>((n, d) => (typeof d === 'number' ? n * d : n), 1);
  const named = (shape: Shape) => shape.filter((d) => typeof d === 'string');
  const [left, right] = [named(a), named(b)];
  if (left.length !== right.length || product(a) !== product(b)) return false;
  return left.every((d) => {
    const i = right.findIndex((e) => same(d, e));
    if (i >= 0) right.splice(i, 1);
    return i >= 0;
  });
}

function copyTo(out: Tensor, x: Tensor, top: number, left: number): void {
  for (let i = 0; i < x.rows; i++) {
    for (let j = 0; j < x.cols; j++) {
      out.data[(top + i) * out.cols + left + j] = x.data[i * x.cols + j]!;
    }
  }
}
