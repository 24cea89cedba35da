import type { Attr, Expr, Graph, Span } from '../engine/expr.ts';
import { ParseFailure } from './failure.ts';
import { scaled } from './functions.ts';
import type { Token } from './lexer.ts';
import type { Vocabulary } from './names.ts';

export const DEEPEST = 64;
export const MOST_NODES = 400;

/** The bottom of the parser: a cursor over tokens, and nodes made under the caps, with spans. */
export abstract class Reader {
  protected readonly tokens: readonly Token[];
  protected readonly vocabulary: Vocabulary;
  protected readonly graph: Graph;
  protected position = 0;
  /** How many lists and calls are open, inside which a comma separates. */
  protected lists = 0;
  private depth = 0;
  private made = 0;

  constructor(tokens: readonly Token[], vocabulary: Vocabulary) {
    this.tokens = tokens;
    this.vocabulary = vocabulary;
    this.graph = vocabulary.scope.graph;
  }

  protected get token(): Token {
    return this.tokens[this.position]!;
  }

  protected ahead(n: number): Token {
    return this.tokens[Math.min(this.position + n, this.tokens.length - 1)]!;
  }

  protected next(): Token {
    const token = this.token;
    if (token.kind !== 'end') this.position += 1;
    return token;
  }

  protected isSign(...texts: string[]): boolean {
    return this.token.kind === 'sign' && texts.includes(this.token.text);
  }

  protected atEnd(): boolean {
    return this.token.kind === 'end';
  }

  protected take(text: string): Token | null {
    return this.isSign(text) ? this.next() : null;
  }

  /** The closing bracket that `open` waits for; says where the opening one stands otherwise. */
  protected close(open: Token, text: string): Token {
    const token = this.take(text);
    if (token) return token;
    if (this.token.kind === 'end') {
      const place = `column ${open.span[0] + 1}`;
      throw this.fail(`This ${open.text} is never closed (${place}). Add ${text}.`, open.span);
    }
    throw this.fail(`I expected ${text} here, for the ${open.text} before it.`, this.token.span);
  }

  protected fail(message: string, span: Span): ParseFailure {
    return new ParseFailure('syntax', message, span);
  }

  protected ask(message: string, span: Span): ParseFailure {
    return new ParseFailure('notation', message, span);
  }

  /** Runs a rule one level deeper; the cap keeps the stack of the machine out of reach. */
  protected deeper<T>(rule: () => T): T {
    if (++this.depth > DEEPEST) {
      throw new ParseFailure(
        'too-large',
        `Brackets are nested more than ${DEEPEST} deep here. Please write it flatter.`,
        this.token.span,
      );
    }
    const value = rule();
    this.depth -= 1;
    return value;
  }

  protected node(op: string, args: readonly Expr[], attr: Attr, span: Span, typed?: string): Expr {
    return this.placed(this.graph.node(op, args, attr), span, args, typed);
  }

  /** A product of either kind; a 1×1 operand always means scaling. */
  protected product(op: string, a: Expr, b: Expr, typed: string): Expr {
    const span: Span = [a.span![0], b.span![1]];
    return this.placed(scaled(op, a, b), span, [a, b], typed);
  }

  /** What a call builds: its arguments keep their own places in the text. */
  protected built(e: Expr, from: readonly Expr[], span: Span): Expr {
    return this.placed(
      e,
      span,
      e.args.map((arg) => from.find(({ id }) => id === arg.id) ?? arg),
    );
  }

  /** A node of the graph as it stands in the text. */
  protected placed(e: Expr, span: Span, args: readonly Expr[] = e.args, typed?: string): Expr {
    if (++this.made > MOST_NODES) {
      throw new ParseFailure(
        'too-large',
        `This has more than ${MOST_NODES} parts. Please write it shorter.`,
        span,
      );
    }
    return typed === undefined ? { ...e, args, span } : { ...e, args, span, typed };
  }
}

/** The value of an expression without names, or null. */
export function numeric(e: Expr): number | null {
  if (e.op === 'const') return e.attr as number;
  const args = e.args.map(numeric);
  if (args.length === 0 || args.includes(null)) return null;
  const [a, b] = args as number[];
  switch (e.op) {
    case 'neg':
      return -a!;
    case 'add':
      return a! + b!;
    case 'sub':
      return a! - b!;
    case 'mul':
      return a! * b!;
    case 'div':
      return a! / b!;
    case 'pow':
      return a! ** b!;
    case 'sqrt':
      return Math.sqrt(a!);
    case 'exp':
      return Math.exp(a!);
    case 'log':
      return Math.log(a!);
    default:
      return null;
  }
}
