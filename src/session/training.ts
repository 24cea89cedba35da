import { reachOf, readOwn, type Trial, trialOf, weightsOf, withWeight } from '../lesson/trial.ts';
import { clamp } from './indices.ts';
import { ownFormulas } from './own.ts';
import { advance, again, readyRun } from './running.ts';
import type { Moves, Run, Session } from './session.ts';
import { here, panels } from './view.ts';

/** A slider has so many places to either side of zero. */
const PLACES = 12;

/** The run of an experiment, or of the student's own formulas: time, starting, pausing, knobs, chart. */
export const training: Moves<
  | 'ticked'
  | 'trained'
  | 'paused'
  | 'reset'
  | 'rateTurned'
  | 'knobMoved'
  | 'weightTurned'
  | 'advanced'
  | 'tried'
  | 'pointed'
  | 'scaled'
> = {
  ticked(session, { now }) {
    const timed = Number.isFinite(now)
      ? { ...session, now: Math.max(session.now, Math.trunc(now)) }
      : session;
    return change(timed, (run, trial) => (run.status === 'running' ? advance(run, trial) : run));
  },
  trained: (session) =>
    change(session, (run, trial) => ({
      ...(isOver(run) ? again(run, trial) : run),
      status: 'running',
    })),
  paused: (session) =>
    change(session, (run) => (run.status === 'running' ? { ...run, status: 'paused' } : run)),
  advanced: (session) =>
    change(session, (run, trial) =>
      isOver(run) ? run : advance({ ...run, status: 'paused' }, trial),
    ),
  // What a slider has moved comes back too; a second reset would change nothing.
  reset: (session) =>
    change(session, (run, trial) => {
      const first = readyRun(here(session)!.exercise!)!.start;
      return again(run, trial, isFirst(run, first) ? {} : { start: first });
    }),
  rateTurned: (session, { by }) =>
    change(session, (run, trial) => {
      const { rates } = trial;
      const at = rates.indexOf(run.rate);
      const rate = rates[clamp(at + (Number.isFinite(by) ? by : 0), rates.length)]!;
      return rate === run.rate ? run : again(run, trial, { rate });
    }),
  knobMoved: (session, { by }) =>
    change(session, (run, trial) => {
      const knob = clamp(run.knob + by, weightsOf(trial, run.start).length + 1);
      return knob === run.knob ? run : { ...run, knob };
    }),
  weightTurned: (session, { by }) =>
    change(session, (run, trial) => {
      const weight = weightsOf(trial, run.start)[run.knob - 1];
      if (!weight) return run;
      const reach = reachOf(readyRun(here(session)!.exercise!)!.start, weight);
      const step = reach / PLACES;
      const now = run.start.get(weight.name)!.data[weight.index]!;
      const to = Math.max(-reach, Math.min(reach, (Math.round(now / step) + by) * step));
      return to === now ? run : again(run, trial, { start: withWeight(run.start, weight, to) });
    }),
  tried(session) {
    const at = here(session);
    const trial = at?.exercise && trialOf(at.exercise);
    if (!at?.exercise || !trial) return session;
    const texts = ownFormulas(session, trial);
    const run = at.screen.run ?? readyRun(at.exercise);
    if (texts.size === 0 || !run) return session;
    const stop = at.exercise.kind === 'experiment' && run.own !== null;
    const own = stop ? null : readOwn(trial, texts);
    const fresh = again(run, trial, { own });
    const status = own && own.formulas.size > 0 ? ('running' as const) : fresh.status;
    const tried = { ...session, screen: { ...at.screen, run: { ...fresh, status } } };
    return toChart(tried);
  },
  pointed: (session, { by }) =>
    change(session, (run) => {
      const last = Math.max(run.losses.length, run.own?.losses.length ?? 0) - 1;
      const from = run.cursor ?? (by < 0 ? last + 1 : -1);
      return { ...run, cursor: clamp(from + by, last + 1) };
    }),
  scaled: (session) => change(session, (run) => ({ ...run, log: !run.log })),
};

function isOver({ status }: Run): boolean {
  return status === 'done' || status === 'diverged';
}

function isFirst(run: Run, first: Run['start']): boolean {
  return [...first].every(([name, value]) => {
    const now = run.start.get(name);
    return now === value || value.data.every((x, i) => x === now?.data[i]);
  });
}

/** The chart in front. */
function toChart(session: Session): Session {
  const { screen } = session;
  const panel = panels(session).findIndex(({ picture }) => picture.kind === 'chart');
  return screen.kind === 'lesson' && panel >= 0
    ? { ...session, screen: { ...screen, panel } }
    : session;
}

function change(session: Session, next: (run: Run, trial: Trial) => Run): Session {
  const at = here(session);
  const run = at?.screen.run;
  const trial = run && at.exercise && trialOf(at.exercise);
  if (!at || !run || !trial) return session;
  const made = next(run, trial);
  return made === run ? session : { ...session, screen: { ...at.screen, run: made } };
}
