import { unreadable } from '../../grading/verdict.ts';
import { askedFault, gradeQuestion, readQuestion, teachersForm } from '../answerkey.ts';
import { flag, list, nullable, optional, record, required, text } from '../fields.ts';
import { type Common, type ExerciseKind, type Mistakes, mistakes } from './kind.ts';
import { asked, checkAsked, isNumbers, quantity, rows } from './quantity.ts';

/** Write a derivative, or another quantity of the network, as a formula. */
export interface Derive extends Common {
  readonly kind: 'derive';
  readonly wants: string;
  /** Gradients from which the teacher's form is written. */
  readonly given: readonly string[];
  /** Names and gradients that may not be used. */
  readonly withheld: readonly string[];
  /** Kinds of draw by input name, where the lab would not guess them. */
  readonly draw: Readonly<Record<string, string>>;
  /** Whether shapes are kept back while it is written, until a hint is opened. */
  readonly unaided: boolean;
  /** The form in which the solution is shown, where the engine's is not the teacher's; `check` proves it right. */
  readonly show: string | null;
  /** Whether the student may look at gradients as row Jacobians. */
  readonly rows: boolean;
  readonly mistakes: Mistakes;
}

const words =
  'This step asks for a formula that holds for any numbers. Write it with names, such as';

export const derive: ExerciseKind<Derive> = {
  about: 'write a derivative as a formula',
  sample: `ask: Write $\\partial L/\\partial W$ from $\\partial L/\\partial h$ (type \`dL/dh\`), $z$ and $x$.
wants: dL/dW
given: [dL/dh]
rows: true
hints:
  - How many weights are there, and which pairs do they join?
  - Unit 2 is off. What does a nudge of its weights do to the loss?
why: The mask stops what did not pass, and a column times a row is the table of all pairs.
mistakes:
  # A sentence of your own for a mistake that the lab knows …
  missing-mask: Unit 2 is off here. What does a nudge of z₂ do to the loss?
  # … and a mistake of this lesson's own.
  output-for-input:
    when: (dL/dh * (z > 0)) @ h.T
    say: That pairs outputs with outputs. A weight joins an output and an input.
tests:
  - { give: "(dL/dh * (z > 0)) @ x.T", expect: correct }
  - { give: "dL/dh @ x.T", expect: missing-mask }
  - { give: "(dL/dh * (z > 0)) @ h.T", expect: output-for-input }`,
  fields: {
    wants: required(quantity),
    given: optional(list(quantity), []),
    withheld: optional(list(quantity), []),
    draw: optional(
      record(/^\p{L}[\p{L}\p{N}_]*$/u, text('a kind of draw, such as `one-hot axis=0`')),
      {},
    ),
    show: optional(nullable(text('a right answer, in the form to show')), null),
    rows,
    unaided: optional(
      flag('`true` where shapes are kept back while one writes, until a hint is opened'),
      false,
    ),
    mistakes,
  },
  numeric: false,
  check: checkAsked,
  fault: (exercise) => askedFault(asked(exercise)),
  grade(exercise, answer, past) {
    if (isNumbers(answer)) {
      return unreadable('not-allowed', `${words} ${nameIn(exercise)}.`, [0, answer.length]);
    }
    return gradeQuestion(asked(exercise), answer, past);
  },
  read: (exercise, draft) => readQuestion(asked(exercise), draft),
  solution(exercise) {
    const question = asked(exercise);
    const answer = exercise.show ?? teachersForm(question);
    return { answer, shown: readQuestion(question, answer).read ?? answer };
  },
  offers: () => [],
  example: (_, when) => when,
};

function nameIn({ given, network }: Derive): string {
  return given[0] ?? Object.keys(network?.shapes ?? {})[0] ?? 'x';
}
