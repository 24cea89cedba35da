import { type Tensor, transposed } from '../engine/tensor.ts';
import type { Derive } from '../lesson/exercises/derive.ts';
import type { Exercise } from '../lesson/exercises/index.ts';
import { solve } from '../lesson/exercises/index.ts';
import type { Solution } from '../lesson/exercises/kind.ts';
import type { Lesson, Network, Picture, Prose, Step } from '../lesson/lesson.ts';
import { mathText } from '../lesson/mathtext.ts';
import { isGradient } from '../lesson/network.ts';
import { seeded } from '../lesson/seeds.ts';
import { sumsAt } from '../lesson/walk.ts';
import { computed, evaluateAnswer, tensorOf, work } from '../lesson/worked.ts';
import { printName } from '../notation/print.ts';
import {
  bestCredit,
  type ExerciseProgress,
  entryFor,
  exerciseProgress,
  isOutdated,
  isSolved,
  isSolvedHere,
  lessonProgress,
} from './progress.ts';
import type { LessonScreen, Session } from './session.ts';

/** Where the student is: the lesson, the step, its exercise and what is remembered of it. */
export interface Here {
  readonly screen: LessonScreen;
  readonly lesson: Lesson;
  readonly step: Step;
  readonly exercise: Exercise | null;
  readonly entry: ExerciseProgress;
  /** Whether it was answered right at the numbers in front. */
  readonly solved: boolean;
  /** Whether it was answered right before its author changed it, and not since. */
  readonly outdated: boolean;
}

/** The numbers that were handed in last, of the right shape and not yet right. */
export interface Answered {
  readonly kind: 'answer';
  readonly of: string;
  readonly text: string;
}

/** A picture of the right-hand panel and the network it is of. */
export interface Panel {
  readonly picture: Picture | Answered;
  readonly network: Network;
}

/** A lesson of the session with the numbers it stands at, or null when there is none at the index. */
export function lessonAt({ lessons, progress }: Session, index: number): Lesson | null {
  const lesson = lessons[index];
  return lesson ? seeded(lesson, lessonProgress(progress, lesson.id).seed) : null;
}

/** Where the student is, or null outside lessons. */
export function here(session: Session): Here | null {
  const { screen } = session;
  if (screen.kind !== 'lesson') return null;
  const lesson = lessonAt(session, screen.lesson)!;
  const step = lesson.steps[screen.step]!;
  const { exercise } = step;
  const entry = entryFor(session.progress, lesson.id, exercise ?? { id: '', seed: 0 });
  return {
    screen,
    lesson,
    step,
    exercise,
    entry,
    solved: exercise !== null && isSolvedHere(exercise, entry),
    outdated: exercise !== null && isOutdated(exercise, entry),
  };
}

/**
 * What the student got wrong on the way to this exercise, at the same numbers, and has left so:
 * a later answer that is right given these earns credit.
 */
export function earlier(
  session: Session,
): readonly { readonly ask: string; readonly answer: string }[] {
  const at = here(session);
  if (!at?.exercise?.network) return [];
  const { lesson, exercise } = at;
  return lesson.steps.slice(0, at.screen.step).flatMap(({ exercise: before }) => {
    if (!before || !('wants' in before) || before.kind === 'shape' || before.kind === 'debug')
      return [];
    if (before.network !== exercise?.network) return [];
    const { attempts } = entryFor(session.progress, lesson.id, before);
    const mine = attempts.filter(
      ({ fingerprint, seed }) => fingerprint === before.fingerprint && seed === before.seed,
    );
    const last = mine.filter(({ verdict }) => verdict === 'incorrect').at(-1);
    if (!last || mine.some(({ verdict }) => verdict === 'correct')) return [];
    return [{ ask: before.wants, answer: last.text }];
  });
}

/** Whether there is another one like this: fresh numbers, once this one is done or given up. */
export function canRenew(session: Session): boolean {
  const at = here(session);
  if (!at || at.lesson.seeds === 0) return false;
  return at.exercise === null || at.solved || at.entry.solution;
}

