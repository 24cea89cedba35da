import { isGradient } from '../lesson/network.ts';
import { work } from '../lesson/worked.ts';
import { exerciseProgress, lessonProgress } from '../session/progress.ts';
import { backwardLength, canRenew, frontMatrix, type Here, here, panels } from '../session/view.ts';
import type { Desk, DeskEvent } from './desk.ts';
import { type EditorEvent, updateEditor } from './editor.ts';
import type { KeyRow } from './keymap.ts';
import { candidatesOf } from './names.ts';
import { type Place, places } from './places.ts';
import { helpMost } from './screen/help.ts';
import { planLesson } from './screen/plan.ts';
import type { Theme } from './theme.ts';

const pictures: readonly Place[] = ['matrix', 'backward', 'run', 'picture'];
const answers: readonly Place[] = ['writing', 'choosing'];
const lesson: readonly Place[] = ['reading', ...answers, ...pictures];

/**
 * The key table: the footer, the overview behind `?` and the documentation are made from it. In the
 * order in which the footer names what works at a place.
 */
export const rows: readonly KeyRow[] = [
  {
    keys: ['enter'],
    in: ['menu'],
    does: () => ({ type: 'opened' }),
    words: 'open the lesson',
    group: 'Lessons',
    now: goOn,
  },
  {
    keys: ['up', 'k'],
    in: ['menu'],
    does: () => ({ type: 'menuMoved', by: -1 }),
    words: 'another lesson',
    group: 'Lessons',
    now: () => 'choose',
  },
  {
    keys: ['down', 'j'],
    in: ['menu'],
    does: () => ({ type: 'menuMoved', by: 1 }),
    words: 'another lesson',
    group: 'Lessons',
    now: () => 'choose',
  },
  {
    keys: ['enter'],
    in: answers,
    does: (desk) => (mayGoOn(desk) ? next(desk) : { type: 'submitted' }),
    words: 'hand in; then go on',
    group: 'Answering',
    now: (desk) => (mayGoOn(desk) ? nextWords(desk) : 'hand in'),
  },
  {
    keys: ['enter', 'space', 'right', 'l', 'n'],
    in: ['reading'],
    does: next,
    words: 'the next step',
    group: 'Lessons',
    now: nextWords,
  },
  {
    keys: ['left', 'h', 'p'],
    in: ['reading'],
    does: () => ({ type: 'stepped', by: -1 }),
    words: 'the step before',
    group: 'Lessons',
    now: (desk) => ((here(desk.session)?.screen.step ?? 0) > 0 ? 'back' : null),
  },
  {
    keys: ['down', 'j'],
    in: ['choosing'],
    does: (desk) => chooseBy(desk, 1),
    words: 'choose; or by letter',
    group: 'Answering',
    now: (desk) => (isSingle(desk) ? 'choose' : 'choose by letters'),
  },
  {
    keys: ['up', 'k'],
    in: ['choosing'],
    does: (desk) => chooseBy(desk, -1),
    words: 'choose; or by letter',
    group: 'Answering',
    now: (desk) => (isSingle(desk) ? 'choose' : 'choose by letters'),
  },
  {
    keys: ['space'],
    in: ['run'],
    does: (desk) => (status(desk) === 'running' ? { type: 'paused' } : { type: 'trained' }),
    words: 'train, and pause',
    group: 'Experiments',
    now: (desk) => (status(desk) === 'running' ? 'pause' : 'train'),
  },
  {
    keys: ['left', 'h'],
    in: ['run'],
    does: () => ({ type: 'rateTurned', by: -1 }),
    words: 'the learning rate',
    group: 'Experiments',
    now: () => 'rate',
  },
  {
    keys: ['right', 'l'],
    in: ['run'],
    does: () => ({ type: 'rateTurned', by: 1 }),
    words: 'the learning rate',
    group: 'Experiments',
    now: () => 'rate',
  },
  {
    keys: ['r'],
    in: ['run'],
    does: () => ({ type: 'reset' }),
    words: 'begin again',
    group: 'Experiments',
    now: () => 'reset',
  },
  {
    keys: ['enter'],
    in: pictures,
    does: () => ({ type: 'turned', looking: false }),
    words: 'back to the answer line',
    group: 'Pictures',
    now: (desk) => (here(desk.session)?.exercise ? 'answer' : null),
  },
  {
    keys: ['left', 'h'],
    in: ['backward'],
    does: () => ({ type: 'backwardWalked', by: 1 }),
    words: 'walk, to input or loss',
    group: 'Pictures',
    now: (desk) => (walked(desk) < backwardLength(desk.session) ? 'further back' : null),
  },
  {
    keys: ['right', 'l'],
    in: ['backward'],
    does: () => ({ type: 'backwardWalked', by: -1 }),
    words: 'walk, to input or loss',
    group: 'Pictures',
    now: (desk) => (walked(desk) > 0 ? 'to the loss' : null),
  },
  ...moves(),
  {
    keys: ['n', 'ctrl+g'],
    in: ['matrix'],
    does: () => ({ type: 'nudged' }),
    words: 'nudge this entry',
    group: 'Pictures',
    now: (desk) => (canNudge(desk) ? 'nudge' : null),
  },
  {
    keys: ['ctrl+t'],
    in: lesson,
    does: () => ({ type: 'hinted' }),
    words: 'a hint',
    group: 'Answering',
    now: hintWords,
  },
  {
    keys: ['tab'],
    in: ['writing'],
    does: completeOrLook,
    words: 'complete a name, or look',
    group: 'The answer line',
    now: lookWords,
  },
  {
    keys: ['shift+tab'],
    in: ['writing'],
    does: (desk) => completed(desk, 'back') ?? [],
    words: 'complete backwards',
    group: 'The answer line',
  },
  {
    keys: ['tab'],
    in: ['reading', 'choosing'],
    does: (desk) => (panels(desk.session).length > 0 ? { type: 'turned', looking: true } : []),
    words: 'look at the pictures',
    group: 'Pictures',
    now: lookWords,
  },
  {
    keys: ['tab'],
    in: pictures,
    does: (desk) => turnPicture(desk, 1),
    words: 'another picture',
    group: 'Pictures',
    now: (desk) => (isLastPicture(desk) ? null : 'next picture'),
  },
  {
    keys: ['shift+tab'],
    in: pictures,
    does: (desk) => turnPicture(desk, -1),
    words: 'another picture',
    group: 'Pictures',
  },
  {
    keys: ['ctrl+g'],
    in: [...answers, 'reading'],
    does: (desk) =>
      frontMatrix(desk.session) ? [{ type: 'turned', looking: true }, { type: 'nudged' }] : [],
    words: 'nudge an entry',
    group: 'Pictures',
  },
  {
    keys: ['ctrl+s'],
    in: [...answers, ...pictures],
    does: () => ({ type: 'solutionAsked' }),
    words: 'the solution (twice)',
    group: 'Answering',
    now: (desk) => (solutionLeft(desk) && hintWords(desk) === null ? 'solution' : null),
  },
  {
    keys: ['pagedown'],
    in: lesson,
    does: (desk, theme) => readOn(desk, theme, 1),
    words: 'read on',
    group: 'Lessons',
  },
  {
    keys: ['pageup'],
    in: lesson,
    does: (desk, theme) => readOn(desk, theme, -1),
    words: 'read back',
    group: 'Lessons',
  },
  {
    keys: ['down', 'pagedown', 'j', 'space'],
    in: ['keys'],
    does: (desk) => scrollHelp(desk, 1),
    words: 'more of this overview',
    group: 'Lessons',
    now: (desk) => (helpMost(desk) > 0 ? 'scroll' : null),
  },
  {
    keys: ['up', 'pageup', 'k'],
    in: ['keys'],
    does: (desk) => scrollHelp(desk, -1),
    words: 'more of this overview',
    group: 'Lessons',
    now: (desk) => (helpMost(desk) > 0 ? 'scroll' : null),
  },
  {
    keys: ['escape', '?', 'q', 'enter'],
    in: ['keys'],
    does: () => ({ type: 'helpToggled' }),
    words: 'close this overview',
    group: 'Lessons',
    now: () => 'back',
    keep: true,
  },
  {
    keys: ['?'],
    in: ['menu', ...lesson],
    does: () => ({ type: 'helpToggled' }),
    words: 'all keys',
    group: 'Lessons',
    now: () => 'keys',
    keep: true,
  },
  {
    keys: ['escape'],
    in: pictures,
    does: () => ({ type: 'turned', looking: false }),
    words: 'back to the answer line',
    group: 'Pictures',
    now: () => 'back',
  },
  {
    keys: ['escape'],
    in: ['reading', ...answers],
    does: () => ({ type: 'closed' }),
    words: 'the list of lessons',
    group: 'Lessons',
    now: () => 'lessons',
  },
  {
    keys: ['ctrl+n'],
    in: lesson,
    does: next,
    words: 'skip to the next step',
    group: 'Lessons',
    now: (desk) => (mayGoOn(desk) || !here(desk.session)?.exercise ? null : 'skip'),
  },
  {
    keys: ['ctrl+p'],
    in: lesson,
    does: () => ({ type: 'stepped', by: -1 }),
    words: 'the step before',
    group: 'Lessons',
  },
  {
    keys: ['ctrl+r'],
    in: lesson,
    does: (desk) => (canRenew(desk.session) ? { type: 'renewed' } : []),
    words: 'the same at other numbers',
    group: 'Lessons',
    now: (desk) => (canRenew(desk.session) ? 'other numbers' : null),
  },
  {
    keys: ['q'],
    in: ['menu'],
    does: () => ({ type: 'left' }),
    words: 'leave; all is kept',
    group: 'Lessons',
    now: () => 'leave',
    keep: true,
  },
  {
    keys: ['ctrl+c'],
    in: places,
    does: () => ({ type: 'interrupted' }),
    words: 'leave; all is kept',
    group: 'Lessons',
  },
  ...editing(),
];

