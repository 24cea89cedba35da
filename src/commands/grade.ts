import type { CommandModule } from 'yargs';
import { LineGrader } from '../grading/answerline.ts';
import { stdout } from '../stdout.ts';
import { CallError } from './command.ts';
import { exerciseFinder } from './exercises.ts';
import { inputLines } from './input.ts';
import { complain, say, sayJson } from './out.ts';

interface Args {
  path: string[];
  json: boolean;
  out: string | undefined;
}

export const command: CommandModule<object, Args> = {
  command: 'grade [path..]',
  describe: 'Grade answers, one JSON object a line, from stdin or from files of a class',
  builder: (cli) =>
    cli
      .positional('path', {
        type: 'string',
        array: true,
        default: [],
        describe: 'Files of answers, one a student, or folders of them; stdin when left out',
      })
      .option('json', {
        type: 'boolean',
        default: false,
        describe: 'Print JSON: a line for each answer of stdin, or the summary of a class',
      })
      .option('out', {
        type: 'string',
        requiresArg: true,
        describe: 'Write what each student got into this folder, as STUDENT.jsonl',
      })
      .example('$0 grade < week3.jsonl', 'A table of verdicts')
      .example('$0 grade --json < week3.jsonl', 'One JSON object a line, for programs')
      .example('$0 grade week3 --out graded', 'A class: a file of results for each student'),
  handler: async ({ path, json, out }) => {
    const grader = new LineGrader(exerciseFinder());
    if (path.length > 0) return gradeFiles(grader, path, json, out);
    if (out !== undefined) {
      throw new CallError('--out is for files of answers: name them, or a folder of them.');
    }
    return json ? gradeStream(grader) : gradeForPeople(grader);
  },
};

async function gradeStream(grader: LineGrader): Promise<void> {
  for await (const line of inputLines()) {
    if (line.trim() === '') continue;
    const graded = grader.grade(line);
    if ('error' in graded) process.exitCode = 2;
    if (!sayJson(graded)) await drained();
  }
}

async function gradeForPeople(grader: LineGrader): Promise<void> {
  const { GradeTable } = await import('./gradetable.ts');
  const table = new GradeTable(stdout().columns ?? 100);
  say(`${table.head()}\n`);
  let number = 0;
  for await (const line of inputLines()) {
    number += 1;
    if (line.trim() === '') continue;
    const graded = grader.grade(line);
    if ('error' in graded) process.exitCode = 2;
    if (!say(`${table.row(graded, number)}\n`)) await drained();
  }
  say(`\n${table.foot()}\n`);
}

async function gradeFiles(
  grader: LineGrader,
  paths: readonly string[],
  json: boolean,
  out: string | undefined,
): Promise<void> {
  const { classData, classPage, gradeClass } = await import('./gradeclass.ts');
  const graded = gradeClass(grader, paths, out, ({ file, line, message }) => {
    complain(`${file}:${line}: ${message}\n`);
    process.exitCode = 2;
  });
  if (json) sayJson(classData(graded));
  else say(classPage(graded, out !== undefined));
}

/** A slow reader must not make the lines pile up in memory. */
function drained(): Promise<void> {
  return new Promise((resolve) => stdout().once('drain', resolve));
}
