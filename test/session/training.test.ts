import { expect, test } from 'vitest';
import { trialOf } from '../../src/lesson/trial.ts';
import { type Event, type Run, type Session, update } from '../../src/session/session.ts';
import { here, panels } from '../../src/session/view.ts';
import { at, lessons, play } from './support.ts';

const tick = { type: 'ticked', now: 0 } as const;
const ticks = (count: number): readonly Event[] => Array.from({ length: count }, () => tick);
const runOf = (session: Session): Run => here(session)!.screen.run!;

/** A derivation answered, and trained with to its end. */
function tried(answer: string): Session {
  return play(
    at('layer-3-weights', 'dW3'),
    { type: 'submitted', answer },
    { type: 'tried' },
    ...ticks(60),
  );
}

test('a right formula goes the engine’s way, to the bit of rounding', () => {
  const { own, losses, status } = runOf(tried('(dL/dh3 * (z3 > 0)) @ h2.T'));
  expect(status).toBe('done');
  expect(losses).toHaveLength(41);
  expect(own!.losses).toHaveLength(41);
  const apart = own!.losses.map((loss, i) => Math.abs(loss - losses[i]!));
  expect(Math.max(...apart)).toBeLessThan(1e-9);
  expect(losses.at(-1)).toBeLessThan(losses[0]!);
});

test('a sign error climbs, and the curves part at the first step', () => {
  const { own, losses } = runOf(tried('-(dL/dh3 * (z3 > 0)) @ h2.T'));
  expect(own!.losses[0]).toBe(losses[0]);
  expect(own!.losses[1]).toBeGreaterThan(own!.losses[0]!);
  expect(losses[1]).toBeLessThan(losses[0]!);
});

test('a formula of another shape takes no step, and is told why', () => {
  const { own, losses } = runOf(tried('h2 @ (dL/dh3 * (z3 > 0)).T'));
  expect(own!.own.trouble).toBe('Yours is 4×3 and W₃ is 3×4: no step goes that way.');
  expect(own!.losses).toHaveLength(1);
  expect(losses).toHaveLength(1);
});

test('nothing is trained with before an answer was judged', () => {
  const fresh = at('layer-3-weights', 'dW3');
  expect(update(fresh, { type: 'tried' })).toBe(fresh);
  const unread = play(fresh, { type: 'submitted', answer: '((' });
  expect(update(unread, { type: 'tried' })).toBe(unread);
});

test('the rate of a derivation is the boldest at which the engine never climbs', () => {
  const { exercise } = here(at('layer-3-weights', 'dW3'))!;
  const trial = trialOf(exercise!)!;
  expect(trial.train).toEqual(['W3']);
  const falls = (rate: number) => {
    const session = tried('(dL/dh3 * (z3 > 0)) @ h2.T');
    const by = trial.rates.indexOf(rate) - trial.rates.indexOf(trial.rate);
    const { losses } = runOf(
      play(session, { type: 'rateTurned', by }, { type: 'trained' }, ...ticks(60)),
    );
    return losses.every((loss, i) => i === 0 || loss <= losses[i - 1]! * (1 + 1e-9));
  };
  expect(falls(trial.rate)).toBe(true);
  const bolder = trial.rates[trial.rates.indexOf(trial.rate) + 1];
  if (bolder !== undefined) expect(falls(bolder)).toBe(false);
});

test('an experiment takes the formulas of earlier lessons, and leaves them again', () => {
  const answered = play(at('layer-3-weights', 'dW3'), {
    type: 'submitted',
    answer: '-(dL/dh3 * (z3 > 0)) @ h2.T',
  });
  const step = lessons
    .find(({ id }) => id === 'descent')!
    .steps.findIndex(({ id }) => id === 'slow');
  const begun = play(answered, { type: 'opened', lesson: 'descent', step });
  expect(runOf(begun).own).toBeNull();
  const both = update(begun, { type: 'tried' });
  expect([...runOf(both).own!.own.formulas.keys()]).toEqual(['W3']);
  const { own, losses } = runOf(play(both, ...ticks(20)));
  expect(own!.losses.at(-1)).toBeGreaterThan(losses.at(-1)!);
  expect(runOf(update(both, { type: 'tried' })).own).toBeNull();
});

test('the chart of such a run is a picture of the step, and in front', () => {
  const session = tried('dL/dh3 @ h2.T');
  const { screen } = here(session)!;
  expect(panels(session)[screen.panel]!.picture.kind).toBe('chart');
  expect(panels(at('layer-3-weights', 'dW3')).map(({ picture }) => picture.kind)).not.toContain(
    'chart',
  );
});

test('a slider moves one weight, and the run begins there; reset brings all back', () => {
  const begun = at('descent', 'slow');
  const turned = play(begun, { type: 'knobMoved', by: 2 }, { type: 'weightTurned', by: 3 });
  const [before, now] = [runOf(begun), runOf(turned)];
  const moved = [...now.start.get('W1')!.data].map((x, i) => x - before.start.get('W1')!.data[i]!);
  expect(moved.filter((x) => x !== 0)).toEqual([moved[1]]);
  expect(moved[1]).toBeGreaterThan(0);
  expect(now.losses).not.toEqual(before.losses);
  const reset = play(turned, { type: 'trained' }, ...ticks(3), { type: 'reset' });
  expect(runOf(reset).start.get('W1')).toEqual(before.start.get('W1'));
  expect(runOf(reset).losses).toEqual(before.losses);
  // Past the end of the scale nothing moves.
  const far = play(turned, { type: 'weightTurned', by: 1e9 });
  expect(update(far, { type: 'weightTurned', by: 1 })).toBe(far);
});

test('one step at a time, and values read off the chart', () => {
  const one = play(at('descent', 'slow'), { type: 'advanced' });
  expect(runOf(one)).toMatchObject({ status: 'paused' });
  expect(runOf(one).losses).toHaveLength(2);
  const whole = play(at('descent', 'slow'), { type: 'trained' }, ...ticks(20));
  const cursor = (...by: number[]) =>
    runOf(play(whole, ...by.map((each) => ({ type: 'pointed', by: each }) as const))).cursor;
  expect(cursor(1)).toBe(0);
  expect(cursor(-1)).toBe(10);
  expect(cursor(-1, -1, 1, 1)).toBe(10);
  expect(update(whole, { type: 'advanced' })).toBe(whole);
});
