import type { Session } from '../../src/session/session.ts';
import { type Desk, startDesk, updateDesk } from '../../src/ui/desk.ts';
import { eventsFor } from '../../src/ui/keymap.ts';
import type { Key } from '../../src/ui/keys.ts';
import { frameLines } from '../../src/ui/screen/frame.ts';
import { makeTheme, type Theme } from '../../src/ui/theme.ts';
import type { Line } from '../../src/ui/widgets/run.ts';

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
