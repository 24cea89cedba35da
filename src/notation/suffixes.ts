import type { Axis, Expr, Span } from '../engine/expr.ts';
import { isScalar } from '../engine/shape.ts';
import { ParseFailure } from './failure.ts';
import { findFunction } from './functions.ts';
import { Indexing } from './indexing.ts';
import type { Token } from './lexer.ts';
import { gradientOf, lookUp } from './names.ts';
import { numeric } from './reader.ts';

const MOST_EXPONENT = 64;

/** What follows an atom: exponents, transposes, methods, parts. */
export abstract class Suffixes extends Indexing {
  protected power(): Expr {
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
      else if (this.startsIndex(e)) e = this.index(e);
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
      case 'transpose':
      case 'float':
      case 'double':
      case 'astype': {
        if (!this.isSign('('))
          throw this.fail(`.${token.text} needs brackets: .${token.text}().`, span);
        const open = this.next();
        while (!this.isSign(')') && this.token.kind !== 'end') this.next();
        const end = this.close(open, ')');
        return token.text === 't' || token.text === 'transpose'
          ? this.transposed(e, end)
          : { ...e, span: [span[0], end.span[1]] };
      }
      case 'sum':
      case 'mean':
      case 'dot':
      case 'mm':
      case 'mul':
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
