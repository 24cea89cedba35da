import type { CommandModule } from 'yargs';
import type { Look } from '../ui/settings.ts';
import { CallError } from './command.ts';
import { openAt } from './open.ts';
import { lessonsOption, lookOptions } from './options.ts';

interface Args extends Look {
  lesson: string | undefined;
  step: string | undefined;
  seed: number | undefined;
  plain: boolean;
  lessons: string[];
}

export const command: CommandModule<object, Args> = {
  command: 'learn [lesson]',
  describe: 'Open a lesson, where you were in it',
  builder: (cli) =>
    cli
      .positional('lesson', {
        type: 'string',
        describe: 'The id of a lesson; without it, the one you were in last',
      })
      .option('step', {
        type: 'string',
        requiresArg: true,
        describe: 'Begin at this step: its number, or its id',
      })
      .option('seed', {
        type: 'number',
        requiresArg: true,
        describe: 'With the fresh numbers of this seed; 0 are the lesson’s own',
      })
      .option('plain', {
        type: 'boolean',
        default: false,
        describe: 'Lines of text instead of a screen, for pipes and screen readers',
      })
      .option('lessons', lessonsOption)
      .options(lookOptions)
      .example('$0 learn layer-2', 'Go on with layer 2')
      .example('$0 learn layer-2 --seed 7', 'The same with other numbers'),
  handler: ({ lesson = 'last', step = null, seed = null, ...args }) => {
    if (seed !== null && !(Number.isSafeInteger(seed) && seed >= 0)) {
      throw new CallError('A seed is a whole number from 0 on, such as --seed 7.');
    }
    return openAt({ ...args, lesson, step, seed });
  },
};
