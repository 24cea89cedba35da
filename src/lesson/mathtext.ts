import { type InlineOptions, inline } from '../notation/inline.ts';
import { parseLatex } from '../notation/latex.ts';
import type { Prose } from './lesson.ts';

/** LaTeX as it stands in running text, on one line. */
export function mathText(tex: string, options: InlineOptions = {}): string {
  const read = parseLatex(tex);
  return read.ok ? inline(read.math, options) : tex;
}

/** Running text as one string, its math on the line. */
export function proseText(text: Prose): string {
  return text.map((piece) => (piece.kind === 'math' ? mathText(piece.text) : piece.text)).join('');
}
