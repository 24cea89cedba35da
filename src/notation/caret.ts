import stringWidth from 'string-width';
import type { Span } from '../engine/expr.ts';
import { visible } from './characters.ts';

/** The line of a text that a span is in, with carets under the span and the message below. */
export function pointAt(source: string, span: Span, message: string): string {
  return `${excerpt(source, span)}\n${message}`;
}

/** The line of a text that a span is in, and carets under the span. */
export function excerpt(source: string, span: Span): string {
  const start = source.lastIndexOf('\n', span[0] - 1) + 1;
  const stop = source.indexOf('\n', span[0]);
  const line = source.slice(start, stop < 0 ? source.length : stop);
  const [from, to] = [span[0] - start, Math.min(span[1], start + line.length) - start];
  return `${visible(line)}\n${carets(line, [from, to])}`;
}

/** Carets in display columns: one at least, and wide or combining characters counted as shown. */
export function carets(line: string, [from, to]: Span): string {
  const before = stringWidth(visible(line.slice(0, from)));
  const under = stringWidth(visible(line.slice(from, to)));
  return ' '.repeat(before) + '^'.repeat(Math.max(1, under));
}
