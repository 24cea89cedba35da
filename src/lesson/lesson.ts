import type { Shape } from '../engine/shape.ts';
import type { Nested } from '../engine/tensor.ts';
import type { Exercise } from './exercises/index.ts';
import type { Fresh } from './fresh.ts';

/** A lesson read from one Markdown file: plain data, so that it can be printed, compared and cached. */
export interface Lesson {
  /** Stable, kebab case; progress hangs on it. */
  readonly id: string;
  readonly title: string;
  readonly goal: string;
  /** Ids of the lessons that come before. */
  readonly needs: readonly string[];
  readonly minutes: number | null;
  readonly language: string;
  readonly authors: readonly string[];
  readonly license: string | null;
  /** Whether it opens only when the lessons it needs are done. */
  readonly gate: boolean;
  /** How many draws of fresh numbers are handed out, as seeds from 1; 0 where nothing is fresh. */
  readonly seeds: number;
  /** The draw that its numbers are of; 0 for its own. */
  readonly seed: number;
  /** The file it was read from, as issues name it. */
  readonly file: string;
  /** At least one; texts and numbers are those of the seed. */
  readonly steps: readonly Step[];
  /** The steps as they are written, with `{{…}}` for numbers; null where that makes no difference. */
  readonly template: readonly Step[] | null;
  /** Where the values of the front matter's keys stand. */
  readonly places: Readonly<Record<string, Place>>;
}

/** One screen: prose, pictures and at most one exercise. */
export interface Step {
  /** Stable within the lesson: the id of its exercise, else its heading in kebab case. */
  readonly id: string;
  /** Its own heading, or that of the step before when it has none. */
  readonly title: string;
  readonly blocks: readonly Block[];
  /** The exercise among the blocks. */
  readonly exercise: Exercise | null;
  /** The network and the numbers in force where the step ends; null before the first `network` block. */
  readonly network: Network | null;
  readonly place: Place;
}

/** What a step is made of, in the order of the file. `network` and `numbers` blocks act and are not shown. */
export type Block =
  | { readonly kind: 'heading'; readonly text: Prose; readonly place: Place }
  | { readonly kind: 'paragraph'; readonly text: Prose; readonly place: Place }
  | { readonly kind: 'quote'; readonly text: Prose; readonly place: Place }
  | {
      readonly kind: 'list';
      readonly ordered: boolean;
      readonly items: readonly Prose[];
      readonly place: Place;
    }
  | { readonly kind: 'formula'; readonly tex: string; readonly place: Place }
  | { readonly kind: 'code'; readonly text: string; readonly place: Place }
  | Show
  | { readonly kind: 'exercise'; readonly exercise: Exercise; readonly place: Place }
  /** For the instructor: shown in preview only. */
  | { readonly kind: 'note'; readonly text: string; readonly place: Place };

/** Pictures of the network in force, drawn by the lab. */
export interface Show {
  readonly kind: 'show';
  readonly pictures: readonly Picture[];
  /** Drawn only once this exercise of the lesson is solved or its solution shown; null: always. */
  readonly after: string | null;
  /** What the pictures show, for those who cannot see them. */
  readonly alt: string | null;
  readonly network: Network;
  readonly place: Place;
}

/** One picture; `of` is a name of the program or a gradient such as `dL/dW3`. Those that can be played with end the list. */
export type Picture =
  | { readonly kind: 'heatmap'; readonly of: string }
  | { readonly kind: 'formula'; readonly of: string }
  | { readonly kind: 'graph' }
  /** The passes, to be walked node by node. */
  | { readonly kind: 'forward' }
  | { readonly kind: 'backward' }
  | { readonly kind: 'chart'; readonly of: 'loss' }
  /** Entries to be moved, beside the loss and its slope; from one end to the other, null: as the numbers ask. */
  | {
      readonly kind: 'slide';
      readonly of: string;
      readonly ends: readonly [low: number, high: number] | null;
    }
  /** What `backward()`, called again and again, leaves in a gradient. */
  | { readonly kind: 'calls'; readonly of: string };

/** Running text, flat: the pieces follow each other without gaps. */
export type Prose = readonly Inline[];

/** A piece of running text; for `math` the text is LaTeX of the subset of notation/latex.ts. */
export interface Inline {
  readonly kind: 'text' | 'strong' | 'emphasis' | 'code' | 'math';
  readonly text: string;
}

/** A program with the shapes of its inputs and the numbers in force. */
export interface Network {
  /** Statements, one a line. */
  readonly program: string;
  /** Rows and columns of every input; a number other than 1 is a size without a name. */
  readonly shapes: Readonly<Record<string, Shape>>;
  /** The lesson's numbers by input name; empty when it gives none. */
  readonly values: Readonly<Record<string, Nested>>;
  /** Which of them a seed draws anew. */
  readonly fresh: readonly Fresh[];
  /** Inputs first, then what the program defines, in order. */
  readonly names: readonly string[];
  readonly place: Place;
}

/** Where something stands in its file, both counted from 1. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** Something an author has to mend: where, which kind (a stable code), and what to write instead. */
export interface Issue extends Place {
  readonly file: string;
  readonly code: string;
  readonly message: string;
}
