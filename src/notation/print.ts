import { showDim } from '../engine/dim.ts';
import type { Axis, Expr } from '../engine/expr.ts';
import { type Dim, isScalar } from '../engine/shape.ts';
import type { Tensor } from '../engine/tensor.ts';
import { GREEK } from './characters.ts';

/** `math` is what is written on the board, `numpy` what is typed in a program. */
export type Dialect = 'math' | 'numpy';

export interface PrintOptions {
  /** What to write for a size; the name itself when not given. */
  readonly showDim?: (dim: string | number) => string;
}

/** How tightly a printed piece holds together; a piece is bracketed inside a tighter place. */
const LEVEL = { compare: 0, sum: 1, negative: 2, product: 3, power: 4, postfix: 5, atom: 6 };

/** Which sign joined a product; products of different kinds are bracketed when they mix. */
type Kind = 'matrix' | 'entrywise' | 'quotient' | 'entrywise quotient';

interface Piece {
  readonly text: string;
  readonly level: number;
  readonly kind?: Kind;
}

/** The text of an expression; `parse(print(e))` is `e`, in both dialects. */
export function print(e: Expr, dialect: Dialect = 'math', options: PrintOptions = {}): string {
  return new Printer(dialect, options).piece(e).text;
}

/** h3 → h₃ and dL/dh3 → ∂L/∂h₃ on the board; h3 and dL_dh3 in a program. */
export function printName(name: string, dialect: Dialect = 'math'): string {
  const gradient = /^d(.+)\/d(.+)$/.exec(name);
  if (gradient) {
    const [loss, of] = [printName(gradient[1]!, dialect), printName(gradient[2]!, dialect)];
    return dialect === 'math' ? `∂${loss}/∂${of}` : `d${loss}_d${of}`;
  }
  if (dialect === 'numpy') return name;
  const [, stem, digits] = /^(.*?)_?(\d*)$/.exec(name)!;
  const letter = [...GREEK].find(([, word]) => word === stem)?.[0] ?? stem!;
  return letter + [...digits!].map((d) => '₀₁₂₃₄₅₆₇₈₉'[Number(d)]).join('');
}

/** The shortest text that reads back as the same number. */
export function printNumber(x: number): string {
  return String(x);
}

class Printer {
  private readonly math: boolean;
  private readonly dialect: Dialect;
  private readonly dim: (dim: Dim) => string;

  constructor(dialect: Dialect, options: PrintOptions) {
    this.dialect = dialect;
    this.math = dialect === 'math';
    const show = options.showDim ?? String;
    this.dim = (d) => showDim(d, show);
  }

  piece(e: Expr): Piece {
    switch (e.op) {
      case 'const':
        return atom(printNumber(e.attr as number));
      case 'ref':
        return this.reference(e.attr as string);
      case 'size':
        return atom(this.dim(e.attr as string));
      case 'lit':
        return atom(literal(e.attr as Tensor));
      case 'ones':
      case 'eye':
        return atom(`${e.op}(${(e.attr as readonly Dim[]).map(this.dim).join(', ')})`);
      case 'add':
        return this.joined(e, ' + ', LEVEL.sum, LEVEL.negative);
      case 'sub':
        return this.joined(e, this.math ? ' − ' : ' - ', LEVEL.sum, LEVEL.negative);
      case 'neg':
        return {
          text: `${this.math ? '−' : '-'}${this.within(e.args[0]!, LEVEL.product)}`,
          level: LEVEL.negative,
        };
      case 'matmul':
        return this.product(e, this.math ? ' ' : ' @ ', 'matrix');
      case 'mul':
        return this.multiplied(e);
      case 'div':
        return this.math && !isScalar(e.args[1]!.shape)
          ? this.product(e, ' ⊘ ', 'entrywise quotient')
          : this.product(e, ' / ', 'quotient');
      case 'pow':
        return this.power(e);
      case 'transpose':
        return {
          text: `${this.postfixed(e.args[0]!)}${this.math ? 'ᵀ' : '.T'}`,
          level: LEVEL.postfix,
        };
      case 'gt':
      case 'ge':
      case 'eq':
        return this.comparison(e);
      case 'sqrt':
        if (this.math) return this.root(e.args[0]!);
        break;
      case 'norm':
        if (this.math && e.attr === null) return this.bars(e);
    }
    return this.call(e);
  }

  private reference(name: string): Piece {
    const text = printName(name, this.dialect);
    // ∂L/∂h₃ is one token, but (∂L/∂h₃)ᵀ reads better than ∂L/∂h₃ᵀ.
    return text.includes('/') ? { text, level: LEVEL.power } : atom(text);
  }

  private within(e: Expr, level: number): string {
    return bracketed(this.piece(e), level);
  }

  private postfixed(e: Expr): string {
    const negativeOrNumber = e.op === 'const' && !this.math;
    return negativeOrNumber ? `(${this.piece(e).text})` : this.within(e, LEVEL.postfix);
  }

