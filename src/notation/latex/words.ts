import { isNarrow } from '../glyphs.ts';
import { undrawable } from './remedies.ts';
import { LatexFailure } from './scanner.ts';

/** The words inside \text{…}: escapes undone, braces dropped, blanks as single spaces. */
export function plainWords(source: string, offset: number, owner: string): string {
  let out = '';
  for (let i = 0; i < source.length; ) {
    const c = String.fromCodePoint(source.codePointAt(i)!);
    const next = source[i + 1] ?? '';
    if (c === '\\') {
      if (!/[ _%&#{}$\\,]/.test(next)) {
        throw new LatexFailure(
          `A command cannot stand inside ${owner}{…}; close the brace before it.`,
          offset + i,
        );
      }
      out += next === ',' || next === '\\' ? ' ' : next;
      i += 2;
      continue;
    }
    if (c === '$') {
      throw new LatexFailure(
        `A $ cannot stand inside ${owner}{…}; close the brace first.`,
        offset + i,
      );
    }
    const blank = /\s|~/.test(c);
    if (!blank && !isNarrow(c)) {
      throw new LatexFailure(undrawable(c), offset + i);
    }
    if (blank) out += ' ';
    else if (c !== '{' && c !== '}') out += c;
    i += c.length;
  }
  return out.replace(/ +/g, ' ');
}

/** The name inside \operatorname{…}: spacing commands are blanks, everything else is words. */
export function upright(source: string, offset: number): string {
  const spaced = source.replace(/\\[,;:! ]/g, '  ');
  return plainWords(spaced, offset, '\\operatorname').trim();
}
