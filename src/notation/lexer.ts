import type { Span } from '../engine/expr.ts';
import {
  FOLDED,
  FRACTIONS,
  isDigit,
  isLetter,
  isUnsafe,
  narrow,
  SUBSCRIPTS,
  SUPERSCRIPTS,
  TRANSPOSED,
} from './characters.ts';
import { ParseFailure } from './failure.ts';
import { command } from './latexcommands.ts';

export type TokenKind =
  | 'number'
  | 'name'
  | 'method'
  | 'sign'
  | 'superscript'
  | 'transpose'
  | 'frac'
  | 'end';

export interface Token {
  readonly kind: TokenKind;
  /** Folded to the one spelling that the parser knows. */
  readonly text: string;
  readonly value: number;
  readonly span: Span;
  /** Whether white space stands before it. */
  readonly spaced: boolean;
}

export const LONGEST = 2000;

const SIGNS = ['**', '.*', './', '>=', '<=', '==', '!='];
const SIGN_MEANING: Readonly<Record<string, string>> = {
  '**': '^',
  '.*': '⊙',
  './': '⊘',
  '≥': '>=',
  '≤': '<=',
};
const SINGLE = new Set([..."+-*/@^()[]{},;:|=<>'·⊙⊘×⊗‖∂∇√𝟏𝟙≥≤\n"]);

/** Cuts a text into tokens with spans in UTF-16 units. Throws a ParseFailure at what it cannot read. */
export function tokenize(source: string, limit = LONGEST): Token[] {
  if (source.length > limit) {
    throw new ParseFailure(
      'too-large',
      `That is ${source.length} characters long; the limit is ${limit}. Please write it shorter.`,
      [limit, source.length],
    );
  }
  return new Lexer(source).all();
}

class Lexer {
  private readonly source: string;
  private i = 0;
  private spaced = false;
  private readonly tokens: Token[] = [];

  constructor(source: string) {
    this.source = source;
  }

  all(): Token[] {
    while (this.i < this.source.length) this.next();
    const end = this.source.length;
    this.tokens.push({ kind: 'end', text: '', value: 0, span: [end, end], spaced: this.spaced });
    return this.tokens;
  }

  private next(): void {
    const start = this.i;
    const raw = this.char();
    const c = FOLDED.get(raw) ?? raw;
    const double = SIGNS.find((s) => this.source.startsWith(s, start));
    if (c === ' ') this.space();
    else if (isUnsafe(raw)) throw this.unsafe(raw);
    else if (isDigit(c) || (c === '.' && isDigit(this.peek(1)))) this.number();
    else if (c === '.' && isLetter(this.peek(1))) this.method();
    else if (c === 'Σ' || c === '∑') this.push('sign', 'Σ', raw.length);
    else if (isLetter(c) || (c === '_' && /[\p{L}_]/u.test(this.peek(1)))) this.name();
    else if (c === '\\') this.latex();
    else if (FRACTIONS.has(c)) this.push('number', c, raw.length, FRACTIONS.get(c)!);
    else if (SUPERSCRIPTS.has(c)) this.superscript();
    else if (TRANSPOSED.includes(c)) this.push('transpose', 'ᵀ', raw.length);
    else if (double) this.push('sign', SIGN_MEANING[double] ?? double, 2);
    else if (SINGLE.has(c) || c === '_') this.push('sign', SIGN_MEANING[c] ?? c, raw.length);
    else throw this.unreadable(raw);
  }

  private unsafe(raw: string): ParseFailure {
    const code = raw.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0');
    return new ParseFailure(
      'syntax',
      `There is an invisible or control character here (U+${code}). Please delete it.`,
      [this.i, this.i + raw.length],
    );
  }

  private unreadable(raw: string): ParseFailure {
    const meant = narrow(raw);
    return new ParseFailure(
      'syntax',
      meant !== null
        ? `This ${raw} is a wide character that looks like ${meant}. Type ${meant}.`
        : `I cannot read ${raw} here. A formula has names, numbers, brackets and signs such as + - * / @ ^.`,
      [this.i, this.i + raw.length],
    );
  }

  private space(): void {
    this.i += this.char().length;
    this.spaced = true;
  }

