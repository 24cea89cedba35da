import type { Block, Issue, Lesson, Prose, Step } from '../lesson/lesson.ts';
import { lessonProgress } from './progress.ts';
import { type Session, start, update } from './session.ts';
import { here } from './view.ts';

/**
 * A lesson as its author looks at it: notes are shown, and each issue stands on the step of its
 * line. `good` is the lesson as it was last read, null when it never was.
 */
export function previewLesson(file: string, good: Lesson | null, issues: readonly Issue[]): Lesson {
  const lesson = good ?? emptyLesson(file);
  const steps = lesson.steps.map((step, i): Step => {
    const until = lesson.steps[i + 1]?.place.line ?? Number.POSITIVE_INFINITY;
    const from = i === 0 ? 0 : step.place.line;
    const own = issues.filter(({ line }) => from <= line && line < until);
    return { ...step, blocks: [...own.map(issueBlock), ...step.blocks.map(shown)] };
  });
  // Fresh numbers would be filled into the steps as they were written, without the issues.
  return issues.length > 0 ? { ...lesson, steps, template: null } : withNotes(lesson);
}

function withNotes(lesson: Lesson): Lesson {
  const noted = (steps: readonly Step[]) =>
    steps.map((step) => ({ ...step, blocks: step.blocks.map(shown) }));
  const template = lesson.template && noted(lesson.template);
  return { ...lesson, steps: noted(lesson.steps), template };
}

function shown(block: Block): Block {
  if (block.kind !== 'note') return block;
  const text: Prose = [
    { kind: 'strong', text: 'Note: ' },
    { kind: 'text', text: block.text },
  ];
  return { kind: 'quote', text, place: block.place };
}

function issueBlock({ line, column, message }: Issue): Block {
  const text: Prose = [
    { kind: 'strong', text: `${line}:${column}: ` },
    { kind: 'text', text: message },
  ];
  return { kind: 'quote', text, place: { line, column } };
}

/** What stands in for a file that cannot be read as a lesson yet. */
function emptyLesson(file: string): Lesson {
  const place = { line: 1, column: 1 };
  const text: Prose = [{ kind: 'text', text: 'Mend it and save; it is read again at once.' }];
  const step: Step = {
    id: 'not-yet',
    title: 'Not yet a lesson',
    blocks: [{ kind: 'paragraph', text, place }],
    exercise: null,
    network: null,
    place,
  };
  return {
    ...{ id: 'not-yet', title: file.slice(-60), goal: '', needs: [], gate: false, minutes: null },
    ...{ language: 'en', authors: [], license: null, file, seeds: 0, seed: 0, template: null },
    ...{ steps: [step], places: {} },
  };
}

/** The preview at a step, with the numbers of a seed; 0 are the lesson's own. */
export function startPreview(lesson: Lesson, step: number, seed: number, now: number): Session {
  const opened = { type: 'opened', lesson: lesson.id, step } as const;
  const begun = start([lesson], { version: 1, last: null, lessons: {} }, now);
  return update(begun, seed > 0 ? { ...opened, seed } : opened);
}

/**
 * The preview after its file was saved: the same step, by its id or else by its number, with what
 * was typed there; an answer that was given is judged anew.
 */
export function reloaded(session: Session, lesson: Lesson): Session {
  const before = here(session);
  const { progress, now, help } = session;
  const id = session.lessons[0]?.id ?? lesson.id;
  const lessons = { ...progress.lessons, [lesson.id]: lessonProgress(progress, id) };
  const next = { ...start([lesson], { ...progress, lessons }, now), help };
  if (!before) return next;
  const found = lesson.steps.findIndex((step) => step.id === before.step.id);
  const step = found >= 0 ? found : Math.min(before.screen.step, lesson.steps.length - 1);
  const opened = update(next, { type: 'opened', lesson: lesson.id, step });
  if (found < 0 || opened.screen.kind !== 'lesson') return opened;
  const { panel, cell, pullback, forward, said } = before.screen;
  const kept = { panel, cell, pullback, forward };
  const there: Session = { ...opened, screen: { ...opened.screen, ...kept } };
  return said && here(there)?.exercise
    ? update(there, { type: 'submitted', answer: said.answer })
    : there;
}
