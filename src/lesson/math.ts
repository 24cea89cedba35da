import { mask, type Report } from './source.ts';

/** `$…$` or `$$…$$` in a text: where it stands, with its dollars, and the LaTeX between them. */
export interface MathRegion {
  readonly start: number;
  readonly end: number;
  readonly tex: string;
  /** Where the LaTeX begins. */
  readonly inside: number;
  readonly display: boolean;
}

/** A text of the same length in which every math region is a run of private characters. */
export interface Masked {
  readonly text: string;
  readonly regions: readonly MathRegion[];
}

/**
 * Finds the math of a Markdown text and hides it from the Markdown parser, which would take
 * `\,` for an escape and `_` for emphasis. Offsets stay as they were. Code and comments are left alone.
 */
export function maskMath(text: string, report: Report): Masked {
  const regions: MathRegion[] = [];
  let i = 0;
  while (i < text.length) {
    const skipped = skip(text, i);
    if (skipped > i) {
      i = skipped;
      continue;
    }
    if (text[i] !== '$') {
      i++;
      continue;
    }
    const region = regionAt(text, i);
    if (region === null) {
      report(
        i,
        'open-math',
        'This $ opens math that is not closed before the next empty line. Close it with $, or write \\$ for a dollar sign.',
      );
      i = paragraphEnd(text, i);
    } else {
      regions.push(region);
      i = region.end;
    }
  }
  return { text: hide(text, regions), regions };
}

/** The end of what starts at `i` and cannot hold math (an escape, code, a comment), or `i`. */
function skip(text: string, i: number): number {
  if (text[i] === '\\') return i + 2;
  if (text.startsWith('<!--', i)) return endOf(text, '-->', i + 4);
  if (text[i] !== '`' && text[i] !== '~') return i;
  const ticks = /^(`+|~+)/.exec(text.slice(i, i + 200))![0];
  const lineStart = text.lastIndexOf('\n', i - 1) + 1;
  if (ticks.length >= 3 && /^ {0,3}$/.test(text.slice(lineStart, i))) {
    const close = new RegExp(`\\n {0,3}${ticks}[\`~]*[ \\t]*(?=\\n|$)`, 'g');
    close.lastIndex = i;
    return close.exec(text) ? close.lastIndex : text.length;
  }
  if (text[i] === '~') return i + ticks.length;
  const end = text.indexOf(ticks, i + ticks.length);
  return end < 0 || end > paragraphEnd(text, i) ? i + ticks.length : end + ticks.length;
}

function regionAt(text: string, start: number): MathRegion | null {
  const dollars = text.startsWith('$$', start) ? '$$' : '$';
  const inside = start + dollars.length;
  const limit = paragraphEnd(text, start);
  for (let i = inside; i < limit; i++) {
    if (text[i] === '\\') i++;
    else if (text.startsWith(dollars, i)) {
      const tex = text.slice(inside, i);
      return { start, end: i + dollars.length, tex, inside, display: dollars === '$$' };
    }
  }
  return null;
}

function paragraphEnd(text: string, from: number): number {
  const blank = /\n[ \t]*(?=\n|$)/g;
  blank.lastIndex = from;
  return blank.exec(text)?.index ?? text.length;
}

function endOf(text: string, needle: string, from: number): number {
  const i = text.indexOf(needle, from);
  return i < 0 ? text.length : i + needle.length;
}

function hide(text: string, regions: readonly MathRegion[]): string {
  let hidden = '';
  let done = 0;
  for (const { start, end, display } of regions) {
    const first = display ? mask.display : mask.inline;
    hidden += text.slice(done, start) + first + mask.rest.repeat(end - start - 1);
    done = end;
  }
  return hidden + text.slice(done);
}