/** Over the entries of a matrix. */
function moves(): readonly KeyRow[] {
  const ways: readonly (readonly [key: string, letter: string, rows: number, cols: number])[] = [
    ['left', 'h', 0, -1],
    ['down', 'j', 1, 0],
    ['up', 'k', -1, 0],
    ['right', 'l', 0, 1],
  ];
  return ways.map(([key, letter, rows, cols]) => ({
    keys: [key, letter],
    in: ['matrix'],
    does: () => ({ type: 'cellMoved', rows, cols }),
    words: 'over the entries, hjkl',
    group: 'Pictures',
    now: () => 'move',
  }));
}

/** Keys of the answer line, as in a shell. */
function editing(): readonly KeyRow[] {
  const edits: readonly (readonly [keys: readonly string[], words: string, edit: EditorEvent])[] = [
    [['left', 'ctrl+b'], 'a character', { type: 'moved', by: 'character', towards: 'back' }],
    [['right', 'ctrl+f'], 'a character', { type: 'moved', by: 'character', towards: 'forward' }],
    [['ctrl+left', 'alt+left', 'alt+b'], 'a word', { type: 'moved', by: 'word', towards: 'back' }],
    [
      ['ctrl+right', 'alt+right', 'alt+f'],
      'a word',
      { type: 'moved', by: 'word', towards: 'forward' },
    ],
    [['home', 'ctrl+a'], 'to either end', { type: 'moved', by: 'line', towards: 'back' }],
    [['end', 'ctrl+e'], 'to either end', { type: 'moved', by: 'line', towards: 'forward' }],
    [
      ['backspace', 'shift+backspace'],
      'delete',
      { type: 'deleted', by: 'character', towards: 'back' },
    ],
    [['delete', 'ctrl+d'], 'delete', { type: 'deleted', by: 'character', towards: 'forward' }],
    [['ctrl+w', 'alt+backspace'], 'cut a word', { type: 'killed', by: 'word', towards: 'back' }],
    [['alt+d'], 'cut a word', { type: 'killed', by: 'word', towards: 'forward' }],
    [['ctrl+u'], 'cut to either end', { type: 'killed', by: 'line', towards: 'back' }],
    [['ctrl+k'], 'cut to either end', { type: 'killed', by: 'line', towards: 'forward' }],
    [['ctrl+y'], 'put back what was cut', { type: 'yanked' }],
    [['ctrl+_', 'alt+z'], 'undo, redo', { type: 'undone' }],
    [['alt+y'], 'undo, redo', { type: 'redone' }],
    [['up'], 'earlier answers', { type: 'recalled', towards: 'back' }],
    [['down'], 'earlier answers', { type: 'recalled', towards: 'forward' }],
  ];
  return edits.map(([keys, words, edit]) => ({
    keys,
    in: ['writing'],
    does: () => ({ type: 'edited', edit }),
    words,
    group: 'The answer line',
  }));
}