/** The hints that were opened, in order. */
export function openHints(session: Session): readonly Prose[] {
  const at = here(session);
  return at?.exercise?.hints.slice(0, at.entry.hints) ?? [];
}

/** The solution, once the exercise is solved or the student has asked for it. */
export function openSolution(session: Session): Solution | null {
  const at = here(session);
  return at?.exercise && (at.solved || at.entry.solution) ? solve(at.exercise) : null;
}

/** Whether an exercise of a lesson may be looked at from behind: solved, or its solution shown. */
export function isOpen(session: Session, lesson: Lesson, id: string): boolean {
  const exercise = lesson.steps.find((step) => step.exercise?.id === id)?.exercise;
  if (!exercise) return false;
  const entry = entryFor(session.progress, lesson.id, exercise);
  return entry.solution || isSolvedHere(exercise, entry);
}

/** The pictures of the step: those of its `show` blocks, what was just derived, the chart, the graph. */
export function panels(session: Session): readonly Panel[] {
  const at = here(session);
  if (!at) return [];
  const { lesson, step, exercise } = at;
  const found: Panel[] = [];
  const add = (picture: Panel['picture'], network: Network | null) => {
    const isNew = !found.some(({ picture: known }) => same(known, picture));
    if (network && isNew) found.push({ picture, network });
  };
  const { said } = at.screen;
  if (exercise && said && said.feedback.verdict === 'incorrect' && isMatrix(exercise, said)) {
    add({ kind: 'answer', of: exercise.wants, text: said.answer }, exercise.network);
  }
  if (exercise?.kind === 'experiment') add({ kind: 'chart', of: 'loss' }, exercise.network);
  for (const block of step.blocks) {
    if (block.kind !== 'show') continue;
    if (block.after !== null && !isOpen(session, lesson, block.after)) continue;
    for (const picture of block.pictures) add(picture, block.network);
  }
  if (exercise?.kind === 'derive') {
    for (const of of namedIn(exercise)) add({ kind: 'heatmap', of }, exercise.network);
  }
  if (
    exercise &&
    'wants' in exercise &&
    exercise.kind !== 'shape' &&
    // Beside the student's own numbers stand the engine's, and the difference.
    found[0]?.picture.kind !== 'answer' &&
    isOpen(session, lesson, exercise.id)
  ) {
    add({ kind: 'heatmap', of: exercise.wants }, exercise.network);
  }
  // At a derivation the run is something extra, asked for by the student.
  if (at.screen.run) add({ kind: 'chart', of: 'loss' }, exercise?.network ?? null);
  add({ kind: 'graph' }, step.network);
  return found;
}

/** Whether a wrong answer is numbers of the right shape: as they were typed, or as its formula makes them. */
function isMatrix(
  exercise: Exercise,
  { answer, feedback }: NonNullable<LessonScreen['said']>,
): exercise is Exercise & { readonly wants: string } {
  if (exercise.kind === 'compute') return feedback.marks !== undefined;
  if (exercise.kind !== 'derive' || !exercise.network) return false;
  const known = formulas.get(exercise);
  if (known?.answer === answer) return known.fits;
  const right = tensorOf(exercise.network, exercise.wants);
  const value = right && evaluateAnswer(exercise.network, answer);
  const fits = value !== null && value.rows === right?.rows && value.cols === right.cols;
  formulas.set(exercise, { answer, fits });
  return fits;
}

/** The last formula that was asked about: a screen asks again at every key. */
const formulas = new WeakMap<Exercise, { readonly answer: string; readonly fits: boolean }>();

const named = new WeakMap<Derive, readonly string[]>();

/** The quantities that a question names besides the one it asks for: what there is to work with. */
function namedIn(exercise: Derive): readonly string[] {
  const known = named.get(exercise);
  if (known) return known;
  const { ask, network, given, wants } = exercise;
  const words = ask.flatMap(({ kind, text }) => (kind === 'math' ? [mathText(text)] : []));
  const found = [...given, ...(network?.names ?? [])].filter(
    (name) => name !== wants && words.includes(printName(name)),
  );
  named.set(exercise, found);
  return found;
}

