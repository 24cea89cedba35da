import type { Tensor } from '../engine/tensor.ts';
import type { Feedback } from '../grading/verdict.ts';
import type { Lesson } from '../lesson/lesson.ts';
import type { Own } from '../lesson/trial.ts';
import { answering } from './answering.ts';
import { looking } from './looking.ts';
import { moving } from './moving.ts';
import { playing } from './playing.ts';
import type { Progress } from './progress.ts';
import { training } from './training.ts';

/** Everything the lab knows at one moment. The picture is a function of it. */
export interface Session {
  readonly lessons: readonly Lesson[];
  readonly progress: Progress;
  readonly screen: Screen;
  /** Whether the overview of keys lies over the screen. */
  readonly help: boolean;
  /** Milliseconds since 1970, as the last `ticked` said. */
  readonly now: number;
}

export type Screen = Menu | LessonScreen | Gone;

/** The list of lessons; `cursor` is an index into `session.lessons`. */
export interface Menu {
  readonly kind: 'menu';
  readonly cursor: number;
  /** The lesson that was to be opened and waits for others; see `missingBefore`. */
  readonly refused?: string;
}

/** One step of one lesson. What outlives the screen (draft, attempts, hints) is in `progress`. */
export interface LessonScreen {
  readonly kind: 'lesson';
  /** Indices into `session.lessons` and the lesson's steps. */
  readonly lesson: number;
  readonly step: number;
  /** What was said to the last answer given on this screen, with that answer. */
  readonly said: { readonly answer: string; readonly feedback: Feedback } | null;
  /** Index into `panels(session)`. */
  readonly panel: number;
  /** The entry under the cursor of the panel's matrix. */
  readonly cell: { readonly row: number; readonly col: number };
  /** How far the backward pass was walked: 0 is the loss alone. */
  readonly pullback: number;
  /** How far the forward pass was walked: 0 is what goes in. */
  readonly forward: number;
  /** The entry of what the walk sends back whose sum is written out, counted from 0. */
  readonly sum: number;
  /** Whether gradients lie down as row Jacobians; where the exercise does not offer it, they stand. */
  readonly rows: boolean;
  /** What a slider has moved; null: nothing yet. */
  readonly slide: Slide | null;
  /** What was done to the gradient that `backward()` adds to, in order. */
  readonly calls: readonly Call[];
  /** The last gradient check, of the entry under the cursor. */
  readonly nudge: Nudge | null;
  /** The training run of the step's experiment; null when it has none. */
  readonly run: Run | null;
}

/** The student has left; the lab saves and ends. */
export interface Gone {
  readonly kind: 'gone';
}

/** A quantity with entries of the student's own, and the entry that the slider is at. */
export interface Slide {
  readonly of: string;
  readonly value: Tensor;
  readonly index: number;
}

/** `backward()` called once, or its gradient set to zero. */
export type Call = 'backward' | 'zero';

/** One weight moved by `step` both ways: what the loss did, beside what the gradient says. */
export interface Nudge {
  /** The parameter or input and its entry, counted from 0. */
  readonly name: string;
  readonly row: number;
  readonly col: number;
  /** The step to either side. */
  readonly step: number;
  readonly lossBelow: number;
  readonly lossAbove: number;
  /** (lossAbove − lossBelow) / (2 step). */
  readonly slope: number;
  /** The entry of the gradient where the panel shows it, else null. */
  readonly gradient: number | null;
  /** What the student's last answer says of it, where it is what the step asks for; else null. */
  readonly yours: number | null;
}

/** A training run, as far as it has come. */
export interface Run {
  readonly status: 'ready' | 'running' | 'paused' | 'done' | 'diverged';
  readonly rate: number;
  /** `losses[i]` after i steps; the first is the loss before any. */
  readonly losses: readonly number[];
  /** Inputs and parameters now. */
  readonly values: ReadonlyMap<string, Tensor>;
  /** Runs before this one, newest last, to compare with. */
  readonly earlier: readonly Curve[];
  /** Inputs and parameters before the first step; a slider may have moved them. */
  readonly start: ReadonlyMap<string, Tensor>;
  /** What the arrows turn: 0 is the learning rate, from 1 on the entries of what is trained. */
  readonly knob: number;
  /** The same run by the student's own formulas; null while it is not asked for. */
  readonly own: OwnRun | null;
  /** The step that is read off the chart. */
  readonly cursor: number | null;
  /** Whether the chart shows equal ratios at equal distances. */
  readonly log: boolean;
}

