import type { Issue, Place } from './lesson.ts';

/** Longer lessons are not read. */
export const maxSource = 200_000;

/** Private characters that stand for math while Markdown is read; see math.ts. */
export const mask = { inline: '\uE000', display: '\uE001', rest: '\uE002' };

/** Characters that steer a terminal or cannot be seen. */
export const untidy = /(?![\n\t])[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029\uE000-\uE002]/gu;

/** Says that something at `offset` has to be mended; the message ends with what to write. */
export type Report = (offset: number, code: string, message: string) => void;

/** The text of a lesson file, with places by offset and the issues found so far. */
export interface Source {
  readonly file: string;
  readonly text: string;
  readonly issues: Issue[];
  readonly report: Report;
  /** Line and column, both from 1, of an offset into `text`. */
  place(offset: number): Place;
}

/**
 * Takes a file's text apart from what no lesson may hold: a byte order mark and carriage returns
 * go silently, control and direction-changing characters are reported and become spaces.
 */
export function openSource(file: string, raw: string): Source {
  const whole = raw.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n');
  const text = whole.slice(0, maxSource).replace(untidy, ' ');
  const starts = lineStarts(text);
  const issues: Issue[] = [];
  const place = (offset: number): Place => {
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (starts[middle]! <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: offset - starts[low]! + 1 };
  };
  const report: Report = (offset, code, message) => {
    const at = place(Math.max(0, Math.min(offset, text.length)));
    // Escapes in YAML make characters that the file itself does not hold.
    issues.push({ file, ...at, code, message: message.replace(untidy, '\uFFFD') });
  };
  if (whole.length > maxSource) {
    report(
      maxSource,
      'too-large',
      `A lesson has at most ${maxSource} characters; split this one into two lessons.`,
    );
  }
  for (const match of whole.slice(0, maxSource).matchAll(untidy)) {
    const code = match[0].codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0');
    report(match.index, 'control-character', `Remove the invisible character U+${code}.`);
  }
  return { file, text, issues, report, place };
}

function lineStarts(text: string): number[] {
  const starts = [0];
  for (let i = text.indexOf('\n'); i >= 0; i = text.indexOf('\n', i + 1)) starts.push(i + 1);
  return starts;
}
