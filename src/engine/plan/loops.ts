/*
 * Entrywise work as loops over a matrix: vectors as far as they fit into a row, then one number at a
 * time. What is read may lie at the same place, along the row, along the column, or be one number:
 *
 *     full  ▦    row ▬ (the same for every i)    column ▮ (one number for all of a row)    number ▪
 *
 * A matrix without rows or columns among what it reads is one long row.
 */
import {
  type Code,
  type Local,
  type Operand,
  op,
  plus,
  repeat,
  type Value,
} from '../kernels/asm.ts';
import type { Numbers } from './instructions.ts';
import type { Node } from './lower.ts';
import type { Writer } from './writer.ts';

/** Where in a matrix the entry, or the vector of entries, stands that is being made. */
export interface Spot {
  readonly n: Numbers;
  /** Bytes from the start of the matrix, and from the start of its row; a row's number, in bytes. */
  readonly full: Operand;
  readonly row: Operand;
  readonly column: Operand;
  readonly fullOffset: number;
  readonly rowOffset: number;
}

/** More vectors than this are a loop, fewer are written out. */
const WRITTEN_OUT = 6;

/** How the entries of some nodes are computed from what is stored, at any spot of a matrix. */
export class Entries {
  private readonly w: Writer;
  private readonly rows: number;
  private readonly cols: number;
  private readonly hoisted = new Map<string, Local>();
  private readonly made = new Set<Node>();
  /** Must run once before the first entry. */
  readonly before: Code[] = [];

  constructor(w: Writer, rows: number, cols: number, made: readonly Node[] = []) {
    this.w = w;
    this.rows = rows;
    this.cols = cols;
    for (const node of made) this.made.add(node);
  }

  /** The entry of a node at a spot, in a local, and the code that puts it there. */
  at(node: Node, spot: Spot, memo: Map<Node, Local>): { code: Code; local: Local } {
    const known = memo.get(node);
    if (known) return { code: [], local: known };
    const { w } = this;
    if (node.op === 'const') {
      return { code: [], local: this.hoist(node, spot.n, spot.n.number(node.attr as number)) };
    }
    const isStored = w.isStored(node) && !this.made.has(node);
    if (isStored && node.rows * node.cols === 1 && this.rows * this.cols > 1) {
      return { code: [], local: this.hoist(node, spot.n, w.splat(spot.n, node, 0, 0)) };
    }
    const [code, value]: [Code, Value] = isStored
      ? [[], this.stored(node, spot)]
      : this.computed(node, spot, memo);
    const local = w.local(spot.n.type);
    memo.set(node, local);
    return { code: [code, local.set(value)], local };
  }

  private computed(node: Node, spot: Spot, memo: Map<Node, Local>): [Code, Value] {
    const code: Code[] = [];
    const args = node.args.map((arg) => {
      const made = this.at(arg, spot, memo);
      code.push(made.code);
      return made.local;
    });
    return [code, this.w.apply(spot.n, node, args)];
  }

  private stored(node: Node, { n, full, row, column, fullOffset, rowOffset }: Spot): Value {
    const { w } = this;
    const spans = (rows: number, cols: number) => node.rows === rows && node.cols === cols;
    if (spans(this.rows, this.cols)) return w.load(n, node, full, fullOffset);
    if (spans(1, this.cols)) return w.load(n, node, row, rowOffset);
    if (spans(this.rows, 1)) return w.splat(n, node, column, 0);
    return w.splat(n, node, 0, 0);
  }

  /** Something that is the same at every spot, made before the loop. */
  private hoist(node: Node, n: Numbers, value: Value): Local {
    const key = `${node.id} ${n.isVector}`;
    const known = this.hoisted.get(key);
    if (known) return known;
    // Not one that the body has used for something else: it would be overwritten in the next round.
    const local = this.w.fresh(n.type);
    this.before.push(local.set(value));
    this.hoisted.set(key, local);
    return local;
  }
}

