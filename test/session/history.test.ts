import fc from 'fast-check';
import { expect, test } from 'vitest';
import { noProgress, type Progress } from '../../src/session/progress.ts';
import {
  type Event,
  type EventType,
  type Session,
  start,
  update,
} from '../../src/session/session.ts';
import { validate } from '../../src/session/validate.ts';
import {
  frontMatrix,
  here,
  openHints,
  openSolution,
  panels,
  standing,
} from '../../src/session/view.ts';
import { rounds, seed } from '../support/torture.ts';
import { lessons } from './support.ts';

const small = fc.oneof(fc.integer({ min: -3, max: 3 }), fc.constantFrom(Number.NaN, 1e9, 0.5));
const answer = fc.oneof(
  fc.constantFrom(
    ...[
      '',
      'h2',
      'dL_dh3 @ h2.T',
      '(dL_dh3 * (z3 > 0)) @ h2.T',
      '[2, -2, -4]',
      '3×4',
      'b',
      'a c',
      '3',
    ],
    ...['2 (h3 - y) / n', '((', '\u001b[2J', '[[4,6,0,2],[0,0,0,0],[-8,-12,0,-4]]', '0.01'],
  ),
  fc.string({ maxLength: 12 }),
);

/** Something of every type: the compiler counts them. */
const happenings: { readonly [K in EventType]: fc.Arbitrary<Event<K>> } = {
  ticked: fc.record({ type: fc.constant('ticked'), now: fc.oneof(fc.nat(), small) }),
  helpToggled: fc.constant({ type: 'helpToggled' }),
  menuMoved: fc.record({ type: fc.constant('menuMoved'), by: small }),
  opened: fc.oneof(
    fc.constant({ type: 'opened' as const }),
    fc.record({
      type: fc.constant('opened' as const),
      lesson: fc.constantFrom(...lessons.map(({ id }) => id), 'nowhere'),
      step: fc.oneof(fc.nat(14), small),
    }),
  ),
  closed: fc.constant({ type: 'closed' }),
  left: fc.constant({ type: 'left' }),
  stepped: fc.record({ type: fc.constant('stepped'), by: small }),
  jumped: fc.record({ type: fc.constant('jumped'), to: fc.oneof(fc.nat(14), small) }),
  drafted: fc.record({ type: fc.constant('drafted'), text: answer }),
  submitted: fc.oneof(
    fc.constant({ type: 'submitted' as const }),
    fc.record({ type: fc.constant('submitted' as const), answer }),
  ),
  hinted: fc.constant({ type: 'hinted' }),
  solutionShown: fc.constant({ type: 'solutionShown' }),
  renewed: fc.oneof(
    fc.constant({ type: 'renewed' as const }),
    fc.record({ type: fc.constant('renewed' as const), seed: small }),
  ),
  panelTurned: fc.record({ type: fc.constant('panelTurned'), by: small }),
  cellMoved: fc.record({ type: fc.constant('cellMoved'), rows: small, cols: small }),
  backwardWalked: fc.record({ type: fc.constant('backwardWalked'), by: small }),
  forwardWalked: fc.record({ type: fc.constant('forwardWalked'), by: small }),
  sumMoved: fc.record({ type: fc.constant('sumMoved'), by: small }),
  layoutTurned: fc.constant({ type: 'layoutTurned' }),
  nudged: fc.constant({ type: 'nudged' }),
  slid: fc.oneof(
    fc.record({ type: fc.constant('slid' as const), by: small }),
    fc.record({ type: fc.constant('slid' as const), to: fc.oneof(fc.double(), small) }),
  ),
  slideMoved: fc.record({ type: fc.constant('slideMoved'), by: small }),
  slideReset: fc.constant({ type: 'slideReset' }),
  called: fc.record({ type: fc.constant('called'), call: fc.constantFrom('backward', 'zero') }),
  trained: fc.constant({ type: 'trained' }),
  paused: fc.constant({ type: 'paused' }),
  reset: fc.constant({ type: 'reset' }),
  advanced: fc.constant({ type: 'advanced' }),
  tried: fc.constant({ type: 'tried' }),
  scaled: fc.constant({ type: 'scaled' }),
  knobMoved: fc.record({ type: fc.constant('knobMoved'), by: small }),
  weightTurned: fc.record({ type: fc.constant('weightTurned'), by: small }),
  pointed: fc.record({ type: fc.constant('pointed'), by: small }),
  rateTurned: fc.record({ type: fc.constant('rateTurned'), by: small }),
};

