import { constant } from '../engine/build.ts';
import type { Axis, Expr, Span } from '../engine/expr.ts';
import { NO_SIZE } from '../engine/ops/support.ts';
import type { Dim } from '../engine/shape.ts';
import { isScalar } from '../engine/shape.ts';
import { ParseFailure } from './failure.ts';
import { type Callable, constructors, findFunction, mask, slope } from './functions.ts';
import { Gradients } from './gradients.ts';
import type { Token } from './lexer.ts';
import { canonical } from './names.ts';
import { LARGEST, sizeFrom } from './sizes.ts';

/** Words that may stand before a function: np.exp, torch.nn.functional.relu. */
export const MODULES = new Set('np numpy torch jnp tf F nn functional linalg math'.split(' '));

/** Functions and what is in their brackets. */
export abstract class Calls extends Gradients {
  protected abstract expression(): Expr;
  protected abstract term(): Expr;
  protected abstract postfix(): Expr;
  protected abstract startsFactor(token?: Token): boolean;

  protected fromModule(module: Token): Expr {
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

  /** ones(m, n), zeros((m, n)), eye(n): sizes may be sums, n - k + 1. */
  protected construct(word: Token, build: NonNullable<ReturnType<typeof constructors.get>>): Expr {
    const open = this.take('(') ?? this.close(word, '(');
    const inner = this.opensTuple() ? this.next() : null;
    const lists = this.lists++;
    const dims: Dim[] = [];
    while (!this.isSign(')', ']') && this.token.kind !== 'end') {
      const typed = this.deeper(() => this.expression());
      const size = sizeFrom(typed);
      const number = constant(typed);
      if (size === 0 || (number !== null && Math.abs(number) > LARGEST)) {
        throw new ParseFailure('too-large', `Sizes are from 1 to ${LARGEST} here.`, typed.span!);
      }
      if (size === NO_SIZE) {
        const meant = word.text === 'ones' || word.text === 'zeros' ? '(N, 1)' : '(N)';
        throw this.fail(`${word.text} takes sizes, such as ${word.text}${meant}.`, typed.span!);
      }
      dims.push(size);
      if (!this.take(',')) break;
    }
    this.lists = lists;
    if (inner) this.close(inner, inner.text === '(' ? ')' : ']');
    const end = this.close(open, ')');
    if (dims.length === 0) throw this.fail(`${word.text} needs sizes.`, word.span);
    return this.placed(build(this.graph, dims), [word.span[0], end.span[1]]);
  }

  /** ones((2, 3)) and ones([2, 3]), but not ones((n - k) + 1, 2). */
  private opensTuple(): boolean {
    if (this.isSign('[')) return true;
    if (!this.isSign('(')) return false;
    let depth = 0;
    for (let n = 0; this.ahead(n).kind !== 'end'; n++) {
      const { kind, text } = this.ahead(n);
      if (kind !== 'sign') continue;
      if (text === '(') depth += 1;
      else if (text === ')') depth -= 1;
      else if (text === ',' && depth === 1) return true;
      if (depth === 0) return this.ahead(n + 1).text === ')';
    }
    return false;
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
    if (primes === 0) return this.built(call.build(args, axis), args, span);
    const z = args[0]!;
    if (!call.op || call.arity[0] !== 1 || !this.graph.ops.get(call.op)) {
      throw this.fail(`I have no ${word.text}'. Write the derivative out.`, word.span);
    }
    return this.built(call.op === 'relu' ? mask(z) : slope(call.op, z), args, span);
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
  protected sigma(): Expr {
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
