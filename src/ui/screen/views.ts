import type { Exercise, Kind } from '../../lesson/exercises/index.ts';
import type { Network } from '../../lesson/lesson.ts';
import { shownValue } from '../../lesson/outline.ts';
import { printName } from '../../notation/print.ts';

/** How an exercise of a kind is answered on the screen. */
export interface View<E extends Exercise> {
  /** Whether there is an answer line; else the answer is chosen in the text. */
  readonly typed: boolean;
  /** Whether it may be a matrix of numbers, which is also filled in entry by entry. */
  readonly grid: (exercise: E) => boolean;
  /** What stands before the answer. */
  readonly prompt: (exercise: E) => string;
  /** What stands in the answer line while it is empty. */
  readonly hint: (exercise: E) => string;
}

type ViewOf<K extends Kind> = View<Extract<Exercise, { kind: K }>>;

/** One row for every kind of exercise; the compiler counts them. */
const views: { readonly [K in Kind]: ViewOf<K> } = {
  derive: {
    typed: true,
    grid: () => false,
    prompt: ({ wants }) => `${printName(wants)} =`,
    hint: () => 'a formula; tab completes names',
  },
  compute: {
    typed: true,
    grid: (exercise) => !isOneNumber(exercise),
    prompt: ({ wants }) => `${printName(wants)} =`,
    hint: (exercise) =>
      isOneNumber(exercise)
        ? 'a number or an expression, such as 9/2'
        : 'numbers, such as [1, 2] or [[1, 2], [3, 4]]',
  },
  shape: {
    typed: true,
    grid: () => false,
    prompt: ({ wants }) => `shape of ${printName(wants)}:`,
    hint: () => 'rows×columns, such as 2×5',
  },
  order: {
    typed: true,
    grid: () => false,
    prompt: () => 'order:',
    hint: () => 'all letters, such as b a c',
  },
  backward: {
    typed: true,
    grid: (exercise) => !isOneNumber(exercise),
    prompt: ({ wants }) => `${printName(wants)} =`,
    hint: () => 'numbers or a formula',
  },
  debug: {
    typed: true,
    grid: () => false,
    prompt: ({ printed }) => (printed === null ? 'line:' : 'row:'),
    hint: () => 'its number and what belongs there, such as 2: [1, 0]',
  },
  choice: { typed: false, grid: () => false, prompt: () => 'your choice:', hint: () => 'a letter' },
  experiment: {
    typed: true,
    grid: () => false,
    prompt: ({ reach, loss }) => (reach === null ? `${printName(loss)} at the end =` : 'rate ='),
    hint: () => 'a number',
  },
};

/** Whether what is asked for is a single number. */
function isOneNumber({ network, wants }: { network: Network | null; wants: string }): boolean {
  return network !== null && shownValue(network, wants)?.data.length === 1;
}

/** The view of an exercise. */
export function viewOf(exercise: Exercise): View<Exercise> {
  return views[exercise.kind] as View<Exercise>;
}
