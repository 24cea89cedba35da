import { luminance, type Rgb } from '../colour.ts';

/** Asks a terminal for the colour of its page; those that do not know the question stay silent. */
const QUESTION = '\u001b]11;?\u001b\\';

/** A longer answer is none: what looked like the start of one is typed text after all. */
const LONGEST = 64;

const ANSWER =
  /\u001b\]11;rgba?:([0-9a-f]{1,4})\/([0-9a-f]{1,4})\/([0-9a-f]{1,4})(?:\/[0-9a-f]{1,4})?(?:\u0007|\u001b\\)/gi;
/** The start of an answer at the end of what has been read so far. */
const BEGUN = /\u001b\](?:1(?:1(?:;[^\u0007\u001b]*(?:\u001b)?)?)?)?$/;

/**
 * Takes answers about the page's colour out of what a terminal sends, wherever they are cut in two;
 * the rest goes on to be read as keys.
 */
export function pageReader(found: (page: Rgb) => void): (chunk: string) => string {
  let kept = '';
  return (chunk) => {
    const rest = (kept + chunk).replace(ANSWER, (_, ...parts: string[]) => {
      const [red = 0, green = 0, blue = 0] = parts.slice(0, 3).map(channel);
      found([red, green, blue]);
      return '';
    });
    kept = BEGUN.exec(rest)?.[0] ?? '';
    if (kept.length > LONGEST) kept = '';
    return rest.slice(0, rest.length - kept.length);
  };
}

/** One to four hexadecimal digits, as 0 to 255. */
function channel(digits: string): number {
  return Math.round((Number.parseInt(digits, 16) / (16 ** digits.length - 1)) * 255);
}

/** Whether dark ink is easier to read on a page than light ink. */
export function isLight(page: Rgb): boolean {
  // Where the contrast with black equals that with white.
  return luminance(page) > 0.179;
}

/**
 * Asks the terminal for its page and tells the answer whenever it comes. Nothing waits for it, and
 * no part of it is taken for typing, however late it is. Returns how to stop listening.
 */
export function askPage(found: (page: Rgb) => void): () => void {
  const { stdin, stdout } = process;
  const read = stdin.read;
  const reader = pageReader(found);
  stdin.read = function readKeys(size?: number) {
    const chunk = read.call(stdin, size);
    return chunk === null ? null : reader(String(chunk));
  };
  stdout.write(QUESTION);
  return () => {
    stdin.read = read;
  };
}

/** Terminals that would draw the question, or have no colours to tell of. */
export function canAsk({ TERM = '' }: Readonly<Record<string, string | undefined>>): boolean {
  return TERM !== '' && !/^(linux|dumb|vt\d|ansi|cons|unknown)/.test(TERM);
}
