import type { Tensor } from '../engine/tensor.ts';
import type { Feedback } from '../grading/verdict.ts';
import type { Lesson } from '../lesson/lesson.ts';
import type { Progress } from './progress.ts';

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
  /** The last gradient check, of the entry under the cursor. */
  readonly nudge: Nudge | null;
  /** The training run of the step's experiment; null when it has none. */
  readonly run: Run | null;
}

/** The student has left; the lab saves and ends. */
export interface Gone {
  readonly kind: 'gone';
}

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
  /** The entry of the gradient. */
  readonly gradient: number;
}

/** A training run, as far as it has come. */
export interface Run {
  readonly status: 'ready' | 'running' | 'paused' | 'done' | 'diverged';
  readonly rate: number;
  /** `losses[i]` after i steps; the first is the loss before any. */
  readonly losses: readonly number[];
  /** The parameters now. */
  readonly values: ReadonlyMap<string, Tensor>;
  /** Finished or abandoned runs before this one, newest last, to compare with. */
  readonly earlier: readonly Curve[];
}

export interface Curve {
  readonly rate: number;
  readonly losses: readonly number[];
}

/** What a student can do, in the student's words; and the clock. */
export type Event =
  /** Time has passed: `now` in milliseconds since 1970. A running experiment takes one step. */
  | { readonly type: 'ticked'; readonly now: number }
  | { readonly type: 'helpToggled' }
  /** Up and down the list of lessons. */
  | { readonly type: 'menuMoved'; readonly by: number }
  /** Opens a lesson by id, or the one under the menu's cursor, where the student was or at `step`. */
  | { readonly type: 'opened'; readonly lesson?: string; readonly step?: number }
  /** Back to the list of lessons. */
  | { readonly type: 'closed' }
  /** Out of the lab. */
  | { readonly type: 'left' }
  | { readonly type: 'stepped'; readonly by: number }
  | { readonly type: 'jumped'; readonly to: number }
  | { readonly type: 'drafted'; readonly text: string }
  /** Hands in the draft, or `answer` where one is given. */
  | { readonly type: 'submitted'; readonly answer?: string }
  | { readonly type: 'hinted' }
  | { readonly type: 'solutionShown' }
  | { readonly type: 'panelTurned'; readonly by: number }
  | { readonly type: 'cellMoved'; readonly rows: number; readonly cols: number }
  | { readonly type: 'backwardWalked'; readonly by: number }
  | { readonly type: 'nudged' }
  | { readonly type: 'trained' }
  | { readonly type: 'paused' }
  | { readonly type: 'reset' }
  | { readonly type: 'rateTurned'; readonly by: number };
