import type { Span } from '../engine/expr.ts';
import { type Candidate, type Completion, complete } from './completion.ts';

/** The answer line: what is typed and where the cursor stands, in UTF-16 units. */
export interface Editor {
  readonly text: string;
  readonly cursor: number;
  /** The piece last killed, which `yanked` puts back. */
  readonly killed: string;
  /** Earlier and undone states, nearest last. */
  readonly past: readonly Draft[];
  readonly future: readonly Draft[];
  /** Which edit came last: typing goes on in one undo step. */
  readonly last: Edit | null;
  /** Answers given before, oldest first; `recalled` counts back from the newest, 0 is the draft. */
  readonly history: readonly string[];
  readonly recalled: number;
  /** What stood in the line before the history was opened. */
  readonly draft: string;
  /** The candidates that `completed` goes through; null when none are open. */
  readonly completion: Completion | null;
  /** Characters of the last paste that did not fit into MOST_CHARACTERS. */
  readonly refused: number;
}

/** A state of the line, as undo keeps it. */
export interface Draft {
  readonly text: string;
  readonly cursor: number;
}

type Edit = 'insert' | 'delete' | 'kill' | 'other';

/** Longer than any answer that is read, so that an over-long paste is kept and can be mended. */
export const MOST_CHARACTERS = 20_000;

const MOST_UNDOS = 200;

/** What a person does to the line; never a key. */
export type EditorEvent =
  /** Typed or pasted: line breaks become spaces, control and format characters are dropped. */
  | { readonly type: 'inserted'; readonly text: string }
  | { readonly type: 'deleted'; readonly by: Unit; readonly towards: Direction }
  | { readonly type: 'moved'; readonly by: Unit | 'line'; readonly towards: Direction }
  /** From the cursor to the end (or start) of the line, or of the word; kept for `yanked`. */
  | { readonly type: 'killed'; readonly by: 'word' | 'line'; readonly towards: Direction }
  | { readonly type: 'yanked' }
  | { readonly type: 'undone' }
  | { readonly type: 'redone' }
  /** One answer further back in the history, or forward again. */
  | { readonly type: 'recalled'; readonly towards: Direction }
  /** Puts the next fitting name in place of the word before the cursor. */
  | {
      readonly type: 'completed';
      readonly names: readonly Candidate[];
      readonly towards: Direction;
    }
  /** The line was handed in: it is remembered, and stays. */
  | { readonly type: 'submitted' }
  /** Another exercise, another draft; the history stays. */
  | { readonly type: 'replaced'; readonly text: string };

type Unit = 'character' | 'word';
type Direction = 'back' | 'forward';

/** An editor holding `text`, the cursor at its end. */
export function startEditor(text = '', history: readonly string[] = []): Editor {
  const clean = cleaned(text).slice(0, MOST_CHARACTERS);
  return {
    text: clean,
    cursor: clean.length,
    killed: '',
    past: [],
    future: [],
    last: null,
    history,
    recalled: 0,
    draft: clean,
    completion: null,
    refused: 0,
  };
}

type Updates = {
  readonly [K in EditorEvent['type']]: (
    editor: Editor,
    event: Extract<EditorEvent, { type: K }>,
  ) => Editor;
};

const updates: Updates = {
  inserted: (editor, { text }) => insert(editor, text, 'insert'),

  deleted: (editor, { by, towards }) => cut(editor, target(editor, by, towards), 'delete'),

  moved: (editor, { by, towards }) => ({
    ...editor,
    cursor: target(editor, by, towards),
    last: null,
    completion: null,
  }),

  killed: (editor, { by, towards }) => {
    const to = target(editor, by, towards);
    if (to === editor.cursor) return editor;
    const [from, end] = [Math.min(to, editor.cursor), Math.max(to, editor.cursor)];
    const piece = editor.text.slice(from, end);
    // Kills that follow each other gather into one piece, as in every shell.
    const before = editor.last === 'kill' ? editor.killed : '';
    const killed = towards === 'back' ? piece + before : before + piece;
    return { ...cut(editor, to, 'kill'), killed };
  },

  yanked: (editor) => insert(editor, editor.killed, 'other'),

  undone: (editor) => {
    const before = editor.past.at(-1);
    if (!before) return editor;
    const future = [...editor.future, draftOf(editor)];
    return { ...editor, ...before, past: editor.past.slice(0, -1), future, ...settled };
  },

  redone: (editor) => {
    const after = editor.future.at(-1);
    if (!after) return editor;
    const past = [...editor.past, draftOf(editor)];
    return { ...editor, ...after, past, future: editor.future.slice(0, -1), ...settled };
  },

  recalled: (editor, { towards }) => {
    const recalled = editor.recalled + (towards === 'back' ? 1 : -1);
    if (recalled < 0 || recalled > editor.history.length) return editor;
    const draft = editor.recalled === 0 ? editor.text : editor.draft;
    const text = recalled === 0 ? draft : editor.history.at(-recalled)!;
    return { ...edited(editor, text, text.length, 'other'), recalled, draft };
  },

  completed: (editor, { names, towards }) => {
    const found = complete(editor, names, towards);
    if (!found) return editor;
    const { text, cursor, completion } = found;
    return { ...edited(editor, text, cursor, 'other'), completion };
  },

  submitted: (editor) => {
    const kept = editor.history.filter((text) => text !== editor.text);
    const history = editor.text.trim() === '' ? kept : [...kept, editor.text];
    return { ...editor, history, recalled: 0, draft: editor.text, ...settled };
  },

  replaced: (editor, { text }) => ({
    ...startEditor(text, editor.history),
    killed: editor.killed,
  }),
};

