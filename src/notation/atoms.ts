import type { Axis, Expr, Span } from '../engine/expr.ts';
import { isScalar } from '../engine/shape.ts';
import { ParseFailure } from './failure.ts';
import { type Callable, constructors, findFunction, mask, slope } from './functions.ts';
import type { Token } from './lexer.ts';
import { Literals } from './literals.ts';
import { canonical, gradientOf, lookUp, unknownName } from './names.ts';

const MODULES = new Set('np numpy torch jnp tf F nn functional math'.split(' '));
const STARTS = new Set([...'([{√∂∇Σ∑𝟏𝟙']);
const NOT_NUMBERS = new Set('nan inf infinity'.split(' '));

/** What may stand between two operators: numbers, names, gradients, calls, brackets. */
export abstract class Atoms extends Literals {
  protected abstract expression(): Expr;
  protected abstract term(): Expr;
  protected abstract postfix(): Expr;

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
          return this.deeper(() => this.matrix());
        case '|':
        case '‖':
          return this.bars();
        case '√':
          return this.root();
        case 'Σ':
        case '∑':
          return this.sigma();
        case '∂':
          return this.partial();
        case '∇':
          return this.nabla();
        case '𝟏':
          this.next();
          return this.node('ones', [], ['?', 1], token.span);
        case '𝟙':
          return this.indicator();
      }
    }
    if (token.kind === 'end') {
      throw this.fail('Something is missing at the end.', token.span);
    }
    throw this.fail(`I did not expect ${token.text || 'this'} here.`, token.span);
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
      this.isSign('[', '{') &&
      !this.token.spaced &&
      this.comparesInside()
    ) {
      return this.indicator(token);
    }
    return this.node('const', [], token.value, token.span);
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

  private indicator(from: Token = this.next()): Expr {
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

  private openBar: string | null = null;

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
    return this.placed(call.build([inside], null), [open.span[0], end.span[1]]);
  }

  private root(): Expr {
    const sign = this.next();
    const inside = this.deeper(() => this.postfix());
    return this.node('sqrt', [inside], null, [sign.span[0], inside.span![1]]);
  }

  private fraction(): Expr {
    const sign = this.next();
    const gradient = this.latexGradient(sign);
    if (gradient) return gradient;
    const above = this.brackets('}');
    const below = this.brackets('}');
    return this.node('div', [above, below], null, [sign.span[0], below.span![1]], '/');
  }

  /** \frac{\partial L}{\partial h_3} */
  private latexGradient(sign: Token): Expr | null {
    const texts = Array.from({ length: 9 }, (_, i) => this.ahead(i).text);
    if (texts[0] !== '{' || !/^[∂d]$/.test(texts[1]!) || texts[3] !== '}') return null;
    if (texts[4] !== '{' || !/^[∂d]$/.test(texts[5]!) || texts[7] !== '}') return null;
    const of = this.ahead(6);
    const span: Span = [sign.span[0], this.ahead(7).span[1]];
    const gradient = this.gradient(texts[2]!, of, span);
    this.position += 8;
    return gradient;
  }

  /** ∂L/∂h₃, \partial L/\partial h_3 */
  private partial(): Expr {
    const sign = this.next();
    const loss = this.next();
    const slash = this.take('/');
    const second = this.take('∂') ?? (this.token.kind === 'name' ? null : undefined);
    if (loss.kind !== 'name' || !slash || second === undefined) {
      throw this.fail('A derivative is written ∂L/∂h3 or dL/dh3.', [sign.span[0], loss.span[1]]);
    }
    const of = this.next();
    const name = second ? of.text : of.text.replace(/^d/, '');
    const found = this.indexed(name, of.span[1]);
    return this.gradient(loss.text, { ...of, text: found.text }, [sign.span[0], found.end]);
  }

  private nabla(): Expr {
    const sign = this.next();
    const of = this.next();
    const name = of.text.replace(/^_/, '');
    const found = gradientOf(this.vocabulary, name);
    if (!found) throw unknownName(this.vocabulary, name, of.span);
    return this.reference(found, [sign.span[0], of.span[1]]);
  }

  private gradient(loss: string, of: Token, span: Span): Expr {
    const expected = this.vocabulary.loss;
    if (expected === null || canonical(loss) !== canonical(expected)) {
      throw unknownName(this.vocabulary, `d${loss}/d${of.text}`, span);
    }
    const found = gradientOf(this.vocabulary, of.text);
    if (!found) throw unknownName(this.vocabulary, `d${loss}_d${of.text}`, span);
    return this.reference(found, span);
  }

  protected reference(name: string, span: Span): Expr {
    return this.placed(this.vocabulary.scope.ref(name), span);
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
    if (meaning?.kind === 'size') return this.node('size', [], meaning.name, span);
    const built = constructors.get(token.text);
    if (built && this.isSign('(')) return this.construct(token, built);
    const call = findFunction(token.text);
    if (call) return this.call(token, call);
    if (token.text === 'e') return this.node('const', [], Math.E, span, 'e');
    if (token.text === 'pi' || token.text === 'π') return this.node('const', [], Math.PI, span);
    if (NOT_NUMBERS.has(token.text.toLowerCase())) {
      throw new ParseFailure('domain', `${token.text} is not a number that can be used.`, span);
    }
    throw unknownName(this.vocabulary, token.text, span);
  }

  /** dL/dh3 as one token, whatever dL and dh3 would mean apart. */
  private slashGradient(): Expr | null {
    const { loss } = this.vocabulary;
    const [first, slash, of] = [this.token, this.ahead(1), this.ahead(2)];
    if (loss === null || slash.kind !== 'sign' || slash.text !== '/') return null;
    if (!/^[dδ]/.test(first.text) || canonical(first.text.slice(1)) !== canonical(loss))
      return null;
    const sign = of.kind === 'sign' && of.text === '∂' ? this.ahead(3) : of;
    const name = sign === of ? (/^[dδ]/.test(of.text) ? of.text.slice(1) : '') : sign.text;
    if (sign.kind !== 'name' || name === '') return null;
    this.position += sign === of ? 3 : 4;
    const found = this.indexed(name, sign.span[1]);
    return this.gradient(loss, { ...sign, text: found.text }, [first.span[0], found.end]);
  }

  /** h[3], h^{[3]} and h^(3) where h alone is nothing and h3 is a name. */
  private indexed(name: string, end: number): { text: string; end: number } {
    if (lookUp(this.vocabulary, name)) return { text: name, end };
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
  protected pendingTranspose = false;

  private fromModule(module: Token): Expr {
    let word = this.next();
    while (MODULES.has(word.text) && this.token.kind === 'method') word = this.next();
    const built = constructors.get(word.text);
    if (built) return this.construct(word, built);
    const call = findFunction(word.text);
    if (!call) {
      throw new ParseFailure(
        'unknown-name',
        `I do not know ${module.text}.${word.text}. Write the formula with @, * and functions such as relu.`,
        [module.span[0], word.span[1]],
      );
    }
    return this.call(word, call);
  }

  private construct(word: Token, build: NonNullable<ReturnType<typeof constructors.get>>): Expr {
    const open = this.take('(') ?? this.close(word, '(');
    const inner = this.take('(') ?? this.take('[');
    const dims: (number | string)[] = [];
    while (!this.isSign(')', ']') && this.token.kind !== 'end') {
      const token = this.next();
      const size = token.kind === 'name' ? lookUp(this.vocabulary, token.text) : null;
      if (size?.kind === 'size') dims.push(size.name);
      else if (token.kind === 'number' && Number.isInteger(token.value)) dims.push(token.value);
      else throw this.fail(`${word.text} takes sizes, such as ${word.text}(N, 1).`, token.span);
      if (dims.some((d) => typeof d === 'number' && (d > 100 || d < 1))) {
        throw new ParseFailure('too-large', 'Sizes are from 1 to 100 here.', token.span);
      }
      this.take(',');
    }
    if (inner) this.close(inner, inner.text === '(' ? ')' : ']');
    const end = this.close(open, ')');
    if (dims.length === 0) throw this.fail(`${word.text} needs sizes.`, word.span);
    return this.placed(build(this.graph, dims), [word.span[0], end.span[1]]);
  }

  /** f(x, …), f′(x), and f x for a function of one argument. */
  protected call(word: Token, call: Callable & { readonly op?: string }): Expr {
    let primes = 0;
    while (this.take("'")) primes += 1;
    if (primes > 1) throw this.fail('Only first derivatives: one prime.', word.span);
    const name = `${word.text}${primes ? "'" : ''}`;
    if (!this.isSign('(')) {
      if (call.arity[0] !== 1 || !this.startsFactor()) {
        throw this.fail(`${name} needs its argument, for example ${name}(z3).`, word.span);
      }
      const argument = this.deeper(() => this.postfix());
      if (this.startsFactor()) {
        throw this.ask(`Which part belongs to ${name}? Please add brackets: ${name}(…).`, [
          word.span[0],
          argument.span![1],
        ]);
      }
      return this.apply(word, call, primes, [argument], null, argument.span![1]);
    }
    const { args, axis, end } = this.list(call.axis !== undefined);
    return this.apply(
      word,
      call,
      primes,
      args,
      axis === undefined ? (call.axis ?? null) : axis,
      end,
    );
  }

  protected apply(
    word: Token,
    call: Callable & { readonly op?: string },
    primes: number,
    args: readonly Expr[],
    axis: Axis,
    end: number,
  ): Expr {
    const span: Span = [word.span[0], end];
    const [least, most] = call.arity;
    if (args.length < least || args.length > most) {
      const wanted = least === 1 ? 'one argument' : `${least} arguments`;
      throw this.fail(`${word.text} takes ${wanted}, here are ${args.length}.`, span);
    }
    if (primes === 0) return this.placed(call.build(args, axis), span);
    const z = args[0]!;
    if (!call.op || call.arity[0] !== 1 || !this.graph.ops.get(call.op)) {
      throw this.fail(`I have no ${word.text}'. Write the derivative out.`, word.span);
    }
    return this.placed(call.op === 'relu' ? mask(z) : slope(call.op, z), span);
  }

  /** Arguments in brackets; `axis=1`, `dim=1`, `keepdims=True`, or a plain 0 or 1 at the end. */
  protected list(takesAxis: boolean): { args: Expr[]; axis: Axis | undefined; end: number } {
    const open = this.next();
    const lists = this.lists++;
    const args: Expr[] = [];
    let axis: Axis | undefined;
    while (!this.isSign(')') && this.token.kind !== 'end') {
      const word = this.token;
      if (word.kind === 'name' && this.ahead(1).text === '=') {
        this.position += 2;
        const value = this.next();
        if (word.text === 'axis' || word.text === 'dim') axis = this.axis(value);
      } else if (takesAxis && args.length === 1 && word.kind === 'number') {
        axis = this.axis(this.next());
      } else {
        args.push(this.deeper(() => this.expression()));
      }
      if (!this.take(',')) break;
    }
    this.lists = lists;
    return { args, axis, end: this.close(open, ')').span[1] };
  }

  private axis(token: Token): Axis {
    if (token.text === 'None') return null;
    if (token.text !== '0' && token.text !== '1') {
      throw this.fail('axis is 0 (down the rows) or 1 (along the columns).', token.span);
    }
    return token.text === '0' ? 0 : 1;
  }

  /** Σ A, and Σ_n A along the axis whose size is n. */
  private sigma(): Expr {
    const sign = this.next();
    const index =
      this.token.kind === 'name' && this.token.text.startsWith('_') ? this.next() : null;
    const inside = this.deeper(() => this.term());
    const wanted = index && canonical(index.text).toLowerCase();
    const along = wanted
      ? (inside.shape ?? []).findIndex((d) => String(d).toLowerCase() === wanted)
      : -1;
    if (wanted && along < 0 && !isScalar(inside.shape)) {
      throw this.fail('I do not see which axis this sums over: write sum(A, axis=1).', index!.span);
    }
    const axis = along < 0 ? null : (along as Axis);
    return this.node('sum', [inside], axis, [sign.span[0], inside.span![1]]);
  }
}
