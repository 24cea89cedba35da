import { showDim } from '../engine/dim.ts';
import { type Axis, type Expr, topological } from '../engine/expr.ts';
import { Memo } from '../engine/memo.ts';
import { type Dim, isScalar } from '../engine/shape.ts';
import type { Tensor } from '../engine/tensor.ts';
import { places } from './places.ts';
import { type Dialect, type PrintOptions, printName, printNumber } from './printname.ts';

/** How tightly a printed piece holds together; a piece is bracketed inside a tighter place. */
const LEVEL = { compare: 0, sum: 1, negative: 2, product: 3, power: 4, postfix: 5, atom: 6 };

/** Which sign joined a product; products of different kinds are bracketed when they mix. */
type Kind = 'matrix' | 'entrywise' | 'quotient' | 'entrywise quotient';

interface Piece {
  readonly text: string;
  readonly level: number;
  readonly kind?: Kind;
  /** What it starts with, and whether a bar is in it: to look into a long text costs its length. */
  readonly first: string;
  readonly barred: boolean;
}

/** What `print` prints. It is loaded when there is a formula to print: a name is printed without it. */
export function written(e: Expr, dialect: Dialect, options: PrintOptions): string {
  return new Printer(dialect, options).whole(e).text;
}

class Printer {
  private readonly math: boolean;
  private readonly dialect: Dialect;
  private readonly dim: (dim: Dim) => string;
  private readonly made = new Memo<Piece>();

  constructor(dialect: Dialect, options: PrintOptions) {
    this.dialect = dialect;
    this.math = dialect === 'math';
    const show = options.showDim ?? String;
    this.dim = (d) => showDim(d, show);
  }

  /** Every node once, inputs first, so that no depth exhausts the stack. */
  whole(e: Expr): Piece {
    for (const node of topological([e])) this.made.set(node.id, this.written(node));
    return this.made.get(e.id)!;
  }

  private piece(e: Expr): Piece {
    return this.made.get(e.id)!;
  }

  private written(e: Expr): Piece {
    const [a, b] = e.args;
    switch (e.op) {
      case 'const':
        return word(printNumber(e.attr as number));
      case 'ref':
        return this.reference(e.attr as string);
      case 'size':
        return word(this.dim(e.attr as string));
      case 'lit':
        return word(literal(e.attr as Tensor));
      case 'ones':
      case 'eye':
        return word(`${e.op}(${(e.attr as readonly Dim[]).map(this.dim).join(', ')})`);
      case 'add':
        return this.joined(a!, ' + ', b!);
      case 'sub':
        return this.joined(a!, this.math ? ' − ' : ' - ', b!);
      case 'neg':
        return piece(LEVEL.negative, this.math ? '−' : '-', this.within(a!, LEVEL.product));
      case 'matmul':
        return this.product(a!, this.math ? ' ' : ' @ ', b!, 'matrix');
      case 'mul':
        return this.multiplied(a!, b!);
      case 'div':
        return this.math && !isScalar(b!.shape)
          ? this.product(a!, ' ⊘ ', b!, 'entrywise quotient')
          : this.product(a!, ' / ', b!, 'quotient');
      case 'pow':
        return this.power(e);
      case 'transpose':
        return piece(LEVEL.postfix, this.postfixed(a!), this.math ? 'ᵀ' : '.T');
      case 'slice':
        return this.part(e);
      case 'gt':
      case 'ge':
      case 'eq':
        return this.comparison(e);
      case 'sqrt':
        return this.math ? this.root(a!) : this.call(e);
      case 'norm':
        return this.math && e.attr === null ? this.bars(e) : this.call(e);
    }
    return this.call(e);
  }

  private reference(name: string): Piece {
    const text = printName(name, this.dialect);
    // ∂L/∂h₃ is one token, but (∂L/∂h₃)ᵀ reads better than ∂L/∂h₃ᵀ.
    return text.includes('/') ? piece(LEVEL.power, text) : word(text);
  }

  private within(e: Expr, level: number): Piece {
    const inside = this.piece(e);
    return inside.level < level ? bracketed(inside) : inside;
  }

  private postfixed(e: Expr): Piece {
    const number = e.op === 'const' && !this.math;
    return number ? bracketed(this.piece(e)) : this.within(e, LEVEL.postfix);
  }

  private joined(a: Expr, sign: string, b: Expr): Piece {
    // A sign at the start of the right operand would be a second sign.
    const last = this.piece(b).level === LEVEL.negative ? LEVEL.product : LEVEL.negative;
    return piece(LEVEL.sum, this.within(a, LEVEL.sum), sign, this.within(b, last));
  }

  /** Scaling by a number is written side by side; everything else entry by entry has its sign. */
  private multiplied(a: Expr, b: Expr): Piece {
    const scaling = isScalar(a.shape) || isScalar(b.shape);
    if (!this.math) return this.product(a, ' * ', b, 'entrywise');
    if (!scaling) return this.product(a, ' ⊙ ', b, 'entrywise');
    const { first } = this.factor(b, 'matrix', 'right');
    return this.product(a, /[\d.]/.test(first) ? ' · ' : ' ', b, 'matrix');
  }

