import type { Issue, Lesson } from '../lesson/lesson.ts';
import { suggest } from '../lesson/suggest.ts';
import type { Progress } from '../session/progress.ts';
import { withExercise } from '../session/progress.ts';
import { type Session, start, update } from '../session/session.ts';
import { stdout } from '../stdout.ts';
import type { Store } from '../store.ts';
import { type Look, resolveSettings, type Settings, speaksLines } from '../ui/settings.ts';
import { loadCatalogue } from './catalogue.ts';
import { CallError } from './command.ts';
import { noLesson } from './missing.ts';
import { progressStore } from './progress.ts';

/** What a call asked for. */
export interface Wanted extends Look {
  /** An id; `last` is the lesson the student was in, null the list of lessons. */
  readonly lesson: string | null;
  /** The id of a step, or its number from 1. */
  readonly step: string | null;
  /** The seed of fresh numbers; null for those the student has, 0 for the lesson's own. */
  readonly seed: number | null;
  readonly plain: boolean;
  readonly lessons: readonly string[];
}

/** Opens the lab on the screen, or as lines where that was asked for or nothing else can be. */
export async function openAt(wanted: Wanted): Promise<void> {
  const store = progressStore();
  const inLines = speaksLines(process.env, process.stdin, stdout()) || wanted.plain;
  const { session, notice } = openSession(wanted, store, inLines);
  if (inLines) {
    const { speakLesson } = await import('../ui/plain.ts');
    const code = await speakLesson(session, store, notice);
    if (code !== 0) process.exitCode = code;
    return;
  }
  const settings = resolveSettings(wanted, process.env);
  beforeInk(settings);
  const { openLab } = await import('../ui/lab.ts');
  process.exitCode = await openLab(session, store, settings, notice);
}

/** Ink's colours are decided when it is loaded. Bold and inverse are needed without colours too. */
export function beforeInk({ depth }: Settings): void {
  const levels = { none: '1', '16': '1', '256': '2', truecolor: '3' } as const;
  process.env.FORCE_COLOR = levels[depth];
  delete process.env.NO_COLOR;
}

/** With `whole`, also whether progress can be saved; the screen finds that out after its first frame. */
function openSession(wanted: Wanted, store: Store<Progress>, whole: boolean) {
  const { lessons: entries, issues } = loadCatalogue(wanted.lessons);
  const lessons = entries.map(({ lesson }) => lesson);
  const looked = whole ? null : store.progress.look();
  const kept = looked ? { progress: looked, notice: null } : store.progress.read();
  const begun = start(lessons, withDraft(kept.progress, store), Date.now());
  const broken =
    issues[0] &&
    `${issues[0].file}:${issues[0].line}: ${issues[0].message} Run \`backprop-lab check\` for all of it.`;
  const notice = kept.notice ?? broken ?? null;
  return { session: at(begun, wanted, issues), notice };
}

/** What was left half typed is in the answer line again. */
function withDraft(progress: Progress, store: Store<Progress>): Progress {
  const draft = store.draft.read();
  if (!draft) return progress;
  // The lesson may not be in the progress yet: on the first run nothing but the draft was kept.
  return withExercise(progress, draft.lesson, draft.exercise, { draft: draft.text });
}

function at(session: Session, { lesson, step, seed }: Wanted, issues: readonly Issue[]): Session {
  if (lesson === null) return session;
  const ids = session.lessons.map(({ id }) => id);
  const id =
    lesson === 'last' && !ids.includes('last') ? (session.progress.last ?? ids[0]) : lesson;
  const found = session.lessons.find((each) => each.id === id);
  if (!found) throw new CallError(noLesson(id ?? '', session.lessons, issues));
  const index = step === null ? null : stepIndex(found, step);
  return update(session, {
    type: 'opened',
    lesson: found.id,
    ...(index !== null && { step: index }),
    ...(seed !== null && { seed }),
  });
}

function stepIndex({ id, steps }: Lesson, step: string): number {
  const named = steps.findIndex((each) => each.id === step);
  if (named >= 0) return named;
  const number = Number(step);
  if (Number.isInteger(number) && number >= 1 && number <= steps.length) return number - 1;
  const meant = suggest(
    step,
    steps.map((each) => each.id),
  );
  throw new CallError(`${id} has steps 1 to ${steps.length}; ${step} is none of them. ${meant}`);
}
