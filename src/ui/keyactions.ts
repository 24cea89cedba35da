import { isGradient } from '../lesson/network.ts';
import { trialOf } from '../lesson/trial.ts';
import { work } from '../lesson/worked.ts';
import { ownFormulas } from '../session/own.ts';
import { exerciseProgress, hintCost, lessonProgress } from '../session/progress.ts';
import { frontMatrix, type Here, here, offersRows, panels } from '../session/view.ts';
import { type Desk, type DeskEvent, draftOf } from './desk.ts';
import { type EditorEvent, updateEditor } from './editor.ts';
import { gapOf } from './grid.ts';
import { candidatesOf } from './names.ts';
import { planLesson } from './screen/plan.ts';
import { viewOf } from './screen/views.ts';
import type { Theme } from './theme.ts';

/** Whether what stands in the line was already found right, so that one can go on. */
export function mayGoOn(desk: Desk): boolean {
  const at = here(desk.session);
  if (!at?.solved) return false;
  const text = draftOf(desk);
  if (text.trim() === '') return true;
  return at.entry.attempts.some((each) => each.verdict === 'correct' && each.text === text);
}

/** Whether the answer is a matrix of numbers, to be filled in entry by entry too. */
export function hasGrid({ session }: Desk): boolean {
  const exercise = here(session)?.exercise;
  return exercise ? viewOf(exercise).grid(exercise) : false;
}

/** To the first entry that is still empty; null when the matrix is whole. */
export function toGap({ grid }: Desk): DeskEvent | null {
  const gap = grid && gapOf(grid);
  return grid && gap && { type: 'gridMoved', rows: gap.row - grid.row, cols: gap.col - grid.col };
}

/** To the next step; from the last one to the list, with the next lesson under the cursor. */
export function next(desk: Desk): DeskEvent | readonly DeskEvent[] {
  return isLastStep(desk)
    ? [{ type: 'closed' }, { type: 'menuMoved', by: 1 }]
    : { type: 'stepped', by: 1 };
}

/** What the footer says of the next step. */
export function nextWords(desk: Desk): string {
  return isLastStep(desk) ? 'finish the lesson' : 'next step';
}

/** Whether the lesson ends here. */
function isLastStep(desk: Desk): boolean {
  const at = here(desk.session);
  return at !== null && at.screen.step === at.lesson.steps.length - 1;
}

/** What opening the lesson under the cursor means. */
export function goOn({ session }: Desk): string {
  const { screen, lessons, progress } = session;
  const under = screen.kind === 'menu' ? lessons[screen.cursor] : undefined;
  if (!under) return 'open';
  const { step } = lessonProgress(progress, under.id);
  const index = under.steps.findIndex((each) => each.id === step);
  return index < 0 ? 'begin' : `go on at step ${index + 1}`;
}

/** Whether exactly one option is right. */
export function isSingle(desk: Desk): boolean {
  const exercise = here(desk.session)?.exercise;
  return exercise?.kind === 'choice' && exercise.options.filter(({ right }) => right).length === 1;
}

/** Picks the option so many further on. */
export function chooseBy(desk: Desk, by: number): DeskEvent | readonly DeskEvent[] {
  const exercise = here(desk.session)?.exercise;
  if (exercise?.kind !== 'choice' || !isSingle(desk)) return [];
  const count = exercise.options.length;
  const now = desk.editor.text.trim().toLowerCase().charCodeAt(0) - 97;
  const from = Number.isNaN(now) ? (by > 0 ? -1 : count) : now;
  const to = Math.max(0, Math.min(count - 1, from + by));
  return { type: 'drafted', text: String.fromCharCode(97 + to) };
}

/** The letters of the options, as a footer writes them: `a-c`. */
export function letters(desk: Desk): string {
  const exercise = here(desk.session)?.exercise;
  const count = exercise?.kind === 'choice' ? exercise.options.length : 0;
  return `a-${String.fromCharCode(96 + count)}`;
}

/** The option of a letter picked: in place of the last one, or beside it where several are right. */
export function picked(desk: Desk, letter: string): DeskEvent | readonly DeskEvent[] {
  const exercise = here(desk.session)?.exercise;
  const index = letter.charCodeAt(0) - 97;
  if (exercise?.kind !== 'choice' || index >= exercise.options.length) return [];
  if (isSingle(desk)) return { type: 'drafted', text: letter };
  const chosen = desk.editor.text.split(/\s+/).filter((each) => each !== '');
  const next = chosen.includes(letter)
    ? chosen.filter((each) => each !== letter)
    : [...chosen, letter].sort();
  return { type: 'drafted', text: next.join(' ') };
}

/** The state of the experiment in front, or null. */
export function status({ session }: Desk) {
  return here(session)?.screen.run?.status ?? null;
}

/** Whether the arrows turn a weight and not the rate. */
export function atWeight({ session }: Desk): boolean {
  return (here(session)?.screen.run?.knob ?? 0) > 0;
}

