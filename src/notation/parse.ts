import type { Expr, Span } from '../engine/expr.ts';
import { isScalar } from '../engine/shape.ts';

import { type ParseError, ParseFailure } from './failure.ts';
import { filled, filledLike, findHole } from './holes.ts';
import { type Token, tokenize } from './lexer.ts';
import type { Cell } from './literals.ts';
import type { Vocabulary } from './names.ts';
import { Suffixes } from './suffixes.ts';

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
  return { ok: true, expr, otherwise: () => unlessUnreadable(parser.otherwise) ?? [], cells };
}

/** Another grouping can have too many parts where the first has not. */
function unlessUnreadable<T>(read: () => T): T | null {
  try {
    return read();
  } catch (failure) {
    if (failure instanceof ParseFailure) return null;
    throw failure;
  }
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

class Parser extends Suffixes {
  otherwise: () => Expr[] = () => [];
  private inCell = false;

  whole(): Expr {
    if (this.token.kind === 'end') throw this.fail('There is nothing here yet.', this.token.span);
    const e = this.expression();
    if (!this.atEnd()) throw this.unexpected();
    const hole = findHole(e);
    if (hole) {
      const meant = hole.op === 'eye' ? 'eye(N) with its size' : 'ones(N, 1) with its sizes';
      throw this.fail(`How large is this? Write ${meant}.`, hole.span!);
    }
    return e;
  }

  private unexpected(): ParseFailure {
    const { token } = this;
    if (token.text === ')' || token.text === ']' || token.text === '}') {
      return this.fail(`This ${token.text} closes nothing.`, token.span);
    }
    return this.fail(
      `I did not expect ${token.text} here. Delete it, or write what is missing.`,
      token.span,
    );
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
      const args = [filledLike(left, right), filledLike(right, left)];
      left = this.node(sign.text === '+' ? 'add' : 'sub', args, null, span, sign.text);
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
      if (sign === '/') this.checkDivisor(factors.at(-1)!, right);
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
    if (token.kind === 'number' && this.ahead(-1).kind === 'number') {
      throw this.fail('Between two numbers write what is meant: 3 * 4, or brackets.', token.span);
    }
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
    if (op === 'mul') {
      return this.node('mul', [filledLike(a, b), filledLike(b, a)], null, span, sign);
    }
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
}
