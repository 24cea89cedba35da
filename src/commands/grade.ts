import type { CommandModule } from 'yargs';
import { type Graded, LineGrader } from '../grading/answerline.ts';
import { exerciseFinder } from './exercises.ts';
import { inputLines } from './input.ts';
import { say, sayJson } from './out.ts';

interface Args {
  json: boolean;
}

export const command: CommandModule<object, Args> = {
  command: 'grade',
  describe: 'Grade answers, one JSON object a line on stdin',
  builder: (cli) =>
    cli.option('json', {
      type: 'boolean',
      default: false,
      describe: 'Print one JSON object a line, in the order of the input',
    }),
  handler: async ({ json }) => {
    const grader = new LineGrader(exerciseFinder());
    let broken = false;
    for await (const line of inputLines()) {
      if (line.trim() === '') continue;
      const graded = grader.grade(line);
      if ('error' in graded) broken = true;
      const isTaken = json ? sayJson(graded) : say(`${row(graded)}\n`);
      if (!isTaken) await drained();
    }
    if (broken) process.exitCode = 2;
  },
};

/** A slow reader must not make the lines pile up in memory. */
function drained(): Promise<void> {
  return new Promise((resolve) => process.stdout.once('drain', resolve));
}

function row(graded: Graded): string {
  const id = String(graded.id ?? '–').padEnd(12);
  if ('error' in graded) return `${id} !  ${graded.error}`;
  const mark = { correct: '✓', incorrect: '✗', unreadable: '?' }[graded.verdict];
  const label = graded.label ? `${graded.label}: ` : '';
  return `${id} ${mark}  ${label}${graded.message}`;
}
