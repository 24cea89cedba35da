/**
 * Whether a text begins with a letter (Unicode L). Those that formulas are made of are told at once: to
 * compile the class of all letters takes V8 as long as to set a formula.
 */
export function isLetter(character: string): boolean {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x80) return isAsciiLetter(code);
  // Signs of mathematics and arrows, and the digits below the line.
  if ((code >= 0x2190 && code < 0x2c00) || (code >= 0x2080 && code < 0x208f)) return false;
  return /^\p{L}/u.test(character);
}

/** Whether a text begins with a small or capital letter (Unicode Ll, Lu). */
export function isCased(character: string): boolean {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x80) return isAsciiLetter(code);
  return isLetter(character) && /^[\p{Lu}\p{Ll}]/u.test(character);
}

function isAsciiLetter(code: number): boolean {
  return (code | 0x20) >= 0x61 && (code | 0x20) <= 0x7a;
}

/** Whether all characters are letters or digits, or others of those; false for an empty text. */
export function isWord(text: string, others = ''): boolean {
  for (const each of text) {
    if (!isLetter(each) && !isDigit(each) && !others.includes(each)) return false;
  }
  return text !== '';
}

/** Whether a character is a digit of any script (Unicode Nd). */
function isDigit(character: string): boolean {
  const code = character.codePointAt(0) ?? 0;
  return code < 0x80 ? code >= 0x30 && code <= 0x39 : /^\p{Nd}/u.test(character);
}
