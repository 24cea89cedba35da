import type { EditorEvent } from './editor.ts';
import type { KeyRow } from './keymap.ts';
import type { Place } from './places.ts';

/** Keys of the answer line, as in a shell. */
export function editing(): readonly KeyRow[] {
  const edits: readonly (readonly [keys: readonly string[], words: string, edit: EditorEvent])[] = [
    [['left', 'ctrl+b'], 'a character', { type: 'moved', by: 'character', towards: 'back' }],
    [['right', 'ctrl+f'], 'a character', { type: 'moved', by: 'character', towards: 'forward' }],
    [['ctrl+left', 'alt+left', 'alt+b'], 'a word', { type: 'moved', by: 'word', towards: 'back' }],
    [
      ['ctrl+right', 'alt+right', 'alt+f'],
      'a word',
      { type: 'moved', by: 'word', towards: 'forward' },
    ],
    [['home', 'ctrl+a'], 'to either end', { type: 'moved', by: 'line', towards: 'back' }],
    [['end', 'ctrl+e'], 'to either end', { type: 'moved', by: 'line', towards: 'forward' }],
    [
      ['backspace', 'shift+backspace'],
      'delete',
      { type: 'deleted', by: 'character', towards: 'back' },
    ],
    [['delete', 'ctrl+d'], 'delete', { type: 'deleted', by: 'character', towards: 'forward' }],
    [['ctrl+w', 'alt+backspace'], 'cut a word', { type: 'killed', by: 'word', towards: 'back' }],
    [['alt+d'], 'cut a word', { type: 'killed', by: 'word', towards: 'forward' }],
    [['ctrl+u'], 'cut to either end', { type: 'killed', by: 'line', towards: 'back' }],
    [['ctrl+k'], 'cut to either end', { type: 'killed', by: 'line', towards: 'forward' }],
    [['ctrl+y'], 'put back what was cut', { type: 'yanked' }],
    [['ctrl+_', 'alt+z'], 'undo, redo', { type: 'undone' }],
    [['alt+y'], 'undo, redo', { type: 'redone' }],
    [['up'], 'earlier answers', { type: 'recalled', towards: 'back' }],
    [['down'], 'earlier answers', { type: 'recalled', towards: 'forward' }],
  ];
  const row = (
    place: Place,
    keys: readonly string[],
    words: string,
    edit: EditorEvent,
  ): KeyRow => ({
    keys,
    in: [place],
    does: () => ({ type: 'edited', edit }),
    words,
    group: 'The answer line',
  });
  return edits.flatMap(([keys, words, edit]) => {
    // In a grid the plain arrows go from entry to entry.
    const others = keys.filter((key) => !/^(up|down|left|right)$/.test(key));
    return [
      row('writing', keys, words, edit),
      ...(others.length > 0 ? [row('grid', others, words, edit)] : []),
    ];
  });
}

/** Keys of a matrix that is filled in entry by entry. */
export function gridKeys(): readonly KeyRow[] {
  const ways: readonly (readonly [key: string, rows: number, cols: number])[] = [
    ['left', 0, -1],
    ['down', 1, 0],
    ['up', -1, 0],
    ['right', 0, 1],
  ];
  return [
    ...ways.map(
      ([key, rows, cols]): KeyRow => ({
        keys: [key],
        in: ['grid'],
        does: () => ({ type: 'gridMoved', rows, cols }),
        words: 'over the entries; past the end, a new one',
        group: 'The answer line',
        now: () => 'move',
      }),
    ),
    {
      keys: ['tab', ','],
      in: ['grid'],
      does: (desk, _, key) =>
        key === ',' && isInBracket(desk.editor)
          ? { type: 'edited', edit: { type: 'inserted', text: ',' } }
          : { type: 'gridTabbed', by: 1 },
      words: 'the next entry',
      group: 'The answer line',
      now: () => 'next entry',
    },
    {
      keys: ['shift+tab'],
      in: ['grid'],
      does: () => ({ type: 'gridTabbed', by: -1 }),
      words: 'the entry before',
      group: 'The answer line',
    },
    {
      keys: ['escape', 'ctrl+o'],
      in: ['grid'],
      does: () => ({ type: 'gridToggled' }),
      words: 'as one line again',
      group: 'The answer line',
      now: () => 'one line',
    },
  ];
}

/** Between an opened bracket and its end a comma parts arguments and not entries. */
function isInBracket({
  text,
  cursor,
}: {
  readonly text: string;
  readonly cursor: number;
}): boolean {
  const before = [...text.slice(0, cursor)];
  const count = (signs: string) => before.filter((char) => signs.includes(char)).length;
  return count('([') > count(')]');
}
