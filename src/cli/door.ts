import yargs, { type Argv } from 'yargs';
import { CallError } from '../commands/command.ts';
import { commands } from '../commands/index.ts';
import { version } from '../package.ts';

/** The whole command line, with help, completion and every way of writing an option. */
export function frontDoor(argv: readonly string[]): Argv {
  const door = yargs([...argv])
    .scriptName('backprop-lab')
    .usage('$0 [command]\n\nA teaching lab for backpropagation in the terminal.')
    .version(version)
    .help()
    .alias({ h: 'help', v: 'version' })
    .completion('completion', 'Print a script that completes commands in your shell')
    .locale('en')
    .strict()
    .strictCommands()
    .showHelpOnFail(false)
    .fail((message, error) => {
      throw error ?? new CallError(message);
    });
  return commands.reduce((cli, each) => each.register(cli), door);
}
