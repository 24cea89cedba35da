import type { Axis, Expr, Span } from '../engine/expr.ts';
import { isScalar } from '../engine/shape.ts';
import { Atoms } from './atoms.ts';
import { type ParseError, ParseFailure } from './failure.ts';
import { findFunction } from './functions.ts';
import { type Token, tokenize } from './lexer.ts';
import type { Cell } from './literals.ts';
import { gradientOf, lookUp, type Vocabulary } from './names.ts';
import { numeric } from './reader.ts';

/** What a text was read as. */
export interface Read {
  readonly ok: true;
  readonly expr: Expr;
  /** Other ways to group the last chain that mixes both products; made only when asked for. */
  readonly otherwise: () => readonly Expr[];
  /** The cells, when the text is one matrix of numbers. */
  readonly cells: readonly (readonly Cell[])[] | null;
}

export type Parsed = Read | { readonly ok: false; readonly error: ParseError };

/**
 * Reads a formula: `(∂L/∂h₃ ⊙ relu′(z₃)) h₂ᵀ`, `(dL_dh3 * (z3 > 0)) @ h2.T`, or any mixture.
 * Names come only from the vocabulary. Never throws; an error has a label and a span.
 */
export function parse(source: string, vocabulary: Vocabulary): Parsed {
  try {
    const tokens = tokenize(source).filter((t) => t.text !== '\n');
    return readTokens(tokens, vocabulary);
  } catch (failure) {
    if (failure instanceof ParseFailure) return { ok: false, error: failure.error };
    throw failure;
  }
}

/** The same from tokens; throws a ParseFailure. */
export function readTokens(tokens: readonly Token[], vocabulary: Vocabulary): Read {
  const parser = new Parser(tokens, vocabulary);
  const expr = parser.whole();
  const cells = expr.op === 'lit' ? parser.cells : null;
  return { ok: true, expr, otherwise: parser.otherwise, cells };
}

/** What stands for a product, and whether it is the matrix one. */
const PRODUCTS: Readonly<Record<string, 'matmul' | 'mul' | 'div'>> = {
  '@': 'matmul',
  '·': 'matmul',
  ' ': 'matmul',
  '*': 'mul',
  '⊙': 'mul',
  '/': 'div',
  '⊘': 'div',
};

const COMPARISONS: Readonly<Record<string, string>> = {
  '>': 'gt',
  '<': 'gt',
  '>=': 'ge',
  '<=': 'ge',
  '==': 'eq',
  '!=': 'eq',
};

const MOST_EXPONENT = 64;

class Parser extends Atoms {
  otherwise: () => Expr[] = () => [];
  private inCell = false;

  whole(): Expr {
    if (this.token.kind === 'end') throw this.fail('There is nothing here yet.', this.token.span);
    const e = this.expression();
    if (!this.atEnd()) throw this.unexpected();
    const hole = findHole(e);
    if (hole) {
      throw this.fail('How long is this 𝟏? Write ones(N, 1) with its sizes.', hole.span!);
    }
    return e;
  }

  private unexpected(): ParseFailure {
    const { token } = this;
    if (token.text === ')' || token.text === ']' || token.text === '}') {
      return this.fail(`This ${token.text} closes nothing.`, token.span);
    }
    return this.fail(`I did not expect ${token.text} here.`, token.span);
  }

  protected expression(): Expr {
    const left = this.sum();
    const op = this.token.kind === 'sign' ? COMPARISONS[this.token.text] : undefined;
    if (!op) return left;
    const sign = this.next();
    const right = this.sum();
    if (this.token.kind === 'sign' && COMPARISONS[this.token.text]) {
      throw this.fail('Only one comparison at a time.', this.token.span);
    }
    const span: Span = [left.span![0], right.span![1]];
    const flipped = sign.text === '<' || sign.text === '<=';
    const args = flipped ? [right, left] : [left, right];
    if (sign.text !== '!=') return this.node(op, args, null, span, sign.text);
    const one = this.node('const', [], 1, span);
    return this.node('sub', [one, this.node(op, args, null, span)], null, span);
  }

  protected cell(): Expr {
    const before = this.inCell;
    this.inCell = true;
    const e = this.sum();
    this.inCell = before;
    return e;
  }

  private sum(): Expr {
    let left = this.term();
    while (this.isSign('+', '-') && !this.startsCell()) {
      const sign = this.next();
      const right = this.term();
      const span: Span = [left.span![0], right.span![1]];
      left = this.node(sign.text === '+' ? 'add' : 'sub', [left, right], null, span, sign.text);
    }
    return left;
  }

  /** In [1 -2] the minus belongs to the second cell. */
  private startsCell(): boolean {
    return this.inCell && this.token.spaced && !this.ahead(1).spaced;
  }

  /** A signed product: the sign is read last, so −a b is −(a b), and −x² is −(x²). */
  protected term(): Expr {
    const sign = this.take('-') ?? this.take('+');
    if (!sign) return this.chain();
    const inside = this.deeper(() => this.term());
    if (sign.text === '+') return inside;
    return this.node('neg', [inside], null, [sign.span[0], inside.span![1]]);
  }

