import { writeOut } from '../stdout.ts';
import { reason } from '../store/trouble.ts';
import { CallError } from './command.ts';

/** What no output may hold, but for line ends and tabs: control, format and bidi characters, and halves of others. */
const unfit = /(?![\n\t]|\r\n)[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/gu;

/** The text with a visible mark for each character that could steer a terminal or hide itself. */
export function printable(text: string): string {
  return text.replace(unfit, '\uFFFD');
}

/**
 * Writes to stdout. File names, lessons and answers come back in what commands print, so everything
 * they print goes through here. False when the reader is slow, as `write` tells it.
 */
export function say(text: string): boolean {
  return put(printable(text));
}

/** Writes what the lab drew itself, with its colours: nobody else's text may go this way. */
export function sayDrawn(text: string): boolean {
  return put(text);
}

/** Writes to stderr, as `say` does. */
export function complain(text: string): void {
  process.stderr.write(printable(text));
}

/** Writes a line of JSON. What has no place on a screen is escaped, so that the data stay the same. */
export function sayJson(value: unknown): boolean {
  return sayData(dataLine(value));
}

/** A line of JSON in which nothing is left that has no place on a screen. */
export function dataLine(value: unknown): string {
  return `${JSON.stringify(value)}\n`.replace(unfit, escaped);
}

/** Writes JSON that was laid out already, as `sayJson` does. */
export function sayData(json: string): boolean {
  return put(json.replace(unfit, escaped));
}

/** Some of them are two UTF-16 units, and JSON escapes each. */
function escaped(character: string): string {
  const units = Array.from({ length: character.length }, (_, i) => character.charCodeAt(i));
  return units.map((unit) => `\\u${unit.toString(16).padStart(4, '0')}`).join('');
}

function put(text: string): boolean {
  try {
    return writeOut(text);
  } catch (error) {
    throw new CallError(`The output cannot be written: ${reason(error)}.`);
  }
}
