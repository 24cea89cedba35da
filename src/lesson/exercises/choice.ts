import { right, unreadable, wrong } from '../../grading/verdict.ts';
import {
  block,
  flag,
  list,
  nullable,
  optional,
  prose,
  required,
  sentence,
  text,
} from '../fields.ts';
import type { Prose } from '../lesson.ts';
import { type Common, type ExerciseKind, label } from './kind.ts';

/** Choose the option that is right, or all that are. The answer is their letters: `b`, `a c`. */
export interface Choice extends Common {
  readonly kind: 'choice';
  readonly options: readonly Option[];
}

export interface Option {
  readonly text: Prose;
  readonly right: boolean;
  /** Said when a wrong one is chosen or a right one is left out. */
  readonly say: string | null;
  /** The label of that mistake. */
  readonly label: string | null;
}

export const choice: ExerciseKind<Choice> = {
  about: 'choose what is right',
  sample: `ask: Which units let the gradient pass?
options:
  - { text: "Those with $z > 0$.", right: true }
  - { text: "All of them.", label: all-pass, say: "A unit that was off gives 0, and a nudge does not change that." }
  - { text: "Those with $y > 0$.", label: target, say: "ReLU does not know the targets. What does it look at?" }
tests:
  - { give: "a", expect: correct }
  - { give: "b", expect: all-pass }`,
  fields: {
    options: required(
      list(
        block<Option>('`text:`, and `right: true` or `say:`', {
          text: required(prose('what the student may choose')),
          right: optional(flag('true or false'), false),
          say: optional(nullable(sentence('a sentence')), null),
          label: optional(nullable(text('a label in kebab case', { pattern: label })), null),
        }),
        2,
      ),
    ),
  },
  numeric: false,
  check({ options }, report) {
    if (options.length > 9) report('options', 'too-large', 'Write at most nine options.');
    if (!options.some((option) => option.right)) {
      report('options', 'no-answer', 'Mark what is right with `right: true`.');
    }
    if (options.every((option) => option.right)) {
      report('options', 'no-answer', 'Leave one option at least that is not right.');
    }
  },
  fault: () => null,
  grade({ options }, answer) {
    const chosen = letters(answer, options.length);
    if (typeof chosen === 'string') return unreadable('syntax', chosen, [0, answer.length]);
    const odd = options.find((option, i) => chosen.has(i) && !option.right);
    const missed = options.find((option, i) => !chosen.has(i) && option.right);
    const read = write([...chosen]);
    if (odd)
      return wrong(odd.label ?? 'value', odd.say ?? 'Not that one. Read the others again.', {
        read,
      });
    if (missed) return wrong(missed.label ?? 'missing-term', missed.say ?? incomplete, { read });
    return right(read);
  },
  read({ options }, draft) {
    const chosen = letters(draft, options.length);
    if (draft.trim() === '') return { read: null, shapes: null, problem: null };
    if (typeof chosen === 'string') {
      return {
        read: null,
        shapes: null,
        problem: { message: chosen, span: [0, draft.length] },
      };
    }
    return { read: write([...chosen]), shapes: null, problem: null };
  },
  solution({ options }) {
    return {
      answer: write(options.flatMap((option, i) => (option.right ? [i] : []))),
      shown: null,
    };
  },
  offers: ({ options }) => options.map(({ text }, i) => ({ name: letter(i), text })),
  example: () => null,
};

const incomplete = 'What you chose is right, and there is more. Choose all that are right.';

/** The letter of the option at `index`, from `a`. */
export function letter(index: number): string {
  return String.fromCharCode(97 + index);
}

function write(chosen: readonly number[]): string {
  return [...chosen].sort().map(letter).join(' ');
}

/** The options named in an answer, or what to write instead. */
function letters(answer: string, count: number): Set<number> | string {
  const range = `a letter from a to ${letter(count - 1)}`;
  const words = answer
    .toLowerCase()
    .split(/[\s,;]+/)
    .filter((word) => word !== '');
  if (words.length === 0) return `Choose first: write ${range}.`;
  const indices = words.map((word) => (/^[a-i]$/.test(word) ? word.charCodeAt(0) - 97 : count));
  return indices.every((index) => index < count)
    ? new Set(indices)
    : `Write ${range}, or several with spaces between.`;
}
