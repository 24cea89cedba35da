import { check as compare } from '../engine/check.ts';
import { gradientName } from '../engine/grad.ts';
import { Env } from '../engine/run.ts';
import { kinksOf } from '../grading/sample.ts';
import { print, printName } from '../notation/print.ts';
import type { Exercise } from './exercises/index.ts';
import { gradeExercise, kindOf, solve } from './exercises/index.ts';
import type { Issue, Lesson, Network, Place, Step } from './lesson.ts';
import { misfits } from './measure.ts';
import { inOrder } from './parse.ts';
import { slidTo } from './playground.ts';
import { undrawn } from './seeding.ts';
import { seeded } from './seeds.ts';
import { tensorOf, work } from './worked.ts';

/** Says that something at a place of a lesson has to be mended. */
type Report = (place: Place, code: string, message: string) => void;

/** Gradient and central difference may differ by so much of the larger. */
const tolerance = 1e-5;

/**
 * Proves a lesson that could be read: every network runs and its gradients agree with central
 * differences, every exercise can be asked, what the lab would answer is right by its own grader,
 * every test and every mistake gets what it names, no hint gives the answer away, and every step
 * fits a screen of 80×24; all of it again for every draw of fresh numbers that is handed out.
 * Returns what has to be mended, in the order of the file. `tick` is called when the lesson's own
 * numbers are done, and after each draw.
 */
export function checkLesson(lesson: Lesson, tick: () => void = () => {}): readonly Issue[] {
  const issues: Issue[] = [];
  const report: Report = ({ line, column }, code, message) => {
    issues.push({ file: lesson.file, line, column, code, message });
  };
  const trained = trainedOnly(lesson);
  for (const network of networks(lesson)) checkNetwork(network, trained.has(network), report);
  for (const step of lesson.steps) {
    for (const { place, code, message } of misfits(step)) report(place, code, message);
    if (step.exercise) checkExercise(step.exercise, report);
    checkSliders(step, report);
    checkPlaces(step, report);
    checkText(step, report);
  }
  tick();
  if (issues.length === 0) checkSeeds(lesson, report, tick);
  return issues.sort(inOrder);
}

/**
 * The same for every draw of numbers that is handed out. A fault is reported once, with the first
 * seed that has it.
 */
function checkSeeds(lesson: Lesson, report: Report, tick: () => void): void {
  const known = new Set<string>();
  for (let seed = 1; seed <= lesson.seeds; seed++) {
    const once: Report = (place, code, message) => {
      const key = `${place.line} ${place.column} ${code}`;
      if (!known.has(key)) report(place, code, `With seed ${seed}: ${message}`);
      known.add(key);
    };
    for (const { place } of undrawn(lesson.template!, seed)) {
      once(
        place,
        'no-draw',
        'No draw of these numbers teaches anything. Widen the ranges of `fresh:`, or draw fewer inputs.',
      );
    }
    if (known.size > 0) return;
    const { steps } = seeded(lesson, seed);
    for (const step of steps) {
      for (const { place, code, message } of misfits(step)) once(place, code, message);
      if (step.exercise && step.exercise.seed === seed) checkExercise(step.exercise, once);
      checkPlaces(step, once);
      checkText(step, once);
    }
    tick();
  }
}

/** What a slider moves has to move the loss. */
function checkSliders({ blocks }: Step, report: Report): void {
  for (const block of blocks) {
    const pictures = block.kind === 'show' ? block.pictures : [];
    for (const picture of pictures) {
      if (block.kind !== 'show' || picture.kind !== 'slide') continue;
      const value = tensorOf(block.network, picture.of);
      if (value && slidTo(block.network, picture.of, value)) continue;
      const message = `The loss does not depend on \`${picture.of}\`, or there are no numbers. Let something else slide.`;
      report(block.place, 'still', message);
    }
  }
}

/** Places in the text that could not be filled. */
function checkPlaces(step: Step, report: Report): void {
  for (const block of step.blocks) {
    if (block.kind === 'formula') continue;
    const texts = JSON.stringify(block, (key, value) =>
      key === 'network' || value?.kind === 'math' ? undefined : value,
    );
    const [place = null] = /\{\{.*?\}\}/.exec(texts) ?? [];
    if (!place) continue;
    const message = `${place} has no value here. Write a name, a gradient or a formula of the network, such as {{z3}} or {{z3[2]}}.`;
    report(block.place, 'place', message);
  }
}

function networks(lesson: Lesson): Set<Network> {
  const all = lesson.steps.flatMap(({ network, exercise, blocks }) => [
    network,
    exercise?.network ?? null,
    ...blocks.map((block) => (block.kind === 'show' ? block.network : null)),
  ]);
  return new Set(all.filter((each) => each !== null));
}

/** Networks that are trained and of which no gradient is asked: a unit may begin at 0 there. */
function trainedOnly(lesson: Lesson): ReadonlySet<Network> {
  const exercises = lesson.steps.flatMap(({ exercise }) => exercise ?? []);
  const asked = exercises.filter(({ kind }) => kind !== 'experiment');
  const trained = exercises.filter(({ kind }) => kind === 'experiment');
  const both = new Set(asked.map(({ network }) => network));
  return new Set(
    trained.flatMap(({ network }) => (network && !both.has(network) ? [network] : [])),
  );
}

