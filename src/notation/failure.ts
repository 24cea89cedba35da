import type { Span } from '../engine/expr.ts';

/** Why a text could not be read: a label of the contract, a sentence, and where. */
export interface ParseError {
  readonly label: 'syntax' | 'unknown-name' | 'notation' | 'too-large' | 'domain';
  readonly message: string;
  readonly span: Span;
}

/** How a ParseError leaves the middle of the parser; `parse` catches it and returns it. */
export class ParseFailure extends Error {
  readonly error: ParseError;

  constructor(label: ParseError['label'], message: string, span: Span) {
    super(message);
    this.error = { label, message, span };
  }
}