/** Most happen inside a lesson; leaving it is rare, and leaving the lab ends a history. */
const rare: readonly string[] = [
  ...['closed', 'left', 'opened', 'helpToggled', 'menuMoved', 'renewed'],
];
const often: readonly string[] = ['submitted', 'panelTurned', 'cellMoved'];
const event: fc.Arbitrary<Event> = fc.oneof(
  ...Object.entries(happenings).map(([type, arbitrary]) => ({
    arbitrary: arbitrary as fc.Arbitrary<Event>,
    weight: rare.includes(type) ? 1 : often.includes(type) ? 12 : 4,
  })),
);
const begin: fc.Arbitrary<Event> = fc.constantFrom(
  ...lessons.flatMap(({ id, steps }) =>
    steps.map((_, step): Event => ({ type: 'opened', lesson: id, step })),
  ),
);
const history = fc
  .tuple(begin, fc.array(event, { minLength: 1, maxLength: 30, size: 'max' }))
  .map(([first, rest]) => [first, ...rest]);

/** So that a reducer that writes into its session is found out. */
function frozen<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  if (ArrayBuffer.isView(value)) return value;
  Object.freeze(value);
  for (const each of Object.values(value)) frozen(each);
  return value;
}

function everHeld(session: Session): void {
  const at = here(session);
  if (session.screen.kind === 'menu') expect(lessons[session.screen.cursor]).toBeDefined();
  if (!at) return;
  expect(at.step).toBeDefined();
  const { panel, cell, run } = at.screen;
  expect(panel === 0 || panel < panels(session).length).toBe(true);
  const matrix = frontMatrix(session)?.tensor;
  if (matrix) expect(cell.row < matrix.rows && cell.col < matrix.cols).toBe(true);
  if (run) expect(run.losses.length).toBeGreaterThan(0);
  expect(openHints(session).length).toBe(at.entry.hints);
  openSolution(session);
}

/** Nothing that was earned, said or seen goes away. */
function grown(before: Progress, after: Progress): void {
  for (const [id, lesson] of Object.entries(before.lessons)) {
    const now = after.lessons[id]!;
    expect(now.seen.slice(0, lesson.seen.length)).toEqual(lesson.seen);
    for (const [name, entry] of Object.entries(lesson.exercises)) {
      const next = now.exercises[name]!;
      expect(next.attempts.slice(0, entry.attempts.length)).toEqual(entry.attempts);
      // Help with other numbers is help with another question.
      if (next.seed !== entry.seed) continue;
      expect(next.hints).toBeGreaterThanOrEqual(entry.hints);
      expect(next.solution || !entry.solution).toBe(true);
    }
  }
}

test('whatever happens, in any order: no throw, a whole state, progress that only grows', () => {
  fc.assert(
    fc.property(history, (events) => {
      let session = frozen(start(lessons, noProgress));
      for (const each of events) {
        const next = frozen(update(session, each));
        everHeld(next);
        grown(session.progress, next.progress);
        for (const lesson of lessons) {
          expect(standing(next, lesson).credit).toBeGreaterThanOrEqual(
            standing(session, lesson).credit,
          );
        }
        if (session.screen.kind === 'gone') expect(next).toBe(session);
        session = next;
      }
      const written = JSON.parse(JSON.stringify(session.progress));
      expect(validate(written)).toEqual({ ok: true, progress: session.progress });
    }),
    { numRuns: rounds(20_000, 200), seed },
  );
});

test('the same history gives the same session', () => {
  fc.assert(
    fc.property(history, (events) => {
      const play = () =>
        events.reduce((now, each) => update(now, each), start(lessons, noProgress));
      expect(play()).toEqual(play());
    }),
    { numRuns: 20 },
  );
});
