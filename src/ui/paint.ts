import type { Style } from './theme.ts';
import { type Line, merged } from './widgets/run.ts';

/** A sequence that begins a look, and the one that ends it. */
type Code = readonly [begin: number | string, end: number];

const BOLD: Code = [1, 22];
const DIM: Code = [2, 22];

const names = 'black red green yellow blue magenta cyan white'.split(' ');

/**
 * A frame as the very bytes that Ink writes for it, without Ink: the first one is on the screen while
 * Ink is still being loaded. Rows are joined by newlines; one more follows below a frame that is
 * lower than the terminal's `rows`.
 */
export function paintedFrame(lines: readonly Line[], rows: number): string {
  return lines.map(paintedLine).join('\n') + (lines.length < rows ? '\n' : '');
}

/** One row of a frame, with its colours in it. */
export function paintedLine(line: Line): string {
  let text = '';
  let look = plain;
  for (const { text: piece, style } of merged(line)) {
    const next = style ? lookOf(style) : plain;
    text += (look === next ? '' : change(look, next)) + piece;
    look = next;
  }
  return (text + change(look, plain)).trimEnd();
}

const plain: readonly Code[] = [];
const looks = new WeakMap<Style, readonly Code[]>();

/** The codes of a style, the same list for the same style. */
function lookOf(style: Style): readonly Code[] {
  const known = looks.get(style) ?? codesOf(style);
  looks.set(style, known);
  return known;
}

/** In the order in which Ink puts one around the other. */
function codesOf(style: Style): readonly Code[] {
  const { color, backgroundColor, bold, dimColor, italic, underline, inverse } = style;
  const codes: (Code | false | undefined)[] = [
    inverse && [7, 27],
    underline && [4, 24],
    italic && [3, 23],
    bold && BOLD,
    backgroundColor !== undefined && colour(backgroundColor, 10),
    color !== undefined && colour(color, 0),
    dimColor && DIM,
  ];
  return codes.filter((code) => typeof code === 'object');
}

/** `#rrggbb`, `ansi256(n)` or the name of one of the 16; a ground's numbers are 10 higher. */
function colour(value: string, ground: 0 | 10): Code {
  const end = 39 + ground;
  if (value.startsWith('#')) {
    const rgb = Number.parseInt(value.slice(1), 16);
    return [`${38 + ground};2;${rgb >> 16};${(rgb >> 8) & 255};${rgb & 255}`, end];
  }
  if (value.startsWith('ansi256')) return [`${38 + ground};5;${value.slice(8, -1)}`, end];
  if (value === 'gray') return [90 + ground, end];
  const plain = names.indexOf(value.replace('Bright', ''));
  return [plain + (value.endsWith('Bright') ? 90 : 30) + ground, end];
}

/** What leads from one look to another: ends first, the last begun before the others. */
function change(from: readonly Code[], to: readonly Code[]): string {
  const begins = (codes: readonly Code[], code: Code) => codes.some(([begin]) => begin === code[0]);
  const isReplaced = (code: Code) =>
    isIntensity(code) ? begins(to, code) : to.some(([, end]) => end === code[1]);
  const ended = from.filter((code) => !isReplaced(code));
  // Bold and dim have one end: what ends the one has to begin the other again.
  const again = ended.some(isIntensity);
  const begun = to.filter((code) => !begins(from, code) || (again && isIntensity(code)));
  const sequences = [...ended.reverse().map(([, end]) => end), ...begun.map(([begin]) => begin)];
  return [...new Set(sequences)].map((code) => `\u001B[${code}m`).join('');
}

function isIntensity([begin]: Code): boolean {
  return begin === BOLD[0] || begin === DIM[0];
}
