import type { CommandModule } from 'yargs';
import { type CatalogueEntry, loadCatalogue } from './catalogue.ts';
import { lessonsOption } from './options.ts';
import { doneIn, openProgress } from './progress.ts';

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
    const rows = entries.map((entry) => row(entry, doneIn(entry.lesson, progress)));
    process.stdout.write(json ? `${JSON.stringify(rows)}\n` : table(rows));
    for (const { file, line, column, message } of issues) {
      process.stderr.write(`${file}:${line}:${column}: ${message}\n`);
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
}

function row({ lesson, source }: CatalogueEntry, done: number): Row {
  const exercises = lesson.steps.filter((step) => step.exercise !== null).length;
  return {
    id: lesson.id,
    title: lesson.title,
    source,
    steps: lesson.steps.length,
    exercises,
    done,
  };
}

function table(rows: readonly Row[]): string {
  const wide = Math.max(...rows.map(({ id }) => id.length), 2);
  const lines = rows.map(({ id, title, source, exercises, done }) => {
    const from = source === 'shipped' ? '' : `  (${source})`;
    return `${id.padEnd(wide)}  ${`${done}/${exercises}`.padStart(5)}  ${title}${from}`;
  });
  return `${lines.join('\n')}\n`;
}
