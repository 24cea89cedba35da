import type { Lesson } from '../../lesson/lesson.ts';
import type { Menu } from '../../session/session.ts';
import { missingBefore, standing, stepState } from '../../session/view.ts';
import type { Desk } from '../desk.ts';
import { footerKeys } from '../keymap.ts';
import type { Theme } from '../theme.ts';
import { footerLine } from '../widgets/Footer.tsx';
import { clip, type Line, lineWidth, pad, run, wrap } from '../widgets/run.ts';
import { dotsLine } from '../widgets/StepDots.tsx';
import { titleBarLine } from '../widgets/TitleBar.tsx';

const words = 'Write each derivative yourself, from the loss back to the first layer.';

/** The rows of the list of lessons. */
export function menuLines(theme: Theme, desk: Desk, menu: Menu): readonly Line[] {
  const { session, size } = desk;
  const { width, height } = size;
  const { style, glyph } = theme;
  const inner = Math.min(width - 4, 96);
  const indent = (line: Line): Line => [run('  '), ...line];
  const said = [
    ...(desk.notice ? [...wrap([run(theme.text(desk.notice), style.caution)], inner), []] : []),
    ...(menu.refused
      ? [...wrap([run(theme.text(waits(desk, menu.refused)), style.caution)], inner), []]
      : []),
    ...(height >= 22 ? [...wrap([run(words, style.quiet)], inner), []] : []),
  ].map(indent);
  const rows = session.lessons.map((lesson, i) =>
    row(theme, desk, lesson, i, i === menu.cursor, inner),
  );
  const room = height - 4 - said.length - 1;
  const list = inView(rows, menu.cursor, room);
  const rule: Line = [run(glyph.rule.repeat(width), style.rule)];
  const body = [[], ...said, ...list].slice(0, height - 4);
  return [
    titleBarLine({ theme, width, title: 'Lessons', credit: null }),
    rule,
    ...body,
    ...Array.from({ length: Math.max(0, height - 4 - body.length) }, (): Line => []),
    rule,
    footerLine({ theme, width, keys: footerKeys(desk) }),
  ];
}

/** Why a lesson does not open. */
function waits({ session }: Desk, id: string): string {
  const titled = (each: string) => session.lessons.find((lesson) => lesson.id === each)!;
  const missing = missingBefore(session, titled(id)).map((each) => titled(each).title);
  return `${titled(id).title} opens when these are done: ${missing.join('; ')}.`;
}

/** Title and progress, the goal below. */
function row(
  theme: Theme,
  { session }: Desk,
  lesson: Lesson,
  index: number,
  here: boolean,
  width: number,
): readonly Line[] {
  const { style, glyph } = theme;
  const { done, exercises } = standing(session, lesson);
  const steps = lesson.steps.map((step) => {
    const state = stepState(session, lesson, step);
    return state === 'begun' ? ('partly' as const) : state;
  });
  const minutes = lesson.minutes === null ? '' : `${lesson.minutes} min`;
  const right: Line = [
    ...dotsLine({ theme, width: Math.floor(width / 3), steps, now: null }),
    run(`${done}/${exercises}`.padStart(8), done === exercises ? style.correct : style.text),
    run(minutes.padStart(9), style.quiet),
  ];
  const left: Line = [
    run(here ? `${glyph.now} ` : '  ', style.focus),
    run(`${index + 1}`.padStart(2), here ? style.focus : style.quiet),
    run('  '),
    run(theme.text(lesson.title), here ? style.focus : style.strong),
  ];
  const room = width - lineWidth(right) - 2;
  const goal: Line = [run('        '), run(theme.text(lesson.goal), style.quiet)];
  return [
    [run('  '), ...pad(clip(left, room, glyph.ellipsis), width - lineWidth(right)), ...right],
    clip(goal, width + 2, glyph.ellipsis),
    [],
  ];
}

/**
 * As many lessons as fit, the one under the cursor among them: with their goals and air between
 * them, with their goals, or by their titles and the goal of the one under the cursor.
 */
function inView(rows: readonly (readonly Line[])[], cursor: number, room: number): readonly Line[] {
  const airy = rows.flat();
  if (airy.length - 1 <= room) return airy;
  const close = rows.map((row) => row.slice(0, 2));
  if (close.flat().length <= room) return close.flat();
  const short = rows.flatMap((row, i) => row.slice(0, i === cursor ? 2 : 1));
  const top = Math.max(0, Math.min(cursor - Math.floor(room / 2), short.length - room));
  return short.slice(top, top + room);
}