function checkNetwork(network: Network, isTrained: boolean, report: Report): void {
  const worked = work(network);
  if (!worked) {
    report(
      network.place,
      'program',
      'This network cannot be run. Write statements such as `z = W @ x`.',
    );
    return;
  }
  const { scope, loss, inputs, sizes } = worked;
  if (!inputs || !scope.definitions.has(loss)) return;
  const env = new Env(scope, inputs, sizes);
  const kink = kinksOf(scope, scope.ref(loss)).find((each) => env.value(each).data.includes(0));
  if (kink && !isTrained) {
    const message = `An entry of ${print(kink)} is exactly 0, where the slope jumps. Change a number so that it is not.`;
    report(network.place, 'kink', message);
  }
  const names = [...inputs.keys()].filter((name) => scope.has(gradientName(loss, name)));
  const worst = compare(scope, loss, inputs, names, sizes);
  if (!worst || worst.error <= tolerance) return;
  const [row, col] = worst.index;
  report(
    network.place,
    'gradient',
    `${printName(gradientName(loss, worst.name))} at row ${row + 1}, column ${col + 1} is ${worst.gradient}, but nudging gives ${worst.difference}. Choose smaller numbers, or report this as a bug.`,
  );
}

function checkExercise(exercise: Exercise, report: Report): void {
  const { place, places } = exercise;
  const fault = kindOf(exercise).fault(exercise);
  if (fault) {
    report(places[fault.field] ?? place, 'bad-question', fault.message);
    return;
  }
  const { answer } = solve(exercise);
  const own = gradeExercise(exercise, answer);
  if (own.verdict !== 'correct') {
    report(
      place,
      'own-answer',
      `The answer that the lab would show, \`${answer}\`, is not found right: ${own.message} Change the question, its numbers or what it shows.`,
    );
  }
  checkTests(exercise, report);
  checkMistakes(exercise, report);
  checkHints(exercise, answer, report);
}

function checkTests(exercise: Exercise, report: Report): void {
  for (const { give, expect, place } of exercise.tests) {
    const { verdict, label, message } = gradeExercise(exercise, give);
    if (verdict === expect || label === expect) continue;
    const got = label === null ? verdict : `${verdict}, ${label}`;
    report(
      place,
      'test',
      `\`${give}\` is ${got} (${message}), not ${expect}. Change the answer or what is expected.`,
    );
  }
}

/** Every wrong answer of the lesson's own gets the label it stands under. */
function checkMistakes(exercise: Exercise, report: Report): void {
  const mistakes = 'mistakes' in exercise ? exercise.mistakes : {};
  const place = exercise.places.mistakes ?? exercise.place;
  for (const [name, { when }] of Object.entries(mistakes)) {
    if (when === null) continue;
    const example = kindOf(exercise).example(exercise, when);
    const { verdict, label, message } =
      example === null ? UNREAD : gradeExercise(exercise, example);
    if (verdict === 'incorrect' && label === name) continue;
    const got = verdict === 'incorrect' ? `is called ${label}` : `is ${verdict} (${message})`;
    report(
      place,
      'mistake',
      `\`when\` of \`${name}\` ${got}. Write a wrong answer that no other mistake stands for.`,
    );
  }
}

const UNREAD = {
  verdict: 'unreadable',
  label: null,
  message: 'it has no value at these numbers',
} as const;

/** No hint holds an answer that the grader finds right. */
function checkHints(exercise: Exercise, answer: string, report: Report): void {
  if (exercise.kind === 'choice' || exercise.kind === 'experiment') return;
  exercise.hints.forEach((hint, i) => {
    const words = hint.map(({ text }) => text).join('');
    const pieces = [
      ...hint.map(({ text }) => text),
      ...(words.match(/\d+\s*[×x]\s*\d+|\[[^a-z]*\]/g) ?? []),
    ];
    const told =
      bare(words).includes(bare(answer)) ||
      pieces.some((piece) => gradeExercise(exercise, piece).verdict === 'correct');
    if (!told) return;
    const place = exercise.places.hints ?? exercise.place;
    report(place, 'hint-answer', `Hint ${i + 1} gives the answer away. Stop one step before it.`);
  });
}

/** No text beside a question holds the numbers that it asks for. */
function checkText({ blocks, exercise }: Step, report: Report): void {
  if (exercise?.kind !== 'compute') return;
  const answer = numbersIn(solve(exercise).answer);
  // One number or two may stand anywhere by chance.
  if (answer.split(',').length < 5) return;
  const prose = blocks.flatMap((block) =>
    block.kind === 'paragraph' || block.kind === 'quote' ? [block] : [],
  );
  const asked = { text: exercise.ask, place: exercise.places.ask ?? exercise.place };
  for (const { text, place } of [...prose, asked]) {
    if (!numbersIn(text.map((piece) => piece.text).join('')).includes(answer)) continue;
    report(place, 'text-answer', 'This text gives the answer away. Tell it in `why:` instead.');
  }
}

/** The numbers of a text in their order, a comma before and after each. */
function numbersIn(text: string): string {
  const numbers = text.replaceAll('−', '-').match(/-?\d+(?:\.\d+)?/g) ?? [];
  return `,${numbers.join(',')},`;
}

function bare(text: string): string {
  return text.replace(/\s+/g, '');
}
