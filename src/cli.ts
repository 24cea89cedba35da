import yargs, { type Argv } from 'yargs';
import { CallError } from './commands/command.ts';
import { commands } from './commands/index.ts';
import { version } from './package.ts';

/**
 * Runs one call of `backprop-lab`. Exit codes: 0 done, 1 the thing asked about is wrong, 2 the call
 * is. Nobody sees a stack trace unless BACKPROP_LAB_DEBUG is set.
 */
export async function main(argv: readonly string[]): Promise<void> {
  process.stdout.on('error', leaveQuietlyOnClosedPipe);
  const called = commands.find(({ name }) => argv.includes(name));
  try {
    // Loaded first, because shell completion asks yargs for the options of a command at once.
    await called?.load();
    await commands.reduce((cli, each) => each.register(cli), frontDoor(argv)).parseAsync();
  } catch (error) {
    process.stderr.write(complaint(error, called?.name));
    if (process.env.BACKPROP_LAB_DEBUG) console.error(error);
    process.exitCode = 2;
  }
}

function frontDoor(argv: readonly string[]): Argv {
  return yargs([...argv])
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
}

function complaint(error: unknown, name: string | undefined): string {
  const message = printable(error instanceof Error ? error.message : String(error));
  if (!(error instanceof CallError)) {
    return `backprop-lab met something it did not expect: ${message}
Please report it, with what BACKPROP_LAB_DEBUG=1 adds to this message.\n`;
  }
  const help = name === undefined ? 'backprop-lab --help' : `backprop-lab ${name} --help`;
  return `backprop-lab: ${message}\nRun "${help}" to see what can be asked.\n`;
}

/** Arguments come back in messages; what they hold must not steer the terminal. */
function printable(text: string): string {
  return text.replace(/(?!\n)[\p{Cc}\p{Cf}]/gu, '\uFFFD');
}

/** `backprop-lab list | head -1` closes our output early; that is not a failure. */
function leaveQuietlyOnClosedPipe(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
}
