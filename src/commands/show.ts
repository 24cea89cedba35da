import type { CommandModule } from 'yargs';
import { lessonSheet, type SheetOptions, stepSheet } from '../ui/sheet.ts';
import { chooseLesson, chooseStep } from './choose.ts';
import { lessonsOption } from './options.ts';
import { say } from './out.ts';

interface Args {
  lesson: string;
  step: string | undefined;
  answers: boolean;
  ascii: boolean;
  lessons: string[];
}

export const command: CommandModule<object, Args> = {
  command: 'show <lesson>',
  describe: 'Print a lesson as plain text, for less and for paper',
  builder: (cli) =>
    cli
      .positional('lesson', {
        type: 'string',
        demandOption: true,
        describe: 'The id of a lesson, or the path of its file',
      })
      .option('step', {
        type: 'string',
        requiresArg: true,
        describe: 'Only this step, by its number from 1 or its id',
      })
      .option('answers', {
        type: 'boolean',
        default: false,
        describe: 'With solutions, hints and notes, for the instructor',
      })
      .option('ascii', {
        type: 'boolean',
        default: false,
        describe: 'Print ASCII characters only',
      })
      .option('lessons', lessonsOption)
      .example('$0 show class | less', 'Read a lesson')
      .example('$0 show lessons/mine.md --answers', 'An answer key for a lesson of your own'),
  handler: ({ lesson: word, step, answers, ascii, lessons }) => {
    const lesson = chooseLesson(word, lessons);
    if (!lesson) return;
    const options: SheetOptions = { answers: answers ? 'key' : 'blank', ascii };
    const lines =
      step === undefined
        ? lessonSheet(lesson, options)
        : stepSheet(lesson, chooseStep(lesson, step), options);
    say(`${lines.join('\n')}\n`);
  },
};
