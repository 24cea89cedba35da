import { nearest } from '../nearest.ts';
import { byName } from '../symbols.ts';
import { commands, constants, ignored, instead } from './commands.ts';
import { environments } from './environments.ts';

const letters = (name: string): boolean => /^[A-Za-z]+$/.test(name);

/** Every command that formulas understand, without backslash; for messages and for the docs. */
export const supportedCommands: readonly string[] = [
  ...commands.keys(),
  ...constants.keys(),
  ...byName.keys(),
  ...ignored,
  ...['left', 'right', 'begin', 'end', 'tag', 'not', 'limits', 'nolimits', 'operatorname'],
].filter(letters);

/** What to write instead of a command that is not supported. */
export function unknownCommand(name: string): string {
  if (name === '') return 'A formula cannot end with a backslash; delete it.';
  const known = instead.get(name);
  if (known) return `\\${name} is not supported; write ${known}.`;
  if (!letters(name)) return `\\${name} is not supported; write ${name} without the backslash.`;
  const near = nearest(name, supportedCommands);
  if (near) return `\\${name} is not supported; the nearest that is: \\${near}.`;
  return `\\${name} is not supported; write \\operatorname{${name}} for a function's name.`;
}

/** What to write instead of an environment that is not supported. */
export function unknownEnvironment(name: string): string {
  if (/^(equation|displaymath|math)\*?$/.test(name)) {
    return `\\begin{${name}} is not needed here; delete it and its \\end.`;
  }
  const near = nearest(name, environments.keys()) ?? 'aligned';
  return `\\begin{${name}} is not supported; the nearest that is: \\begin{${near}}.`;
}
