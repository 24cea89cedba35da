/** What a terminal sends for a key, by the name that the lab's own key table uses. */
const sequences = {
  enter: '\r',
  escape: '\u001B',
  tab: '\t',
  'shift+tab': '\u001B[Z',
  space: ' ',
  backspace: '\u007F',
  delete: '\u001B[3~',
  up: '\u001B[A',
  down: '\u001B[B',
  right: '\u001B[C',
  left: '\u001B[D',
  home: '\u001B[H',
  end: '\u001B[F',
  pageup: '\u001B[5~',
  pagedown: '\u001B[6~',
} as const;

/** A named key, `ctrl+` a letter, `alt+` anything, or one character. */
export type Key = keyof typeof sequences | `ctrl+${string}` | `alt+${string}` | (string & {});

/** The bytes of one key. Throws on a name that is none. */
export function keySequence(key: Key): string {
  if (key in sequences) return sequences[key as keyof typeof sequences];
  const [, modifier, rest] = /^(ctrl|alt)\+(.+)$/s.exec(key) ?? [];
  if (modifier === 'alt') return `\u001B${keySequence(rest!)}`;
  if (modifier === 'ctrl') return String.fromCharCode(rest!.toUpperCase().charCodeAt(0) & 31);
  if ([...key].length === 1) return key;
  throw new Error(`no key is called "${key}"; there are ${Object.keys(sequences).join(', ')}`);
}

/** The bytes of a pasted text, as terminals bracket it. */
export const pasteSequence = (text: string): string => `\u001B[200~${text}\u001B[201~`;
