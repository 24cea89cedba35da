import type { Key as InkKey } from 'ink';

/** A key by its name: `enter`, `ctrl+t`, `alt+left`, or the character it types. */
export type Key = string;

/** Names of keys that type nothing, by what Ink calls them; the order settles doubtful cases. */
const named = {
  return: 'enter',
  tab: 'tab',
  backspace: 'backspace',
  delete: 'delete',
  upArrow: 'up',
  downArrow: 'down',
  leftArrow: 'left',
  rightArrow: 'right',
  pageUp: 'pageup',
  pageDown: 'pagedown',
  home: 'home',
  end: 'end',
  escape: 'escape',
} as const satisfies Partial<Record<keyof InkKey, string>>;

const special: Readonly<Record<string, Key>> = {
  '\r': 'enter',
  '\n': 'enter',
  '\t': 'tab',
  '\u007f': 'backspace',
  '\b': 'backspace',
  '\u001f': 'ctrl+_',
  ' ': 'space',
};

/** The keys that one chunk of input stands for: several when they were typed faster than read. */
export function keysOf(input: string, key: InkKey): readonly Key[] {
  const name = (Object.keys(named) as (keyof typeof named)[]).find((each) => key[each]);
  if (name !== undefined) return [withModifiers(named[name], key, true)];
  if (key.ctrl || key.meta) return input === '' ? [] : [withModifiers(spelled(input), key, false)];
  return [...input].map(spelled);
}

function spelled(char: string): Key {
  const known = special[char];
  if (known !== undefined) return known;
  const code = char.codePointAt(0)!;
  return code < 32 ? `ctrl+${String.fromCharCode(code + 96)}` : char;
}

function withModifiers(name: Key, { ctrl, meta, shift }: InkKey, shifts: boolean): Key {
  const before = [ctrl && 'ctrl+', meta && 'alt+', shift && shifts && 'shift+'];
  return before.filter(Boolean).join('') + name;
}

/** What a key types, or null. */
export function typedBy(key: Key): string | null {
  if (key === 'space') return ' ';
  return [...key].length === 1 ? key : null;
}

const shown: Readonly<Record<string, string>> = {
  enter: '↵',
  up: '↑',
  down: '↓',
  left: '←',
  right: '→',
  escape: 'esc',
  pageup: 'pgup',
  pagedown: 'pgdn',
  backspace: '⌫',
};

/** A key as the footer writes it: `^t`, `alt ←`. */
export function showKey(key: Key): string {
  const parts = /^(ctrl\+)?(alt\+)?(shift\+)?(.+)$/s.exec(key)!;
  const [, ctrl, alt, shift, name = ''] = parts;
  const words = `${alt ? 'alt ' : ''}${shift ? 'shift ' : ''}`;
  return `${ctrl ? '^' : ''}${words}${shown[name] ?? name}`;
}
