import type { Prose } from '../lesson.ts';
import type { Common, Mistakes } from './kind.ts';

/** Write a derivative as a formula. */
export interface Derive extends Common {
  readonly kind: 'derive';
  readonly wants: string;
  readonly given: readonly string[];
  readonly withheld: readonly string[];
  readonly draw: Readonly<Record<string, string>>;
  readonly mistakes: Mistakes;
}

/** Give a matrix or a number at the lesson's numbers. */
export interface Compute extends Common {
  readonly kind: 'compute';
  readonly wants: string;
  readonly mistakes: Mistakes;
}

/** Predict a shape, rows×columns. */
export interface Shape extends Common {
  readonly kind: 'shape';
  readonly wants: string;
  readonly mistakes: Mistakes;
}

/** Choose one option, or all that are right. The answer is their letters: `b`, `a c`. */
export interface Choice extends Common {
  readonly kind: 'choice';
  readonly options: readonly Option[];
}

export interface Option {
  readonly text: Prose;
  readonly right: boolean;
  /** Said when it is chosen, or (when right) left out. */
  readonly say: string | null;
  /** The label of the mistake of choosing it. */
  readonly label: string | null;
}

/** Turn a knob, train, read the chart. Graded on a number read off, or on a knob that reaches a goal. */
export interface Experiment extends Common {
  readonly kind: 'experiment';
  /** Parameters that gradient descent moves. */
  readonly train: readonly string[];
  /** The scalar that falls; a name of the program. */
  readonly loss: string;
  /** Learning rates that the knob offers, in order, and the one it starts at. */
  readonly rates: readonly number[];
  readonly rate: number;
  /** A run stops after so many steps. */
  readonly steps: number;
  /** `read`: the loss after the last step at the rate it starts with. `reach`: a rate whose loss gets to at most this. */
  readonly goal: { readonly kind: 'read' } | { readonly kind: 'reach'; readonly loss: number };
  readonly mistakes: Mistakes;
}

export type Exercise = Derive | Compute | Shape | Choice | Experiment;

/** The kinds of exercise. */
export type Kind = Exercise['kind'];
