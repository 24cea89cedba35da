import { merge, type Progress } from '../session/progress.ts';
import type { EventType, Session } from '../session/session.ts';
import { here } from '../session/view.ts';
import type { Store } from '../store.ts';

/** What is worth writing to the disk at once: answers, help, and where the student is. */
const worthy: ReadonlySet<string> = new Set<EventType>([
  'submitted',
  'hinted',
  'solutionShown',
  'opened',
  'stepped',
  'jumped',
  'closed',
  'renewed',
]);

/** Keeps a student's work on the disk, and writes nothing twice. */
export interface Keeper {
  /** Whether progress should be saved soon after such an event. */
  readonly minds: (event: { readonly type: string }) => boolean;
  /** Joins this lab's progress to what is on the disk; a sentence where that cannot be. */
  readonly save: (session: Session) => string | null;
  /** The answer that stands half typed. */
  readonly saveDraft: (session: Session) => void;
}

/** A keeper of what is done in one lab. */
export function openKeeper(store: Store<Progress>): Keeper {
  let saved: Progress | null = null;
  let draft = '';
  return {
    minds: ({ type }) => worthy.has(type),
    save({ progress }) {
      if (progress === saved) return null;
      const kept = store.progress.update((before) => merge(before, progress));
      // What could not be saved now may be later, at the latest on leaving.
      if (kept.saved) saved = progress;
      return kept.notice;
    },
    saveDraft(session) {
      const at = here(session);
      const text = at?.entry.draft ?? '';
      const key = `${at?.lesson.id} ${at?.exercise?.id} ${text}`;
      if (key === draft) return;
      draft = key;
      const typed = at?.exercise && text.trim() !== '';
      store.draft.write(typed ? { lesson: at.lesson.id, exercise: at.exercise.id, text } : null);
    },
  };
}
