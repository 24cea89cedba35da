import type { Lesson } from '../lesson/lesson.ts';
import { reloaded } from '../session/preview.ts';
import {
  type EventType,
  type Session,
  type Event as SessionEvent,
  update,
} from '../session/session.ts';
import { here } from '../session/view.ts';
import { type Editor, type EditorEvent, startEditor, updateEditor } from './editor.ts';
import { type Finder, hitsOf, openFinder } from './finder.ts';
import { cellText, type Grid, gridText, moveGrid, openGrid, tabGrid, withCell } from './grid.ts';

/** Columns and rows of the terminal. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/** Below this a card says what is needed. */
export const LEAST: Size = { width: 60, height: 18 };

/** From so many columns on text and pictures stand side by side. */
export const WIDE = 100;

/** Whether the terminal is too small for the lab. */
export function isTooSmall({ width, height }: Size): boolean {
  return width < LEAST.width || height < LEAST.height;
}

/** A session as it lies before the student: with the answer line, and what has the keys. */
export interface Desk {
  readonly session: Session;
  readonly size: Size;
  readonly editor: Editor;
  /** A matrix filled in entry by entry; the answer line then holds the entry in hand. */
  readonly grid: Grid | null;
  /** The search over lessons and steps, while it lies over the screen. */
  readonly finder: Finder | null;
  /** Whether the keys go to the pictures; else they go to the answer, or to the text. */
  readonly looking: boolean;
  /** Rows of text above the view; null is where the eye belongs: the question, else the beginning. */
  readonly scroll: number | null;
  /** Whether the solution was asked for once; it is shown when asked for again. */
  readonly asked: boolean;
  /** Something about the lab itself, such as progress that cannot be saved. */
  readonly notice: string | null;
  /** A word about the last key, gone with the next. */
  readonly aside: string | null;
  /** What the terminal is to do, once. */
  readonly wish: Wish | null;
  /** Whether the student broke off (Ctrl-C) and did not just leave. */
  readonly interrupted: boolean;
}

/** What only the terminal can do: put the lab to sleep, or take a text to its clipboard. */
export type Wish = { readonly kind: 'suspend' } | { readonly kind: 'copy'; readonly text: string };

interface Happenings {
  /** In the answer line. */
  edited: { readonly edit: EditorEvent };
  /** The answer as a grid, and as one line again. */
  gridToggled: object;
  gridMoved: { readonly rows: number; readonly cols: number };
  gridTabbed: { readonly by: 1 | -1 };
  /** The search: opened, its words, its cursor, closed. */
  findOpened: object;
  queried: { readonly query: string };
  findMoved: { readonly by: number };
  findClosed: object;
  /** To the pictures, or back to the answer. */
  turned: { readonly looking: boolean };
  /** Along the text, by rows; `most` is the last place that still fills the view. */
  scrolled: { readonly by: number; readonly from: number; readonly most: number };
  solutionAsked: object;
  /** The terminal has another size. */
  resized: Size;
  noticed: { readonly notice: string | null };
  /** In a preview: the file of the lesson was saved. */
  reloaded: { readonly lesson: Lesson; readonly notice: string | null };
  interrupted: object;
  /** Ctrl-Z. */
  suspended: object;
  /** A text for the clipboard, and what it is. */
  copied: { readonly text: string; readonly what: string };
  /** The terminal has done what it was to do, or could not. */
  fulfilled: { readonly trouble: string | null };
}

/** What happens at the desk and not in the session. */
export type DeskEvent =
  | SessionEvent
  | { [K in keyof Happenings]: { readonly type: K } & Happenings[K] }[keyof Happenings];

type Updates = {
  readonly [K in keyof Happenings]: (desk: Desk, event: Happenings[K]) => Desk;
};

