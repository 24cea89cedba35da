import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  bracketAt,
  type Editor,
  type EditorEvent,
  MOST_CHARACTERS,
  startEditor,
  updateEditor,
} from '../../src/ui/editor.ts';

const names = [
  { name: 'dL/dh2', note: '4×1' },
  { name: 'dL/dh3', note: '3×1' },
  { name: 'relu(', note: 'max(0, x)' },
  { name: 'h2', note: '4×1' },
];

const type = (text: string): EditorEvent => ({ type: 'inserted', text });
const back = { towards: 'back' } as const;
const forward = { towards: 'forward' } as const;
const left: EditorEvent = { type: 'moved', by: 'character', ...back };
const right: EditorEvent = { type: 'moved', by: 'character', ...forward };
const wordLeft: EditorEvent = { type: 'moved', by: 'word', ...back };
const wordRight: EditorEvent = { type: 'moved', by: 'word', ...forward };
const home: EditorEvent = { type: 'moved', by: 'line', ...back };
const end: EditorEvent = { type: 'moved', by: 'line', ...forward };
const rubOut: EditorEvent = { type: 'deleted', by: 'character', ...back };
const deleteNext: EditorEvent = { type: 'deleted', by: 'character', ...forward };
const killWord: EditorEvent = { type: 'killed', by: 'word', ...back };
const killRest: EditorEvent = { type: 'killed', by: 'line', ...forward };
const killStart: EditorEvent = { type: 'killed', by: 'line', ...back };
const yank: EditorEvent = { type: 'yanked' };
const undo: EditorEvent = { type: 'undone' };
const redo: EditorEvent = { type: 'redone' };
const older: EditorEvent = { type: 'recalled', ...back };
const newer: EditorEvent = { type: 'recalled', ...forward };
const submit: EditorEvent = { type: 'submitted' };
const tab: EditorEvent = { type: 'completed', names, ...forward };
const backTab: EditorEvent = { type: 'completed', names, ...back };

const each = (text: string) => [...text].map(type);

function play(...events: EditorEvent[]): Editor {
  return events.reduce(updateEditor, startEditor());
}

/** The line with `|` where the cursor stands. */
function line({ text, cursor }: Editor): string {
  return `${text.slice(0, cursor)}|${text.slice(cursor)}`;
}

test.each<[string, EditorEvent[], string]>([
  ['typing', each('h2.T'), 'h2.T|'],
  ['typing in the middle', [...each('hT'), left, type('2.')], 'h2.|T'],
  ['a paste of several lines', [type('a\r\nb\n\tc')], 'a b  c|'],
  ['a paste of escape and bidi characters', [type('a\u001b[31mb\u202ec\u200b\u0000')], 'a[31mbc|'],
  ['rubbing out', [...each('h23'), rubOut], 'h2|'],
  ['rubbing out at the start', [...each('h2'), home, rubOut], '|h2'],
  ['deleting forward', [...each('h2'), home, deleteNext], '|2'],
  ['rubbing out a character of two units', [type('a𝑊'), rubOut], 'a|'],
  ['moving over a letter with its mark', [type('aW\u0304b'), left, left], 'a|W\u0304b'],
  ['moving right over it', [type('W\u0304b'), home, right], 'W\u0304|b'],
  ['word by word back', [type('(dL_dh3 * z3)'), wordLeft, wordLeft, wordLeft], '(dL_dh3 |* z3)'],
  ['word by word forward', [type('dL_dh3 * z3'), home, wordRight, wordRight], 'dL_dh3 *| z3'],
  ['killing a word', [type('a @ h2.T'), killWord], 'a @ h2.|'],
  ['killing and yanking', [type('a b'), killWord, home, yank], 'b|a '],
  ['killing to the end', [type('a b c'), home, wordRight, killRest], 'a|'],
  ['killing to the start', [type('a b c'), wordLeft, killStart], '|c'],
  ['gathering kills', [type('a b c'), killWord, killWord, killWord, yank], 'a b c|'],
  ['undoing a word', [...each('ab cd'), undo], 'ab |'],
  ['undoing a paste', [type('ab'), type('cde'), undo], 'ab|'],
  ['undoing all', [...each('ab'), undo, undo, undo], '|'],
  ['redoing', [type('ab'), type('cde'), undo, redo], 'abcde|'],
  ['no redo after a new edit', [type('ab'), undo, type('xy'), redo], 'xy|'],
  ['home and end', [type('ab'), home, end], 'ab|'],
])('%s', (_, events, expected) => {
  expect(line(play(...events))).toBe(expected);
});

describe('history', () => {
  const two = [
    type('first'),
    submit,
    { type: 'replaced', text: '' } as const,
    type('second'),
    submit,
  ];

  test('goes back and forward, and the draft is waiting at the end', () => {
    const start = [...two, { type: 'replaced', text: 'draft' } as const];
    expect(play(...start, older).text).toBe('second');
    expect(play(...start, older, older).text).toBe('first');
    expect(play(...start, older, older, older).text).toBe('first');
    expect(play(...start, older, older, newer, newer).text).toBe('draft');
    expect(play(...start, older, undo).text).toBe('draft');
  });

  test('keeps an answer once, and no empty ones', () => {
    const again = [...two, { type: 'replaced', text: 'first' } as const, submit];
    expect(play(...again).history).toEqual(['second', 'first']);
    expect(play(type('  '), submit).history).toEqual([]);
  });
});

