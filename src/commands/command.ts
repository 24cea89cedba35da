import type { ArgumentsCamelCase, Argv, CommandModule } from 'yargs';
import { readSimply } from './simple.ts';

/** One line of the command table: what `--help` shows, and how to load the rest when it is called. */
export interface Command {
  /** The word typed after `backprop-lab`. */
  readonly name: string;
  /** This command also runs when no command is named. */
  readonly isDefault: boolean;
  /**
   * Runs the command with arguments that need no yargs to be understood; false, and nothing done,
   * when they do. yargs takes longer to load and to ask than most commands take to run.
   */
  readonly run: (argv: readonly string[]) => Promise<boolean>;
  /** Imports the module of this command. */
  readonly load: () => Promise<unknown>;
  /** Tells yargs about it; the options are known to yargs at once only if it is loaded. */
  readonly register: (cli: Argv) => Argv;
}

interface Row<Args> {
  readonly name: string;
  /** Positional arguments as yargs writes them: `<program>`, `[lesson]`. */
  readonly args?: string;
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
    isDefault: row.isDefault ?? false,
    async run(argv) {
      const { builder, handler } = await load();
      const args = readSimply(usage, typeof builder === 'function' ? builder : undefined, argv);
      if (args !== null) await handler(args as ArgumentsCamelCase<Args>);
      return args !== null;
    },
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

/**
 * The call itself is wrong (exit code 2); the message says what to write instead. An excerpt, the
 * line at fault with its carets, is printed above it.
 */
export class CallError extends Error {
  override readonly name = 'CallError';
  readonly excerpt: string | null;

  constructor(message: string, excerpt: string | null = null) {
    super(message);
    this.excerpt = excerpt;
  }
}
