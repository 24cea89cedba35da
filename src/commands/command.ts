import type { Argv, CommandModule } from 'yargs';

/** One line of the command table: what `--help` shows, and how to load the rest when it is called. */
export interface Command {
  /** The word typed after `backprop-lab`. */
  readonly name: string;
  /** Imports the module of this command. */
  readonly load: () => Promise<unknown>;
  /** Tells yargs about it; the options are known to yargs at once only if it is loaded. */
  readonly register: (cli: Argv) => Argv;
}

interface Row<Args> {
  readonly name: string;
  /** Positional arguments as yargs writes them: `<program>`, `[lesson]`. */
  readonly args?: string;
  /** This command also runs when no command is named. */
  readonly isDefault?: boolean;
  readonly describe: string;
  readonly load: () => Promise<{ readonly command: CommandModule<object, Args> }>;
}

/**
 * A row of the table. The module is imported only when its command is the one that was called, so
 * that `--help` and the other commands never pay for it; a handler that finds something wrong sets
 * `process.exitCode` to 1, one that was called wrongly throws a CallError.
 */
export function command<Args>(row: Row<Args>): Command {
  const usage = row.args === undefined ? row.name : `${row.name} ${row.args}`;
  let module: CommandModule<object, Args> | undefined;
  const load = async () => {
    module ??= (await row.load()).command;
    return module;
  };
  return {
    name: row.name,
    load,
    register: (cli) =>
      cli.command<Args>(
        row.isDefault ? [usage, '$0'] : usage,
        row.describe,
        (inner: Argv) =>
          module ? options(module, inner) : load().then((it) => options(it, inner)),
        async (args) => (await load()).handler(args),
      ),
  };
}

function options<Args>({ builder }: CommandModule<object, Args>, cli: Argv) {
  if (typeof builder === 'function') return builder(cli);
  return cli.options(builder ?? {}) as Argv<Args>;
}

/** The call itself is wrong (exit code 2); the message says what to write instead. */
export class CallError extends Error {
  override readonly name = 'CallError';
}
