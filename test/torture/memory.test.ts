import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, it } from 'vitest';
import { solve } from '../../src/lesson/exercises/index.ts';
import { noProgress } from '../../src/session/progress.ts';
import { type Event, type Session, start, update } from '../../src/session/session.ts';
import { here } from '../../src/session/view.ts';
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

/** What one student does in a minute: reads, types an answer a key at a time, looks, goes on. */
function minute(random: Chance, session: Session, now: number): readonly Event[] {
  const at = here(session);
  if (!at) return [{ type: 'opened', lesson: random.pick(lessons).id }];
  const answer = at.exercise
    ? random.pick([solve(at.exercise).answer, 'h2', 'dL/dh3', '1', `${random.int(1000)} x`])
    : '';
  const typed = Array.from(
    { length: answer.length },
    (_, i): Event => ({
      type: 'drafted',
      text: answer.slice(0, i + 1),
    }),
  );
  const looks: readonly Event[] = [
    { type: 'panelTurned', by: 1 },
    { type: 'cellMoved', rows: 1, cols: 1 },
    { type: 'backwardWalked', by: 1 },
    { type: 'nudged' },
    { type: 'hinted' },
    { type: 'rateTurned', by: 1 },
    { type: 'reset' },
    { type: 'trained' },
  ];
  const ticks = Array.from({ length: 60 }, (_, i): Event => ({ type: 'ticked', now: now + i }));
  const gone = random.int(10) === 0 ? 'closed' : 'stepped';
  const onward: Event = gone === 'closed' ? { type: gone } : { type: gone, by: 1 };
  return [
    ...typed,
    { type: 'submitted' },
    random.pick(looks),
    random.pick(looks),
    ...ticks,
    onward,
  ];
}

/** Plays so many hours; each begins anew with progress, as students come and go. */
function play(random: Chance, hours: number): void {
  for (let hour = 0; hour < hours; hour++) {
    let session = start(lessons, noProgress);
    for (let i = 0; i < 60; i++) {
      const now = (hour * 60 + i) * 60_000;
      session = minute(random, session, now).reduce((then, event) => update(then, event), session);
    }
  }
}

it('hours of use leave nothing behind in memory', () => {
  const random = chance('memory');
  const hours = rounds(8, 1);
  // What is remembered of the lessons is made in the first hours.
  play(random, rounds(8, 2));
  const before = needed();
  play(random, hours);
  const grown = (needed() - before) / 1e6;
  figure(
    `${hours} hours: ${(before / 1e6).toFixed(1)} MB before, ${grown.toFixed(2)} MB more after`,
  );
  expect(grown).toBeLessThan(2);
}, 1_200_000);
