/**
 * What yargs and signal-exit use of node:assert, which takes Node more than a millisecond to load.
 * They check their callers with it; nothing that a student does comes here.
 */
export function strictEqual(actual, expected, message) {
  if (!Object.is(actual, expected)) throw message instanceof Error ? message : new Error(message);
}

export function notStrictEqual(actual, expected, message) {
  if (Object.is(actual, expected)) throw message instanceof Error ? message : new Error(message);
}

export const equal = strictEqual;