describe('completion', () => {
  test('puts the only name that fits', () => {
    expect(line(play(type('2 * re'), tab))).toBe('2 * relu(|');
    expect(play(type('re'), tab).completion).toBeNull();
  });

  test('puts what all share, then goes through them and round', () => {
    const shared = play(type('(dL'), tab);
    expect(line(shared)).toBe('(dL/dh|');
    expect(shared.completion?.index).toBeNull();
    expect(line(play(type('(dL'), tab, tab))).toBe('(dL/dh2|');
    expect(line(play(type('(dL'), tab, tab, tab, tab))).toBe('(dL/dh2|');
    expect(line(play(type('(dL'), tab, backTab))).toBe('(dL/dh3|');
  });

  test('starts a name after a number, not inside a word', () => {
    expect(line(play(type('2dL/d'), tab, tab))).toBe('2dL/dh2|');
    expect(line(play(type('are'), tab))).toBe('are|');
    expect(line(play(tab))).toBe('|');
  });

  test('is closed by any other edit', () => {
    expect(play(type('dL'), tab, type('x')).completion).toBeNull();
  });
});

test('what does not fit is refused and counted, not lost in silence', () => {
  const full = play(type('a'.repeat(MOST_CHARACTERS - 1)), type('𝑊b'));
  expect(full.text).toHaveLength(MOST_CHARACTERS - 1);
  expect(full.refused).toBe(3);
  expect(updateEditor(full, type('c')).refused).toBe(0);
});

test.each([
  ['(a)', 3, [2, 3], [0, 1]],
  ['(a)', 0, [0, 1], [2, 3]],
  ['f([a](b))', 2, [1, 2], [8, 9]],
  ['((a)', 1, [0, 1], null],
  ['(a]', 3, [2, 3], null],
  ['a)', 2, [1, 2], null],
])('the bracket of %s at %i', (text, cursor, at, partner) => {
  expect(bracketAt(text, cursor)).toEqual({ at, partner });
});

test('no bracket, no partner', () => {
  expect(bracketAt('abc', 1)).toBeNull();
  expect(bracketAt('', 0)).toBeNull();
});

const events = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 6 }).map(type),
  fc.constantFrom(left, right, wordLeft, wordRight, home, end, rubOut, deleteNext, killWord),
  fc.constantFrom(killRest, killStart, yank, undo, redo, older, newer, submit, tab, backTab),
);

test('whatever is done, the cursor stands on the line and between whole characters', () => {
  fc.assert(
    fc.property(fc.array(events, { maxLength: 40 }), (history) => {
      const { text, cursor } = play(...history);
      expect(cursor).toBeGreaterThanOrEqual(0);
      expect(cursor).toBeLessThanOrEqual(text.length);
      expect(text).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}]/u);
      expect(text.slice(0, cursor)).not.toMatch(/\p{Cs}/u);
    }),
  );
});

test('going back takes what a pattern before the end would, and is as quick in a long line', () => {
  const character = /\P{M}\p{M}*$|\p{M}+$/u;
  const word = /(?:[\p{L}\p{M}\p{N}_'′]+|[^\s\p{L}\p{M}\p{N}_'′]+)\s*$/u;
  const unit = fc.constantFrom(...'ab_2(+ ′', '\u0301', '😀', '𝛼');
  fc.assert(
    fc.property(fc.string({ unit, maxLength: 20 }), (text) => {
      const before = (pattern: RegExp) => text.length - (pattern.exec(text)?.[0].length ?? 0);
      expect(play(type(text), left).cursor).toBe(before(character));
      const last = word.exec(text) ? before(word) : 0;
      expect(play(type(text), wordLeft).cursor).toBe(last);
    }),
  );
  // A minute and more where every place of the line is tried.
  for (const many of ['(', 'a', '\u0301']) {
    const line = type(`${many.repeat(MOST_CHARACTERS - 2)} x`);
    const steps = Array.from({ length: 100 }, (_, i) => [wordLeft, left, i % 2 ? end : right]);
    expect(play(line, ...steps.flat()).text).toHaveLength(MOST_CHARACTERS);
  }
});

test('undoing everything and redoing it all gives the line back', () => {
  fc.assert(
    fc.property(fc.array(events, { maxLength: 30 }), (history) => {
      const done = play(...history);
      const steps = done.past.length;
      const undone = Array.from({ length: steps }, () => undo).reduce(updateEditor, done);
      expect(undone.past).toEqual([]);
      const redone = Array.from({ length: steps }, () => redo).reduce(updateEditor, undone);
      expect(redone.text).toBe(done.text);
    }),
  );
});