  private number(): void {
    const start = this.i;
    const match = /^(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?/.exec(this.source.slice(start, start + 400))!;
    const text = match[0];
    const value = Number(text);
    if (!Number.isFinite(value) || text.length > 40) {
      throw new ParseFailure('too-large', 'This number is too large to work with.', [
        start,
        start + text.length,
      ]);
    }
    if (
      this.source[start + text.length] === '.' &&
      isDigit(this.source[start + text.length + 1] ?? '')
    ) {
      throw new ParseFailure('syntax', 'A number has one decimal point. Write one, such as 1.25.', [
        start,
        start + text.length + 2,
      ]);
    }
    this.push('number', text, text.length, value);
  }

  private method(): void {
    this.i += 1;
    const start = this.i;
    while (isLetter(this.peek(0)) || this.peek(0) === '_') this.i += 1;
    const text = this.source.slice(start, this.i);
    this.i = start - 1;
    this.push('method', text, text.length + 1);
  }

  /** A letter, then letters, digits, underscores and subscripts; `h_{3}` and `y\u0302` as well. */
  private name(): void {
    const start = this.i;
    let text = '';
    while (this.i < this.source.length) {
      const c = this.char();
      const index = SUBSCRIPTS.get(c);
      if (index !== undefined) text += index;
      else if (isLetter(c) || isDigit(c) || c === '_' || /^[\u0300-\u036f]$/.test(c)) text += c;
      else break;
      this.i += c.length;
      const braced =
        text.endsWith('_') && /^\{([A-Za-z0-9]{1,8})\}/.exec(this.source.slice(this.i));
      if (braced) {
        text += braced[1];
        this.i += braced[0].length;
      }
    }
    const length = this.i - start;
    this.i = start;
    this.push('name', text.normalize('NFC'), length);
  }

  private superscript(): void {
    const start = this.i;
    let digits = '';
    while (SUPERSCRIPTS.has(this.peek(0))) {
      digits += SUPERSCRIPTS.get(this.peek(0));
      this.i += 1;
    }
    const length = this.i - start;
    this.i = start;
    if (!/^[-+]?\d+$/.test(digits)) {
      throw new ParseFailure('syntax', 'This exponent has no number in it.', [
        start,
        start + length,
      ]);
    }
    this.push('superscript', digits, length, Number(digits));
  }

  /** A LaTeX command: one of the table, or a name in letters such as \mathrm{ReLU}. */
  private latex(): void {
    const start = this.i;
    const found = command(this.source, start);
    if (!found) {
      const word = /^\\[A-Za-z]*/.exec(this.source.slice(start, start + 30))![0];
      throw new ParseFailure(
        'syntax',
        `I do not know ${word} in an answer. Write it in plain text, for example dL/dh3 or relu'(z3).`,
        [start, start + word.length],
      );
    }
    if (found.kind === 'skip') {
      this.i += found.length;
      this.spaced = true;
    } else if (found.kind === 'name') {
      const index = /^_(?:\{([A-Za-z0-9]{1,8})\}|([A-Za-z0-9]))/.exec(
        this.source.slice(start + found.length),
      );
      const text = found.text + (index ? `_${index[1] ?? index[2]}` : '');
      this.push('name', text, found.length + (index?.[0].length ?? 0));
    } else {
      this.push(found.kind, found.text, found.length);
      if (found.kind === 'frac') this.unbraced();
    }
  }

  /** \frac12 and \frac1N have one character in each group. */
  private unbraced(): void {
    for (let group = 0; group < 2 && /[A-Za-z0-9]/.test(this.peek(0)); group++) {
      const c = this.peek(0);
      this.push('sign', '{', 0);
      this.push(isDigit(c) ? 'number' : 'name', c, 1, Number(c));
      this.push('sign', '}', 0);
    }
  }

  private push(kind: TokenKind, text: string, length: number, value = 0): void {
    const span: Span = [this.i, this.i + length];
    this.tokens.push({ kind, text, value, span, spaced: this.spaced });
    this.i += length;
    this.spaced = false;
  }

  private char(): string {
    return String.fromCodePoint(this.source.codePointAt(this.i)!);
  }

  private peek(ahead: number): string {
    return this.source[this.i + ahead] ?? '';
  }
}
