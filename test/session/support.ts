import { readdirSync, readFileSync } from 'node:fs';
import type { Lesson } from '../../src/lesson/lesson.ts';
import { parseLesson } from '../../src/lesson/parse.ts';
import { noProgress } from '../../src/session/progress.ts';
import { type Event, type Session, start, update } from '../../src/session/session.ts';
import { here } from '../../src/session/view.ts';

const folder = new URL('../../lessons/', import.meta.url);

/** The shipped lessons. */
export const lessons: readonly Lesson[] = readdirSync(folder)
  .filter((file) => file.endsWith('.md'))
  .flatMap((file) => {
    const read = parseLesson(file, readFileSync(new URL(file, folder), 'utf8'));
    return read.ok ? [read.lesson] : [];
  });

/** The session after some events. */
export function play(session: Session, ...events: readonly Event[]): Session {
  return events.reduce((now, event) => update(now, event), session);
}

/** A new student at the step of an exercise. */
export function at(lesson: string, exercise: string): Session {
  const steps = lessons.find(({ id }) => id === lesson)!.steps;
  const step = steps.findIndex(({ id }) => id === exercise);
  return play(start(lessons, noProgress), { type: 'opened', lesson, step });
}

/** The session after an answer. */
export function say(session: Session, answer: string): Session {
  return play(session, { type: 'drafted', text: answer }, { type: 'submitted' });
}

/** What was said to the last answer. */
export function said(session: Session) {
  return here(session)!.screen.said!.feedback;
}
