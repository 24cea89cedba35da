import { randomFrom, shuffled } from '../../grading/random.ts';
import { right, unreadable, wrong } from '../../grading/verdict.ts';
import {
  as,
  block,
  either,
  list,
  nullable,
  number,
  optional,
  prose,
  required,
  sentence,
  text,
} from '../fields.ts';
import type { Prose } from '../lesson.ts';
import { letter } from './choice.ts';
import { type Common, type ExerciseKind, label } from './kind.ts';

/** Put lines in order. The answer is their letters: `c a d b`. */
export interface Order extends Common {
  readonly kind: 'order';
  /** In an order that is right; the screen shuffles them. */
  readonly lines: readonly OrderLine[];
}

export interface OrderLine {
  readonly text: Prose;
  /** The lines it has to come after, by number from 1; null: the line before it. */
  readonly needs: readonly number[] | null;
  /** Said when it stands before one of them. */
  readonly say: string | null;
  /** The label of that mistake. */
  readonly label: string | null;
}

const line = prose('a line');

export const order: ExerciseKind<Order> = {
  about: 'put lines in order',
  sample: `ask: In which order does the backward pass compute these?
lines:
  - $\\partial L/\\partial h$
  - text: $\\partial L/\\partial z$
    label: mask-first
    say: The mask is laid over something. What has to be there before it?
  - $\\partial L/\\partial W$
  # Any order in which a line comes after those it needs is right.
  - { text: $\\partial L/\\partial x$, needs: [2] }
hints:
  - It begins at the loss.
tests:
  - { give: "c a d b", expect: correct }
  - { give: "a c d b", expect: mask-first }`,
  fields: {
    lines: required(
      list(
        either(
          as(line, (text): OrderLine => ({ text, needs: null, say: null, label: null })),
          block<OrderLine>('`text:`, and `needs:` or `say:`', {
            text: required(line),
            needs: optional(
              nullable(list(number('the number of an earlier line', { min: 1, integer: true }))),
              null,
            ),
            say: optional(nullable(sentence('a sentence')), null),
            label: optional(nullable(text('a label in kebab case', { pattern: label })), null),
          }),
        ),
        2,
      ),
    ),
  },
  numeric: false,
  check({ lines }, report) {
    if (lines.length > 9) report('lines', 'too-large', 'Write at most nine lines.');
    const late = lines.some(({ needs }, i) => needs?.some((each) => each > i));
    if (late) report('lines', 'bad-value', 'A line can only need lines that stand before it here.');
    if (lines.every(({ needs }) => needs?.length === 0)) {
      report(
        'lines',
        'no-answer',
        'Any order would be right. Say with `needs:` what comes after what.',
      );
    }
  },
  fault: () => null,
  grade(exercise, answer) {
    const placed = places(exercise, answer);
    if (typeof placed === 'string') return unreadable('syntax', placed, [0, answer.length]);
    const read = placed.map((at) => letter(shown(exercise).indexOf(at))).join(' ');
    const early = placed.find((at, i) =>
      needsOf(exercise, at).some((need) => placed.indexOf(need) > i),
    );
    if (early === undefined) return right(read);
    const { say, label } = exercise.lines[early]!;
    const name = letter(shown(exercise).indexOf(early));
    const message =
      say ?? `Line ${name} comes too early: it needs something that is not there yet.`;
    return wrong(label ?? 'too-early', message, { read });
  },
  read(exercise, draft) {
    if (draft.trim() === '') return { read: null, shapes: null, problem: null };
    const placed = places(exercise, draft);
    if (typeof placed !== 'string') return { read: draft.trim(), shapes: null, problem: null };
    return { read: null, shapes: null, problem: { message: placed, span: [0, draft.length] } };
  },
  solution: (exercise) => ({
    answer: exercise.lines.map((_, i) => letter(shown(exercise).indexOf(i))).join(' '),
    shown: null,
  }),
  offers: (exercise) =>
    shown(exercise).map((at, i) => ({ name: letter(i), text: exercise.lines[at]!.text })),
  example: () => null,
};

function needsOf({ lines }: Order, at: number): readonly number[] {
  return lines[at]!.needs?.map((each) => each - 1) ?? (at > 0 ? [at - 1] : []);
}

/** The lines as the screen shows them, by index: always the same, and never in a right order. */
function shown(exercise: Order): readonly number[] {
  const { id, lines } = exercise;
  const mixed = shuffled(
    lines.map((_, i) => i),
    randomFrom(id),
  );
  const isRight = mixed.every((at, i) =>
    needsOf(exercise, at).every((need) => mixed.indexOf(need) < i),
  );
  return isRight ? [...mixed].reverse() : mixed;
}

/** The lines in the order of an answer, by index, or what to write instead. */
function places(exercise: Order, answer: string): readonly number[] | string {
  const count = exercise.lines.length;
  const names = answer.toLowerCase().replace(/[\s,;.>→-]+/g, '');
  const indices = [...names].map((name) => (/[a-i]/.test(name) ? name.charCodeAt(0) - 97 : count));
  const whole = indices.every((index) => index < count) && new Set(indices).size === indices.length;
  if (whole && indices.length === count) return indices.map((index) => shown(exercise)[index]!);
  const example = exercise.lines.map((_, i) => letter(count - 1 - i)).join(' ');
  return `Write all ${count} letters, each once, in the order you mean: \`${example}\`.`;
}
