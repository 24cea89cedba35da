import { join } from 'node:path';
import type { CommandModule } from 'yargs';
import { version } from '../package.ts';
import {
  type Assessed,
  assess,
  distinct,
  outcomes,
  replaySentence,
} from '../session/report/assess.ts';
import { type Format, type FormatName, formats } from '../session/report/formats.ts';
import { json } from '../session/report/json.ts';
import { makeReport, type Report, readReport } from '../session/report/report.ts';
import { lastSitting, summarize, summaryLines } from '../session/summary.ts';
import { nameOf, readDocuments, replaceDocument } from '../store/documents.ts';
import { type CatalogueEntry, loadCatalogue } from './catalogue.ts';
import { CallError } from './command.ts';
import { lessonsOption } from './options.ts';
import { complain, say, sayData } from './out.ts';
import { openProgress } from './progress.ts';

interface Args {
  path: string[];
  format: FormatName | undefined;
  name: string | undefined;
  out: string | undefined;
  summary: boolean;
  lessons: string[];
}

const names = Object.keys(formats) as FormatName[];
const sizeLimit = 16 * 1024 * 1024;

export const command: CommandModule<object, Args> = {
  command: 'report [path..]',
  describe: 'Write down your work, or turn the reports of a class into a gradebook',
  builder: (cli) =>
    cli
      .positional('path', {
        type: 'string',
        array: true,
        default: [],
        describe: 'Reports, or folders of them; without any, your own work is reported',
      })
      .option('format', {
        choices: names,
        describe: names.map((name) => `${name}: ${formats[name].about}`).join('; '),
      })
      .option('name', {
        type: 'string',
        requiresArg: true,
        describe: 'Your name, as it should stand in your report',
      })
      .option('out', {
        type: 'string',
        requiresArg: true,
        describe: 'Write gradebook.csv and mistakes.md into this folder',
      })
      .option('summary', {
        type: 'boolean',
        default: false,
        describe: 'Only say what came of your last sitting',
      })
      .option('lessons', lessonsOption)
      .example('$0 report --name Ada > ada.json', 'Hand in your work')
      .example('$0 report class > class.csv', 'Grade a class: every answer is given again')
      .example('$0 report class --format markdown', 'What went wrong most often')
      .epilogue(
        'A report is written without a server and can be edited. Reading one gives every answer in it again; what gets another verdict is said and does not count. That does not prove who wrote it.',
      ),
  handler: ({ path, format, name, out, summary, lessons: paths }) => {
    const { lessons: entries } = loadCatalogue(paths);
    if (summary) {
      if (path.length > 0)
        throw new CallError('--summary is about your own work; leave the paths out.');
      say(ownSummary(entries));
      return;
    }
    if (path.length === 0 && format === undefined && out === undefined) {
      sayData(json(ownReport(entries, name)));
      return;
    }
    const class_ = path.length === 0 ? own(entries, name) : readClass(path, entries);
    if (out !== undefined) writeBoth(out, class_, entries);
    if (out === undefined || format !== undefined) {
      const text = written(formats[format ?? 'csv'], class_, entries);
      if (format === 'json') sayData(text);
      else say(text);
    }
  },
};

function written(format: Format, class_: readonly Assessed[], entries: readonly CatalogueEntry[]) {
  if (format.single && class_.length !== 1) {
    throw new CallError(
      `${format.about} holds one student, and here are ${class_.length}. Name one report.`,
    );
  }
  return format.write(class_, lessonsOf(entries));
}

function writeBoth(
  folder: string,
  class_: readonly Assessed[],
  entries: readonly CatalogueEntry[],
) {
  const files = [
    ['gradebook.csv', formats.csv],
    ['mistakes.md', formats.markdown],
  ] as const;
  for (const [file, format] of files) {
    const path = join(folder, file);
    const trouble = replaceDocument(path, written(format, class_, entries));
    if (trouble !== null) throw new CallError(trouble);
    complain(`${path} is written.\n`);
  }
}

function lessonsOf(entries: readonly CatalogueEntry[]) {
  return entries.map(({ lesson }) => lesson);
}

function ownReport(entries: readonly CatalogueEntry[], name: string | undefined): Report {
  const titles = entries.flatMap(({ lesson, course }): [string, string][] =>
    course === null ? [] : [[lesson.id, course]],
  );
  return makeReport(lessonsOf(entries), openProgress().progress, {
    student: name ?? null,
    now: Date.now(),
    program: version,
    courses: new Map(titles),
  });
}

function own(entries: readonly CatalogueEntry[], name: string | undefined): readonly Assessed[] {
  return [assess(ownReport(entries, name), name ?? 'you', lessonsOf(entries))];
}

function ownSummary(entries: readonly CatalogueEntry[]): string {
  const { progress } = openProgress();
  const summary = summarize(lessonsOf(entries), progress, lastSitting(progress));
  const lines = summaryLines(summary);
  return `${lines.length > 0 ? lines.join('\n') : 'Nothing was answered yet. Begin with `backprop-lab learn`.'}\n`;
}

/** The reports that could be read, answers given again; the rest is told on stderr, and exit code 1. */
function readClass(paths: readonly string[], entries: readonly CatalogueEntry[]) {
  const read = paths.map((path) => readDocuments(path, '.json', sizeLimit));
  const refuse = (text: string) => {
    complain(`${text}\n`);
    process.exitCode = 1;
  };
  for (const { path, message } of read.flatMap(({ unread }) => unread))
    refuse(`${path}: ${message}.`);
  const reports = read
    .flatMap(({ documents }) => documents)
    .flatMap(({ path, text }) => {
      const found = readReport(text);
      if (!found.ok) refuse(`${path}: ${found.message}`);
      return found.ok ? [{ path, report: found.report }] : [];
    });
  if (reports.length === 0) throw new CallError(`There are no reports in ${paths.join(', ')}.`);
  const students = distinct(
    reports.map(({ path, report }) => report.student ?? nameOf(path).replace(/\.json$/, '')),
  );
  return reports.map(({ path, report }, i) => {
    const assessed = assess(report, students[i]!, lessonsOf(entries));
    const { different, changed, unknown } = outcomes(assessed);
    if (different > 0) refuse(`${path}: ${replaySentence(assessed)}`);
    else if (changed + unknown > 0) complain(`${path}: ${replaySentence(assessed)}\n`);
    return assessed;
  });
}
