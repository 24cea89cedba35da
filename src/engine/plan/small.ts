/*
 * Products that are written here, because the kernel's tile would compute several times what is needed
 * or take longer to begin than they take. All sum upwards from 0, as the kernel does.
 *
 *     y = A x, A by columns (Aᵀ stored)    vectors of y, while p runs
 *     y = A x, A by rows                   four sums at a time, each along its row
 *     few entries, long sums               all sums at a time, while p runs
 *     a narrow A or B                      a row or column written out, in a loop over the others
 *     a few multiply-adds                  all written out
 */
import { type Code, load, type Operand, plus, repeat, type Value } from '../kernels/asm.ts';
import type { Numbers } from './instructions.ts';
import type { Factor, Task } from './tasks.ts';
import type { Writer } from './writer.ts';

export type Product = Extract<Task, { kind: 'product' }>;

/** Up to here a product is written out, multiply-add by multiply-add. */
const WRITTEN_OUT = 32;

/** Up to here a row or column is, in a loop over the others; at 4·4 the kernel's tile is as fast. */
const LINE = 12;

/** Up to here all entries of a product are summed at a time. */
const FEW_ENTRIES = 12;

/** Whether a product is small in one of these ways. */
export function isSmall(m: number, n: number, k: number): boolean {
  return (
    m === 1 ||
    n === 1 ||
    m * n * k <= WRITTEN_OUT ||
    m * n <= FEW_ENTRIES ||
    n * k <= LINE ||
    m * k <= LINE
  );
}

/** Writes a small product. */
export function writeSmall(w: Writer, task: Product): Code {
  const { out, k } = task;
  const { rows, cols } = out;
  if (rows === 1 || cols === 1) return writeVector(w, task);
  if (rows * cols * k <= WRITTEN_OUT) return entries(w, task, rows, cols, 0, 0, 0);
  if (rows * cols <= FEW_ENTRIES) return fewEntries(w, task);
  return lines(w, task);
}

/** Bytes from row to row and from column to column. */
export function steps(w: Writer, { node, turned }: Factor): { row: number; col: number } {
  const [row, col] = [node.cols * w.one.bytes, w.one.bytes];
  return turned ? { row: col, col: row } : { row, col };
}

/** A matrix times a column. */
function writeVector(w: Writer, task: Product): Code {
  const { out, a, b } = task;
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

/** A row, or a column, written out in a loop over the others. */
function lines(w: Writer, task: Product): Code {
  const { a, b, k } = task;
  const { rows, cols } = task.out;
  const { bytes } = w.one;
  const byRows = cols * k <= LINE;
  const [count, step, stepOut] = byRows
    ? [rows, steps(w, a).row, cols * bytes]
    : [cols, steps(w, b).col, bytes];
  return w.scope(() => {
    const [i, from, to] = [w.fresh('i32'), w.fresh('i32'), w.fresh('i32')];
    return [
      from.set(0),
      to.set(0),
      repeat(i, count, 1, [
        byRows ? entries(w, task, 1, cols, from, 0, to) : entries(w, task, rows, 1, 0, from, to),
        from.set(plus(from, step)),
        to.set(plus(to, stepOut)),
      ]),
    ];
  });
}

/** The first entries of a product, so many bytes further on in A, B and the result. */
function entries(
  w: Writer,
  { out, a, b, k }: Product,
  rows: number,
  cols: number,
  fromA: Operand,
  fromB: Operand,
  to: Operand,
): Code {
  const { one } = w;
  const [left, right] = [steps(w, a), steps(w, b)];
  const [atA, atB] = [w.at(a.node), w.at(b.node)];
  const entry = (i: number, j: number): Value => {
    let sum: Value = one.zero;
    for (let p = 0; p < k; p++) {
      const x = numberAt(one, fromA, atA + i * left.row + p * left.col);
      const y = numberAt(one, fromB, atB + p * right.row + j * right.col);
      sum = one.do('add', sum, one.do('mul', x, y));
    }
    return sum;
  };
  return Array.from({ length: rows }, (_, i) =>
    Array.from({ length: cols }, (_, j) =>
      w.store(one, out, to, (i * out.cols + j) * one.bytes, entry(i, j)),
    ),
  );
}

/** All entries at a time, while p runs. */
function fewEntries(w: Writer, { out, a, b, k }: Product): Code {
  const { one } = w;
  const [left, right] = [steps(w, a), steps(w, b)];
  return w.scope(() => {
    const local = () => w.local(one.type);
    const xs = Array.from({ length: out.rows }, local);
    const ys = Array.from({ length: out.cols }, local);
    const sums = xs.map((x) => ys.map((y) => ({ sum: local(), x, y })));
    const [p, fromA, fromB] = [w.local('i32'), w.local('i32'), w.local('i32')];
    return [
      sums.flat().map(({ sum }) => sum.set(one.zero)),
      fromA.set(w.at(a.node)),
      fromB.set(w.at(b.node)),
      repeat(p, k, 1, [
        xs.map((x, i) => x.set(numberAt(one, fromA, i * left.row))),
        ys.map((y, j) => y.set(numberAt(one, fromB, j * right.col))),
        sums.flat().map(({ sum, x, y }) => sum.set(one.do('add', sum, one.do('mul', x, y)))),
        fromA.set(plus(fromA, left.col)),
        fromB.set(plus(fromB, right.row)),
      ]),
      sums.flat().map(({ sum }, i) => w.store(one, out, 0, i * one.bytes, sum)),
    ];
  });
}