  /** Factors from left to right: juxtaposition, @ · ⊙ * / are all one level. */
  private chain(): Expr {
    const factors = [this.factor()];
    const signs: string[] = [];
    let left = factors[0]!;
    for (let sign = this.operator(); sign !== null; sign = this.operator()) {
      const right = this.factor();
      if (sign === '/') this.checkDivisor(left, right);
      left = this.combine(sign, left, right);
      factors.push(right);
      signs.push(sign);
    }
    if (factors.length > 2) this.otherwise = () => this.regroupings(factors, signs);
    return left;
  }

  private operator(): string | null {
    const { token } = this;
    if (token.kind === 'sign' && PRODUCTS[token.text]) return this.next().text;
    if (token.kind === 'sign' && (token.text === '×' || token.text === '⊗')) {
      return this.next().text;
    }
    if (!this.startsFactor() || (this.inCell && token.spaced)) return null;
    if (this.inCell && token.text === '[') return null;
    return ' ';
  }

  private factor(): Expr {
    const sign = this.take('-');
    if (!sign) return this.power();
    const inside = this.deeper(() => this.factor());
    return this.node('neg', [inside], null, [sign.span[0], inside.span![1]]);
  }

  private combine(sign: string, a: Expr, b: Expr): Expr {
    const span: Span = [a.span![0], b.span![1]];
    const scaling = isScalar(a.shape) || isScalar(b.shape);
    if (sign === '⊗') {
      throw this.ask(
        '⊗ has several meanings. Outer product: a @ b.T; entry by entry: a * b.',
        span,
      );
    }
    if (sign === '×' && !scaling) {
      throw this.ask(
        '× between matrices is not clear: write @ for the matrix product or * for entry by entry.',
        span,
      );
    }
    const op = PRODUCTS[sign] ?? 'mul';
    if (op === 'div') return this.node('div', [a, b], null, span, sign);
    if (op === 'mul') return this.node('mul', [a, b], null, span, sign);
    return this.product('matmul', filled(a, b, 'left'), filled(b, a, 'right'), sign);
  }

  /** x/2N: is the N above or below? */
  private checkDivisor(left: Expr, right: Expr): void {
    const { token } = this;
    if (right.op !== 'const' || token.kind !== 'name' || token.spaced) return;
    const number = this.tokens[this.position - 1]!;
    if (number.kind !== 'number') return;
    throw this.ask(
      `Two readings: …/(${number.text} ${token.text}) or (…/${number.text}) ${token.text}. Please add brackets.`,
      [left.span![0], token.span[1]],
    );
  }

  /** Every other pair of neighbours that could have been taken first, where the products differ. */
  private regroupings(factors: readonly Expr[], signs: readonly string[]): Expr[] {
    const isMatrix = (sign: string) => PRODUCTS[sign] === 'matmul';
    const found: Expr[] = [];
    for (let i = 0; i + 1 < signs.length && found.length < 4; i++) {
      if (isMatrix(signs[i]!) === isMatrix(signs[i + 1]!)) continue;
      if (isScalar(factors[i + 1]!.shape) || isScalar(factors[i + 2]!.shape)) continue;
      const inner = this.combine(signs[i + 1]!, factors[i + 1]!, factors[i + 2]!);
      const rest = [...factors.slice(0, i + 1), inner, ...factors.slice(i + 3)];
      const between = signs.filter((_, j) => j !== i + 1);
      found.push(rest.slice(1).reduce((a, b, j) => this.combine(between[j]!, a, b), rest[0]!));
    }
    return found.filter((e) => e.shape !== null);
  }

  private power(): Expr {
    const base = this.postfix();
    const sign = this.take('^');
    if (!sign) return base;
    const turned = this.transposeExponent(base);
    if (turned) return this.suffixes(turned);
    const exponent = this.deeper(() => {
      const minus = this.take('-');
      const inside = this.power();
      const span: Span = [minus?.span[0] ?? inside.span![0], inside.span![1]];
      return minus ? this.node('neg', [inside], null, span) : inside;
    });
    return this.raise(base, exponent);
  }

  /** A^T, A^{T}, A^⊤ */
  private transposeExponent(base: Expr): Expr | null {
    const brace = this.isSign('{') || this.isSign('(') ? this.token : null;
    const token = brace ? this.ahead(1) : this.token;
    const isT = token.kind === 'name' && token.text === 'T';
    const scalarPower = isScalar(base.shape) && lookUp(this.vocabulary, 'T') !== null;
    if (token.kind !== 'transpose' && !(isT && !scalarPower)) return null;
    if (brace && ![')', '}'].includes(this.ahead(2).text)) return null;
    this.position += brace ? 3 : 1;
    return this.transposed(base, this.tokens[this.position - 1]!);
  }

