/*
 * Sums and means. The order is that of the op's row, so that the bits are: along a row eight sums side
 * by side that are added up at the end, or one after another when there are fewer than sixteen; down
 * the columns one row after another.
 */
import { type Code, type Local, op, plus, repeat, type Value } from '../kernels/asm.ts';
import { LANES } from '../ops/reduction.ts';
import type { Numbers } from './instructions.ts';
import { Entries, type Spot } from './loops.ts';
import type { Node } from './lower.ts';
import type { Writer } from './writer.ts';

/** Writes the task of a `sum` or `mean`, whose input is stored or computed on the way. */
export function writeReduce(w: Writer, out: Node): Code {
  const x = out.args[0]!;
  const [rows, cols] = out.attr === null ? [1, x.rows * x.cols] : [x.rows, x.cols];
  const n = out.op === 'mean' ? (x.rows * x.cols) / (out.rows * out.cols) : null;
  return w.scope(() => {
    // All of a matrix is one row: its entries are read flat, so that its shape does not matter.
    const entries = new Entries(w, x.rows, x.cols);
    const code =
      out.attr === 0
        ? downColumns(w, entries, out, x, n)
        : alongRows(w, entries, out, x, rows, cols, n);
    return [entries.before, code];
  });
}

function divided(numbers: Numbers, sum: Value, n: number | null): Value {
  return n === null ? sum : numbers.do('div', sum, numbers.number(n));
}

function alongRows(
  w: Writer,
  entries: Entries,
  out: Node,
  x: Node,
  rows: number,
  cols: number,
  n: number | null,
): Code {
  const { one } = w;
  const row = (start: Local | number, column: Local | number): Code =>
    w.scope(() => {
      const [code, sum] = sumOfRow(w, entries, x, cols, start, column);
      return [code, w.store(one, out, column, 0, divided(one, sum, n))];
    });
  if (rows === 1) return row(0, 0);
  const [i, start] = [w.fresh('i32'), w.fresh('i32')];
  return [
    start.set(0),
    repeat(i, rows * one.bytes, one.bytes, [
      row(start, i),
      start.set(plus(start, cols * one.bytes)),
    ]),
  ];
}

function sumOfRow(
  w: Writer,
  entries: Entries,
  x: Node,
  cols: number,
  start: Local | number,
  column: Local | number,
): [Code, Value] {
  const { one, many } = w;
  const spot = (n: Numbers, at: number): Spot => ({
    n,
    full: start,
    row: 0,
    column,
    fullOffset: at,
    rowOffset: at,
  });
  const addTo = (sum: Local, at: Spot): Code =>
    w.scope(() => {
      const { code, local } = entries.at(x, at, new Map());
      return [code, sum.set(at.n.do('add', sum, local))];
    });
  if (cols < 2 * LANES) {
    const sum = w.local(one.type);
    const all = Array.from({ length: cols }, (_, j) => addTo(sum, spot(one, j * one.bytes)));
    return [[sum.set(one.zero), all], sum];
  }
  const sums = Array.from({ length: LANES / many.count }, () => w.fresh('v128'));
  const [j, full] = [w.fresh('i32'), w.fresh('i32')];
  const block = LANES * one.bytes;
  const blocks = Math.floor(cols / LANES);
  const loop = repeat(j, blocks * block, block, [
    full.set(typeof start === 'number' ? plus(j, start) : op('i32.add', start, j)),
    sums.map((sum, i) =>
      addTo(sum, {
        n: many,
        full,
        row: j,
        column,
        fullOffset: i * many.bytes,
        rowOffset: i * many.bytes,
      }),
    ),
  ]);
  const lanes = sums.flatMap((sum) =>
    Array.from({ length: many.count }, (_, i) => ({ local: w.fresh(one.type), sum, i })),
  );
  const apart = lanes.map(({ local, sum, i }) => local.set(many.lane(sum, i)));
  const rest = Array.from({ length: cols % LANES }, (_, i) =>
    addTo(lanes[i]!.local, spot(one, blocks * block + i * one.bytes)),
  );
  const add = (a: Value, b: Value) => one.do('add', a, b);
  const [a, b, c, d, e, f, g, h] = lanes.map(({ local }) => local) as [
    Local,
    Local,
    Local,
    Local,
    Local,
    Local,
    Local,
    Local,
  ];
  const total = add(add(add(a, e), add(c, g)), add(add(b, f), add(d, h)));
  return [[sums.map((sum) => sum.set(many.zero)), loop, apart, rest], total];
}

function downColumns(w: Writer, entries: Entries, out: Node, x: Node, n: number | null): Code {
  const { one, many } = w;
  const { rows, cols } = x;
  const vectors = Math.floor(cols / many.count);
  const columns = (numbers: Numbers, j: Local | number, offset: number): Code =>
    w.scope(() => {
      const [sum, i, full] = [w.fresh(numbers.type), w.fresh('i32'), w.fresh('i32')];
      const spot: Spot = {
        n: numbers,
        full,
        row: j,
        column: i,
        fullOffset: offset,
        rowOffset: offset,
      };
      return [
        sum.set(numbers.zero),
        full.set(j),
        repeat(i, rows * one.bytes, one.bytes, [
          w.scope(() => {
            const { code, local } = entries.at(x, spot, new Map());
            return [code, sum.set(numbers.do('add', sum, local))];
          }),
          full.set(plus(full, cols * one.bytes)),
        ]),
        w.store(numbers, out, j, offset, divided(numbers, sum, n)),
      ];
    });
  const j = w.fresh('i32');
  const rest = Array.from({ length: cols % many.count }, (_, i) =>
    columns(one, 0, vectors * many.bytes + i * one.bytes),
  );
  const all = vectors === 0 ? [] : repeat(j, vectors * many.bytes, many.bytes, columns(many, j, 0));
  return [all, rest];
}
