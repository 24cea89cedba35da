import { oneColumnEach } from './plain-text.js';

/** Exactly the colour sequences that strip-ansi takes away whole. */
const sgr = /\u001B\[(?:\d{1,4}(?:;\d{0,4})*)?m/g;

/**
 * string-width for text whose every character is one column; anything else asks the original, which
 * `loadOriginal` loads on first need: its emoji expression alone takes about 20 ms to build.
 */
export function lazyWidth(loadOriginal) {
  return function stringWidth(input, options) {
    if (typeof input === 'string' && !options?.countAnsiEscapeCodes && isNarrow(options)) {
      const text = input.includes('\u001B') ? input.replace(sgr, '') : input;
      if (oneColumnEach.test(text)) return text.length;
    }
    return loadOriginal()(input, options);
  };
}

const isNarrow = (options) => options?.ambiguousIsNarrow ?? true;
