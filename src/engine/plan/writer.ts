import {
  type Body,
  type Code,
  call,
  type Import,
  type Local,
  load,
  type Operand,
  op,
  store,
  type Type,
  type Value,
} from '../kernels/asm.ts';
import type { Dtype } from '../kernels/product.ts';
import { instructions, Numbers } from './instructions.ts';
import { entryOf, type Node } from './lower.ts';

/** A function of doubles that compiled code calls. */
export type Entry = (...entries: number[]) => number;

/** What the compiled code is written with: locals that are used again, and functions from outside. */
export class Writer {
  readonly one: Numbers;
  readonly many: Numbers;
  readonly imports: Import[] = [];
  readonly functions: Record<string, Entry | ((...args: number[]) => void)> = {};
  private readonly f: Body;
  private readonly address: ReadonlyMap<Node, number>;
  private readonly free = new Map<Type, Local[]>();
  private taken: [Type, Local][] = [];

  constructor(f: Body, dtype: Dtype, address: ReadonlyMap<Node, number>) {
    this.f = f;
    this.address = address;
    this.one = new Numbers(dtype, false);
    this.many = new Numbers(dtype, true);
  }

  /** A local that belongs to the caller until `scope` around it ends. */
  local(type: Type): Local {
    const local = this.free.get(type)?.pop() ?? this.f.local(type);
    this.taken.push([type, local]);
    return local;
  }

  /** A local that nothing else has used or will use; a loop can rely on what was put there before. */
  fresh(type: Type): Local {
    return this.f.local(type);
  }

  /** Gives back the locals that were taken inside. */
  scope<T>(write: () => T): T {
    const before = this.taken;
    this.taken = [];
    const result = write();
    for (const [type, local] of this.taken) {
      const free = this.free.get(type);
      if (free) free.push(local);
      else this.free.set(type, [local]);
    }
    this.taken = before;
    return result;
  }

  /** The first byte of a stored node. */
  at(node: Node): number {
    const address = this.address.get(node.op === 'view' ? node.args[0]! : node);
    if (address === undefined) throw new Error(`plan: ${node.op} has no place`);
    return address;
  }

  isStored(node: Node): boolean {
    return this.address.has(node.op === 'view' ? node.args[0]! : node);
  }

  load(n: Numbers, node: Node, address: Operand, offset: number): Value {
    return load(n.isVector ? 'v128.load' : `${n.dtype}.load`, address, this.at(node) + offset);
  }

  /** One stored number in every lane. */
  splat(n: Numbers, node: Node, address: Operand, offset: number): Value {
    if (!n.isVector) return this.load(n, node, address, offset);
    const name = n.dtype === 'f64' ? 'v128.load64_splat' : 'v128.load32_splat';
    return load(name, address, this.at(node) + offset);
  }

  store(n: Numbers, node: Node, address: Operand, offset: number, value: Operand): Code {
    const name = n.isVector ? 'v128.store' : (`${n.dtype}.store` as const);
    return store(name, address, value, this.at(node) + offset);
  }

  /** The entry of an op from the entries of its inputs. */
  apply(n: Numbers, node: Node, args: readonly Local[]): Value {
    if (node.op === 'pow' && node.args[1]!.op === 'const' && node.args[1]!.attr === 2) {
      return n.do('mul', args[0]!, args[0]!);
    }
    const written = instructions[node.op];
    if (written) return written(n, args);
    const index = this.import(node.op, entryOf(node)!, args.length);
    return n.each((xs) => call(index, ...xs), args);
  }

  /** The number of an imported function; each is imported once. */
  import(name: string, f: Entry, count: number): number {
    const known = this.imports.findIndex((each) => each.name === name);
    if (known >= 0) return known;
    this.functions[name] = f;
    return this.imports.push({ name, params: Array(count).fill('f64'), result: 'f64' }) - 1;
  }

  /** A call of an imported procedure, as a statement. */
  invoke(index: number, ...operands: Operand[]): Code {
    return call(index, ...operands).code;
  }

  /** The number of an imported procedure that is given whole numbers, and doubles where it says. */
  procedure(name: string, f: (...args: number[]) => void, params: readonly Type[]): number {
    const known = this.imports.findIndex((each) => each.name === name);
    if (known >= 0) return known;
    this.functions[name] = f;
    return this.imports.push({ name, params }) - 1;
  }
}

/** A double as the element type has it, and back. */
export function toDouble(dtype: Dtype, x: Value): Value {
  return dtype === 'f64' ? x : op('f64.promote_f32', x);
}