/** What training by the student's own formulas is called; null where there are none. */
export function ownWords({ session }: Desk): string | null {
  const at = here(session);
  const trial = at?.exercise && trialOf(at.exercise);
  if (!at?.exercise || !trial || ownFormulas(session, trial).size === 0) return null;
  if (at.exercise.kind !== 'experiment') return 'train with it';
  return at.screen.run?.own ? 'the engine’s alone' : 'yours too';
}

/** Whether a derivation was judged, so that its formula can be trained with. */
export function mayTry(desk: Desk): boolean {
  return here(desk.session)?.exercise?.kind === 'derive' && ownWords(desk) !== null;
}

/** Gradients as row Jacobians, and back; where the exercise offers that. */
export function layoutTurned({ session }: Desk): DeskEvent | readonly DeskEvent[] {
  return offersRows(session) ? { type: 'layoutTurned' } : [];
}

/** What the footer says of that, or null. */
export function layoutWords({ session }: Desk): string | null {
  if (!offersRows(session)) return null;
  return here(session)?.screen.rows ? 'as columns' : 'as row Jacobians';
}

/** Steps of the backward pass that were taken. */
export function walked({ session }: Desk): number {
  return here(session)?.screen.pullback ?? 0;
}

/** Nodes of the forward pass that were computed. */
export function pushed({ session }: Desk): number {
  return here(session)?.screen.forward ?? 0;
}

/** A nudge needs a loss that depends on what is shown. */
export function canNudge({ session }: Desk): boolean {
  const matrix = frontMatrix(session);
  const worked = matrix && work(matrix.network);
  if (!matrix || !worked) return false;
  const gradient = `d${worked.loss}/d${matrix.name}`;
  return isGradient(matrix.name)
    ? matrix.name.startsWith(`d${worked.loss}/`)
    : worked.scope.has(gradient);
}

/** What the footer says of the next hint, or null. */
export function hintWords(desk: Desk): string | null {
  const at = here(desk.session);
  if (!at?.exercise || at.solved) return null;
  const left = at.exercise.hints.length - at.entry.hints;
  return left > 0 ? `hint −${Math.round(100 * hintCost)} % (${left} left)` : null;
}

/** Whether the solution is still to be seen. */
export function solutionLeft(desk: Desk): boolean {
  const at: Here | null = here(desk.session);
  if (!at?.exercise || at.solved) return false;
  return !exerciseProgress(desk.session.progress, at.lesson.id, at.exercise.id).solution;
}

/** Completes a name, or turns to the pictures. */
export function completeOrLook(desk: Desk): DeskEvent | readonly DeskEvent[] {
  const done = mayGoOn(desk) ? null : completed(desk, 'forward');
  if (done) return done;
  return panels(desk.session).length > 0 ? { type: 'turned', looking: true } : [];
}

/** The completion of the word before the cursor, or null when there is nothing to complete. */
export function completed(
  { session, editor }: Desk,
  towards: 'back' | 'forward',
): DeskEvent | null {
  const exercise = here(session)?.exercise;
  if (!exercise) return null;
  const edit: EditorEvent = { type: 'completed', names: candidatesOf(exercise), towards };
  return updateEditor(editor, edit) === editor ? null : { type: 'edited', edit };
}

/** What turning to the pictures is for, or null. */
export function lookWords({ session }: Desk): string | null {
  if (here(session)?.screen.run) return 'train';
  return panels(session).length > 0 ? 'pictures' : null;
}

/** Whether there is no picture behind the one in front. */
export function isLastPicture({ session }: Desk): boolean {
  return (here(session)?.screen.panel ?? 0) >= panels(session).length - 1;
}

/** To another picture; past either end, back to the answer. */
export function turnPicture(desk: Desk, by: number): readonly DeskEvent[] {
  const panel = here(desk.session)?.screen.panel ?? 0;
  const to = panel + by;
  const out = to < 0 || to >= panels(desk.session).length;
  const back: readonly DeskEvent[] = out ? [{ type: 'turned', looking: false }] : [];
  return out && by < 0 ? back : [{ type: 'panelTurned', by }, ...back];
}

/** Along the overview of keys, half a screen; `most` is as far as it goes. */
export function scrollHelp(desk: Desk, way: 1 | -1, most: number): DeskEvent {
  const by = way * Math.floor(desk.size.height / 2);
  return { type: 'scrolled', by, from: desk.scroll ?? 0, most };
}

/** Along the text; past its end, to another step. */
export function readOn(desk: Desk, theme: Theme, way: 1 | -1): DeskEvent | readonly DeskEvent[] {
  const at = here(desk.session);
  if (!at) return [];
  const { from, most, text } = planLesson(theme, desk, at);
  const more = way > 0 ? from < most : from > 0;
  if (more) {
    return { type: 'scrolled', by: way * Math.max(1, text.height - 2), from, most };
  }
  return way > 0 ? next(desk) : { type: 'stepped', by: -1 };
}
