import { right, unreadable, wrong } from '../../grading/verdict.ts';
import { list, nullable, number, optional, required, text } from '../fields.ts';
import { descentLosses, startDescent, type Training } from '../worked.ts';
import { type Common, type ExerciseKind, type Mistakes, mistakes } from './kind.ts';
import { unknown } from './quantity.ts';

/**
 * Turn the learning rate, train, read the chart. The answer is a number: the loss that the run
 * ends at, or a rate that reaches a goal.
 */
export interface Experiment extends Common {
  readonly kind: 'experiment';
  /** Parameters that gradient descent moves. */
  readonly train: readonly string[];
  /** The scalar that is to fall, a name of the program. */
  readonly loss: string;
  /** What the knob offers, in order. */
  readonly rates: readonly number[];
  /** Where the knob stands at first; one of `rates`. */
  readonly rate: number;
  /** A run stops after so many steps. */
  readonly steps: number;
  /** With a number: the answer is a rate whose run ends at this loss or below. Null: the answer is the loss after the last step at `rate`. */
  readonly reach: number | null;
  readonly mistakes: Mistakes;
}

const oneNumber = 'Write one number, such as 0.5.';
const maxSteps = 2000;
/** A number read off a chart is right within so much of it. */
const precision = 0.01;

const rate = number('a learning rate, a number such as 0.01', { min: -100, max: 100 });

export const experiment: ExerciseKind<Experiment> = {
  about: 'train by gradient descent and read the loss off the chart',
  sample: `ask: Find a rate that brings the loss below 2 in ten steps.
train: [W]
rates: [0.001, 0.01, 0.1]
rate: 0.001
steps: 10
reach: 2
hints:
  - With a tenth of the rate, ten steps go about as far as one.
tests:
  - { give: "0.1", expect: correct }
  - { give: "0.001", expect: incorrect }`,
  fields: {
    train: required(list(text('a name of the network'), 1)),
    loss: optional(text('the name of the loss'), 'L'),
    rates: required(list(rate, 1)),
    rate: required(rate),
    steps: required(
      number(`a whole number of steps up to ${maxSteps}`, { min: 1, max: maxSteps, integer: true }),
    ),
    reach: optional(nullable(number('a loss to get down to')), null),
    mistakes,
  },
  numeric: true,
  check(exercise, report) {
    const { network, train, loss, rates } = exercise;
    if (network === null) {
      report('train', 'no-network', 'Put a `network` and a `numbers` block before this exercise.');
      return;
    }
    const inputs = Object.keys(network.shapes);
    for (const name of train) {
      const problem = inputs.includes(name) ? null : unknown(name, inputs);
      if (problem) report('train', 'unknown-name', problem);
    }
    const problem = unknown(loss, network.names);
    if (problem) report('loss', 'unknown-name', problem);
    if (!rates.includes(exercise.rate)) {
      report('rate', 'bad-value', `Write one of the \`rates\`: ${rates.join(', ')}.`);
    }
    for (const [name, { when }] of Object.entries(exercise.mistakes)) {
      if (when !== null && toNumber(when) === null) {
        report(
          'mistakes',
          'bad-value',
          `\`when\` of \`${name}\` is compared with a number; write one.`,
        );
      }
    }
  },
  fault(exercise) {
    const training = trainingOf(exercise);
    if (training && startDescent(training)) return null;
    const message = `Give numbers for all inputs of the network, and let \`${exercise.loss}\` be its last statement and depend on all that is trained.`;
    return { field: 'train', message };
  },
  grade(exercise, answer) {
    const given = toNumber(answer);
    if (given === null) return unreadable('syntax', oneNumber, [0, answer.length]);
    const read = answer.trim();
    const found = exercise.reach === null ? readOff(exercise, given) : reached(exercise, given);
    if (found === null) return right(read);
    const own = Object.entries(exercise.mistakes).find(
      ([, { when }]) => when !== null && close(given, toNumber(when) ?? Number.NaN),
    );
    if (own) return wrong(own[0], own[1].say, { read });
    return wrong('value', exercise.mistakes.value?.say ?? found, { read });
  },
  read(_, draft) {
    if (draft.trim() === '' || toNumber(draft) !== null) {
      return { read: draft.trim() || null, shapes: null, problem: null };
    }
    const problem = { message: oneNumber, span: [0, draft.length] } as const;
    return { read: null, shapes: null, problem };
  },
  solution(exercise) {
    const best =
      exercise.reach === null
        ? lastLoss(exercise, exercise.rate)
        : exercise.rates.find((each) => reached(exercise, each) === null);
    return { answer: best === undefined ? '' : String(Number(best.toPrecision(6))), shown: null };
  },
  offers: () => [],
  example: (_, when) => when,
};

/** What is wrong with a loss read off the chart, or null. */
function readOff(exercise: Experiment, given: number): string | null {
  if (close(given, lastLoss(exercise, exercise.rate))) return null;
  return `Run all ${exercise.steps} steps at rate ${exercise.rate}, then read the last point of the curve.`;
}

/** What is wrong with a rate that was to reach the goal, or null. */
function reached(exercise: Experiment, given: number): string | null {
  const { reach, steps } = exercise;
  const last = lastLoss(exercise, given);
  if (reach === null || last <= reach * (1 + 1e-9)) return null;
  const end = Number.isFinite(last)
    ? `the loss is ${Number(last.toPrecision(4))}`
    : 'the loss has no value left';
  return `At rate ${given}, after ${steps} steps, ${end}; it is to be ${reach} or less. Try another rate and watch the curve.`;
}

function lastLoss(exercise: Experiment, at: number): number {
  const training = trainingOf(exercise);
  return (training && descentLosses(training, at, exercise.steps).at(-1)) ?? Number.NaN;
}

/** What the experiment trains, or null before the first `network` block. */
export function trainingOf({ network, loss, train }: Experiment): Training | null {
  return network && { network, loss, train };
}

function close(a: number, b: number): boolean {
  return Math.abs(a - b) <= precision * Math.max(Math.abs(b), 0.1);
}

function toNumber(answer: string): number | null {
  const written = answer
    .trim()
    .replace(/−/g, '-')
    .replace(/^(?:\p{L}+\s*=\s*)/u, '');
  return /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i.test(written) ? Number(written) : null;
}
