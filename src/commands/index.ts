import type { Command } from './command.ts';

/**
 * Every command, in the order of `--help`. A row looks like
 * `command({ name: 'grad', args: '<program>', describe: '…', load: () => import('./grad.ts') })`
 * and `grad.ts` exports `command`, a yargs CommandModule with its `builder` and `handler`.
 */
export const commands: readonly Command[] = [];
