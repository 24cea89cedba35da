import type { Expr, Span } from '../engine/expr.ts';
import { Calls, MODULES } from './calls.ts';
import { ParseFailure } from './failure.ts';
import { constructors, findFunction } from './functions.ts';
import type { Token } from './lexer.ts';
import { lookUp, unknownName } from './names.ts';

const STARTS = new Set([...'([{√∂∇Σ𝟏𝟙']);
const NOT_NUMBERS = new Set('nan inf infinity'.split(' '));

/** What may stand between two operators: numbers, names, gradients, calls, brackets. */
export abstract class Atoms extends Calls {
  private openBar: string | null = null;

  /** Whether a factor can start at this token. */
  protected startsFactor(token: Token = this.token): boolean {
    if (token.kind === 'number' || token.kind === 'name' || token.kind === 'frac') return true;
    if (token.kind !== 'sign') return false;
    if (token.text === '|' || token.text === '‖') return this.openBar === null;
    return STARTS.has(token.text);
  }

  protected primary(): Expr {
    const { token } = this;
    if (token.kind === 'number') return this.number();
    if (token.kind === 'name') return this.named();
    if (token.kind === 'frac') return this.fraction();
    if (token.kind === 'sign') {
      switch (token.text) {
        case '(':
        case '{':
          return this.brackets(token.text === '(' ? ')' : '}');
        case '[':
          return this.comparesInside() ? this.indicator(token) : this.deeper(() => this.matrix());
        case '|':
        case '‖':
          return this.bars();
        case '√':
          return this.root();
        case 'Σ':
          return this.sigma();
        case '∂':
          return this.partial();
        case '∇':
          return this.nabla();
        case '𝟏':
        case '𝟙':
          return this.bold();
      }
    }
    if (token.kind === 'end') {
      throw this.fail(
        'Something is missing at the end: write the next factor or term.',
        token.span,
      );
    }
    throw this.fail(
      `I did not expect ${token.text || 'this'} here. A name, a number or ( can stand here.`,
      token.span,
    );
  }

  private number(): Expr {
    const token = this.next();
    const comma = this.isSign(',') && !this.token.spaced && this.ahead(1);
    if (comma && comma.kind === 'number' && !comma.spaced && this.lists === 0) {
      const fixed = `${token.text}.${comma.text}`;
      throw this.ask(`A decimal is written with a point: ${fixed}.`, [
        token.span[0],
        comma.span[1],
      ]);
    }
    if (
      token.text === '1' &&
      this.isSign('[', '{', '(', '_') &&
      !this.token.spaced &&
      this.comparesInside()
    ) {
      return this.indicator(token);
    }
    return this.node('const', [], token.value, token.span);
  }

  /** 𝟙[z3 > 0], 𝟏_{z3 > 0}; and 𝟏 alone, which is a column of ones. */
  private bold(): Expr {
    const sign = this.next();
    const compares = this.isSign('[', '{', '(', '_') && this.comparesInside();
    if (compares || sign.text === '𝟙') return this.indicator(sign);
    return this.node('ones', [], ['?', 1], sign.span);
  }

  private comparesInside(): boolean {
    let depth = 0;
    for (let i = this.position; i < this.tokens.length; i++) {
      const { kind, text } = this.tokens[i]!;
      if (kind !== 'sign') continue;
      if ('([{'.includes(text)) depth += 1;
      else if (')]}'.includes(text) && --depth === 0) return false;
      else if (depth === 1 && ['>', '<', '>=', '<=', '==', '!='].includes(text)) return true;
    }
    return false;
  }

  private indicator(from: Token): Expr {
    this.take('_');
    const open = this.take('[') ?? this.take('{') ?? this.take('(');
    if (!open) throw this.fail('An indicator needs a condition: 1[z3 > 0].', from.span);
    const inside = this.deeper(() => this.expression());
    const end = this.close(open, open.text === '[' ? ']' : open.text === '(' ? ')' : '}');
    return { ...inside, span: [from.span[0], end.span[1]] };
  }

  private brackets(closing: string): Expr {
    const open = this.next();
    const [lists, bar] = [this.lists, this.openBar];
    [this.lists, this.openBar] = [0, null];
    const inside = this.deeper(() => this.expression());
    [this.lists, this.openBar] = [lists, bar];
    const end = this.close(open, closing);
    return { ...inside, span: [open.span[0], end.span[1]], typed: 'bracketed' };
  }

  private bars(): Expr {
    const open = this.next();
    if (this.openBar !== null) {
      throw this.fail('Bars inside bars cannot be told apart: write abs(…) or norm(…).', open.span);
    }
    this.openBar = open.text;
    const inside = this.deeper(() => this.expression());
    this.openBar = null;
    const end = this.close(open, open.text);
    const call = findFunction(open.text === '|' ? 'abs' : 'norm')!;
    return this.built(call.build([inside], null), [inside], [open.span[0], end.span[1]]);
  }

  private root(): Expr {
    const sign = this.next();
    const inside = this.deeper(() => this.postfix());
    return this.node('sqrt', [inside], null, [sign.span[0], inside.span![1]]);
  }

  private fraction(): Expr {
    const sign = this.next();
    const gradient = this.fractionGradient(sign);
    if (gradient) return gradient;
    const above = this.brackets('}');
    const below = this.brackets('}');
    return this.node('div', [above, below], null, [sign.span[0], below.span![1]], '/');
  }

  private named(): Expr {
    const slash = this.slashGradient();
    if (slash) return slash;
    const token = this.next();
    if (MODULES.has(token.text) && this.token.kind === 'method') return this.fromModule(token);
    const found = this.indexed(token.text, token.span[1]);
    const span: Span = [token.span[0], found.end];
    const meaning = lookUp(this.vocabulary, found.text);
    if (meaning?.kind === 'tensor') return this.reference(meaning.name, span);
    if (meaning?.kind === 'size') {
      const worth = this.vocabulary.pictured?.get(meaning.name);
      return worth === undefined
        ? this.node('size', [], meaning.name, span)
        : this.node('const', [], worth, span);
    }
    const built = constructors.get(token.text);
    if (built && this.isSign('(')) return this.construct(token, built);
    const call = findFunction(token.text);
    if (call) return this.call(token, call);
    if (token.text === 'I') return this.node('eye', [], ['?'], span);
    if (token.text === 'e') return this.node('const', [], Math.E, span, 'e');
    if (token.text === 'pi' || token.text === 'π') return this.node('const', [], Math.PI, span);
    if (NOT_NUMBERS.has(token.text.toLowerCase())) {
      throw new ParseFailure('domain', `${token.text} is not a number that can be used.`, span);
    }
    throw unknownName(this.vocabulary, token.text, span);
  }
}
