import type { Exercise } from '../lesson/exercises/index.ts';
import type { Lesson } from '../lesson/lesson.ts';
import { clamp } from './indices.ts';
import { lessonProgress, withLesson } from './progress.ts';
import { readyRun } from './running.ts';
import type { LessonScreen, Moves, Session } from './session.ts';
import { canRenew, here, lessonAt, missingBefore } from './view.ts';

/** Getting about: the menu, lessons and their steps, and out. */
export const moving: Moves<
  'helpToggled' | 'menuMoved' | 'opened' | 'closed' | 'left' | 'stepped' | 'jumped' | 'renewed'
> = {
  helpToggled: (session) => ({ ...session, help: !session.help }),
  menuMoved(session, { by }) {
    const { screen, lessons } = session;
    if (screen.kind !== 'menu') return session;
    return {
      ...session,
      screen: { kind: 'menu', cursor: clamp(screen.cursor + by, lessons.length) },
    };
  },
  opened(session, { lesson: id, step, seed }) {
    const { screen, lessons, progress } = session;
    const under = screen.kind === 'menu' ? screen.cursor : -1;
    const index = id === undefined ? under : lessons.findIndex((lesson) => lesson.id === id);
    const lesson = lessons[index];
    if (!lesson) return session;
    if (lesson.gate && missingBefore(session, lesson).length > 0) {
      return { ...session, screen: { kind: 'menu', cursor: index, refused: lesson.id } };
    }
    const place = lessonProgress(progress, lesson.id).step;
    const before = lesson.steps.findIndex((each) => each.id === place);
    const drawn = seed === undefined ? session : atSeed(session, lesson, seed);
    return enter(drawn, index, step ?? Math.max(0, before));
  },
  closed(session) {
    const { screen } = session;
    if (screen.kind !== 'lesson') return session;
    return { ...session, screen: { kind: 'menu', cursor: screen.lesson } };
  },
  left: (session) => ({ ...session, screen: { kind: 'gone' } }),
  stepped(session, { by }) {
    const { screen } = session;
    return screen.kind === 'lesson' ? enter(session, screen.lesson, screen.step + by) : session;
  },
  jumped(session, { to }) {
    const { screen } = session;
    return screen.kind === 'lesson' ? enter(session, screen.lesson, to) : session;
  },
  renewed(session, { seed }) {
    const at = here(session);
    if (!at || (seed === undefined && !canRenew(session))) return session;
    const { lesson, screen } = at;
    const drawn = atSeed(session, lesson, seed ?? (lesson.seed % lesson.seeds) + 1);
    if (drawn === session) return session;
    const { exercise } = lessonAt(drawn, screen.lesson)!.steps[screen.step]!;
    return { ...drawn, screen: fresh(screen.lesson, screen.step, exercise) };
  },
};

/** The lesson at other numbers; a seed that is none changes nothing. */
function atSeed(session: Session, { id, seeds }: Lesson, seed: number): Session {
  if (seeds === 0 || !Number.isSafeInteger(seed) || seed < 0) return session;
  if (lessonProgress(session.progress, id).seed === seed) return session;
  return { ...session, progress: withLesson(session.progress, id, { seed }) };
}

/** The session at a step of a lesson, or at the nearest there is. */
function enter(session: Session, index: number, wanted: number): Session {
  const lesson = lessonAt(session, index)!;
  const at = clamp(wanted, lesson.steps.length);
  const { screen } = session;
  if (screen.kind === 'lesson' && screen.lesson === index && screen.step === at) return session;
  const step = lesson.steps[at]!;
  const { seen } = lessonProgress(session.progress, lesson.id);
  const progress = withLesson(session.progress, lesson.id, {
    step: step.id,
    seen: seen.includes(step.id) ? seen : [...seen, step.id],
  });
  return {
    ...session,
    progress: { ...progress, last: lesson.id },
    screen: fresh(index, at, step.exercise),
  };
}

function fresh(lesson: number, step: number, exercise: Exercise | null): LessonScreen {
  return {
    kind: 'lesson',
    lesson,
    step,
    said: null,
    panel: 0,
    cell: { row: 0, col: 0 },
    pullback: 0,
    forward: 0,
    sum: 0,
    rows: false,
    slide: null,
    calls: [],
    nudge: null,
    run: exercise?.kind === 'experiment' ? readyRun(exercise) : null,
  };
}
