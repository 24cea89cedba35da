import type { CommandModule } from 'yargs';
import type { Progress } from '../session/progress.ts';
import { type CatalogueEntry, loadCatalogue } from './catalogue.ts';
import { lessonsOption } from './options.ts';
import { complain, say, sayJson } from './out.ts';
import { changedIn, doneIn, openProgress } from './progress.ts';

interface Args {
  json: boolean;
  lessons: string[];
}

export const command: CommandModule<object, Args> = {
  command: 'list',
  describe: 'List the lessons, and how far you are',
  builder: (cli) =>
    cli
      .option('json', { type: 'boolean', default: false, describe: 'Print a JSON array' })
      .option('lessons', lessonsOption),
  handler: ({ json, lessons }) => {
    const { lessons: entries, issues } = loadCatalogue(lessons);
    const { progress } = openProgress();
    const rows = entries.map((entry) => row(entry, progress));
    const courses = entries.map(({ course }) => course);
    if (json) sayJson(rows);
    else say(table(rows, courses));
    for (const { file, line, column, message } of issues) {
      complain(`${file}:${line}:${column}: ${message}\n`);
    }
    if (issues.length > 0) process.exitCode = 1;
  },
};

interface Row {
  readonly id: string;
  readonly title: string;
  readonly source: string;
  readonly steps: number;
  readonly exercises: number;
  readonly done: number;
  /** Exercises that were solved and have changed since. */
  readonly changed: number;
}

function row({ lesson, source }: CatalogueEntry, progress: Progress): Row {
  const exercises = lesson.steps.filter((step) => step.exercise !== null).length;
  return {
    id: lesson.id,
    title: lesson.title,
    source,
    steps: lesson.steps.length,
    exercises,
    done: doneIn(lesson, progress),
    changed: changedIn(lesson, progress),
  };
}

/** One lesson a line, under the title of its course. */
function table(rows: readonly Row[], courses: readonly (string | null)[]): string {
  const wide = Math.max(...rows.map(({ id }) => id.length), 2);
  const lines = rows.flatMap(({ id, title, source, exercises, done, changed }, i) => {
    const anew = changed === 0 ? '' : `  (${changed} changed since you solved it)`;
    const from = source === 'shipped' ? '' : `  (${source})`;
    const line = `${id.padEnd(wide)}  ${`${done}/${exercises}`.padStart(5)}  ${title}${from}${anew}`;
    const course = courses[i] ?? null;
    return course === null || course === courses[i - 1] ? [line] : ['', course, line];
  });
  return `${lines.join('\n')}\n`;
}
