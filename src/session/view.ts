import type { Tensor } from '../engine/tensor.ts';
import type { Exercise } from '../lesson/exercises/index.ts';
import { solve } from '../lesson/exercises/index.ts';
import type { Solution } from '../lesson/exercises/kind.ts';
import type { Lesson, Network, Picture, Prose, Step } from '../lesson/lesson.ts';
import { evaluate, tensorOf, work } from '../lesson/worked.ts';
import {
  bestCredit,
  type ExerciseProgress,
  exerciseProgress,
  isSolved,
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
  readonly solved: boolean;
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

/** Where the student is, or null outside lessons. */
export function here(session: Session): Here | null {
  const { screen } = session;
  if (screen.kind !== 'lesson') return null;
  const lesson = session.lessons[screen.lesson]!;
  const step = lesson.steps[screen.step]!;
  const { exercise } = step;
  const entry = exerciseProgress(session.progress, lesson.id, exercise?.id ?? '');
  return {
    screen,
    lesson,
    step,
    exercise,
    entry,
    solved: exercise !== null && isSolved(exercise, entry),
  };
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
  const entry = exerciseProgress(session.progress, lesson.id, id);
  return entry.solution || (exercise != null && isSolved(exercise, entry));
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
  if (exercise?.kind === 'compute' && said?.feedback.marks && said.feedback.verdict !== 'correct') {
    add({ kind: 'answer', of: exercise.wants, text: said.answer }, exercise.network);
  }
  if (exercise?.kind === 'experiment') add({ kind: 'chart', of: 'loss' }, exercise.network);
  for (const block of step.blocks) {
    if (block.kind !== 'show') continue;
    if (block.after !== null && !isOpen(session, lesson, block.after)) continue;
    for (const picture of block.pictures) add(picture, block.network);
  }
  if (
    exercise &&
    'wants' in exercise &&
    exercise.kind !== 'shape' &&
    isOpen(session, lesson, exercise.id)
  ) {
    add({ kind: 'heatmap', of: exercise.wants }, exercise.network);
  }
  add({ kind: 'graph' }, step.network);
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

/** The name and numbers of the matrix in the panel in front, or null when it shows none. */
export function frontMatrix(
  session: Session,
): { readonly name: string; readonly tensor: Tensor; readonly network: Network } | null {
  const panel = frontPanel(session);
  const picture = panel?.picture;
  if (!panel || (picture?.kind !== 'heatmap' && picture?.kind !== 'answer')) return null;
  const { of } = picture;
  const { network } = panel;
  const tensor =
    picture.kind === 'heatmap' ? tensorOf(network, of) : evaluate(network, picture.text);
  return tensor && { name: of, tensor, network };
}

/** How many steps the backward pass of the step's network has. */
export function backwardLength(session: Session): number {
  const network = here(session)?.step.network;
  return (network && work(network)?.backward.length) ?? 0;
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

/** How far a step is: an exercise solved or a text read, begun, or still to come. */
export function stepState(session: Session, lesson: Lesson, step: Step): 'done' | 'begun' | 'open' {
  const { seen } = lessonProgress(session.progress, lesson.id);
  const entry = exerciseProgress(session.progress, lesson.id, step.exercise?.id ?? '');
  if (step.exercise ? isSolved(step.exercise, entry) : seen.includes(step.id)) return 'done';
  return entry.attempts.length > 0 || seen.includes(step.id) ? 'begun' : 'open';
}
