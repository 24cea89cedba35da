import type { Attr } from './expr.ts';
import type { Dim } from './shape.ts';
import type { Tensor } from './tensor.ts';

/** What makes a node what it is. */
export interface Structure {
  readonly op: string;
  readonly args: readonly { readonly id: number }[];
  readonly attr: Attr;
}

/**
 * Nodes by their structure: a hash table of op, ids of the inputs and attribute. The youngest node is
 * the first of its chain, so that the youngest are forgotten without a search.
 */
export class Interned<N extends Structure, S extends Structure = N> {
  /** In the order of their making. */
  private readonly nodes: N[] = [];
  private readonly hashes: number[] = [];
  /** The place of the next older node of the same chain, or −1. */
  private readonly older: number[] = [];
  private youngest = new Int32Array(16).fill(-1);
  private readonly alike: (node: N, sought: S) => boolean;

  /** `alike` compares what nodes have besides. */
  constructor(alike: (node: N, sought: S) => boolean = () => true) {
    this.alike = alike;
  }

  get size(): number {
    return this.nodes.length;
  }

  find(sought: S): N | undefined {
    const hash = hashOf(sought);
    for (let at = this.youngest[this.chain(hash)]!; at >= 0; at = this.older[at]!) {
      const node = this.nodes[at]!;
      if (this.hashes[at] === hash && equal(node, sought) && this.alike(node, sought)) return node;
    }
    return undefined;
  }

  /** Adds a node that was not found. */
  add(node: N): void {
    this.nodes.push(node);
    this.hashes.push(hashOf(node));
    if (this.nodes.length > this.youngest.length) this.grow();
    else this.link(this.nodes.length - 1);
  }

  last(): N | undefined {
    return this.nodes.at(-1);
  }

  /** Forgets the node that was added last. */
  pop(): void {
    this.nodes.pop();
    this.youngest[this.chain(this.hashes.pop()!)] = this.older.pop()!;
  }

  private chain(hash: number): number {
    return hash & (this.youngest.length - 1);
  }

  private link(at: number): void {
    const chain = this.chain(this.hashes[at]!);
    this.older[at] = this.youngest[chain]!;
    this.youngest[chain] = at;
  }

  private grow(): void {
    this.youngest = new Int32Array(2 * this.youngest.length).fill(-1);
    for (let at = 0; at < this.nodes.length; at++) this.link(at);
  }
}

function equal(a: Structure, b: Structure): boolean {
  if (a.op !== b.op || a.args.length !== b.args.length) return false;
  for (let i = 0; i < a.args.length; i++) if (a.args[i]!.id !== b.args[i]!.id) return false;
  return sameAttr(a.attr, b.attr);
}

/** To the bit, except that one NaN is like another. */
function sameAttr(a: Attr, b: Attr): boolean {
  if (!isList(a) || !isList(b)) return Object.is(a, b);
  if ('data' in a !== 'data' in b || ('data' in a && 'data' in b && a.cols !== b.cols))
    return false;
  const [x, y] = [entriesOf(a), entriesOf(b)];
  if (x.length !== y.length) return false;
  for (let i = 0; i < x.length; i++) if (!Object.is(x[i], y[i])) return false;
  return true;
}

function isList(attr: Attr): attr is readonly Dim[] | Tensor {
  return attr !== null && typeof attr === 'object';
}

function entriesOf(attr: readonly Dim[] | Tensor): ArrayLike<Dim> {
  return 'data' in attr ? attr.data : attr;
}

function hashOf({ op, args, attr }: Structure): number {
  let hash = spelled(op);
  for (let i = 0; i < args.length; i++) hash = mixed(hash, args[i]!.id);
  if (attr === null) return hash;
  if (!isList(attr)) return mixed(hash, hashOfOne(attr));
  const entries = entriesOf(attr);
  for (let i = 0; i < entries.length; i++) hash = mixed(hash, hashOfOne(entries[i]!));
  return hash;
}

function hashOfOne(x: number | string): number {
  if (typeof x === 'string') return spelled(x);
  if (Number.isNaN(x)) return 1;
  double[0] = x;
  return mixed(words[0]!, words[1]!);
}

const double = new Float64Array(1);
const words = new Int32Array(double.buffer);

function spelled(text: string): number {
  let hash = text.length;
  for (let i = 0; i < text.length; i++) hash = (Math.imul(hash, 31) + text.charCodeAt(i)) | 0;
  return hash;
}

/** Multiplied by 2³² over the golden ratio, which spreads what is close (Knuth, vol. 3, §6.4). */
function mixed(hash: number, x: number): number {
  const product = Math.imul(hash ^ x, 0x9e3779b1);
  return product ^ (product >>> 15);
}
