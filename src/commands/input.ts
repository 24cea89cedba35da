import { stdin } from 'node:process';

/** Everything on stdin, as UTF-8. */
export async function readInput(): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of stdin) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

/** The lines of stdin, one at a time, so that a long stream needs no memory. */
export async function* inputLines(): AsyncIterable<string> {
  // Loaded here, because `grad` reads no lines and starts sooner without it.
  const { createInterface } = await import('node:readline');
  yield* createInterface({ input: stdin, crlfDelay: Number.POSITIVE_INFINITY });
}
