import type { Attr, Op } from '../expr.ts';
import { broadcast, type Dim, isMisfit, type Misfit, type Shape } from '../shape.ts';
import type { Tensor } from '../tensor.ts';

/** Shape rule of an op on one input that works entry by entry. */
export const sameAsInput: Op['shape'] = ([x]) => x!;

/** Shape rule of an entrywise op on two inputs, or more. */
export const stretched: Op['shape'] = (ins, _attr, same) =>
  ins.reduce<Shape | Misfit>((a, b) => (isMisfit(a) ? a : broadcast(a, b, same)), [1, 1]);

/** What an op on one input that works entry by entry has in common with all others. */
export function unary(entry: (x: number) => number) {
  const forward: Op['forward'] = (out, [x]) => {
    const { data } = x!;
    for (let i = 0; i < out.data.length; i++) out.data[i] = entry(data[i]!);
  };
  return { shape: sameAsInput, entry, forward };
}

/** The same on two inputs; an axis of size 1 is read again and again. */
export function binary(entry: (x: number, y: number) => number) {
  const forward: Op['forward'] = (out, [a, b]) => {
    const [rowA, colA] = strides(a!);
    const [rowB, colB] = strides(b!);
    let k = 0;
    for (let i = 0; i < out.rows; i++) {
      for (let j = 0; j < out.cols; j++) {
        out.data[k++] = entry(a!.data[i * rowA + j * colA]!, b!.data[i * rowB + j * colB]!);
      }
    }
  };
  return { arity: 2, shape: stretched, entry, forward };
}

/** The same on three inputs. */
export function ternary(entry: (x: number, y: number, z: number) => number) {
  const forward: Op['forward'] = (out, ins) => {
    const steps = ins.map(strides);
    const at = (k: number, i: number, j: number) =>
      ins[k]!.data[i * steps[k]![0] + j * steps[k]![1]]!;
    for (let i = 0; i < out.rows; i++) {
      for (let j = 0; j < out.cols; j++) {
        out.data[i * out.cols + j] = entry(at(0, i, j), at(1, i, j), at(2, i, j));
      }
    }
  };
  return { arity: 3, shape: stretched, entry, forward };
}

function strides(t: Tensor): [row: number, col: number] {
  return [t.rows === 1 ? 0 : t.cols, t.cols === 1 ? 0 : 1];
}

/** The sizes that an op was given, or null where one of them could not be read as a size. */
export function sizesOf(attr: Attr): readonly Dim[] | null {
  const sizes = attr as readonly Dim[];
  return sizes.includes(NO_SIZE) ? null : sizes;
}

/** What stands among the sizes of a node in place of something that is no size. */
export const NO_SIZE = '?';

/** Sizes as numbers, once they are known. */
export function numbersOf(attr: Attr): number[] {
  return (attr as readonly Dim[]).map(Number);
}

/** How an axis cuts a matrix into lanes: where each starts, and from entry to entry in it. */
export function lanesOf({ rows, cols }: Tensor, axis: Attr) {
  if (axis === null) return { count: 1, length: rows * cols, start: 0, step: 1 };
  return axis === 0
    ? { count: cols, length: rows, start: 1, step: cols }
    : { count: rows, length: cols, start: cols, step: 1 };
}