/** Whether what stands in the line was already found right, so that one can go on. */
function mayGoOn(desk: Desk): boolean {
  const at = here(desk.session);
  if (!at?.solved) return false;
  const text = desk.editor.text;
  if (text.trim() === '') return true;
  return at.entry.attempts.some((each) => each.verdict === 'correct' && each.text === text);
}

/** To the next step; from the last one to the list, with the next lesson under the cursor. */
function next(desk: Desk): DeskEvent | readonly DeskEvent[] {
  return isLastStep(desk)
    ? [{ type: 'closed' }, { type: 'menuMoved', by: 1 }]
    : { type: 'stepped', by: 1 };
}

function nextWords(desk: Desk): string {
  return isLastStep(desk) ? 'finish the lesson' : 'next step';
}

function isLastStep(desk: Desk): boolean {
  const at = here(desk.session);
  return at !== null && at.screen.step === at.lesson.steps.length - 1;
}

function goOn({ session }: Desk): string {
  const { screen, lessons, progress } = session;
  const under = screen.kind === 'menu' ? lessons[screen.cursor] : undefined;
  if (!under) return 'open';
  const { step } = lessonProgress(progress, under.id);
  const index = under.steps.findIndex((each) => each.id === step);
  return index < 0 ? 'begin' : `go on at step ${index + 1}`;
}

