import { derivationOf } from '../lesson/derivation.ts';
import type { Exercise } from '../lesson/exercises/index.ts';
import { gradeExercise, offersOf, solve } from '../lesson/exercises/index.ts';
import type { Inline, Lesson, Prose } from '../lesson/lesson.ts';
import { seeded } from '../lesson/seeds.ts';
import { formulaOf } from '../lesson/worked.ts';
import { print, printName } from '../notation/print.ts';
import { type Attempt, exerciseProgress, type Progress } from './progress.ts';
import { code } from './report/markdown.ts';

/**
 * A Markdown page of what a student derived: each lesson with its network, each answered exercise
 * with its question, the final answer, and the mistakes made on the way with what the lab says to
 * them. Lessons in which nothing was answered are left out.
 */
export function notesPage(lessons: readonly Lesson[], progress: Progress): string {
  const parts = lessons.flatMap((lesson) => lessonNotes(lesson, progress));
  const empty = ['Nothing is answered yet. Begin with `backprop-lab learn`.'];
  return `${['# Notes', ...(parts.length > 0 ? parts : empty)].join('\n\n')}\n`;
}

function lessonNotes(lesson: Lesson, progress: Progress): readonly string[] {
  let program: string | null = null;
  const parts = lesson.steps.flatMap(({ exercise, title }) => {
    if (!exercise) return [];
    const { attempts } = exerciseProgress(progress, lesson.id, exercise.id);
    if (!attempts.some(({ verdict }) => verdict !== 'unreadable')) return [];
    const isNew = exercise.network !== null && exercise.network.program !== program;
    if (isNew) program = exercise.network!.program;
    const network = isNew ? [networkNotes(exercise)] : [];
    return [...network, `### ${plain(title)}`, ...exerciseNotes(exercise, lesson, attempts)];
  });
  return parts.length === 0 ? [] : [`## ${plain(lesson.title)}`, plain(lesson.goal), ...parts];
}

/** The network's lines as they are written on the board. */
function networkNotes({ network }: Exercise): string {
  if (!network) return '';
  const lines = network.names.flatMap((name) => {
    const formula = formulaOf(network, name);
    return formula === null ? [] : [`${printName(name)} = ${formula}`];
  });
  return ['```text', ...lines, '```'].join('\n');
}

function exerciseNotes(
  exercise: Exercise,
  lesson: Lesson,
  attempts: readonly Attempt[],
): readonly string[] {
  const current = attempts.filter(({ fingerprint }) => fingerprint === exercise.fingerprint);
  const right = current.filter(({ verdict }) => verdict === 'correct').at(-1);
  const asked = at(lesson, exercise.id, right?.seed ?? attempts.at(-1)?.seed ?? 0) ?? exercise;
  const wrong = distinct(attempts.filter(({ verdict }) => verdict === 'incorrect'));
  const changed = attempts.length > current.length && !right;
  return [
    markdown(asked.ask),
    right ? answerNotes(asked, right) : 'Not answered right yet.',
    ...(changed ? ['The exercise has changed since it was answered.'] : []),
    ...(wrong.length > 0 ? [['Mistakes on the way:', '', ...wrong.map(mistake)].join('\n')] : []),
  ];

  function mistake(attempt: Attempt): string {
    const then = at(lesson, exercise.id, attempt.seed);
    const isCurrent = then !== null && attempt.fingerprint === exercise.fingerprint;
    const said = isCurrent ? gradeExercise(then, attempt.text) : null;
    const same = said?.verdict === 'incorrect' && said.label === attempt.label;
    const label = attempt.label === null ? '' : ` (${attempt.label})`;
    const text = code(attempt.text) + (then && isCurrent ? meant(then, attempt.text) : '');
    return `- ${text}${label}${same ? `: ${plain(said.message)}` : ''}`;
  }
}

/** The exercise with the numbers of a seed; null where it has gone. */
function at(lesson: Lesson, exercise: string, seed: number): Exercise | null {
  const { steps } = seeded(lesson, seed);
  return steps.find((step) => step.exercise?.id === exercise)?.exercise ?? null;
}

function answerNotes(exercise: Exercise, { text, seed }: Attempt): string {
  const { shown } = solve(exercise);
  const numbers = seed > 0 ? `, with the numbers of seed ${seed}` : '';
  const board = shown === null ? [] : [`On the board: ${code(shown)}.`];
  const why = exercise.why ? [markdown(exercise.why)] : [];
  return [
    [`**${code(text)}**${meant(exercise, text)}${numbers}.`, ...board, ...why].join(' '),
    ...derivationNotes(exercise),
  ].join('\n\n');
}

/** What the letters of a choice stand for, for a page that is read without the question's options. */
function meant(exercise: Exercise, text: string): string {
  if (exercise.kind !== 'choice') return '';
  const chosen = text.toLowerCase().split(/[\s,;]+/);
  const options = offersOf(exercise).filter(({ name }) => chosen.includes(name));
  return options.length === 0 ? '' : `: ${options.map((each) => markdown(each.text)).join('; ')}`;
}

/** How the answer comes about, an equation a line; one equation is the answer itself. */
function derivationNotes(exercise: Exercise): readonly string[] {
  const equations = derivationOf(exercise);
  if (equations.length < 2) return [];
  const lines = equations.map(
    ({ name, definition }) => `${printName(name)} = ${print(definition)}`,
  );
  return [['```text', ...lines, '```'].join('\n')];
}

/** Each text once, as it was last judged. */
function distinct(attempts: readonly Attempt[]): readonly Attempt[] {
  return [...new Map(attempts.map((each) => [each.text.trim(), each])).values()];
}

/** Running text as Markdown again; math stays LaTeX between dollars. */
function markdown(prose: Prose): string {
  return prose.map(({ kind, text }) => written[kind](text)).join('');
}

const written: { readonly [K in Inline['kind']]: (text: string) => string } = {
  math: (text) => `$${text.replace(/\s+/g, ' ')}$`,
  code: (text) => code(text, 500),
  strong: (text) => `**${plain(text)}**`,
  emphasis: (text) => `*${plain(text)}*`,
  text: plain,
};

/** Text that Markdown leaves as it is and that steers no terminal. */
function plain(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}]+/gu, ' ').replace(/[\\`*_<>[\]$#]/g, '\\$&');
}
