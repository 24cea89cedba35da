import type { Op } from '../expr.ts';
import { broadcast } from '../shape.ts';
import type { Tensor } from '../tensor.ts';

/** Shape rule of an op on one input that works entry by entry. */
export const sameAsInput: Op['shape'] = ([x]) => x!;

/** Shape rule of an entrywise op on two inputs. */
export const stretched: Op['shape'] = ([a, b], _attr, same) => broadcast(a!, b!, same);

/** Forward of an op on one input that works entry by entry. */
export function each(f: (x: number) => number): Op['forward'] {
  return (out, [x]) => {
    const { data } = x!;
    for (let i = 0; i < out.data.length; i++) out.data[i] = f(data[i]!);
  };
}

/** Forward of an entrywise op on two inputs; an axis of size 1 is read again and again. */
export function pairs(f: (x: number, y: number) => number): Op['forward'] {
  return (out, [a, b]) => {
    const [rowA, colA] = strides(a!);
    const [rowB, colB] = strides(b!);
    let k = 0;
    for (let i = 0; i < out.rows; i++) {
      for (let j = 0; j < out.cols; j++) {
        out.data[k++] = f(a!.data[i * rowA + j * colA]!, b!.data[i * rowB + j * colB]!);
      }
    }
  };
}

function strides(t: Tensor): [row: number, col: number] {
  return [t.rows === 1 ? 0 : t.cols, t.cols === 1 ? 0 : 1];
}