  private joined(e: Expr, sign: string, left: number, right: number): Piece {
    const [a, b] = e.args;
    const second = this.piece(b!);
    // A sign at the start of the right operand would be a second sign.
    const last = second.level === LEVEL.negative ? LEVEL.product : right;
    return { text: `${this.within(a!, left)}${sign}${bracketed(second, last)}`, level: left };
  }

  /** Scaling by a number is written side by side; everything else entry by entry has its sign. */
  private multiplied(e: Expr): Piece {
    const [a, b] = e.args;
    const scaling = isScalar(a!.shape) || isScalar(b!.shape);
    if (!this.math) return this.product(e, ' * ', 'entrywise');
    if (!scaling) return this.product(e, ' ⊙ ', 'entrywise');
    return this.product(e, (right) => (/^[\d.]/.test(right) ? ' · ' : ' '), 'matrix');
  }

  private product(e: Expr, sign: string | ((right: string) => string), kind: Kind): Piece {
    const [left, right] = [
      this.factor(e.args[0]!, kind, 'left'),
      this.factor(e.args[1]!, kind, 'right'),
    ];
    const between = typeof sign === 'string' ? sign : sign(right);
    return { text: `${left}${between}${right}`, level: LEVEL.product, kind };
  }

  /** Left to right needs no brackets within one kind; a right operand that is a product has them. */
  private factor(e: Expr, kind: Kind, side: 'left' | 'right'): string {
    const piece = this.piece(e);
    const follows = piece.kind === kind || (kind === 'quotient' && piece.kind === 'matrix');
    const bare =
      piece.level > LEVEL.product || (piece.level === LEVEL.product && side === 'left' && follows);
    return bare ? piece.text : `(${piece.text})`;
  }

  private power(e: Expr): Piece {
    const [base, exponent] = e.args;
    const k = exponent!;
    const negative = k.op === 'neg' && !isScalar(base!.shape);
    if (negative) return this.call(e, 'power');
    const raised = base!.op === 'pow' ? LEVEL.atom : LEVEL.postfix;
    const under = this.within(base!, raised);
    if (this.math && k.op === 'const' && /^\d{1,2}$/.test(String(k.attr))) {
      const digits = [...String(k.attr)].map((d) => '⁰¹²³⁴⁵⁶⁷⁸⁹'[Number(d)]).join('');
      return { text: `${under}${digits}`, level: LEVEL.postfix };
    }
    const over = this.within(k, LEVEL.atom);
    return { text: `${under}${this.math ? '^' : '**'}${over}`, level: LEVEL.power };
  }

  private root(x: Expr): Piece {
    const inside = this.piece(x);
    const bare = inside.level === LEVEL.atom && x.op !== 'sqrt';
    return { text: `√${bare ? inside.text : `(${inside.text})`}`, level: LEVEL.power };
  }

  /** Bars inside bars cannot be told apart. */
  private bars(e: Expr): Piece {
    const { text } = this.piece(e.args[0]!);
    return text.includes('‖') ? this.call(e) : atom(`‖${text}‖`);
  }

  private comparison(e: Expr): Piece {
    const [a, b] = e.args;
    const flip = a!.op === 'const' && b!.op !== 'const' && e.op !== 'eq';
    const sign = { gt: ['>', '<'], ge: ['>=', '<='], eq: ['==', '=='] }[e.op]![flip ? 1 : 0]!;
    const [x, y] = flip ? [b!, a!] : [a!, b!];
    const left = this.within(x, LEVEL.sum);
    const right = this.within(y, LEVEL.sum);
    const shown = this.math ? sign.replace('>=', '≥').replace('<=', '≤') : sign;
    if (!this.math) return atom(`(${left} ${shown} ${right})`);
    return atom(`1[${left}${shown}${right}]`);
  }

  private call(e: Expr, name = this.functionName(e)): Piece {
    const row = e.graph.ops.get(e.op)!;
    const args = e.args.map((a) => this.piece(a).text);
    if (row.axis !== undefined && e.attr !== row.axis)
      args.push(`axis=${axisText(e.attr as Axis)}`);
    if (row.sizes !== undefined) args.push(...(e.attr as readonly Dim[]).map(this.dim));
    return atom(`${name}(${args.join(', ')})`);
  }

  private functionName(e: Expr): string {
    const { names } = e.graph.ops.get(e.op)!;
    return (this.math && names.find((n) => n.length === 1)) || names[0]!;
  }
}

function axisText(axis: Axis): string {
  return axis === null ? 'None' : String(axis);
}

function bracketed({ text, level }: Piece, least: number): string {
  return level < least ? `(${text})` : text;
}

function atom(text: string): Piece {
  return { text, level: LEVEL.atom };
}

function literal(t: Tensor): string {
  const rows = Array.from({ length: t.rows }, (_, i) =>
    [...t.data.subarray(i * t.cols, (i + 1) * t.cols)].map(printNumber),
  );
  return t.cols === 1 && t.rows > 1
    ? `[${rows.map((r) => r[0]).join(', ')}]`
    : `[${rows.map((r) => `[${r.join(', ')}]`).join(', ')}]`;
}