/** Whether all that is read at an entry lies at the same place or is one number. */
function readsFlat(w: Writer, outs: readonly Node[]): boolean {
  const [{ rows, cols }] = outs as [Node];
  const flat = (node: Node): boolean => {
    if (node.op === 'const' || node.rows * node.cols === 1) return true;
    if (node.rows !== rows || node.cols !== cols) return false;
    return w.isStored(node) && !outs.includes(node) ? true : node.args.every(flat);
  };
  return outs.every((out) => out.args.every(flat));
}

/** Writes a loop that computes and stores the entries of nodes of one shape. */
export function writeLoop(w: Writer, outs: readonly Node[]): Code {
  return w.scope(() => {
    const [{ rows, cols }] = outs as [Node];
    const flat = readsFlat(w, outs);
    const entries = new Entries(w, rows, cols, outs);
    const body = (spot: Spot): Code =>
      w.scope(() => {
        const memo = new Map<Node, Local>();
        return outs.map((out) => {
          const { code, local } = entries.at(out, spot, memo);
          return [code, w.store(spot.n, out, spot.full, spot.fullOffset, local)];
        });
      });
    const code = flat ? writeRow(w, rows * cols, 0, 0, 0, body) : writeRows(w, rows, cols, body);
    return [entries.before, code];
  });
}

/** Every row of a matrix, one after another. */
function writeRows(w: Writer, rows: number, cols: number, body: (s: Spot) => Code): Code {
  const { bytes } = w.one;
  const vectors = Math.ceil(cols / w.many.count);
  if (rows * vectors <= WRITTEN_OUT) {
    return Array.from({ length: rows }, (_, i) =>
      writeRow(w, cols, 0, i * cols * bytes, 0, (spot) => body(written(w, spot, i))),
    );
  }
  return w.scope(() => {
    const [i, start] = [w.local('i32'), w.local('i32')];
    return [
      start.set(0),
      repeat(i, rows * bytes, bytes, [
        writeRow(w, cols, start, 0, i, body),
        start.set(plus(start, cols * bytes)),
      ]),
    ];
  });
}

/** In rows that are written out the number of the row is a constant. */
function written(w: Writer, spot: Spot, i: number): Spot {
  return { ...spot, column: i * w.one.bytes };
}

/** One row that starts at `start + offset`: vectors, then what is left of it. */
function writeRow(
  w: Writer,
  cols: number,
  start: Operand,
  offset: number,
  column: Operand,
  body: (s: Spot) => Code,
): Code {
  const { one, many } = w;
  const vectors = Math.floor(cols / many.count);
  const spot = (n: Numbers, at: number): Spot => ({
    n,
    full: start,
    row: 0,
    column,
    fullOffset: offset + at,
    rowOffset: at,
  });
  const rest = Array.from({ length: cols % many.count }, (_, i) =>
    body(spot(one, vectors * many.bytes + i * one.bytes)),
  );
  if (vectors <= WRITTEN_OUT) {
    const all = Array.from({ length: vectors }, (_, i) => body(spot(many, i * many.bytes)));
    return [all, rest];
  }
  return w.scope(() => {
    const j = w.local('i32');
    const full = typeof start === 'number' ? null : w.local('i32');
    const inside: Spot = {
      n: many,
      full: full ?? j,
      row: j,
      column,
      fullOffset: offset + (typeof start === 'number' ? start : 0),
      rowOffset: 0,
    };
    const loop = repeat(j, vectors * many.bytes, many.bytes, [
      full ? full.set(op('i32.add', start, j)) : [],
      body(inside),
    ]);
    return [loop, rest];
  });
}

/** Writes a move of numbers from one place to another. */
export function writeCopy(w: Writer, from: Node, to: Node): Code {
  return writeRow(w, from.rows * from.cols, 0, 0, 0, ({ n, full, fullOffset }) =>
    w.store(n, to, full, fullOffset, w.load(n, from, full, fullOffset)),
  );
}
