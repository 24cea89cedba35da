import { type Expr, topological } from './expr.ts';
import { needed } from './kept.ts';
import type { Env } from './run.ts';
import type { Tensor } from './tensor.ts';

/** An entry of an operand, or of a result. Row and column are counted from 0. */
export interface Entry {
  /** The name that the program gives it, or the op that computed it. */
  readonly of: string;
  readonly index: readonly [row: number, col: number];
  readonly value: number;
}

/** The first op that made something not finite out of numbers that were. */
export interface NonFinite {
  /** Whether it happened in the forward pass or among the gradients. */
  readonly pass: 'forward' | 'backward';
  /** The op, or `input` for a number that was given. */
  readonly op: string;
  /** The name in whose definition it happened: `h` or `dL/dz`. */
  readonly within: string;
  readonly result: Entry;
  /** The operands at that place; of a product or a sum, what is largest in the row and column. */
  readonly operands: readonly Entry[];
}

/**
 * Looks for the op that made the first NaN or infinity on the way to a name, in the order of
 * computation; for a gradient the way leads through the forward pass first. An entry that the name
 * is not made of, in the branch of a `where` that was not taken, does not count. Null when all of it
 * is finite.
 */
export function nonFinite(env: Env, name: string): NonFinite | null {
  const { scope } = env;
  const order = topological([scope.ref(name)], (n) => scope.inputs(n));
  if (order.every((node) => env.value(node).data.every(Number.isFinite))) return null;
  const owners = new Map<number, string>();
  for (const [owner, value] of scope.definitions) {
    for (const node of topological([value])) if (!owners.has(node.id)) owners.set(node.id, owner);
  }
  const read = entriesRead(env, order);
  for (const node of order) {
    const value = env.value(node);
    const mask = read.get(node.id);
    const at = mask ? value.data.findIndex((x, i) => mask[i] !== 0 && !Number.isFinite(x)) : -1;
    if (at < 0) continue;
    const within = node.op === 'ref' ? (node.attr as string) : (owners.get(node.id) ?? name);
    return {
      pass: within.includes('/') ? 'backward' : 'forward',
      op: node.op === 'ref' ? 'input' : node.op,
      within,
      result: entry(nameOf(env, node), value, at),
      operands: operandsAt(env, node, value, at),
    };
  }
  return null;
}

/** For every node, the entries that the last one is made of, as masks. */
function entriesRead(env: Env, order: readonly Expr[]): Map<number, Float64Array> {
  const { graph } = env.scope;
  const mark = graph.mark();
  const read = new Map<number, Float64Array>();
  const last = order.at(-1)!;
  read.set(
    last.id,
    env.value(last).data.map(() => 1),
  );
  for (const node of [...order].reverse()) {
    const mask = read.get(node.id);
    if (!mask) continue;
    const made = env.scope.inputs(node);
    const masks =
      node.op === 'ref'
        ? made.map(() => ({ ...env.value(node), data: mask }))
        : needed(node, graph.node('lit', [], { ...env.value(node), data: mask })).map(
            (e) => e && env.value(e),
          );
    made.forEach((arg, i) => {
      const before = read.get(arg.id);
      const more = stretched(masks[i] ?? null, env.value(arg));
      read.set(arg.id, before ? before.map((x, k) => x || more[k]!) : more);
    });
  }
  env.release(mark);
  graph.release(mark);
  return read;
}

/** `log makes -Infinity at [1,0] of h, from x[1,0] = 0 (forward)`. */
export function sayNonFinite(found: NonFinite): string {
  const { op, result, operands, pass, within } = found;
  const place = (e: Entry) => `${e.of}[${e.index.join(',')}]`;
  if (op === 'input') return `${place(result)} is ${result.value} as given`;
  const from = operands.map((e) => `${place(e)} = ${e.value}`).join(' and ');
  const source = from === '' ? '' : `, from ${from}`;
  return `${op} makes ${result.value} at [${result.index.join(',')}] of ${within}${source} (${pass})`;
}

/** A mask as large as a matrix; where there is none, all of it counts. */
function stretched(mask: Tensor | null, { cols, data }: Tensor): Float64Array {
  if (!mask) return data.map(() => 1);
  return data.map((_, k) => {
    const [row, col] = [Math.floor(k / cols), k % cols];
    return mask.data[Math.min(row, mask.rows - 1) * mask.cols + Math.min(col, mask.cols - 1)]!;
  });
}

function entry(of: string, { cols, data }: Tensor, at: number): Entry {
  return { of, index: [Math.floor(at / cols), at % cols], value: data[at]! };
}

function nameOf(env: Env, node: Expr): string {
  if (node.op === 'ref') return node.attr as string;
  for (const [name, value] of env.scope.definitions) if (value.id === node.id) return name;
  return node.op;
}

function operandsAt(env: Env, node: Expr, out: Tensor, at: number): Entry[] {
  const [row, col] = [Math.floor(at / out.cols), at % out.cols];
  return node.args.map((arg, i) => {
    const value = env.value(arg);
    const fits = (n: number, size: number) => size === 1 || n < size;
    const entrywise =
      node.graph.ops.get(node.op)!.entry && fits(row, value.rows) && fits(col, value.cols);
    const place = entrywise
      ? Math.min(row, value.rows - 1) * value.cols + Math.min(col, value.cols - 1)
      : largest(value, node.op === 'matmul' ? (i === 0 ? { row } : { col }) : {});
    return entry(nameOf(env, arg), value, place);
  });
}

function largest({ cols, data }: Tensor, only: { row?: number; col?: number }): number {
  let best = -1;
  data.forEach((x, at) => {
    if (only.row !== undefined && Math.floor(at / cols) !== only.row) return;
    if (only.col !== undefined && at % cols !== only.col) return;
    if (best < 0 || Math.abs(x) > Math.abs(data[best]!)) best = at;
  });
  return best;
}
