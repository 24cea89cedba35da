import type { CommandModule } from 'yargs';
import { allBlindSpots } from '../lesson/blindspots.ts';
import { checkCourse, checkLesson } from '../lesson/check.ts';
import type { Issue, Lesson } from '../lesson/lesson.ts';
import { inOrder } from '../lesson/parse.ts';
import { loadCourse } from './catalogue.ts';
import { say, sayJson } from './out.ts';

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
    const { issues, checked, proved } = findIssues(path);
    if (json) sayJson(issues);
    else say(`${notes(proved)}${page(issues, checked)}`);
    if (issues.length > 0) process.exitCode = 1;
  },
};

/** Everything wrong with the lessons at these paths, or with all, and how many lessons were proved. */
export function findIssues(paths: readonly string[]): {
  readonly issues: readonly Issue[];
  readonly checked: number;
  /** The lessons in which nothing is wrong. */
  readonly proved: readonly Lesson[];
} {
  const { lessons, issues, files } = loadCourse(paths);
  const named = (file: string) => paths.length === 0 || files.has(file) || paths.includes(file);
  const course = lessons.map(({ lesson }) => lesson);
  const checked = course.filter(({ file }) => named(file));
  const found = [...issues, ...checkCourse(course), ...checked.flatMap(checkLesson)];
  const sorted = found
    .filter(({ file }) => named(file))
    .sort((a, b) => a.file.localeCompare(b.file) || inOrder(a, b));
  const proved = checked.filter(({ file }) => !sorted.some((issue) => issue.file === file));
  return { issues: sorted, checked: checked.length, proved };
}

/** Mistakes that numbers do not show. They are no faults: other numbers would teach more. */
function notes(lessons: readonly Lesson[]): string {
  const lines = lessons.flatMap((lesson) =>
    allBlindSpots(lesson).map(({ exercise, label, seeds, place: { line, column } }) => {
      const where = seeds
        .map((seed) => (seed === 0 ? 'its own numbers' : `seed ${seed}`))
        .join(', ');
      return `${lesson.file}:${line}:${column}: note: ${exercise} cannot tell ${label} from the right answer with ${where}.\n`;
    }),
  );
  return lines.join('');
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