function same(a: Panel['picture'], b: Panel['picture']): boolean {
  return a.kind === b.kind && ('of' in a ? a.of : '') === ('of' in b ? b.of : '');
}

/** The panel in front, or null. */
export function frontPanel(session: Session): Panel | null {
  const { screen } = session;
  return screen.kind === 'lesson' ? (panels(session)[screen.panel] ?? null) : null;
}

/** Whether gradients may be looked at as row Jacobians here. */
export function offersRows(session: Session): boolean {
  const exercise = here(session)?.exercise;
  return exercise != null && 'rows' in exercise && exercise.rows;
}

/** Whether a quantity lies down now: gradients do, as row Jacobians. */
export function isTurned({ screen }: Pick<Here, 'screen'>, of: string): boolean {
  return screen.rows && isGradient(of);
}

/** A matrix in the panel in front. */
export interface FrontMatrix {
  readonly name: string;
  readonly tensor: Tensor;
  readonly network: Network;
  /** Whether it lies down, its rows those of the network's columns. */
  readonly turned: boolean;
}

/** The name and numbers of the matrix in the panel in front, or null when it shows none. */
export function frontMatrix(session: Session): FrontMatrix | null {
  const panel = frontPanel(session);
  const picture = panel?.picture;
  if (!panel || (picture?.kind !== 'heatmap' && picture?.kind !== 'answer')) return null;
  const { of } = picture;
  const { network } = panel;
  const isPlain = picture.kind === 'heatmap';
  const tensor = isPlain ? tensorOf(network, of) : evaluateAnswer(network, picture.text);
  const turned = isPlain && isTurned(here(session)!, of);
  return tensor && { name: of, tensor: turned ? transposed(tensor) : tensor, network, turned };
}

/** How many sums the step of the walk sends back, one for each entry of what it sends to; else 1. */
export function sumsHere(session: Session): number {
  const at = here(session);
  const network = at?.step.network;
  return (network && sumsAt(network, at.screen.pullback)?.count) || 1;
}

/** How many steps the backward pass of the step's network has. */
export function backwardLength(session: Session): number {
  const network = here(session)?.step.network;
  return (network && work(network)?.backward.length) ?? 0;
}

/** How many nodes the forward pass of the step's network computes. */
export function forwardLength(session: Session): number {
  const network = here(session)?.step.network;
  return network ? computed(network).length : 0;
}

/** How far a lesson is: `done` of its `exercises` solved, and the mean of the best credits. */
export function standing(
  session: Session,
  lesson: Lesson,
): { readonly exercises: number; readonly done: number; readonly credit: number } {
  const exercises = lesson.steps.flatMap(({ exercise }) => (exercise ? [exercise] : []));
  const entry = (exercise: Exercise) => exerciseProgress(session.progress, lesson.id, exercise.id);
  const done = exercises.filter((each) => isSolved(each, entry(each))).length;
  const credits = exercises.map((each) => bestCredit(each, entry(each)));
  const credit = credits.reduce((sum, each) => sum + each, 0) / Math.max(1, exercises.length);
  return { exercises: exercises.length, done, credit };
}

/** The lessons of the session that this one needs and that are not done yet, by id. */
export function missingBefore(session: Session, { needs }: Lesson): readonly string[] {
  return session.lessons
    .filter((lesson) => needs.includes(lesson.id))
    .filter((lesson) => standing(session, lesson).done < standing(session, lesson).exercises)
    .map(({ id }) => id);
}

/** How far a step is: an exercise solved or a text read, begun, or still to come. */
export function stepState(session: Session, lesson: Lesson, step: Step): 'done' | 'begun' | 'open' {
  const { seen } = lessonProgress(session.progress, lesson.id);
  const entry = exerciseProgress(session.progress, lesson.id, step.exercise?.id ?? '');
  if (step.exercise ? isSolved(step.exercise, entry) : seen.includes(step.id)) return 'done';
  return entry.attempts.length > 0 || seen.includes(step.id) ? 'begun' : 'open';
}
