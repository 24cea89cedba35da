import { expect, it } from 'vitest';
import {
  type Exercise,
  gradeExercise,
  readDraft,
  solve,
} from '../../src/lesson/exercises/index.ts';
import { lessons } from '../session/support.ts';
import { type Chance, chance, figure, rounds, Slowest, trace, unfit } from '../support/torture.ts';

const exercises = lessons.flatMap(({ steps }) => steps.flatMap((step) => step.exercise ?? []));
/** Those that are answered by a formula, where there is most to go wrong. */
const derived = exercises.filter(({ kind }) => kind === 'derive' || kind === 'backward');

const pieces = [
  ...'( ) [ ] { } , ; : = == + - * / ^ ** @ . .T ᵀ ⊙ ∘ · × ∂ ∇ Σ √ ≤ > < != \\ _ ^T ^{ _{ | ! ? # " \''.split(
    ' ',
  ),
  ...'x y a b c d L z h W h1 h2 h3 z3 W3 b3 dL dL/dh3 dL_dz3 dW3 N n o relu sigmoid sum mean'.split(
    ' ',
  ),
  ...'softmax exp log sqrt axis=0 axis=1 np.sum torch.relu diag ones shape numel True None'.split(
    ' ',
  ),
  ...'0 1 2 -1 0.5 1e3 1e-9 1e308 1e309 99999999999999999999 0x10 .5 5. 1/0 0/0 2^999 -0'.split(
    ' ',
  ),
  ...'__proto__ constructor toString hasOwnProperty valueOf prototype this globalThis process'.split(
    ' ',
  ),
  ...['\u001b[31m', '\u202e', '\u200b', '\u0000', '\ud800', '\ufeff', 'а', 'Ｗ', '𝑊', '☃', '👩‍🔬'],
  ...['\\frac{1}{2}', '\\partial', 'lambda x: x', '`', '<b>', '%s', '../', '\n', '\t', ' '],
];

/** A formula that can be read, of names that the question knows; often of a shape that fits. */
function formula(random: Chance, names: readonly string[], depth: number): string {
  const inner = () => formula(random, names, depth - 1);
  if (depth === 0 || random.int(4) === 0) {
    return random.int(6) === 0
      ? random.pick(['0', '1', '2', '0.5', '-3', '1e9'])
      : random.pick(names);
  }
  switch (random.int(7)) {
    case 0:
      return `${random.pick(functions)}(${inner()})`;
    case 1:
      return `(${inner()}).T`;
    case 2:
      return `(${inner()} > 0)`;
    case 3:
      return `(${inner()})^${random.pick(['2', '-1', '0.5', '3', '64'])}`;
    default:
      return `(${inner()} ${random.pick(['+', '-', '*', '@', '@', '*', '/'])} ${inner()})`;
  }
}
const functions = 'relu sigmoid tanh exp log sqrt abs sign sum mean softmax max diag -'.split(' ');

/** The right answer with a name changed for another, a turn taken away or two factors swapped. */
function slip(random: Chance, names: readonly string[], right: string): string {
  const words = right.split(/(\b[A-Za-z_][\w/]*|[@*+/-]|\.T|ᵀ|\^T)/).filter(Boolean);
  if (words.length === 0) return right;
  const at = random.int(words.length);
  const other = random.pick([...names, '@', '*', '+', '-', '.T', '', '2']);
  return words.with(at, random.pick([other, other, words[at]! + other])).join('');
}

/** What is answered where no formula is asked for: a size, a letter, an order, numbers. */
const short =
  'a b c d|a c|b a c d|3x1|3×4|1x1|o x h|2|-0.5|18|9/2|[1, 2]|[[1,2],[3,4]]|1, 2; 3, 4|3 4'.split(
    '|',
  );

/** Token soup, a right answer with wounds, deep nesting, or anything at all. */
function anyAnswer(
  random: Chance,
  exercise: Exercise,
  names: readonly string[],
  right: string,
): string {
  const soup = (most: number) =>
    Array.from({ length: 1 + random.int(most) }, () => random.pick(pieces)).join(
      random.pick(['', ' ']),
    );
  const wound = (text: string) => {
    const at = random.int(text.length + 1);
    const cut = random.pick([0, 0, 1, 2, 5]);
    return text.slice(0, at) + random.pick(['', ...pieces]) + text.slice(at + cut);
  };
  switch (random.int(16)) {
    case 0:
    case 1:
      return soup(12);
    case 2:
      return soup(200);
    case 3: {
      const [open, close] = random.pick(['()', '[]', '{}', '-+', '2^', "''", '((']).split('');
      return open!.repeat(random.int(3000)) + soup(3) + close!.repeat(random.int(3000));
    }
    case 4:
      return String.fromCharCode(
        ...Array.from({ length: random.int(30) }, () => random.int(65536)),
      );
    case 5:
    case 6: {
      let text = right;
      for (let i = random.int(4); i >= 0; i--) text = wound(text);
      return text;
    }
    case 7:
    case 8:
    case 9:
      return slip(random, names, slip(random, names, right));
    case 10:
      return slip(random, names, right);
    default:
      return derived.includes(exercise)
        ? formula(random, names, 1 + random.int(4))
        : random.pick([...short, right, wound(random.pick(short))]);
  }
}

/** Names that an answer to the exercise may use, and the gradients of them. */
function namesOf({ network }: Exercise): readonly string[] {
  const names = network?.names ?? ['x'];
  return [...names, ...names.map((name) => `dL/d${name}`)];
}

it('any answer gets a verdict, a sentence that can be shown, and a place inside the answer', () => {
  const random = chance('answers');
  const vocabularies = new Map(exercises.map((each) => [each, namesOf(each)]));
  const rights = new Map(exercises.map((each) => [each, solve(each).answer ?? '']));
  const count = rounds(100_000, 2_000);
  const verdicts: Record<string, number> = { correct: 0, incorrect: 0, unreadable: 0 };
  const slowest = new Slowest();
  for (let i = 0; i < count; i++) {
    const exercise = random.pick(random.int(2) === 0 ? exercises : derived);
    const [names, right] = [vocabularies.get(exercise)!, rights.get(exercise)!];
    const answer = anyAnswer(random, exercise, names, right);
    const feedback = slowest.run(`${exercise.id}: ${answer}`, () =>
      gradeExercise(exercise, answer),
    );
    const { verdict, message, span, read, shapes, credit } = feedback;
    verdicts[verdict]! += 1;
    for (const text of [message, read ?? '', shapes ?? '']) {
      if (unfit.test(text) || trace.test(text)) {
        expect.fail(`${JSON.stringify(answer)} gets ${JSON.stringify(text)}`);
      }
    }
    if (span && !(0 <= span[0] && span[0] <= span[1] && span[1] <= answer.length)) {
      expect.fail(`${JSON.stringify(answer)} is marked at ${span}`);
    }
    if (!(credit >= 0 && credit <= 1)) expect.fail(`${JSON.stringify(answer)} earns ${credit}`);
    if (i % 10 > 0) continue;
    const reading = slowest.run(`draft ${answer}`, () => readDraft(exercise, answer));
    const shown = `${reading.read} ${reading.shapes} ${reading.problem?.message}`;
    if (unfit.test(shown)) expect.fail(`${JSON.stringify(answer)} reads ${JSON.stringify(shown)}`);
  }
  figure(`${count} fuzzed answers: ${JSON.stringify(verdicts)}`);
  slowest.expectAtMost(50);
  expect(Object.values(verdicts).every((each) => each > 0)).toBe(true);
}, 1_200_000);
