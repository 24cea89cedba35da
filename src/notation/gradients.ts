import type { Expr, Span } from '../engine/expr.ts';
import type { Token } from './lexer.ts';
import { Literals } from './literals.ts';
import { canonical, gradientOf, lookUp, unknownName } from './names.ts';

/** A word of the text, perhaps put together from several tokens: h, [ and 3. */
interface Word {
  readonly text: string;
  readonly span: Span;
}

/** Names with an index, and gradients, which are one token however they are written. */
export abstract class Gradients extends Literals {
  /** An index in brackets may hold the T of a transpose: h^{[2]T}. */
  protected pendingTranspose = false;

  /** dL/dh3, ∂L/∂h₃, \partial L/\partial h_3: one token, whatever its halves would mean apart. */
  protected slashGradient(): Expr | null {
    return this.attempt(() => {
      const above = this.differential();
      if (!above || !this.isLoss(above) || !this.take('/')) return null;
      const below = this.differential();
      return below && this.gradient(above, below, [above.span[0], below.span[1]]);
    });
  }

  /** The two groups after \frac: {\partial L}{\partial h_3}. */
  protected fractionGradient(sign: Token): Expr | null {
    return this.attempt(() => {
      const above = this.take('{') && this.differential();
      if (!above || !this.isLoss(above) || !this.take('}') || !this.take('{')) return null;
      const below = this.differential();
      const end = below && this.take('}');
      return end && this.gradient(above, below, [sign.span[0], end.span[1]]);
    });
  }

  /** What starts with ∂ can only be a gradient. */
  protected partial(): Expr {
    const start = this.position;
    const above = this.differential();
    const below = above && this.take('/') ? this.differential() : null;
    const span: Span = [this.tokens[start]!.span[0], this.tokens[this.position - 1]!.span[1]];
    if (!above || !below) throw this.fail('A derivative is written ∂L/∂h3 or dL/dh3.', span);
    return this.gradient(above, below, span);
  }

  /** ∇h3; and ∇_{h3} L, where the L belongs to it. */
  protected nabla(): Expr {
    const sign = this.next();
    const under = this.take('_');
    const brace = under && this.take('{');
    const of = this.next();
    const name = of.text.replace(/^_/, '');
    const found = gradientOf(this.vocabulary, name);
    if (!found) throw unknownName(this.vocabulary, name, of.span);
    let end = brace ? this.close(brace, '}').span[1] : of.span[1];
    const isIndex = under !== null || of.text.startsWith('_');
    if (isIndex && this.token.kind === 'name' && this.isLoss(this.token)) end = this.next().span[1];
    return this.reference(found, [sign.span[0], end]);
  }

  protected reference(name: string, span: Span): Expr {
    return this.placed(this.vocabulary.scope.ref(name), span);
  }

  /** ∂x, dx or d x: the word after the sign, or null. */
  private differential(): Word | null {
    const start = this.token.span[0];
    const sign = this.take('∂');
    const { token } = this;
    if (token.kind !== 'name') return null;
    const apart = !sign && /^[dδ]$/.test(token.text) && this.ahead(1).kind === 'name';
    if (!sign && !apart && !/^[dδ]./.test(token.text)) return null;
    this.next();
    const word = apart ? this.next() : token;
    const text = sign || apart ? word.text : word.text.slice(1);
    const found = this.indexed(text, word.span[1]);
    return { text: found.text, span: [start, found.end] };
  }

  private isLoss(word: Word): boolean {
    const { loss } = this.vocabulary;
    return loss !== null && canonical(word.text) === canonical(loss);
  }

  private gradient(loss: Word, of: Word, span: Span): Expr {
    if (!this.isLoss(loss)) throw unknownName(this.vocabulary, `d${loss.text}/d${of.text}`, span);
    const found = gradientOf(this.vocabulary, of.text);
    if (!found) throw unknownName(this.vocabulary, `d${loss.text}/d${of.text}`, span);
    return this.reference(found, span);
  }

  /** What a rule reads, or the place before it. */
  private attempt<T>(rule: () => T | null): T | null {
    const start = this.position;
    const found = rule();
    if (found === null) this.position = start;
    return found;
  }

  /** h^{[3]}; and h[3], h^(3) where h alone is nothing and h3 is a name. */
  protected indexed(name: string, end: number): { text: string; end: number } {
    const [first, second] = [this.ahead(1).text, this.ahead(2).text];
    const layer = this.isSign('^') && (first === '[' || (first === '{' && second === '['));
    if (!layer && lookUp(this.vocabulary, name)) return { text: name, end };
    const start = this.position;
    const caret = this.take('^');
    const opens = ['{', '[', '('].map((b) => this.take(b)).filter((t) => t !== null);
    const index = this.token.kind === 'number' ? this.next() : null;
    if (index && opens.length > 0 && (caret || opens[0]!.text === '[')) {
      const text = `${name}${index.text}`;
      if (lookUp(this.vocabulary, text) && this.closeIndex(opens)) {
        return { text, end: this.tokens[this.position - 1]!.span[1] };
      }
    }
    this.position = start;
    return { text: name, end };
  }

  /** Closes the brackets of an index; a T before the last one is left for a transpose. */
  private closeIndex(opens: readonly Token[]): boolean {
    const pairs: Readonly<Record<string, string>> = { '{': '}', '[': ']', '(': ')' };
    for (const open of [...opens].reverse()) {
      const turn = this.token.kind === 'transpose' || this.token.text === 'T';
      if (turn && open === opens[0]) {
        this.pendingTranspose = true;
        this.next();
      }
      if (!this.take(pairs[open.text]!)) return false;
    }
    return true;
  }
}