  private raise(base: Expr, exponent: Expr): Expr {
    const span: Span = [base.span![0], exponent.span![1]];
    const value = numeric(exponent);
    if (value !== null && !(Math.abs(value) <= MOST_EXPONENT)) {
      const message = `Exponents are limited to ${MOST_EXPONENT}.`;
      throw new ParseFailure('too-large', message, exponent.span!);
    }
    if (value !== null && value < 0 && base.shape !== null && !isScalar(base.shape)) {
      throw this.ask('A negative power of a matrix: do you mean 1/A, each entry? Write 1/A.', span);
    }
    if (base.op === 'const' && base.typed === 'e') {
      return this.node('exp', [exponent], null, span);
    }
    return this.node('pow', [base, exponent], null, span);
  }

  protected postfix(): Expr {
    return this.suffixes(this.primary());
  }

  private suffixes(start: Expr): Expr {
    let e = start;
    for (;;) {
      const { token } = this;
      if (this.pendingTranspose) {
        this.pendingTranspose = false;
        e = this.transposed(e, this.tokens[this.position - 1]!);
      } else if (token.kind === 'transpose') e = this.transposed(e, this.next());
      else if (token.kind === 'superscript') {
        this.next();
        const k = this.node('const', [], Math.abs(token.value), token.span);
        e = this.raise(e, token.value < 0 ? this.node('neg', [k], null, token.span) : k);
      } else if (token.kind === 'method') e = this.method(e);
      else if (token.kind === 'sign' && token.text === "'" && !token.spaced) {
        const text = this.text(e);
        throw this.ask(
          `' after a matrix is not clear. For a transpose write ${text}.T; relu'(z) is a derivative.`,
          [e.span![0], token.span[1]],
        );
      } else return e;
    }
  }

  private text(e: Expr): string {
    return e.op === 'ref' ? (e.attr as string) : 'A';
  }

  private transposed(e: Expr, token: Token): Expr {
    return this.node('transpose', [e], null, [e.span![0], token.span[1]]);
  }

  /** .T .mT .t() .sum(1) .mean() .dot(B) .mm(B) .float() .grad */
  private method(e: Expr): Expr {
    const token = this.next();
    const span: Span = [e.span![0], token.span[1]];
    switch (token.text) {
      case 'T':
      case 'mT':
        return this.transposed(e, token);
      case 'grad': {
        const found = e.op === 'ref' && gradientOf(this.vocabulary, e.attr as string);
        if (!found) throw this.fail('Only a name has a .grad.', span);
        return this.reference(found, span);
      }
      case 't':
      case 'float':
      case 'double':
      case 'astype': {
        if (!this.isSign('('))
          throw this.fail(`.${token.text} needs brackets: .${token.text}().`, span);
        const open = this.next();
        while (!this.isSign(')') && this.token.kind !== 'end') this.next();
        const end = this.close(open, ')');
        return token.text === 't'
          ? this.transposed(e, end)
          : { ...e, span: [span[0], end.span[1]] };
      }
      case 'sum':
      case 'mean':
      case 'dot':
      case 'mm':
      case 'matmul': {
        if (!this.isSign('('))
          throw this.fail(`.${token.text} needs brackets: .${token.text}(…).`, span);
        const { args, axis, end } = this.methodList(token.text);
        const call = findFunction(token.text)!;
        return this.apply({ ...token, span }, call, 0, [e, ...args], axis, end);
      }
    }
    throw new ParseFailure(
      'unknown-name',
      `I do not know .${token.text} here. What can follow a name: .T, .sum(axis=1), .mean(), .dot(B), .grad.`,
      token.span,
    );
  }

  /** In A.sum(1) the number is the axis. */
  private methodList(word: string): { args: Expr[]; axis: Axis; end: number } {
    const reduces = word === 'sum' || word === 'mean';
    const { args, axis, end } = this.list(false);
    const first = reduces ? args.shift() : undefined;
    const value = first ? numeric(first) : null;
    if (first && value !== 0 && value !== 1) {
      throw this.fail('axis is 0 (down the rows) or 1 (along the columns).', first.span!);
    }
    return { args, axis: axis ?? (value as Axis), end };
  }
}

/** 𝟏 beside a matrix is as long as the product needs. */
function filled(e: Expr, beside: Expr, side: 'left' | 'right'): Expr {
  const inner = e.op === 'transpose' ? e.args[0]! : e;
  if (inner.op !== 'ones' || (inner.attr as readonly unknown[])[0] !== '?') return e;
  if (beside.shape === null) return e;
  const length = beside.shape[side === 'right' ? 1 : 0];
  const shape = side === 'right' ? [length, 1] : [1, length];
  return { ...e.graph.node('ones', [], shape), span: e.span! };
}

function findHole(e: Expr): Expr | null {
  if (e.op === 'ones') return (e.attr as readonly unknown[])[0] === '?' ? e : null;
  for (const arg of e.args) {
    const hole = findHole(arg);
    if (hole) return hole.span ? hole : e;
  }
  return null;
}
