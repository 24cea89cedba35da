import { showDim } from '../engine/dim.ts';
import type { Axis, Expr } from '../engine/expr.ts';
import { type Dim, isScalar } from '../engine/shape.ts';
import type { Tensor } from '../engine/tensor.ts';
import { GREEK } from './characters.ts';
import {
  bin,
  fenced,
  frac,
  type MathNode,
  matrix,
  num,
  op,
  part,
  rel,
  row,
  scripts,
  space,
  sqrt,
  sub,
  sup,
  sym,
} from './math.ts';
import { places } from './places.ts';
import { printNumber } from './print.ts';

/** How an expression is drawn. */
export interface ExprMathOptions {
  /** The id under which a node can be highlighted, or null. */
  readonly part?: (e: Expr) => string | null;
  /** What to write for a size; the name itself when not given. */
  readonly showDim?: (dim: string | number) => string;
}

/** How tightly a drawn term holds together; a looser one is bracketed inside a tighter place. */
const level = { sum: 1, negative: 2, product: 3, tall: 4, atom: 5 } as const;

/** Products of different kinds are bracketed when they mix: A (B ⊙ C). */
type Kind = 'matrix' | 'entrywise';

interface Term {
  readonly math: MathNode;
  readonly level: number;
  readonly kind?: Kind;
}

/** An expression as a formula tree: quotients as fractions, powers raised, masks as 1[z > 0]. */
export const exprMath = (e: Expr, options: ExprMathOptions = {}): MathNode =>
  new Drawer(options).term(e).math;

/** `dL/dW3 = …`: a name and its definition as a formula tree. */
export const definitionMath = (name: string, e: Expr, options: ExprMathOptions = {}): MathNode =>
  row(nameMath(name), rel('='), exprMath(e, options));

/** A name as a formula tree: h3 is h₃, W_out is W with its subscript, dL/dh3 a fraction. */
export function nameMath(name: string): MathNode {
  const gradient = /^d(.+)\/d(.+)$/.exec(name);
  if (gradient) {
    const [above, below] = [nameMath(gradient[1]!), nameMath(gradient[2]!)];
    return frac(row(sym('∂'), above), row(sym('∂'), below));
  }
  const [, stem = name, index = ''] = /^(.+?)_?(\d*)$/.exec(name) ?? [];
  const [, base = stem, word = ''] = /^([^_]+)_([^_]+)$/.exec(stem) ?? [];
  const letter = [...GREEK].find(([, spelt]) => spelt === base)?.[0] ?? base;
  const below = [word, index].filter((it) => it !== '').map(sym);
  return below.length > 0 ? sub(sym(letter), row(...below)) : sym(letter);
}

/** The largest drawing: past it an ellipsis stands for the rest, for nobody could read it. */
const caps = { terms: 2000, depth: 48 };

class Drawer {
  private readonly part: (e: Expr) => string | null;
  private readonly showDim: (dim: string | number) => string;
  private terms = 0;
  private depth = 0;

  constructor(options: ExprMathOptions) {
    this.part = options.part ?? (() => null);
    this.showDim = options.showDim ?? String;
  }

  term(e: Expr): Term {
    this.terms++;
    if (this.terms > caps.terms || this.depth >= caps.depth) return atomic(sym('…'));
    this.depth++;
    const term = this.draw(e);
    this.depth--;
    const id = this.part(e);
    return id === null ? term : { ...term, math: part(id, term.math) };
  }

  private draw(e: Expr): Term {
    const [a, b] = e.args;
    switch (e.op) {
      case 'const':
        return number(e.attr as number);
      case 'ref': {
        const math = nameMath(e.attr as string);
        return { math, level: math.kind === 'frac' ? level.tall : level.atom };
      }
      case 'size':
        return atomic(this.size(e.attr as string));
      case 'lit':
        return atomic(literal(e.attr as Tensor));
      case 'add':
        return this.joined(a!, '+', b!);
      case 'sub':
        return this.joined(a!, '−', b!);
      case 'neg': {
        const math = row(bin('−'), this.within(a!, level.product));
        return { math, level: level.negative };
      }
      case 'matmul':
        return this.product(a!, null, b!, 'matrix');
      case 'mul':
        return isScalar(a!.shape) || isScalar(b!.shape)
          ? this.product(a!, null, b!, 'matrix')
          : this.product(a!, '⊙', b!, 'entrywise');
      case 'div':
        return isScalar(b!.shape)
          ? { math: frac(this.term(a!).math, this.term(b!).math), level: level.tall }
          : this.product(a!, '⊘', b!, 'entrywise', false);
      case 'pow':
        return this.power(a!, this.term(b!).math);
      case 'transpose':
        return this.power(a!, sym('⊤'));
      case 'slice':
        return this.cut(e);
      case 'sqrt':
        return { math: sqrt(this.term(a!).math), level: level.tall };
      case 'abs':
        return atomic(fenced(this.term(a!).math, '|', '|'));
      case 'gt':
        return this.comparison(a!, ['>', '<'], b!);
      case 'ge':
        return this.comparison(a!, ['≥', '≤'], b!);
      case 'eq':
        return this.comparison(a!, ['=', '='], b!);
      default:
        return this.call(e);
    }
  }

