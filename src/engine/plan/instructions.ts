import {
  constant,
  type Local,
  lane,
  type Operand,
  op,
  type Value,
  withLane,
  zeroVector,
} from '../kernels/asm.ts';
import type { Dtype } from '../kernels/product.ts';

/** One number, or the lanes of a vector, of an element type: the same instructions for both. */
export class Numbers {
  readonly dtype: Dtype;
  readonly isVector: boolean;
  /** How many numbers one instruction computes. */
  readonly count: number;
  readonly bytes: number;
  readonly type: 'v128' | Dtype;
  private readonly lanes: 'f32x4' | 'f64x2';

  constructor(dtype: Dtype, isVector: boolean) {
    this.dtype = dtype;
    this.isVector = isVector;
    this.lanes = dtype === 'f64' ? 'f64x2' : 'f32x4';
    this.count = isVector ? (dtype === 'f64' ? 2 : 4) : 1;
    this.bytes = this.count * (dtype === 'f64' ? 8 : 4);
    this.type = isVector ? 'v128' : dtype;
  }

  get zero(): Value {
    return this.isVector ? zeroVector : constant(this.dtype, 0);
  }

  number(value: number): Value {
    const one = constant(this.dtype, value);
    return this.isVector ? op(`${this.lanes}.splat`, one) : one;
  }

  do(name: 'add' | 'sub' | 'mul' | 'div' | 'min' | 'max', x: Operand, y: Operand): Value {
    return op(`${this.isVector ? this.lanes : this.dtype}.${name}`, x, y);
  }

  of(name: 'abs' | 'neg' | 'sqrt', x: Operand): Value {
    return op(`${this.isVector ? this.lanes : this.dtype}.${name}`, x);
  }

  /** x where the comparison holds, y elsewhere; a comparison with NaN holds only for `ne`. */
  pick(name: 'gt' | 'ge' | 'lt' | 'eq' | 'ne', a: Operand, b: Operand, x: Operand, y: Operand) {
    const holds = op(`${this.isVector ? this.lanes : this.dtype}.${name}`, a, b);
    return this.isVector ? op('v128.bitselect', x, y, holds) : op('select', x, y, holds);
  }

  /** Applies a function of doubles to every number. */
  each(f: (xs: readonly Value[]) => Value, args: readonly Local[]): Value {
    const single = (xs: readonly Value[]): Value =>
      this.dtype === 'f64'
        ? f(xs)
        : op('f32.demote_f64', f(xs.map((x) => op('f64.promote_f32', x))));
    if (!this.isVector) return single(args);
    let all: Value = zeroVector;
    for (let i = 0; i < this.count; i++) {
      all = withLane(this.lanes, all, i, single(args.map((x) => lane(this.lanes, x, i))));
    }
    return all;
  }

  lane(vector: Operand, index: number): Value {
    return lane(this.lanes, vector, index);
  }
}

type Instructions = (n: Numbers, args: readonly Local[]) => Value;

/** 1 where the comparison holds, 0 where it does not, NaN where one of the two is. */
function truth(name: 'gt' | 'ge' | 'eq'): Instructions {
  return (n, [a, b]) => {
    const sure = n.pick(name, a!, b!, n.number(1), n.zero);
    const first = n.pick('ne', a!, a!, a!, sure);
    return n.pick('ne', b!, b!, b!, first);
  };
}

/**
 * The ops that WebAssembly can do by itself, bit by bit as their rows do them in JavaScript. All
 * others are called in JavaScript for one number after another.
 */
export const instructions: Readonly<Record<string, Instructions>> = {
  add: (n, [a, b]) => n.do('add', a!, b!),
  sub: (n, [a, b]) => n.do('sub', a!, b!),
  mul: (n, [a, b]) => n.do('mul', a!, b!),
  div: (n, [a, b]) => n.do('div', a!, b!),
  outer: (n, [a, b]) => n.do('add', n.zero, n.do('mul', a!, b!)),
  neg: (n, [x]) => n.of('neg', x!),
  abs: (n, [x]) => n.of('abs', x!),
  sqrt: (n, [x]) => n.of('sqrt', x!),
  rsqrt: (n, [x]) => n.do('div', n.number(1), n.of('sqrt', x!)),
  max: (n, [a, b]) => n.do('max', a!, b!),
  min: (n, [a, b]) => n.do('min', a!, b!),
  relu: (n, [x]) => n.do('max', x!, n.zero),
  gt: truth('gt'),
  ge: truth('ge'),
  eq: truth('eq'),
  sign: (n, [x]) =>
    n.pick('gt', x!, n.zero, n.number(1), n.pick('lt', x!, n.zero, n.number(-1), x!)),
  where: (n, [c, a, b]) => n.pick('ne', c!, c!, c!, n.pick('ne', c!, n.zero, a!, b!)),
};
