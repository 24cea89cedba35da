import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, it } from 'vitest';
import { solve } from '../../src/lesson/exercises/index.ts';
import { noProgress } from '../../src/session/progress.ts';
import { start, update } from '../../src/session/session.ts';
import { here } from '../../src/session/view.ts';
import { type Desk, type DeskEvent, startDesk, updateDesk } from '../../src/ui/desk.ts';
import { frameLines } from '../../src/ui/screen/frame.ts';
import { makeTheme } from '../../src/ui/theme.ts';
import { lessons } from '../session/support.ts';
import { type Chance, chance, figure, rounds } from '../support/torture.ts';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

/** Bytes that are still needed. */
function needed(): number {
  collect();
  collect();
  return process.memoryUsage().heapUsed;
}

const theme = makeTheme('dark', 'truecolor');
const sizes = [
  { width: 80, height: 24 },
  { width: 100, height: 30 },
  { width: 160, height: 50 },
];

/** What one student does in a minute: reads, types an answer a key at a time, looks, goes on. */
function minute(random: Chance, { session }: Desk, now: number): readonly DeskEvent[] {
  const at = here(session);
  if (!at) return [{ type: 'opened', lesson: random.pick(lessons).id }];
  const answer = at.exercise
    ? random.pick([solve(at.exercise).answer, 'h2', 'dL/dh3', '1', `${random.int(1000)} x`])
    : '';
  const typed = Array.from(
    { length: answer.length },
    (_, i): DeskEvent => ({ type: 'edited', edit: { type: 'inserted', text: answer[i]! } }),
  );
  const looks: readonly DeskEvent[] = [
    { type: 'panelTurned', by: 1 },
    { type: 'cellMoved', rows: 1, cols: 1 },
    { type: 'backwardWalked', by: 1 },
    { type: 'nudged' },
    { type: 'hinted' },
    { type: 'rateTurned', by: 1 },
    { type: 'reset' },
    { type: 'trained' },
    { type: 'turned', looking: true },
    { type: 'resized', ...random.pick(sizes) },
  ];
  const ticks = Array.from({ length: 60 }, (_, i): DeskEvent => ({ type: 'ticked', now: now + i }));
  const gone = random.int(10) === 0 ? 'closed' : 'stepped';
  const onward: DeskEvent = gone === 'closed' ? { type: gone } : { type: gone, by: 1 };
  return [
    ...typed,
    { type: 'submitted' },
    random.pick(looks),
    random.pick(looks),
    ...ticks,
    onward,
  ];
}

/** Plays so many hours, and draws every frame; each begins anew, as students come and go. */
function play(random: Chance, hours: number): number {
  let frames = 0;
  for (let hour = 0; hour < hours; hour++) {
    let desk = startDesk(start(lessons, noProgress), random.pick(sizes));
    for (let i = 0; i < 60; i++) {
      for (const event of minute(random, desk, (hour * 60 + i) * 60_000)) {
        const before = desk;
        desk = updateDesk(desk, event);
        if (desk === before) continue;
        frameLines(theme, desk);
        frames += 1;
      }
    }
  }
  return frames;
}

/** Every step of every lesson once, with its answer: what is remembered of them is made there. */
function tour(): void {
  for (const { id, steps } of lessons) {
    steps.forEach((_, step) => {
      const opened = update(start(lessons, noProgress), { type: 'opened', lesson: id, step });
      const desk = startDesk(opened, sizes[0]!);
      const { exercise } = here(opened)!;
      const text = exercise ? (solve(exercise).answer ?? '') : '';
      const events: readonly DeskEvent[] = [
        { type: 'edited', edit: { type: 'inserted', text } },
        { type: 'submitted' },
        { type: 'trained' },
      ];
      frameLines(theme, events.reduce(updateDesk, desk));
    });
  }
}

it('hours of use leave nothing behind in memory', () => {
  const random = chance('memory');
  const hours = rounds(8, 1);
  tour();
  play(random, rounds(16, 1));
  const before = needed();
  const frames = play(random, hours);
  const grown = (needed() - before) / 1e6;
  figure(
    `${hours} hours, ${frames} frames: ${(before / 1e6).toFixed(1)} MB before, ${grown.toFixed(2)} MB more after`,
  );
  expect(grown).toBeLessThan(2);
}, 1_200_000);