const updates: Updates = {
  edited(desk, { edit }) {
    const editor = updateEditor(desk.editor, edit);
    if (editor.text === desk.editor.text) return { ...desk, editor, asked: false };
    const grid = desk.grid && withCell(desk.grid, editor.text);
    const text = grid ? gridText(grid) : editor.text;
    const session = update(desk.session, { type: 'drafted', text });
    return { ...desk, editor, grid, session, asked: false, scroll: null };
  },
  gridToggled: (desk) =>
    desk.grid
      ? { ...desk, grid: null, editor: startEditor(gridText(desk.grid), desk.editor.history) }
      : { ...inCell(desk, openGrid(desk.editor.text)), looking: false, asked: false },
  gridMoved: (desk, { rows, cols }) =>
    desk.grid ? inCell(desk, moveGrid(desk.grid, rows, cols)) : desk,
  gridTabbed: (desk, { by }) => (desk.grid ? inCell(desk, tabGrid(desk.grid, by)) : desk),
  findOpened: (desk) => ({ ...desk, finder: openFinder(desk.session) }),
  queried: (desk, { query }) =>
    desk.finder ? { ...desk, finder: { ...desk.finder, query, cursor: 0 } } : desk,
  findMoved(desk, { by }) {
    if (!desk.finder) return desk;
    const last = hitsOf(desk.session, desk.finder).length - 1;
    const cursor = Math.max(0, Math.min(desk.finder.cursor + by, last));
    return { ...desk, finder: { ...desk.finder, cursor } };
  },
  findClosed: (desk) => (desk.finder ? { ...desk, finder: null } : desk),
  turned: (desk, { looking }) => ({ ...desk, looking, asked: false }),
  scrolled: (desk, { by, from, most }) => ({
    ...desk,
    scroll: Math.max(0, Math.min(from + by, most)),
  }),
  solutionAsked(desk) {
    const at = here(desk.session);
    if (!at?.exercise || at.solved || at.entry.solution) return desk;
    return desk.asked
      ? handled({ ...desk, asked: false }, { type: 'solutionShown' })
      : { ...desk, asked: true };
  },
  resized: (desk, { width, height }) => ({ ...desk, size: { width, height }, scroll: null }),
  noticed: (desk, { notice }) => ({ ...desk, notice }),
  reloaded(desk, { lesson, notice }) {
    const { looking, scroll } = desk;
    const next = settle({ ...desk, session: reloaded(desk.session, lesson), notice });
    return { ...next, looking, scroll };
  },
  interrupted: (desk) => ({ ...handled(desk, { type: 'left' }), interrupted: true }),
  suspended: (desk) => ({ ...desk, wish: { kind: 'suspend' } }),
  copied: (desk, { text, what }) => ({
    ...desk,
    wish: { kind: 'copy', text },
    aside: `copied: ${what}`,
  }),
  fulfilled: (desk, { trouble }) => ({ ...desk, wish: null, aside: trouble ?? desk.aside }),
};

/** The desk with an entry in hand. */
function inCell(desk: Desk, grid: Grid): Desk {
  return { ...desk, grid, editor: startEditor(cellText(grid), desk.editor.history) };
}

/** What is handed in: the answer line, or the whole matrix that is being filled in. */
export function draftOf({ editor, grid }: Desk): string {
  return grid ? gridText(grid) : editor.text;
}

/** The desk when the lab opens. */
export function startDesk(session: Session, size: Size): Desk {
  const desk: Desk = {
    session,
    size,
    editor: startEditor(),
    grid: null,
    finder: null,
    looking: false,
    scroll: null,
    asked: false,
    notice: null,
    aside: null,
    wish: null,
    interrupted: false,
  };
  return settle(desk);
}

/** These come by themselves and take no word off the screen. */
const unasked: ReadonlySet<string> = new Set(['ticked', 'fulfilled', 'noticed', 'resized']);

/** The desk after an event; a pure function. */
export function updateDesk(before: Desk, event: DeskEvent): Desk {
  const desk = before.aside && !unasked.has(event.type) ? { ...before, aside: null } : before;
  if (Object.hasOwn(updates, event.type)) {
    const own = updates[event.type as keyof Happenings] as (desk: Desk, event: DeskEvent) => Desk;
    return own(desk, event);
  }
  return handled(desk, event as SessionEvent);
}

/** After these the view is where the eye belongs. */
const unscrolling: ReadonlySet<EventType> = new Set(['hinted', 'solutionShown', 'helpToggled']);

/** What the session does with an event, and what that means for the answer line and the view. */
function handled(desk: Desk, event: SessionEvent<EventType>): Desk {
  const session = update(desk.session, event);
  if (session === desk.session) return desk.asked ? { ...desk, asked: false } : desk;
  const next = { ...desk, session, asked: false };
  const elsewhere = place(session) !== place(desk.session) || event.type === 'renewed';
  if (elsewhere) return settle(next);
  if (event.type === 'submitted' && desk.grid) {
    const line = updates.gridToggled({ ...next, scroll: null }, {});
    // Right: the line again, from which one goes on. Wrong: its marks stand in the grid.
    return here(session)?.solved ? line : { ...next, scroll: null };
  }
  if (event.type === 'submitted') {
    const editor = updateEditor(desk.editor, { type: 'submitted' });
    return { ...next, editor, scroll: null };
  }
  if (event.type === 'drafted') {
    return { ...next, editor: updateEditor(desk.editor, { type: 'replaced', text: event.text }) };
  }
  if (unscrolling.has(event.type)) return { ...next, scroll: null };
  return next;
}

/** Another step is another draft; an experiment begins at its knob, where that hides no question. */
function settle(desk: Desk): Desk {
  const at = here(desk.session);
  const answers = at?.entry.attempts.map(({ text }) => text) ?? [];
  const history = answers.filter((text, i) => answers.lastIndexOf(text) === i);
  return {
    ...desk,
    editor: startEditor(at?.entry.draft ?? '', history),
    grid: null,
    looking: at?.screen.run != null && !at.solved && desk.size.width >= WIDE,
    scroll: null,
    asked: false,
  };
}

function place({ screen }: Session): string {
  return screen.kind === 'lesson' ? `${screen.lesson} ${screen.step}` : screen.kind;
}
