import { merge, type Progress } from '../session/progress.ts';
import { here } from '../session/view.ts';
import type { Draft, Store } from '../store.ts';
import type { Desk, DeskEvent } from './desk.ts';

/** What is worth writing to the disk at once: answers, help, and where the student is. */
const worthy: ReadonlySet<DeskEvent['type']> = new Set([
  'submitted',
  'hinted',
  'solutionAsked',
  'opened',
  'stepped',
  'jumped',
  'closed',
] as const);

/** Keeps a student's work on the disk. */
export interface Keeper {
  /** Told of every event; true where progress should be saved soon. */
  readonly minds: (event: DeskEvent) => boolean;
  /** Joins this lab's progress to what is on the disk; a sentence where that cannot be. */
  readonly save: (desk: Desk) => string | null;
  /** The answer that stands half typed. */
  readonly saveDraft: (desk: Desk) => void;
}

/** A keeper on a store; remembers what it wrote last and writes nothing twice. */
export function openKeeper(store: Store<Progress>): Keeper {
  let saved: Progress | null = null;
  let kept = '';
  return {
    minds: ({ type }) => worthy.has(type),
    save({ session: { progress } }) {
      if (progress === saved) return null;
      saved = progress;
      return store.progress.update((before) => merge(before, progress)).notice;
    },
    saveDraft(desk) {
      const draft = draftOf(desk);
      const text = JSON.stringify(draft);
      if (text === kept) return;
      kept = text;
      store.draft.write(draft);
    },
  };
}

function draftOf({ session, editor }: Desk): Draft | null {
  const at = here(session);
  if (!at?.exercise || editor.text.trim() === '') return null;
  return { lesson: at.lesson.id, exercise: at.exercise.id, text: editor.text };
}