function isSingle(desk: Desk): boolean {
  const exercise = here(desk.session)?.exercise;
  return exercise?.kind === 'choice' && exercise.options.filter(({ right }) => right).length === 1;
}

function chooseBy(desk: Desk, by: number): DeskEvent | readonly DeskEvent[] {
  const exercise = here(desk.session)?.exercise;
  if (exercise?.kind !== 'choice' || !isSingle(desk)) return [];
  const count = exercise.options.length;
  const now = desk.editor.text.trim().toLowerCase().charCodeAt(0) - 97;
  const from = Number.isNaN(now) ? (by > 0 ? -1 : count) : now;
  const to = Math.max(0, Math.min(count - 1, from + by));
  return { type: 'drafted', text: String.fromCharCode(97 + to) };
}

function status({ session }: Desk) {
  return here(session)?.screen.run?.status ?? null;
}

function walked({ session }: Desk): number {
  return here(session)?.screen.pullback ?? 0;
}

/** A nudge needs a loss that depends on what is shown. */
function canNudge({ session }: Desk): boolean {
  const matrix = frontMatrix(session);
  const worked = matrix && work(matrix.network);
  if (!matrix || !worked) return false;
  const gradient = `d${worked.loss}/d${matrix.name}`;
  return isGradient(matrix.name)
    ? matrix.name.startsWith(`d${worked.loss}/`)
    : worked.scope.has(gradient);
}

function hintWords(desk: Desk): string | null {
  const at = here(desk.session);
  if (!at?.exercise || at.solved) return null;
  const left = at.exercise.hints.length - at.entry.hints;
  return left > 0 ? `hint (${left} left)` : null;
}

function solutionLeft(desk: Desk): boolean {
  const at: Here | null = here(desk.session);
  if (!at?.exercise || at.solved) return false;
  return !exerciseProgress(desk.session.progress, at.lesson.id, at.exercise.id).solution;
}

function completeOrLook(desk: Desk): DeskEvent | readonly DeskEvent[] {
  const done = mayGoOn(desk) ? null : completed(desk, 'forward');
  if (done) return done;
  return panels(desk.session).length > 0 ? { type: 'turned', looking: true } : [];
}

/** The completion of the word before the cursor, or null when there is nothing to complete. */
function completed({ session, editor }: Desk, towards: 'back' | 'forward'): DeskEvent | null {
  const exercise = here(session)?.exercise;
  if (!exercise) return null;
  const edit: EditorEvent = { type: 'completed', names: candidatesOf(exercise), towards };
  return updateEditor(editor, edit) === editor ? null : { type: 'edited', edit };
}

function lookWords({ session }: Desk): string | null {
  if (here(session)?.screen.run) return 'train';
  return panels(session).length > 0 ? 'pictures' : null;
}

function isLastPicture({ session }: Desk): boolean {
  return (here(session)?.screen.panel ?? 0) >= panels(session).length - 1;
}

function turnPicture(desk: Desk, by: number): readonly DeskEvent[] {
  const panel = here(desk.session)?.screen.panel ?? 0;
  const to = panel + by;
  const out = to < 0 || to >= panels(desk.session).length;
  const back: readonly DeskEvent[] = out ? [{ type: 'turned', looking: false }] : [];
  return out && by < 0 ? back : [{ type: 'panelTurned', by }, ...back];
}

function scrollHelp(desk: Desk, way: 1 | -1): DeskEvent {
  const by = way * Math.floor(desk.size.height / 2);
  return { type: 'scrolled', by, from: desk.scroll ?? 0, most: helpMost(desk) };
}

function readOn(desk: Desk, theme: Theme, way: 1 | -1): DeskEvent | readonly DeskEvent[] {
  const at = here(desk.session);
  if (!at) return [];
  const { from, most, text } = planLesson(theme, desk, at);
  const more = way > 0 ? from < most : from > 0;
  if (more) {
    return { type: 'scrolled', by: way * Math.max(1, text.height - 2), from, most };
  }
  return way > 0 ? next(desk) : { type: 'stepped', by: -1 };
}
