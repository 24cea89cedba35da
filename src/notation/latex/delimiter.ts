import { byName } from '../symbols.ts';
import type { Scanner } from './scanner.ts';

const delimiters = '()[]{}|‖⌊⌋⌈⌉⟨⟩/.<>';

const meant: ReadonlyMap<string, string> = new Map([
  ['.', ''],
  ['<', '⟨'],
  ['>', '⟩'],
]);

/** Reads the delimiter after \left, \right or a size; '' for the dot that draws none. */
export function readDelimiter(scanner: Scanner, owner: string): string {
  const name = scanner.peekCommand();
  const c = scanner.peek();
  const glyph = name === null ? c : (byName.get(name)?.glyph ?? '');
  if (glyph === '' || c === '{' || c === '}' || !delimiters.includes(glyph)) {
    scanner.fail(`${owner} needs a delimiter; write ( [ \\{ | or a dot for none.`);
  }
  scanner.offset += name === null ? c.length : 1 + name.length;
  return meant.get(glyph) ?? glyph;
}
