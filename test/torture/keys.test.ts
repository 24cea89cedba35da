import { expect, it } from 'vitest';
import { noProgress } from '../../src/session/progress.ts';
import { start } from '../../src/session/session.ts';
import { type DeskEvent, startDesk, updateDesk } from '../../src/ui/desk.ts';
import { eventsFor } from '../../src/ui/keymap.ts';
import { rows } from '../../src/ui/keyrows.ts';
import { frameLines } from '../../src/ui/screen/frame.ts';
import { makeTheme } from '../../src/ui/theme.ts';
import { lineWidth } from '../../src/ui/widgets/run.ts';
import { lessons } from '../session/support.ts';
import { type Chance, chance, figure, rounds, Slowest } from '../support/torture.ts';

const theme = makeTheme('dark', 'truecolor');
const named = [...new Set(rows.flatMap(({ keys }) => keys))];
const typed = [...'abdhWxz3210@*.T/()>[],; λ漢'];
const pastes = ['dL/dh3 @ h2.T', '(('.repeat(500), '2 (h3 - y) / n', 'é'.repeat(600), '\n\n'];

/** Another size, a paste, a tick, or any key that the table names or that types something. */
function happening(random: Chance, desk: ReturnType<typeof startDesk>): readonly DeskEvent[] {
  switch (random.int(12)) {
    case 0:
      return [{ type: 'resized', width: 1 + random.int(220), height: 1 + random.int(70) }];
    case 1:
      return [{ type: 'edited', edit: { type: 'inserted', text: random.pick(pastes) } }];
    case 2:
      return [{ type: 'ticked', now: random.int(1e9) }];
    default:
      return eventsFor(desk, random.pick(random.int(2) === 0 ? named : typed), theme);
  }
}

it('no key and no size keeps the lab for long, and every frame fits', () => {
  const random = chance('keys');
  const count = rounds(50_000, 1_500);
  const slowest = new Slowest();
  const fresh = () => startDesk(start(lessons, noProgress), { width: 100, height: 30 });
  let desk = fresh();
  for (let i = 0; i < count; i++) {
    const events = happening(random, desk);
    const what = () => `${desk.session.screen.kind}: ${JSON.stringify(events).slice(0, 80)}`;
    const [next, lines] = slowest.run(what(), () => {
      const then = events.reduce(updateDesk, desk);
      return [then, frameLines(theme, then)] as const;
    });
    const wide = lines.find((line) => lineWidth(line) > next.size.width);
    const words = wide?.map(({ text }) => text).join('');
    if (wide || lines.length > next.size.height) {
      expect.fail(`${what()} gives ${lines.length} lines; ${words} has ${lineWidth(wide ?? [])}`);
    }
    desk = next.session.screen.kind === 'gone' ? fresh() : next;
  }
  figure(`${count} keys, pastes, ticks and sizes, each with its frame`);
  slowest.expectAtMost(100);
}, 1_200_000);
