import { topological } from '../expr.ts';
import { entryOf, type Node } from './lower.ts';

/** One matrix of a product, as the node that holds it and whether it is read turned. */
export interface Factor {
  readonly node: Node;
  readonly turned: boolean;
}

/** What a plan does, one thing after another. `out` is the node whose entries are written. */
export type Task =
  /** Entry by entry; what stands between stored nodes is computed on the way. */
  | { readonly kind: 'loop'; readonly outs: readonly Node[] }
  /** A sum or mean, with what is summed computed on the way. */
  | { readonly kind: 'reduce'; readonly out: Node }
  | {
      readonly kind: 'product';
      readonly out: Node;
      readonly a: Factor;
      readonly b: Factor;
      readonly k: number;
      readonly add: Node | null;
      readonly relu: boolean;
      readonly mask: Node | null;
      /** The rate by which the product is subtracted from `add`, in an update. */
      readonly rate: Node | null;
    }
  /** Anything else: the forward of the op's row. */
  | { readonly kind: 'call'; readonly out: Node }
  /** Moves a parameter's new numbers, made aside, to where it lies. */
  | { readonly kind: 'copy'; readonly from: Node; readonly to: Node };

type Product = Extract<Task, { kind: 'product' }>;

/** The tasks in order, and the nodes that have a place in memory. */
export interface Schedule {
  readonly tasks: readonly Task[];
  readonly stored: ReadonlySet<Node>;
  /** Updates that cannot be written over the old numbers, since another one still reads them. */
  readonly aside: ReadonlySet<Node>;
}

/** An entry is computed on the way of at most so many levels, so that no depth exhausts a stack. */
const DEEPEST = 64;

/** A loop makes at most so many outputs, so that a long program takes no longer for each of its parts. */
const MOST_OUTPUTS = 32;

/** Sums up to here may write where they add; the kernel reads `add` after its last block only. */
const ONE_BLOCK = 256;

/**
 * Decides what is computed together. `outputs` are kept whatever happens; an update is a node
 * `p − rate · g` that is written where its parameter lies, after everything that reads the old one.
 */
export function schedule(
  outputs: readonly Node[],
  updates: readonly Node[],
  viaKernel: (m: number, n: number, k: number) => boolean,
): Schedule {
  const order = topological([...outputs, ...updates]);
  const users = new Map<Node, Node[]>();
  for (const node of order) {
    for (const arg of new Set(node.args)) {
      const readers = users.get(arg);
      if (readers) readers.push(node);
      else users.set(arg, [node]);
    }
  }
  const kept = new Set([...outputs, ...updates]);
  const products = new Map<Node, Product>();
  /** The only reader of a node, unless another product ends there already. */
  const sole = (node: Node): Node | null => {
    const all = users.get(node) ?? [];
    return all.length === 1 && !kept.has(node) && !products.has(all[0]!) ? all[0]! : null;
  };
  const updated = new Set(updates.map((u) => u.args[0]!));

  const absorbed = new Set<Node>();
  for (const node of order) {
    if (node.op !== 'matmul') continue;
    const [a, b] = node.args.map(factor) as [Factor, Factor];
    const k = node.args[0]!.cols;
    let product: Product = {
      kind: 'product',
      out: node,
      a,
      b,
      k,
      add: null,
      relu: false,
      mask: null,
      rate: null,
    };
    if (viaKernel(node.rows, node.cols, k)) product = withEpilogue(product, sole, updates, updated);
    for (let n: Node | null = node; n !== null && n !== product.out; n = sole(n)) absorbed.add(n);
    if (product.mask) absorbed.add(maskNode(product));
    products.set(product.out, product);
  }

  const stored = new Set<Node>();
  const needed = new Set(kept);
  const store = (node: Node): void => {
    stored.add(node);
    needed.add(node);
  };
  for (const node of kept) store(node);
  /** How far a node that is not stored stands below one that is. */
  const depths = new Map<Node, number>();
  // From the results down: what is needed, and whether it is stored, depends on who reads it.
  for (const node of [...order].reverse()) {
    if (!needed.has(node)) continue;
    const product = products.get(node);
    if (product) {
      const { a, b, add, mask, rate } = product;
      for (const n of [node, a.node, b.node, add, mask, rate]) if (n) store(n);
      continue;
    }
    if (entryOf(node) === null && node.op !== 'const') store(node);
    const depth = stored.has(node) ? 0 : depths.get(node)!;
    for (const arg of node.args) {
      needed.add(arg);
      depths.set(arg, Math.max(depths.get(arg) ?? 0, depth + 1));
      if (depth >= DEEPEST || !inlines(arg, node, users.get(arg)!, kept)) store(arg);
    }
  }

  const tasks: Task[] = [];
  const last = new Set(updates);
  for (const node of order) if (!last.has(node)) addTask(tasks, node, stored, products, absorbed);
  const aside = new Set(updates.filter((u) => !products.has(u) && meddles(u, updated, stored)));
  for (const node of updates) {
    if (aside.has(node)) tasks.push({ kind: 'loop', outs: [node] });
    else addTask(tasks, node, stored, products, absorbed);
  }
  for (const from of aside) tasks.push({ kind: 'copy', from, to: from.args[0]! });
  // One that is written aside reads old numbers, so it has to come before those that overwrite them.
  const first = tasks.findIndex((t) => t.kind === 'loop' && t.outs.some((n) => last.has(n)));
  if (aside.size > 0 && first >= 0) {
    const isAside = (t: Task) => t.kind === 'loop' && t.outs.some((n) => aside.has(n));
    const rest = tasks.splice(first);
    tasks.push(...rest.filter(isAside), ...rest.filter((t) => !isAside(t)));
  }
  return { tasks, stored, aside };
}

