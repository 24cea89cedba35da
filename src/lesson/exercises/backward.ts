import { askedFault, gradeQuestion, readQuestion, teachersForm } from '../answerkey.ts';
import { block, list, nullable, optional, prose, required, text } from '../fields.ts';
import { hash } from '../hash.ts';
import type { Prose } from '../lesson.ts';
import { evaluate, tensorOf } from '../worked.ts';
import {
  type Common,
  commonFields,
  type ExerciseKind,
  type Mistakes,
  mistakes,
  type Test,
} from './kind.ts';
import { asked, checkAsked, isNumbers, writeNumbers } from './quantity.ts';

/** One node of a walk from the loss back: say what flows there, in numbers or as a formula. */
export interface Backward extends Common {
  readonly kind: 'backward';
  /** The gradient at the node. */
  readonly wants: string;
  /** The exercises of the walk before this one, each with its gradient, the loss first. */
  readonly walked: readonly { readonly id: string; readonly wants: string }[];
  readonly mistakes: Mistakes;
}

/** The block that makes a walk. */
export interface Walk {
  readonly loss: string;
  readonly nodes: readonly WalkNode[];
}

export interface WalkNode {
  /** A name of the network. */
  readonly at: string;
  readonly ask: Prose | null;
  readonly hints: readonly Prose[];
  readonly why: Prose | null;
  readonly mistakes: Mistakes;
  readonly tests: readonly Test[];
}

export const backward: ExerciseKind<Backward, Walk> = {
  about: 'walk the graph back from the loss, saying what flows at each node',
  sample: `ask: What flows at this node? Write numbers or a formula.
nodes:
  - at: h
    hints:
      - Each entry stands in one square of the loss.
  - at: z
    mistakes:
      missing-mask: Unit 2 is off here. What gets through?
    tests:
      - { give: "[4/3, 0, -4/3]", expect: correct }
      - { give: "dL/dh * (z > 0)", expect: correct }
      - { give: "dL/dh", expect: missing-mask }`,
  fields: {
    loss: optional(text('the name of the loss', { max: 80 }), 'L'),
    nodes: required(
      list(
        block<WalkNode>('`at:` and a name of the network', {
          at: required(text('a name of the network', { max: 80 })),
          ask: optional(nullable(prose('the question at this node, where it has its own')), null),
          hints: commonFields.hints,
          why: commonFields.why,
          mistakes,
          tests: commonFields.tests,
        }),
        1,
      ),
    ),
  },
  numeric: true,
  split({ loss, nodes, ...common }) {
    const names = nodes.map(({ at }) => ({ id: `${common.id}-${at}`, wants: `d${loss}/d${at}` }));
    return nodes.map(({ at: _, ask, ...node }, i): Backward => {
      const { place: __, ...own } = node as typeof node & { place?: unknown };
      return {
        ...common,
        ...own,
        ...names[i]!,
        kind: 'backward',
        ask: ask ?? common.ask,
        walked: names.slice(0, i),
        fingerprint: hash(`${common.fingerprint} ${names[i]!.wants}`),
      };
    });
  },
  check: checkAsked,
  fault: (exercise) => askedFault(asked(exercise, true)),
  grade: (exercise, answer, past) => gradeQuestion(asked(exercise, true), answer, past),
  read: (exercise, draft) => readQuestion(asked(exercise, true), draft),
  solution(exercise) {
    const { network, wants, walked } = exercise;
    const value = network && tensorOf(network, wants);
    const given = { ...exercise, given: walked.map((each) => each.wants) };
    const formula = teachersForm({ ...asked(given, true), owner: given });
    return { answer: value ? writeNumbers(value) : formula, shown: null };
  },
  offers: () => [],
  example({ network }, when) {
    const value = network && !isNumbers(when) ? evaluate(network, when) : null;
    return value ? writeNumbers(value) : when;
  },
};
