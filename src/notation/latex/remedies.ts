import { nearest } from '../nearest.ts';
import { byName } from '../symbols.ts';
import { commands, constants, ignored, instead } from './commands.ts';
import { environments } from './environments.ts';
import type { Scanner } from './scanner.ts';

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

/** What to say of a character that is not one column wide, or that is not to be seen. */
export function undrawable(c: string): string {
  const code = c.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0');
  return `The character U+${code} cannot be drawn in one column; write a command or plain letters.`;
}

/** Fails at what cannot follow a whole formula; does nothing at its end. */
export function stray(scanner: Scanner): void {
  const next = scanner.peek();
  if (next === '}') scanner.fail('This } closes nothing; delete it, or write \\} to show one.');
  if (next === '&') {
    scanner.fail('& separates columns; put it inside \\begin{aligned} … \\end{aligned}.');
  }
  const command = scanner.peekCommand();
  if (command === '\\' || command === 'cr') {
    scanner.fail('\\\\ starts a new row; put it inside \\begin{aligned} … \\end{aligned}.');
  }
  if (command === 'right') scanner.fail('This \\right has no \\left; write \\left( before it.');
  if (command === 'end') scanner.fail('This \\end has no \\begin; delete it.');
}
