import { CallError, type Command } from './commands/command.ts';
import { commands } from './commands/index.ts';
import { complain } from './commands/out.ts';
import { stdout } from './stdout.ts';

/**
 * Runs one call of `backprop-lab`. Exit codes: 0 done, 1 the thing asked about is wrong, 2 the call
 * is. Nobody sees a stack trace unless BACKPROP_LAB_DEBUG is set.
 */
export async function main(argv: readonly string[]): Promise<void> {
  const called = commands.find(({ name }) => argv.includes(name));
  try {
    if (!(await runSimply(argv))) await runByYargs(argv, called);
  } catch (error) {
    complain(complaint(error, called?.name));
    if (process.env.BACKPROP_LAB_DEBUG) console.error(error);
    process.exitCode = 2;
  }
}

/** Most calls: a command and what it takes in the plainest form. Loads nothing but the command. */
async function runSimply([name, ...rest]: readonly string[]): Promise<boolean> {
  const called = commands.find((each) =>
    name === undefined ? each.isDefault : each.name === name,
  );
  return (await called?.run(rest)) ?? false;
}

async function runByYargs(argv: readonly string[], called: Command | undefined): Promise<void> {
  const { frontDoor } = await import('./cli/door.ts');
  // yargs writes by itself: a reader who leaves has to be minded.
  stdout();
  // Loaded first, because shell completion asks yargs for the options of a command at once.
  await called?.load();
  await frontDoor(argv).parseAsync();
}

function complaint(error: unknown, name: string | undefined): string {
  const message = error instanceof Error ? error.message : String(error);
  if (!(error instanceof CallError)) {
    return `backprop-lab met something it did not expect: ${message}
Please report it, with what BACKPROP_LAB_DEBUG=1 adds to this message.\n`;
  }
  const help = name === undefined ? 'backprop-lab --help' : `backprop-lab ${name} --help`;
  // On lines of its own, or the carets would stand under other characters.
  const place = error.excerpt === null ? '' : `${error.excerpt}\n`;
  return `${place}backprop-lab: ${message}\nRun "${help}" to see what can be asked.\n`;
}
