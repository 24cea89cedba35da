/** The word that `given` was most likely meant to be: the one with the fewest edits, or null. */
export function nearest(given: string, words: Iterable<string>): string | null {
  const typed = given.slice(0, 32);
  let best: string | null = null;
  let least = Math.max(2, Math.ceil(typed.length / 2)) + 1;
  for (const word of words) {
    const far = edits(typed.toLowerCase(), word.toLowerCase()) + (typed[0] === word[0] ? 0 : 0.5);
    if (far < least) {
      least = far;
      best = word;
    }
  }
  return best;
}

/** Insertions, deletions and replacements between two words (Levenshtein's distance). */
function edits(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      next[j] = Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + same);
    }
    row = next;
  }
  return row[b.length]!;
}
