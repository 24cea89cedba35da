import type { Feedback, Reading } from '../../grading/verdict.ts';
import type { AskedFault } from '../answerkey.ts';
import {
  as,
  block,
  type Entry,
  either,
  type Fields,
  list,
  nullable,
  optional,
  prose,
  record,
  required,
  sentence,
  text,
} from '../fields.ts';
import type { Network, Place, Prose } from '../lesson.ts';

/** What every exercise has, whatever its kind. */
export interface Common {
  /** Stable within the lesson; progress hangs on it. */
  readonly id: string;
  readonly ask: Prose;
  /** From a question back to the student up to nearly all of the way. */
  readonly hints: readonly Prose[];
  /** The author's words beside the solution that the lab prints. */
  readonly why: Prose | null;
  readonly tests: readonly Test[];
  /** The draw of numbers that verdicts depend on; 0 for the lesson's own, or where they do not. */
  readonly seed: number;
  /** The network and numbers in force; null before the first `network` block. */
  readonly network: Network | null;
  /** Changes when the exercise, its network or its numbers change. */
  readonly fingerprint: string;
  readonly place: Place;
  /** Where the values of its keys stand. */
  readonly places: Readonly<Record<string, Place>>;
}

/** What of it stands in the exercise's own block. */
export type CommonFields = Pick<Common, 'id' | 'ask' | 'hints' | 'why' | 'tests'> & {
  readonly kind: string;
};

/** An answer and what the lab must say to it: `correct`, `incorrect`, `unreadable` or a label. */
export interface Test {
  readonly give: string;
  readonly expect: string;
  readonly place: Place;
}

/** Wrong answers with sentences of the lesson's own, by label. */
export type Mistakes = Readonly<Record<string, Mistake>>;

/** `when` is the wrong answer, as a formula; without it the sentence betters the label's own. */
export interface Mistake {
  readonly when: string | null;
  readonly say: string;
}

/** The answer as the lab shows it after success or on request. */
export interface Solution {
  /** As a student could type it; its own grader finds it correct. */
  readonly answer: string;
  /** In math notation, for example `(∂L/∂h₃ ⊙ 1[z₃ > 0]) h₂ᵀ`; null where `answer` is best shown as it is. */
  readonly shown: string | null;
}

/** What the student answered before. */
export interface Past {
  /** Wrong answers to this exercise, oldest first. */
  readonly previous?: readonly string[];
  /** Answers to earlier exercises that were wrong and stayed so: what was asked, and the text. */
  readonly earlier?: readonly { readonly ask: string; readonly answer: string }[];
}

/** A line of the question under the name by which an answer calls it: `b`, `2`. */
export interface Offer {
  readonly name: string;
  readonly text: Prose;
}

/** Says what is wrong with the value of one key of an exercise's block. */
export type KeyReport = (key: string, code: string, message: string) => void;

/**
 * One kind of exercise: the keys of its block beside the common ones, and what the lab does with
 * it. Every function is pure: same exercise, same answer, same verdict.
 */
export interface ExerciseKind<E extends Common, Own = Omit<E, keyof Common | 'kind'>> {
  /** What the student does, for the reference. */
  readonly about: string;
  /**
   * The keys of a block of this kind, without `id` and `kind`, over the network of `template.ts`:
   * `backprop-lab new` writes it, and the schema and the tests read it.
   */
  readonly sample: string;
  readonly fields: Fields<Own>;
  /** Whether a verdict depends on the lesson's numbers, so that fresh ones make it a new question. */
  readonly numeric: boolean;
  /** The exercises that one block makes, where that is not one: each on a step of its own. */
  split?(block: Common & Own): readonly E[];
  /** What the table of fields cannot say, as far as it can be seen without computing. */
  check(exercise: E, report: KeyReport): void;
  /** What keeps it from being asked: the key at fault and what to write instead, or null. */
  fault(exercise: E): AskedFault | null;
  grade(exercise: E, answer: string, past: Past): Feedback;
  /** The reading shown live under the answer line. */
  read(exercise: E, draft: string): Reading;
  solution(exercise: E): Solution;
  /** What the question lists, for an answer to name; in the order of the screen. */
  offers(exercise: E): readonly Offer[];
  /** The answer that the `when` of a mistake stands for, or null when it stands for none. */
  example(exercise: E, when: string): string | null;
}

/** Ids of exercises and of their mistakes. */
export const exerciseId = /^[A-Za-z][A-Za-z0-9_-]{0,39}$/;
export const label = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;

/** The keys that every exercise may carry. */
export const commonFields: Fields<CommonFields> = {
  id: required(
    text('an id of letters, digits, - and _, such as `dW3`', {
      pattern: exerciseId,
      code: 'bad-id',
    }),
  ),
  kind: required(text('a kind of exercise')),
  ask: required(prose('the question, in one paragraph')),
  hints: optional(list(prose('a sentence or two')), []),
  why: optional(nullable(prose('a sentence or two beside the solution')), null),
  tests: optional(
    list(
      block('`give:` and `expect:`', {
        give: required(text('an answer, in quotes', { max: 2000 })),
        expect: required(
          text('`correct`, `incorrect`, `unreadable` or a label', { pattern: label }),
        ),
      }),
    ),
    [],
  ),
};

const said = sentence('a sentence');
const own = block<Mistake>('`when:` and `say:`', {
  when: optional(nullable(text('a wrong answer')), null),
  say: required(said),
});

/** The table of a lesson's own sentences: `label: sentence`, or `label: { when: formula, say: sentence }`. */
export const mistakes: Entry<Mistakes> = optional(
  record(
    label,
    either(
      as(said, (say): Mistake => ({ when: null, say })),
      own,
    ),
  ),
  {},
);