/** The line after `event`; a pure function. */
export function updateEditor(editor: Editor, event: EditorEvent): Editor {
  const update = updates[event.type] as (editor: Editor, event: EditorEvent) => Editor;
  return update(editor, event);
}

const settled = { last: null, completion: null, refused: 0 } as const;

function draftOf({ text, cursor }: Editor): Draft {
  return { text, cursor };
}

/** The state after an edit, with the one before it on the undo stack unless both are one step. */
function edited(editor: Editor, text: string, cursor: number, edit: Edit): Editor {
  if (text === editor.text) return { ...editor, cursor, ...settled };
  const goesOn = edit !== 'other' && edit === editor.last;
  const past = goesOn ? editor.past : [...editor.past, draftOf(editor)].slice(-MOST_UNDOS);
  return { ...editor, text, cursor, past, future: [], last: edit, completion: null, refused: 0 };
}

function insert(editor: Editor, raw: string, edit: Edit): Editor {
  const clean = cleaned(raw);
  const piece = whole(clean.slice(0, MOST_CHARACTERS - editor.text.length));
  const { text, cursor } = editor;
  // A word is one undo step: a space ends it.
  const kind = edit === 'insert' && (piece.length > 1 || piece === ' ') ? 'other' : edit;
  const next = edited(
    editor,
    text.slice(0, cursor) + piece + text.slice(cursor),
    cursor + piece.length,
    kind,
  );
  return { ...next, refused: clean.length - piece.length };
}

function cut(editor: Editor, to: number, edit: Edit): Editor {
  const [from, end] = [Math.min(to, editor.cursor), Math.max(to, editor.cursor)];
  return edited(editor, editor.text.slice(0, from) + editor.text.slice(end), from, edit);
}

/** Line breaks and tabs as spaces; nothing that would move the cursor or reorder text. */
function cleaned(text: string): string {
  // Most is plain, and the classes below take V8 as long to compile as a row of the frame to draw.
  if (/^[\x20-\x7e]*$/.test(text)) return text;
  return text.replace(/\r\n?|[\n\t\u2028\u2029]/gu, ' ').replace(/[\p{Cc}\p{Cf}\p{Cs}]/gu, '');
}

/** Without half a surrogate pair at the end. */
function whole(text: string): string {
  return /[\ud800-\udbff]$/.test(text) ? text.slice(0, -1) : text;
}

function target({ text, cursor }: Editor, by: Unit | 'line', towards: Direction): number {
  if (by === 'line') return towards === 'back' ? 0 : text.length;
  const step = by === 'character' ? character : word;
  return step(text, cursor, towards);
}

// Back from the cursor: a look behind the end is read from there, where a pattern before it would be
// tried from every place of the line.

/** One visible character: a code point with the marks that sit on it. */
function character(text: string, cursor: number, towards: Direction): number {
  const found =
    towards === 'forward'
      ? /^([\s\S]\p{M}*)/u.exec(text.slice(cursor))
      : /$(?<=(\P{M}\p{M}*|\p{M}+))/u.exec(text.slice(0, cursor));
  const length = found?.[1]?.length ?? 0;
  return towards === 'forward' ? cursor + length : cursor - length;
}

/** To the end of the next word, or the start of the last; a run of signs between spaces is a word too. */
function word(text: string, cursor: number, towards: Direction): number {
  const found =
    towards === 'forward'
      ? /^(\s*(?:[\p{L}\p{M}\p{N}_'′]+|[^\s\p{L}\p{M}\p{N}_'′]+))/u.exec(text.slice(cursor))
      : /$(?<=((?:[\p{L}\p{M}\p{N}_'′]+|[^\s\p{L}\p{M}\p{N}_'′]+)\s*))/u.exec(
          text.slice(0, cursor),
        );
  if (!found) return towards === 'forward' ? text.length : 0;
  const length = found[1]!.length;
  return towards === 'forward' ? cursor + length : cursor - length;
}

/** A bracket at the cursor: its own place, and that of its partner or null when it has none. */
export interface Bracket {
  readonly at: Span;
  readonly partner: Span | null;
}

const PAIRS = ['()', '[]', '{}'];

/** The bracket before the cursor, else the one under it, with its partner; null when there is none. */
export function bracketAt(text: string, cursor: number): Bracket | null {
  const place = [cursor - 1, cursor].find((i) => PAIRS.some((p) => p.includes(text[i] || ' ')));
  if (place === undefined) return null;
  const at: Span = [place, place + 1];
  const opens = PAIRS.some(([open]) => open === text[place]);
  const open: number[] = [];
  for (let i = 0; i < text.length; i++) {
    if (PAIRS.some((pair) => pair[0] === text[i])) open.push(i);
    const pair = PAIRS.find(([, close]) => close === text[i]);
    if (!pair) continue;
    const from = open.pop();
    if (from === undefined || text[from] !== pair[0]) {
      // A wrong close belongs to nobody, and neither does what it cuts off.
      if (from === place || i === place) return { at, partner: null };
      continue;
    }
    if (opens && from === place) return { at, partner: [i, i + 1] };
    if (!opens && i === place) return { at, partner: [from, from + 1] };
  }
  return { at, partner: null };
}
