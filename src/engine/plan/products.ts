/*
 * Matrix products in a plan. Large ones call the kernel. One that gives a single row or column is
 * written here: the kernel's tile would compute three or seven times what is needed.
 *
 *     y = A x, A by columns (Aᵀ stored)    vectors of y, while p runs
 *     y = A x, A by rows                   four sums at a time, each along its row
 *
 * A few multiply-adds are written out. All sum upwards from 0, as the kernel does.
 */
import {
  type Code,
  call,
  constant,
  load,
  type Operand,
  op,
  plus,
  repeat,
  type Type,
  type Value,
} from '../kernels/asm.ts';
import type { Numbers } from './instructions.ts';
import type { Factor, Task } from './tasks.ts';
import { toDouble, type Writer } from './writer.ts';

type Product = Extract<Task, { kind: 'product' }>;

/** Up to here a product is written out, multiply-add by multiply-add. */
const WRITTEN_OUT = 32;

/** Whether the kernel computes a product of this size. */
export function viaKernel(m: number, n: number, k: number): boolean {
  return m > 1 && n > 1 && m * n * k > WRITTEN_OUT;
}

/** The parameters of the kernel as an import, in its order. */
export const KERNEL_PARAMS: readonly Type[] = [
  ...Array<Type>(13).fill('i32'),
  'f64',
  ...Array<Type>(7).fill('i32'),
];

/** Writes the task of a product. */
export function writeProduct(w: Writer, task: Product, kernel: () => number): Code {
  const { out, a, b, k } = task;
  if (viaKernel(out.rows, out.cols, k)) return callKernel(w, task, kernel());
  if (out.rows > 1 && out.cols > 1) return writtenOut(w, task);
  return w.scope(() => {
    // A row times a matrix is the turned matrix times a column.
    const [matrix, vector, length] =
      out.cols === 1 ? [a, b, out.rows] : [turn(b), turn(a), out.cols];
    const step = steps(w, matrix);
    // Whichever way it lies, a row or a column is one number after another.
    const along = { at: w.at(vector.node), step: w.one.bytes };
    const first = w.at(matrix.node);
    return step.row === w.one.bytes
      ? byColumns(w, task, first, step.col, along, length)
      : byRows(w, task, first, step, along, length);
  });
}

function turn({ node, turned }: Factor): Factor {
  return { node, turned: !turned };
}

/** Bytes from row to row and from column to column. */
function steps(w: Writer, { node, turned }: Factor): { row: number; col: number } {
  const [row, col] = [node.cols * w.one.bytes, w.one.bytes];
  return turned ? { row: col, col: row } : { row, col };
}

function numberAt(n: Numbers, address: Operand, offset: number): Value {
  return load(n.isVector ? 'v128.load' : `${n.dtype}.load`, address, offset);
}

function splatAt(n: Numbers, address: Operand, offset: number): Value {
  if (!n.isVector) return numberAt(n, address, offset);
  return load(n.dtype === 'f64' ? 'v128.load64_splat' : 'v128.load32_splat', address, offset);
}

const BLOCK = 4;

function byColumns(
  w: Writer,
  { out, k }: Product,
  first: number,
  stepCol: number,
  vector: { at: number; step: number },
  length: number,
): Code {
  const block = (n: Numbers, count: number, at: number): Code =>
    w.scope(() => {
      const sums = Array.from({ length: count }, () => w.local(n.type));
      const x = w.local(n.type);
      const [p, from] = [w.local('i32'), w.local('i32')];
      return [
        sums.map((sum) => sum.set(n.zero)),
        from.set(0),
        repeat(p, k * vector.step, vector.step, [
          x.set(splatAt(n, p, vector.at)),
          sums.map((sum, i) => {
            const entry = numberAt(n, from, first + at + i * n.bytes);
            return sum.set(n.do('add', sum, n.do('mul', entry, x)));
          }),
          from.set(plus(from, stepCol)),
        ]),
        sums.map((sum, i) => w.store(n, out, 0, at + i * n.bytes, sum)),
      ];
    });
  const { one, many } = w;
  const vectors = Math.floor(length / many.count);
  const code: Code[] = [];
  for (let i = 0; i < vectors; i += BLOCK) {
    code.push(block(many, Math.min(BLOCK, vectors - i), i * many.bytes));
  }
  const rest = length % many.count;
  if (rest > 0) code.push(block(one, rest, vectors * many.bytes));
  return code;
}

function byRows(
  w: Writer,
  { out, k }: Product,
  first: number,
  step: { row: number; col: number },
  vector: { at: number; step: number },
  length: number,
): Code {
  const { one } = w;
  const block = (count: number, i: Operand, from: Operand, offset: number): Code =>
    w.scope(() => {
      const sums = Array.from({ length: count }, () => w.local(one.type));
      const x = w.local(one.type);
      const addAt = (p: Operand, entry: Operand, inner: number): Code => [
        x.set(numberAt(one, p, vector.at + inner * vector.step)),
        sums.map((sum, r) => {
          const value = numberAt(one, entry, first + offset + r * step.row + inner * step.col);
          return sum.set(one.do('add', sum, one.do('mul', value, x)));
        }),
      ];
      const [p, entry] = [w.local('i32'), w.local('i32')];
      const loop =
        k <= 8
          ? Array.from({ length: k }, (_, inner) => addAt(0, from, inner))
          : [
              entry.set(from),
              repeat(p, k * vector.step, vector.step, [
                addAt(p, entry, 0),
                entry.set(plus(entry, step.col)),
              ]),
            ];
      const to = (r: number) => (typeof i === 'number' ? i + r * one.bytes : r * one.bytes);
      return [
        sums.map((sum) => sum.set(one.zero)),
        loop,
        sums.map((sum, r) => w.store(one, out, typeof i === 'number' ? 0 : i, to(r), sum)),
      ];
    });
  const blocks = Math.floor(length / BLOCK);
  const rest = length % BLOCK;
  const [i, from] = [w.fresh('i32'), w.fresh('i32')];
  const whole =
    blocks <= 2
      ? Array.from({ length: blocks }, (_, q) =>
          block(BLOCK, q * BLOCK * one.bytes, 0, q * BLOCK * step.row),
        )
      : [
          from.set(0),
          repeat(i, blocks * BLOCK * one.bytes, BLOCK * one.bytes, [
            block(BLOCK, i, from, 0),
            from.set(plus(from, BLOCK * step.row)),
          ]),
        ];
  const done = blocks * BLOCK;
  return [whole, rest > 0 ? block(rest, done * one.bytes, 0, done * step.row) : []];
}

function writtenOut(w: Writer, { out, a, b, k }: Product): Code {
  const { one } = w;
  const [left, right] = [steps(w, a), steps(w, b)];
  const [atA, atB] = [w.at(a.node), w.at(b.node)];
  const code: Code[] = [];
  for (let i = 0; i < out.rows; i++) {
    for (let j = 0; j < out.cols; j++) {
      let sum: Value = one.zero;
      for (let p = 0; p < k; p++) {
        const x = numberAt(one, 0, atA + i * left.row + p * left.col);
        const y = numberAt(one, 0, atB + p * right.row + j * right.col);
        sum = one.do('add', sum, one.do('mul', x, y));
      }
      code.push(w.store(one, out, 0, (i * out.cols + j) * one.bytes, sum));
    }
  }
  return code;
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
