import { count } from '../engine/build.ts';
import type { Span } from '../engine/expr.ts';
import { newGraph } from '../engine/ops/index.ts';
import { Scope } from '../engine/scope.ts';
import type { Dim, SameDim, Shape } from '../engine/shape.ts';
import { type ParseError, ParseFailure } from './failure.ts';
import { findFunction } from './functions.ts';
import { type Token, tokenize } from './lexer.ts';
import { sayMisfit } from './misfit.ts';
import { readTokens } from './parse.ts';

/** Statements as text and the shapes of the names that they do not define. */
export interface ProgramSource {
  readonly text: string;
  readonly shapes: Readonly<Record<string, Shape>>;
  /** Sizes that count as numbers in an expression. */
  readonly sizes?: readonly string[];
  readonly same?: SameDim;
}

export type Program =
  | { readonly ok: true; readonly scope: Scope }
  | { readonly ok: false; readonly error: ParseError };

const LONGEST_PROGRAM = 20_000;

/**
 * Reads `z3 = W3 @ h2; h3 = relu(z3); L = mean((h3 - y)^2)` into a scope. A statement without a
 * name is called `result`. `N = numel(a)` names the number of entries of a.
 */
export function readProgram(source: ProgramSource): Program {
  try {
    return { ok: true, scope: new ProgramReader(source).scope };
  } catch (failure) {
    if (failure instanceof ParseFailure) return { ok: false, error: failure.error };
    throw failure;
  }
}

class ProgramReader {
  readonly scope: Scope;
  private readonly source: ProgramSource;

  constructor(source: ProgramSource) {
    this.source = source;
    this.scope = new Scope(newGraph(source.same));
    for (const [name, shape] of Object.entries(source.shapes)) this.scope.declare(name, shape);
    const tokens = tokenize(source.text, LONGEST_PROGRAM);
    const statements = split(tokens).filter((s) => s.length > 1);
    for (const statement of statements) this.statement(statement);
  }

  private statement(tokens: readonly Token[]): void {
    const named = tokens[0]!.kind === 'name' && tokens[1]!.text === '=';
    const name = named ? tokens[0]!.text : 'result';
    const at: Span = tokens[0]!.span;
    if (this.scope.has(name)) {
      throw new ParseFailure(
        'syntax',
        `${name} is defined twice. Give the second one a name of its own.`,
        at,
      );
    }
    const body = named ? tokens.slice(2) : tokens;
    const counted = this.counted(body);
    if (counted) {
      this.scope.define(name, count(this.scope.graph, counted));
      return;
    }
    const { expr } = readTokens(body, {
      scope: this.scope,
      sizes: this.source.sizes ?? [],
      loss: null,
      isFunction: (word) => findFunction(word) !== null,
    });
    if (expr.shape === null) {
      const { message, span } = sayMisfit(expr, (d: Dim) => String(d));
      throw new ParseFailure('syntax', message, span ?? expr.span ?? at);
    }
    this.scope.define(name, expr);
  }

  /** numel(a), or a.numel() */
  private counted(tokens: readonly Token[]): Shape | null {
    const texts = tokens.filter((t) => t.kind !== 'end').map((t) => t.text);
    const name =
      texts.length === 4 && texts[0] === 'numel' && texts[1] === '('
        ? texts[2]!
        : texts.length === 4 && texts[1] === 'numel'
          ? texts[0]!
          : null;
    return name === null ? null : (this.scope.shapes.get(name) ?? null);
  }
}

/** Cuts at `;` and at line ends outside brackets; every piece ends with an `end` token. */
function split(tokens: readonly Token[]): Token[][] {
  const pieces: Token[][] = [[]];
  let depth = 0;
  for (const token of tokens) {
    const text = token.kind === 'sign' ? token.text : '';
    if ('([{'.includes(text) && text !== '') depth += 1;
    if (')]}'.includes(text) && text !== '') depth -= 1;
    const ends = token.kind === 'end' || (depth <= 0 && (text === ';' || text === '\n'));
    if (!ends) {
      if (text !== '\n') pieces.at(-1)!.push(token);
      continue;
    }
    const at = token.span[0];
    pieces.at(-1)!.push({ kind: 'end', text: '', value: 0, span: [at, at], spaced: false });
    pieces.push([]);
  }
  return pieces;
}
