import { type Experiment, trainingOf } from '../lesson/exercises/experiment.ts';
import { startDescent, stepDescent, type Training } from '../lesson/worked.ts';
import { clamp } from './indices.ts';
import type { Curve, Moves, Run, Session } from './session.ts';
import { here } from './view.ts';

/** So many runs are kept to compare with. */
const maxEarlier = 4;

/** The experiment's run: time, starting, pausing, beginning again, and the knob. */
export const training: Moves<'ticked' | 'trained' | 'paused' | 'reset' | 'rateTurned'> = {
  ticked(session, { now }) {
    const timed = Number.isFinite(now)
      ? { ...session, now: Math.max(session.now, Math.trunc(now)) }
      : session;
    return change(timed, (run, experiment) =>
      run.status === 'running' ? advance(run, experiment) : run,
    );
  },
  trained: (session) =>
    change(session, (run, experiment) => {
      const over = run.status === 'done' || run.status === 'diverged';
      return { ...(over ? again(run, experiment, run.rate) : run), status: 'running' };
    }),
  paused: (session) =>
    change(session, (run) => (run.status === 'running' ? { ...run, status: 'paused' } : run)),
  reset: (session) => change(session, (run, experiment) => again(run, experiment, run.rate)),
  rateTurned: (session, { by }) =>
    change(session, (run, experiment) => {
      const { rates } = experiment;
      const at = rates.indexOf(run.rate);
      const rate = rates[clamp(at + (Number.isFinite(by) ? by : 0), rates.length)]!;
      return rate === run.rate ? run : again(run, experiment, rate);
    }),
};

function change(session: Session, next: (run: Run, experiment: Experiment) => Run): Session {
  const at = here(session);
  const run = at?.screen.run;
  if (!at || !run || at.exercise?.kind !== 'experiment') return session;
  const made = next(run, at.exercise);
  return made === run ? session : { ...session, screen: { ...at.screen, run: made } };
}

/** One step of gradient descent. */
function advance(run: Run, experiment: Experiment): Run {
  const state = { values: run.values, loss: run.losses.at(-1)! };
  const { values, loss } = stepDescent(trainingOf(experiment) as Training, state, run.rate);
  const losses = [...run.losses, loss];
  const status = Number.isFinite(loss)
    ? losses.length > experiment.steps
      ? 'done'
      : 'running'
    : 'diverged';
  return { ...run, status, losses, values };
}

/** From the lesson's numbers again; what was drawn stays to compare with. */
function again(run: Run, experiment: Experiment, rate: number): Run {
  const { values, loss } = startDescent(trainingOf(experiment) as Training)!;
  return { status: 'ready', rate, losses: [loss], values, earlier: keep(run) };
}

/** The earlier runs and this one; of two at one rate the longer. */
function keep({ rate, losses, earlier }: Run): readonly Curve[] {
  if (losses.length < 2) return earlier;
  const known = earlier.find((curve) => curve.rate === rate);
  const curve = known && known.losses.length > losses.length ? known : { rate, losses };
  return [...earlier.filter((each) => each !== known), curve].slice(-maxEarlier);
}