/** A run along the student's own gradients, beside the engine's. */
export interface OwnRun {
  readonly own: Own;
  readonly losses: readonly number[];
  readonly values: ReadonlyMap<string, Tensor>;
}

export interface Curve {
  readonly rate: number;
  readonly losses: readonly number[];
}

/** What can happen, and what each happening carries: what a student does, in the student's words; and the clock. */
interface Happenings {
  /** Time has passed: `now` in milliseconds since 1970. A running experiment takes one step. */
  ticked: { readonly now: number };
  helpToggled: object;
  /** Up and down the list of lessons. */
  menuMoved: { readonly by: number };
  /** Opens a lesson by id, or the one under the menu's cursor, where the student was or at `step`, with the numbers of `seed`. */
  opened: { readonly lesson?: string; readonly step?: number; readonly seed?: number };
  /** Back to the list of lessons. */
  closed: object;
  /** Out of the lab. */
  left: object;
  /** To a later or, with `by` below 0, an earlier step. */
  stepped: { readonly by: number };
  /** To the step with this index. */
  jumped: { readonly to: number };
  drafted: { readonly text: string };
  /** Hands in the draft, or `answer` where one is given. */
  submitted: { readonly answer?: string };
  hinted: object;
  solutionShown: object;
  /** Another one like this: the lesson with fresh numbers, the next of its draws or those of `seed`. */
  renewed: { readonly seed?: number };
  panelTurned: { readonly by: number };
  cellMoved: { readonly rows: number; readonly cols: number };
  /** Along the backward pass, towards the input; with `by` below 0 towards the loss. */
  backwardWalked: { readonly by: number };
  /** Along the forward pass, towards the loss; with `by` below 0 towards the input. */
  forwardWalked: { readonly by: number };
  /** To another entry of what the walk sends back. */
  sumMoved: { readonly by: number };
  /** Gradients as row Jacobians, and back. */
  layoutTurned: object;
  /** Moves the entry under the cursor both ways: the gradient check. */
  nudged: object;
  /** The slider of a picture: its entry by so many places, or to a value. */
  slid: { readonly by: number } | { readonly to: number };
  /** To the slider of another entry. */
  slideMoved: { readonly by: number };
  /** All entries back to the lesson's numbers. */
  slideReset: object;
  /** Calls `backward()`, or sets its gradient to zero. */
  called: { readonly call: Call };
  /** Starts the experiment's run, or goes on with it. */
  trained: object;
  paused: object;
  /** Back to the lesson's numbers. */
  reset: object;
  /** The knob: to the next learning rate. */
  rateTurned: { readonly by: number };
  /** To another knob: the rate, or a weight. */
  knobMoved: { readonly by: number };
  /** The weight of the knob, by a step of its slider. */
  weightTurned: { readonly by: number };
  /** One step of the run, and no more. */
  advanced: object;
  /** Trains with the student's own formulas beside the engine's; in an experiment, or not again. */
  tried: object;
  /** Along the chart, by steps of the run. */
  pointed: { readonly by: number };
  /** The chart on a logarithmic scale, and back. */
  scaled: object;
}

export type EventType = keyof Happenings;

/** Something that happened, told apart by `type`. */
export type Event<T extends EventType = EventType> = {
  [K in T]: { readonly type: K } & Happenings[K];
}[T];

/** What some of the events do to the session: a table over their types. */
export type Moves<T extends EventType> = {
  readonly [K in T]: (session: Session, event: Event<K>) => Session;
};

const moves: Moves<EventType> = { ...moving, ...answering, ...looking, ...playing, ...training };

/** The lab at its beginning: the list of lessons, at the one the student was in last. */
export function start(lessons: readonly Lesson[], progress: Progress, now = 0): Session {
  const last = lessons.findIndex((lesson) => lesson.id === progress.last);
  const screen: Screen = { kind: 'menu', cursor: Math.max(0, last) };
  return { lessons, progress, screen, help: false, now };
}

/** The session after an event. Pure; an event that means nothing here changes nothing. */
export function update<T extends EventType>(session: Session, event: Event<T>): Session {
  return session.screen.kind === 'gone' ? session : moves[event.type](session, event);
}