  private within(e: Expr, least: number): MathNode {
    const term = this.term(e);
    return term.level < least ? fenced(term.math) : term.math;
  }

  private joined(a: Expr, sign: string, b: Expr): Term {
    const left = this.within(a, level.sum);
    // A sign at the start of the right operand would be a second sign.
    return { math: row(left, bin(sign), this.within(b, level.product)), level: level.sum };
  }

  /** Left to right needs no brackets within one kind; a right operand that is a product has them. */
  private product(a: Expr, sign: string | null, b: Expr, kind: Kind, associates = true): Term {
    const left = this.factor(a, associates ? kind : null);
    const right = this.factor(b, null);
    const digits = sign === null && startsWithDigit(right) ? '·' : sign;
    // W (a + b) is a product; without the blank it would read as a function of a + b.
    const between = digits !== null ? [bin(digits)] : isBracketed(right) ? [space(1)] : [];
    return { math: row(left, ...between, right), level: level.product, kind };
  }

  private factor(e: Expr, kind: Kind | null): MathNode {
    const term = this.term(e);
    const bare = term.level > level.product || (kind !== null && term.kind === kind);
    return bare ? term.math : fenced(term.math);
  }

  private power(base: Expr, exponent: MathNode): Term {
    const under = this.term(base);
    const bare = under.level === level.atom && !isScripted(under.math, 'sup');
    return atomic(sup(bare ? under.math : fenced(under.math), exponent), under.math);
  }

  /** A[0:2, 1], as NumPy counts. */
  private cut(e: Expr): Term {
    const between = places(e, (d) => showDim(d, this.showDim));
    if (!between) return this.call(e);
    const x = this.term(e.args[0]!);
    const base = x.level < level.atom ? fenced(x.math) : x.math;
    return atomic(row(base, sym(`[${between.join(', ')}]`)));
  }

  private comparison(a: Expr, signs: readonly [string, string], b: Expr): Term {
    const flip = a.op === 'const' && b.op !== 'const';
    const [x, y] = flip ? [b, a] : [a, b];
    const sides = row(
      this.within(x, level.sum),
      rel(signs[flip ? 1 : 0]),
      this.within(y, level.sum),
    );
    return atomic(row(sym('1'), fenced(sides, '[', ']')));
  }

  private call(e: Expr): Term {
    const op_ = e.graph.ops.get(e.op);
    const names = op_?.names ?? [];
    const name = names.find((it) => it.length === 1) ?? names[0] ?? e.op;
    const args = e.args.map((arg) => this.term(arg).math);
    if (Array.isArray(e.attr)) args.push(...e.attr.map((dim) => this.size(dim)));
    if (op_?.axis !== undefined && e.attr !== op_.axis) {
      args.push(row(op('axis'), rel('='), axisMath(e.attr as Axis)));
    }
    return atomic(row(op(name), fenced(row(...listed(args)))));
  }

  private size(d: Dim): MathNode {
    const text = showDim(d, this.showDim);
    return /[-+/]/.test(text) ? sym(text) : nameMath(text);
  }
}

const listed = (items: readonly MathNode[]): MathNode[] =>
  items.flatMap((item, i) => (i === 0 ? [item] : [comma, item]));

const comma = { kind: 'atom', text: ',', cls: 'punct', bold: false } as const;

/** A drawn thing that needs no brackets anywhere; an h₃ under a power keeps its subscript there. */
function atomic(math: MathNode, base?: MathNode): Term {
  if (math.kind === 'scripts' && base?.kind === 'scripts' && base.sup === null) {
    return { math: scripts(base.base, base.sub, math.sup), level: level.atom };
  }
  return { math, level: level.atom };
}

function number(value: number): Term {
  const math = num(printNumber(Math.abs(value)));
  if (value < 0 || Object.is(value, -0))
    return { math: row(bin('−'), math), level: level.negative };
  return atomic(math);
}

const axisMath = (axis: Axis): MathNode => (axis === null ? op('None') : num(axis));

function literal(t: Tensor): MathNode {
  const rows = Array.from({ length: t.rows }, (_, i) =>
    Array.from({ length: t.cols }, (_, j) => number(t.data[i * t.cols + j]!).math),
  );
  return matrix(rows, '[', ']', 'r');
}

const isBracketed = (node: MathNode): boolean =>
  node.kind === 'part' ? isBracketed(node.body) : node.kind === 'fenced';

const isScripted = (node: MathNode, side: 'sub' | 'sup'): boolean =>
  node.kind === 'part'
    ? isScripted(node.body, side)
    : node.kind === 'scripts' && node[side] !== null;

/** Whether a term starts with a digit, which would run together with a number before it. */
function startsWithDigit(node: MathNode): boolean {
  if (node.kind === 'row') return node.items[0] !== undefined && startsWithDigit(node.items[0]);
  if (node.kind === 'part') return startsWithDigit(node.body);
  if (node.kind === 'scripts') return startsWithDigit(node.base);
  return node.kind === 'atom' && /^\d/.test(node.text);
}
