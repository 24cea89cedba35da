import { isNarrow } from './glyphs.ts';
import type { Accent, AccentName } from './math.ts';

/** The combining character of each accent. */
export const combining: Readonly<Record<AccentName, string>> = {
  hat: '\u0302',
  bar: '\u0304',
  tilde: '\u0303',
  vec: '\u20d7',
  dot: '\u0307',
  ddot: '\u0308',
};

/** The letter with its accent as one character (ŷ), or null where none exists. */
export function precomposed(node: Accent): string | null {
  if (node.body.kind !== 'atom') return null;
  const glyph = (node.body.text + combining[node.accent]).normalize('NFC');
  return [...glyph].length === 1 && isNarrow(glyph) ? glyph : null;
}
