import type { CommandModule } from 'yargs';
import { allBlindSpots } from '../lesson/blindspots.ts';
import { checkLesson } from '../lesson/check.ts';
import { checkCourse } from '../lesson/course.ts';
import type { Issue, Lesson, Place } from '../lesson/lesson.ts';
import { inOrder } from '../lesson/parse.ts';
import { unsettled } from '../lesson/unsettled.ts';
import { loadCourse } from './catalogue.ts';
import { say, sayJson } from './out.ts';
import { progressBar } from './progressbar.ts';

interface Args {
  path: string[];
  json: boolean;
}

export const command: CommandModule<object, Args> = {
  command: 'check [path..]',
  describe: 'Prove lessons: everything an author can get wrong, all of it at once',
  builder: (cli) =>
    cli
      .positional('path', {
        type: 'string',
        array: true,
        default: [],
        describe: 'Lesson files or folders; without any, all that the lab offers',
      })
      .option('json', { type: 'boolean', default: false, describe: 'Print a JSON array' })
      .example('$0 check lessons/03-layer-3-weights.md', 'Check one lesson'),
  handler: ({ path, json }) => {
    const { issues, checked, notes } = findIssues(path, !json);
    if (json) sayJson(issues);
    else say(`${notes.join('')}${page(issues, checked)}`);
    if (issues.length > 0) process.exitCode = 1;
  },
};

/**
 * Everything wrong with the lessons at these paths, or with all, and how many lessons were proved.
 * With `noting`, what an author should know of the lessons in which nothing is wrong, one a line.
 */
export function findIssues(
  paths: readonly string[],
  noting = false,
): {
  readonly issues: readonly Issue[];
  readonly checked: number;
  readonly notes: readonly string[];
} {
  const { lessons, issues, files } = loadCourse(paths);
  const named = (file: string) => paths.length === 0 || files.has(file) || paths.includes(file);
  const course = lessons.map(({ lesson }) => lesson);
  const checked = course.filter(({ file }) => named(file));
  const draws = checked.reduce((sum, { seeds }) => sum + seeds + 1, 0);
  const { tick, end } = progressBar('checking', noting ? 2 * draws : draws);
  const proofs = checked.flatMap((lesson) => checkLesson(lesson, tick));
  const found = [...issues, ...checkCourse(course), ...proofs];
  const sorted = found
    .filter(({ file }) => named(file))
    .sort((a, b) => a.file.localeCompare(b.file) || inOrder(a, b));
  const proved = checked.filter(({ file }) => !sorted.some((issue) => issue.file === file));
  const notes = noting ? proved.flatMap((lesson) => notesOn(lesson, tick)) : [];
  end();
  return { issues: sorted, checked: checked.length, notes };
}

/** Mistakes that numbers do not show, and names that are guesses. They are no faults. */
function notesOn(lesson: Lesson, tick: () => void): readonly string[] {
  const note = ({ line, column }: Place, words: string) =>
    `${lesson.file}:${line}:${column}: note: ${words}\n`;
  return [
    ...allBlindSpots(lesson, tick).map(({ exercise, label, seeds, place }) => {
      const where = seeds.map((seed) => (seed === 0 ? 'its own numbers' : `seed ${seed}`));
      const words = `${exercise} cannot tell ${label} from the right answer with ${where.join(', ')}.`;
      return note(place, words);
    }),
    ...unsettled(lesson).map(({ exercise, labels, answer, place }) => {
      const words = `${exercise} calls \`${answer}\` ${labels[0]}, and it may be ${labels.slice(1).join(' or ')}. A \`when:\` of your own settles it.`;
      return note(place, words);
    }),
  ];
}

function page(issues: readonly Issue[], lessons: number): string {
  if (issues.length === 0) return `${count(lessons, 'lesson')} checked: all is well.\n`;
  return issueLines(issues);
}

/** Issues for a person: one a line, and how many they are. */
export function issueLines(issues: readonly Issue[]): string {
  const lines = issues.map((i) => `${i.file}:${i.line}:${i.column}: ${i.message} [${i.code}]`);
  return `${lines.join('\n')}\n\n${count(issues.length, 'issue')}.\n`;
}

function count(n: number, word: string): string {
  return `${n} ${word}${n === 1 ? '' : 's'}`;
}