  private product(a: Expr, sign: string, b: Expr, kind: Kind): Piece {
    const [left, right] = [this.factor(a, kind, 'left'), this.factor(b, kind, 'right')];
    return { ...piece(LEVEL.product, left, sign, right), kind };
  }

  /** Left to right needs no brackets within one kind; a right operand that is a product has them. */
  private factor(e: Expr, kind: Kind, side: 'left' | 'right'): Piece {
    const inside = this.piece(e);
    const follows = inside.kind === kind || (kind === 'quotient' && inside.kind === 'matrix');
    const bare =
      inside.level > LEVEL.product ||
      (inside.level === LEVEL.product && side === 'left' && follows);
    return bare ? inside : bracketed(inside);
  }

  private power(e: Expr): Piece {
    const [base, k] = e.args as [Expr, Expr];
    const negative = k.op === 'neg' && !isScalar(base.shape);
    if (negative) return this.call(e, 'power');
    const under = this.within(base, base.op === 'pow' ? LEVEL.atom : LEVEL.postfix);
    if (this.math && k.op === 'const' && /^\d{1,2}$/.test(String(k.attr))) {
      const digits = [...String(k.attr)].map((d) => '⁰¹²³⁴⁵⁶⁷⁸⁹'[Number(d)]).join('');
      return piece(LEVEL.postfix, under, digits);
    }
    return piece(LEVEL.power, under, this.math ? '^' : '**', this.within(k, LEVEL.atom));
  }

  private root(x: Expr): Piece {
    const inside = this.piece(x);
    const bare = inside.level === LEVEL.atom && x.op !== 'sqrt';
    return piece(LEVEL.power, '√', bare ? inside : bracketed(inside));
  }

  /** Bars inside bars cannot be told apart. */
  private bars(e: Expr): Piece {
    const inside = this.piece(e.args[0]!);
    return inside.barred ? this.call(e) : { ...piece(LEVEL.atom, '‖', inside, '‖'), barred: true };
  }

  /** A[0:2, 1], as NumPy counts. */
  private part(e: Expr): Piece {
    const between = places(e, this.dim);
    const [x] = e.args as [Expr];
    // A list in brackets before brackets would be two lists.
    if (!between || x.op === 'lit' || isScalar(x.shape)) return this.call(e);
    return piece(LEVEL.postfix, this.within(x, LEVEL.postfix), `[${between.join(', ')}]`);
  }

  private comparison(e: Expr): Piece {
    const [a, b] = e.args;
    const flip = a!.op === 'const' && b!.op !== 'const' && e.op !== 'eq';
    const sign = { gt: ['>', '<'], ge: ['>=', '<='], eq: ['==', '=='] }[e.op]![flip ? 1 : 0]!;
    const [x, y] = flip ? [b!, a!] : [a!, b!];
    const left = this.within(x, LEVEL.sum);
    const right = this.within(y, LEVEL.sum);
    const shown = this.math ? sign.replace('>=', '≥').replace('<=', '≤') : sign;
    return this.math
      ? piece(LEVEL.atom, '1[', left, shown, right, ']')
      : piece(LEVEL.atom, '(', left, ` ${shown} `, right, ')');
  }

  private call(e: Expr, name = this.functionName(e)): Piece {
    const row = e.graph.ops.get(e.op)!;
    const args: (Piece | string)[] = e.args.map((a) => this.piece(a));
    if (row.axis !== undefined && e.attr !== row.axis)
      args.push(`axis=${axisText(e.attr as Axis)}`);
    if (row.sizes !== undefined) args.push(...(e.attr as readonly Dim[]).map(this.dim));
    const listed = args.flatMap((arg, i) => (i === 0 ? [arg] : [', ', arg]));
    return piece(LEVEL.atom, `${name}(`, ...listed, ')');
  }

  private functionName(e: Expr): string {
    const { names } = e.graph.ops.get(e.op)!;
    return (this.math && names.find((n) => n.length === 1)) || names[0]!;
  }
}

/** Pieces one after another. */
function piece(level: number, ...parts: readonly (Piece | string)[]): Piece {
  const [start] = parts;
  return {
    text: parts.reduce<string>((all, p) => all + (typeof p === 'string' ? p : p.text), ''),
    level,
    first: typeof start === 'string' ? start[0]! : start!.first,
    barred: parts.some((p) => typeof p !== 'string' && p.barred),
  };
}

function word(text: string): Piece {
  return piece(LEVEL.atom, text);
}

function bracketed(inside: Piece): Piece {
  return piece(LEVEL.atom, '(', inside, ')');
}

function axisText(axis: Axis): string {
  return axis === null ? 'None' : String(axis);
}

function literal(t: Tensor): string {
  const rows = Array.from({ length: t.rows }, (_, i) =>
    [...t.data.subarray(i * t.cols, (i + 1) * t.cols)].map(printNumber),
  );
  return t.cols === 1 && t.rows > 1
    ? `[${rows.map((r) => r[0]).join(', ')}]`
    : `[${rows.map((r) => `[${r.join(', ')}]`).join(', ')}]`;
}
