import stringWidth from 'string-width';
import type { Style } from '../theme.ts';

/** A piece of text in one style. */
export interface Run {
  readonly text: string;
  readonly style?: Style;
  /** Not to be broken at its spaces, as a formula in running text. */
  readonly whole?: boolean;
}

/** One row of the screen. Widgets are functions from props to lines; `Lines` draws them. */
export type Line = readonly Run[];

const ASCII = /^[\x20-\x7e]*$/;

/** Widths that were measured, up to MOST_WIDTHS: a screen measures the same runs at every key. */
const widths = new Map<string, number>();
const MOST_WIDTHS = 5000;

/** Columns that `text` takes on the screen. */
export function columns(text: string): number {
  if (ASCII.test(text)) return text.length;
  const known = widths.get(text);
  if (known !== undefined) return known;
  if (widths.size >= MOST_WIDTHS) widths.clear();
  const width = stringWidth(text);
  widths.set(text, width);
  return width;
}

/** A run, for short. */
export function run(text: string, style?: Style): Run {
  return style ? { text, style } : { text };
}

/** `line` with neighbours of one look joined: each run costs the layout a node. */
export function merged(line: Line): Line {
  const found: Run[] = [];
  for (const piece of line) {
    const last = found.at(-1);
    if (piece.text === '') continue;
    if (last && sameLook(last.style, piece.style)) {
      found[found.length - 1] = run(last.text + piece.text, last.style);
    } else {
      found.push(piece);
    }
  }
  return found;
}

function sameLook(a: Style = {}, b: Style = {}): boolean {
  if (a === b) return true;
  const keys = Object.keys(a) as (keyof Style)[];
  return keys.length === Object.keys(b).length && keys.every((key) => a[key] === b[key]);
}

/** Columns that `line` takes. */
export function lineWidth(line: Line): number {
  return line.reduce((sum, piece) => sum + columns(piece.text), 0);
}

/** Columns that the widest of `lines` takes. */
export function blockWidth(lines: readonly Line[]): number {
  return lines.reduce((widest, line) => Math.max(widest, lineWidth(line)), 0);
}

/** The longest start of `text` that fits into `width` columns. */
export function fitText(text: string, width: number): string {
  if (columns(text) <= width) return text;
  let taken = '';
  let left = width;
  for (const char of text) {
    left -= columns(char);
    if (left < 0) break;
    taken += char;
  }
  return taken;
}

/** `line` cut to `width` columns; what was cut is announced by `ellipsis`. */
export function clip(line: Line, width: number, ellipsis: string): Line {
  if (lineWidth(line) <= width) return line;
  const kept: Run[] = [];
  let left = width - columns(ellipsis);
  if (left < 0) return [];
  for (const piece of line) {
    const text = fitText(piece.text, left);
    kept.push({ ...piece, text });
    left -= columns(text);
    if (text !== piece.text) break;
  }
  const style = kept.at(-1)?.style;
  return [...kept, run(ellipsis, style)];
}

/** `line` filled with spaces on the right to `width` columns. */
export function pad(line: Line, width: number): Line {
  const missing = width - lineWidth(line);
  return missing > 0 ? [...line, run(' '.repeat(missing))] : line;
}

/** Blocks side by side, `gap` columns apart, tops aligned. */
export function beside(blocks: readonly (readonly Line[])[], gap: number): readonly Line[] {
  const widths = blocks.map(blockWidth);
  const height = Math.max(0, ...blocks.map((block) => block.length));
  return Array.from({ length: height }, (_, row) =>
    blocks.flatMap((block, i) => {
      const line = block[row] ?? [];
      return i === blocks.length - 1 ? line : pad(line, widths[i]! + gap);
    }),
  );
}

/** Pieces joined by `gap` into as many lines of `width` columns as they need; a piece is never broken. */
export function flow(pieces: readonly Line[], width: number, gap: string): readonly Line[] {
  const lines: Run[][] = [];
  for (const piece of pieces) {
    const last = lines.at(-1);
    if (last && lineWidth(last) + columns(gap) + lineWidth(piece) <= width) {
      last.push(run(gap), ...piece);
    } else {
      lines.push([...piece]);
    }
  }
  return lines;
}

/**
 * Runs broken into lines of at most `width` columns at spaces, inside a word only where the word
 * alone is too long. A newline in the text is kept; spaces at a break are dropped.
 */
export function wrap(runs: Line, width: number): readonly Line[] {
  const room = Math.max(1, width);
  const lines: Run[][] = [[]];
  let used = 0;
  let space: Run | null = null;
  const put = (text: string, style: Style | undefined) => {
    lines.at(-1)!.push(run(text, style));
    used += columns(text);
  };
  const breakLine = () => {
    lines.push([]);
    used = 0;
    space = null;
  };
  for (const word of words(runs)) {
    if (word === 'newline') {
      breakLine();
    } else if ('space' in word) {
      space = used > 0 ? word.space : null;
    } else {
      const length = lineWidth(word.pieces);
      if (used > 0 && used + (space ? columns(space.text) : 0) + length > room) breakLine();
      if (space) put(space.text, space.style);
      space = null;
      for (const piece of word.pieces) {
        let rest = piece.text;
        while (used + columns(rest) > room) {
          const head = fitText(rest, room - used) || (used === 0 ? [...rest][0]! : '');
          if (head !== '') put(head, piece.style);
          rest = rest.slice(head.length);
          breakLine();
        }
        if (rest !== '') put(rest, piece.style);
      }
    }
  }
  return lines;
}

type Word = 'newline' | { readonly space: Run } | { readonly pieces: Run[] };

/** Words may run across styles: in `**W**₃` the two pieces stay together. */
function words(runs: Line): readonly Word[] {
  const found: Word[] = [];
  for (const piece of runs) {
    for (const text of piece.whole ? [piece.text] : (piece.text.match(/\n|[^\S\n]+|\S+/gu) ?? [])) {
      const part = { ...piece, text };
      const last = found.at(-1);
      if (text === '\n') found.push('newline');
      else if (!piece.whole && /^\s/u.test(text)) found.push({ space: { ...part, text: ' ' } });
      else if (last !== undefined && last !== 'newline' && 'pieces' in last) last.pieces.push(part);
      else found.push({ pieces: [part] });
    }
  }
  return found;
}
