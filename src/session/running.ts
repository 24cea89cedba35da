import type { Exercise } from '../lesson/exercises/index.ts';
import { type Own, startAt, stepOwn, type Trial, trialOf } from '../lesson/trial.ts';
import { startDescent, stepDescent } from '../lesson/worked.ts';
import type { Curve, OwnRun, Run } from './session.ts';

/** So many runs are kept to compare with. */
const maxEarlier = 4;

/** A run before its first step; null where there is nothing to train. */
export function readyRun(exercise: Exercise): Run | null {
  const trial = trialOf(exercise);
  const state = trial && startDescent(trial);
  if (!trial || !state) return null;
  const { values, loss } = state;
  return {
    status: 'ready',
    rate: trial.rate,
    losses: [loss],
    values,
    earlier: [],
    start: values,
    knob: 0,
    own: null,
    cursor: null,
    log: false,
  };
}

/** One step of gradient descent, by both where there are two. */
export function advance(run: Run, trial: Trial): Run {
  const state = { values: run.values, loss: run.losses.at(-1)! };
  const going = Number.isFinite(state.loss);
  const next = going ? stepDescent(trial, state, run.rate) : state;
  const losses = going ? [...run.losses, next.loss] : run.losses;
  const own = run.own && advanceOwn(run.own, trial, run.rate);
  const longest = Math.max(losses.length, own?.losses.length ?? 0);
  const over = longest > trial.steps ? ('done' as const) : null;
  const alive = [losses, ...(own ? [own.losses] : [])].some((each) => Number.isFinite(each.at(-1)));
  return {
    ...run,
    status: alive ? (over ?? run.status) : 'diverged',
    losses,
    values: next.values,
    own,
  };
}

function advanceOwn(run: OwnRun, trial: Trial, rate: number): OwnRun {
  const loss = run.losses.at(-1)!;
  if (run.own.formulas.size === 0 || !Number.isFinite(loss)) return run;
  const next = stepOwn(trial, run.own, { values: run.values, loss }, rate);
  return { ...run, losses: [...run.losses, next.loss], values: next.values };
}

/** What may be other at a new beginning. */
type Change = Partial<Pick<Run, 'rate' | 'start'>> & { readonly own?: Own | null };

/** From the beginning again; what was drawn stays to compare with, while the weights begin the same. */
export function again(run: Run, trial: Trial, change: Change = {}): Run {
  const start = change.start ?? run.start;
  const { loss } = startAt(trial, start);
  const own = change.own === undefined ? (run.own?.own ?? null) : change.own;
  return {
    ...run,
    status: 'ready',
    rate: change.rate ?? run.rate,
    start,
    losses: [loss],
    values: start,
    earlier: start === run.start ? keep(run) : [],
    own: own && { own, losses: [loss], values: start },
    cursor: null,
  };
}

/** The earlier runs and this one; of two at one rate the longer. */
function keep({ rate, losses, earlier }: Run): readonly Curve[] {
  if (losses.length < 2) return earlier;
  const known = earlier.find((curve) => curve.rate === rate);
  const curve = known && known.losses.length > losses.length ? known : { rate, losses };
  return [...earlier.filter((each) => each !== known), curve].slice(-maxEarlier);
}