/** Whether an update reads a parameter of another update, or its own at another place. */
function meddles(update: Node, updated: ReadonlySet<Node>, stored: ReadonlySet<Node>): boolean {
  const reads = (node: Node): boolean => {
    if (node === update.args[0]) return false;
    if (node.op === 'view') return updated.has(node.args[0]!);
    if (updated.has(node)) return true;
    return !stored.has(node) && node.args.some(reads);
  };
  return update.args.some(reads);
}

function addTask(
  tasks: Task[],
  node: Node,
  stored: ReadonlySet<Node>,
  products: ReadonlyMap<Node, Product>,
  absorbed: ReadonlySet<Node>,
): void {
  const product = products.get(node);
  if (product) tasks.push(product);
  else if (absorbed.has(node) || !stored.has(node)) return;
  else if (node.args.length === 0 || node.op === 'view') return;
  else if (node.op === 'sum' || node.op === 'mean') tasks.push({ kind: 'reduce', out: node });
  else if (!entryOf(node)) tasks.push({ kind: 'call', out: node });
  else {
    const before = tasks.at(-1);
    const joins =
      before?.kind === 'loop' &&
      before.outs.length < MOST_OUTPUTS &&
      before.outs[0]!.rows === node.rows &&
      before.outs[0]!.cols === node.cols &&
      before.outs.every((out) => readsInPlace(node, out, stored));
    if (joins) tasks[tasks.length - 1] = { kind: 'loop', outs: [...before.outs, node] };
    else tasks.push({ kind: 'loop', outs: [node] });
  }
}

/** Whether a node reads an output of its own loop, if at all, at the entry that is being made. */
function readsInPlace(node: Node, out: Node, stored: ReadonlySet<Node>): boolean {
  return node.args.every((arg) => {
    if (arg === out) return true;
    if (arg.op === 'view') return arg.args[0] !== out;
    return stored.has(arg) || entryOf(arg) === null || readsInPlace(arg, out, stored);
  });
}

/** Whether a node is computed inside the loop of its reader rather than stored. */
function inlines(
  node: Node,
  reader: Node,
  users: readonly Node[],
  kept: ReadonlySet<Node>,
): boolean {
  const summed = reader.op === 'sum' || reader.op === 'mean';
  if (!summed && entryOf(reader) === null) return false;
  if (node.op === 'const') return true;
  if (entryOf(node) === null || kept.has(node)) return false;
  if (summed) return users.length === 1 && (reader.attr !== null || isFlat(node));
  if (node.rows !== reader.rows || node.cols !== reader.cols) return false;
  // Computed again for each reader only when it is one comparison or the like.
  return users.length === 1 || CHEAP.has(node.op);
}

/** Whether all that an entry is computed from lies at the same place, or is one number. */
function isFlat(node: Node, deepest = DEEPEST): boolean {
  if (deepest === 0) return false;
  return node.args.every(
    (a) =>
      a.rows * a.cols === 1 ||
      (a.rows === node.rows &&
        a.cols === node.cols &&
        (entryOf(a) === null || isFlat(a, deepest - 1))),
  );
}

const CHEAP = new Set(['gt', 'ge', 'neg']);

function factor(node: Node): Factor {
  return node.op === 'transpose' ? { node: node.args[0]!, turned: true } : { node, turned: false };
}

type Sole = (node: Node) => Node | null;

/** Lets the kernel do what follows a product while its sums are in registers. */
function withEpilogue(
  product: Product,
  sole: Sole,
  updates: readonly Node[],
  updated: ReadonlySet<Node>,
): Product {
  const update = asUpdate(product, sole, updates, updated);
  if (update) return update;
  let made = product;
  const full = (n: Node) => n.rows === made.out.rows && n.cols === made.out.cols;
  const sum = sole(made.out);
  if (sum?.op === 'add' && full(sum)) {
    const add = sum.args[0] === made.out ? sum.args[1]! : sum.args[0]!;
    if (add !== made.out) made = { ...made, out: sum, add };
  }
  const rectified = sole(made.out);
  if (rectified?.op === 'relu') made = { ...made, out: rectified, relu: true };
  const masked = sole(made.out);
  if (masked?.op === 'mul' && full(masked)) {
    const other = masked.args[0] === made.out ? masked.args[1]! : masked.args[0]!;
    const zero = other.args[1]?.op === 'const' && other.args[1].attr === 0;
    const alone = sole(other) === masked;
    if (other.op === 'gt' && zero && alone && full(other.args[0]!)) {
      made = { ...made, out: masked, mask: other.args[0]! };
    }
  }
  return made;
}

function maskNode({ out }: Product): Node {
  return out.args.find((n) => n.op === 'gt')!;
}

/** p − rate · A B as one product that ends where p lies. */
function asUpdate(
  product: Product,
  sole: Sole,
  updates: readonly Node[],
  updated: ReadonlySet<Node>,
): Product | null {
  const scaled = sole(product.out);
  const owner = scaled && sole(scaled);
  if (!owner || !updates.includes(owner) || owner.args[1] !== scaled) return null;
  const rate = scaled.args.find((n) => n !== product.out);
  if (scaled.op !== 'mul' || !rate || rate.rows * rate.cols !== 1) return null;
  const base = (n: Node): Node => (n.op === 'view' ? n.args[0]! : n);
  const reads = [product.a.node, product.b.node].map(base);
  if (product.k > ONE_BLOCK || reads.some((n) => updated.has(n))) return null;
  return { ...product, out: owner, add: owner.args[0]!, rate };
}
