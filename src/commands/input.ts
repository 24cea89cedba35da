import { stdin } from 'node:process';
import { createInterface } from 'node:readline';

/** Everything on stdin, as UTF-8. */
export async function readInput(): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of stdin) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

/** The lines of stdin, one at a time, so that a long stream needs no memory. */
export function inputLines(): AsyncIterable<string> {
  return createInterface({ input: stdin, crlfDelay: Number.POSITIVE_INFINITY });
}
