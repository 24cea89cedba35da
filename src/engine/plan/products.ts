/*
 * Matrix products in a plan. Large ones call the kernel, with what follows them and where everything
 * lies as constants; small ones are written out (small.ts).
 */
import { type Code, call, constant, type Operand, op, type Type } from '../kernels/asm.ts';
import { isSmall, type Product, steps, writeSmall } from './small.ts';
import type { Factor } from './tasks.ts';
import { toDouble, type Writer } from './writer.ts';

/** Whether the kernel computes a product of this size. */
export function viaKernel(m: number, n: number, k: number): boolean {
  return !isSmall(m, n, k);
}

/** The parameters of the kernel as an import, in its order. */
export const KERNEL_PARAMS: readonly Type[] = [
  ...Array<Type>(13).fill('i32'),
  'f64',
  ...Array<Type>(7).fill('i32'),
];

/** Writes the task of a product. */
export function writeProduct(w: Writer, task: Product, kernel: () => number): Code {
  const { out, k } = task;
  return viaKernel(out.rows, out.cols, k) ? callKernel(w, task, kernel()) : writeSmall(w, task);
}

function callKernel(w: Writer, task: Product, kernel: number): Code {
  const { out, a, b, k, add, relu, mask, rate } = task;
  const { bytes } = w.one;
  const target = rate ? add! : out;
  const place = (f: Factor): Operand[] => {
    const { row, col } = steps(w, f);
    return [w.at(f.node), row, col];
  };
  const spread = add && {
    row: add.rows === 1 ? 0 : add.cols * bytes,
    col: add.cols === 1 ? 0 : bytes,
  };
  // Without a place the kernel wants the steps of a contiguous matrix.
  const none = [0, out.cols * bytes, bytes];
  const scale = rate
    ? op('f64.neg', toDouble(w.one.dtype, w.load(w.one, rate, 0, 0)))
    : constant('f64', 1);
  const operands: Operand[] = [
    out.rows,
    out.cols,
    k,
    ...place(a),
    ...place(b),
    w.at(target),
    out.cols * bytes,
    bytes,
    0,
    scale,
    ...(add && spread ? [w.at(add), spread.row, spread.col] : none),
    Number(relu),
    ...(mask ? [w.at(mask), out.cols * bytes, bytes] : none),
  ];
  return call(kernel, ...operands).code;
}
