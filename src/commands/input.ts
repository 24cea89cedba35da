import { stdin } from 'node:process';
import { Lines } from './lines.ts';

/** Everything on stdin, as UTF-8. */
export async function readInput(): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of stdin) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

/** The lines of stdin, one at a time, so that a long stream needs no memory. */
export async function* inputLines(): AsyncIterable<string> {
  const lines = new Lines();
  const decoder = new TextDecoder();
  for await (const chunk of stdin) yield* lines.add(decoder.decode(chunk, { stream: true }));
  yield* lines.add(decoder.decode());
  yield* lines.end();
}
