import { readFileSync } from 'node:fs';
import type { Lesson } from '../../src/lesson/lesson.ts';
import { parseLesson } from '../../src/lesson/parse.ts';
import { noProgress } from '../../src/session/progress.ts';
import { type Session, start, update } from '../../src/session/session.ts';
import { type Desk, startDesk, updateDesk } from '../../src/ui/desk.ts';
import { eventsFor } from '../../src/ui/keymap.ts';
import type { Key } from '../../src/ui/keys.ts';
import { frameLines } from '../../src/ui/screen/frame.ts';
import { makeTheme, type Theme } from '../../src/ui/theme.ts';
import type { Line } from '../../src/ui/widgets/run.ts';

const read = parseLesson('lesson.md', readFileSync(new URL('lesson.md', import.meta.url), 'utf8'));

/** A lesson of our own, so that frames change with the screens and not with the course. */
export const sample: readonly Lesson[] = read.ok ? [read.lesson] : [];

/** A new student at a step of it. */
export function at(step: string): Session {
  const index = sample[0]!.steps.findIndex(({ id }) => id === step);
  return update(start(sample, noProgress), { type: 'opened', lesson: 'sample', step: index });
}

/** What stands on the screen, without looks and without blanks at the ends of rows. */
export function words(lines: readonly Line[]): string {
  return lines
    .map((line) =>
      line
        .map(({ text }) => text)
        .join('')
        .trimEnd(),
    )
    .join('\n');
}

export const mono = makeTheme('mono', 'none');

/** A desk of a size. */
export function deskOf(session: Session, width: number, height: number): Desk {
  return startDesk(session, { width, height });
}

/** The desk after some keys, by their names. */
export function press(desk: Desk, ...keys: readonly Key[]): Desk {
  return keys.reduce((now, key) => eventsFor(now, key, mono).reduce(updateDesk, now), desk);
}

/** The desk after a text was typed, a key for each character. */
export function type(desk: Desk, text: string): Desk {
  return press(desk, ...[...text].map((char) => (char === ' ' ? 'space' : char)));
}

/** The desk after `steps` ticks of the clock. */
export function wait(desk: Desk, steps: number): Desk {
  const ticks = Array.from({ length: steps }, () => ({ type: 'ticked' as const, now: 0 }));
  return ticks.reduce(updateDesk, desk);
}

/** The whole screen as text. */
export function screen(desk: Desk, theme: Theme = mono): string {
  return words(frameLines(theme, desk));
}
