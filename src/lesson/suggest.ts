import { nearest } from '../notation/nearest.ts';

/** `Did you mean X?` with the nearest of the words that can stand here, or all of them. */
export function suggest(given: string, words: readonly string[]): string {
  const near = nearest(given, words);
  if (near) return `Did you mean \`${near}\`?`;
  return `Write one of: ${words.map((word) => `\`${word}\``).join(', ')}.`;
}
