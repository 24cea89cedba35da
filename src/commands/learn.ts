import type { CommandModule } from 'yargs';
import type { ThemeChoice } from '../ui/settings.ts';
import { openAt } from './open.ts';
import { lessonsOption, lookOptions } from './options.ts';

interface Args {
  lesson: string | undefined;
  step: string | undefined;
  plain: boolean;
  lessons: string[];
  theme: ThemeChoice;
  ascii: boolean;
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
      .option('plain', {
        type: 'boolean',
        default: false,
        describe: 'Lines of text instead of a screen, for pipes and screen readers',
      })
      .option('lessons', lessonsOption)
      .options(lookOptions)
      .example('$0 learn layer-3', 'Go on with layer 3'),
  handler: (args) => openAt({ ...args, lesson: args.lesson ?? 'last', step: args.step ?? null }),
};
