import type { EditorEvent } from './editor.ts';
import type { KeyRow } from './keymap.ts';

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
  return edits.map(([keys, words, edit]) => ({
    keys,
    in: ['writing'],
    does: () => ({ type: 'edited', edit }),
    words,
    group: 'The answer line',
  }));
}
