import type { Lesson, Step } from '../lesson/lesson.ts';
import { printName } from '../notation/print.ts';
import type { Session } from '../session/session.ts';
import { here, lessonAt } from '../session/view.ts';

/** A search over lessons and their steps. */
export interface Finder {
  /** Only the steps of this lesson, an index into `session.lessons`; null: everything. */
  readonly lesson: number | null;
  readonly query: string;
  readonly cursor: number;
}

/** A lesson, or a step of it, as indices. */
export interface Hit {
  readonly lesson: number;
  readonly step: number | null;
}

/** The finder as it opens: over the steps of the lesson in front, at the one one is at, or over all. */
export function openFinder(session: Session): Finder {
  const at = here(session);
  return at
    ? { lesson: at.screen.lesson, query: '', cursor: at.screen.step }
    : {
        lesson: null,
        query: '',
        cursor: session.screen.kind === 'menu' ? session.screen.cursor : 0,
      };
}

/** What fits, in the order of the course; without a query all lessons, or all steps of the one. */
export function hitsOf(session: Session, { lesson, query }: Finder): readonly Hit[] {
  const words = plain(query).split(/\s+/).filter(Boolean);
  const fits = (text: string) => words.every((word) => text.includes(word));
  return session.lessons.flatMap((_, index): Hit[] => {
    if (lesson !== null && index !== lesson) return [];
    const each = lessonAt(session, index)!;
    const own =
      lesson === null && fits(lessonText(each, index)) ? [{ lesson: index, step: null }] : [];
    if (lesson === null && words.length === 0) return own;
    const steps = each.steps.flatMap((step, i) =>
      fits(stepText(step, i)) ? [{ lesson: index, step: i }] : [],
    );
    return [...own, ...steps];
  });
}

function lessonText({ title, goal, id }: Lesson, index: number): string {
  return plain(`${index + 1} ${title} ${goal} ${id}`);
}

function stepText(step: Step, index: number): string {
  return plain(`${index + 1} ${step.title} ${step.id} ${taskOf(step)}`);
}

/** What a step asks for, in a word or two; empty where it only tells. */
export function taskOf({ exercise }: Step): string {
  if (!exercise) return '';
  const { kind } = exercise;
  return 'wants' in exercise ? `${kind} ${printName(exercise.wants)}` : kind;
}

/** Letters as they are typed: ∂L/∂W₃ is found as dL/dW3. */
function plain(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').replace(/∂/g, 'd').toLowerCase();
}
