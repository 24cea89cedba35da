/** A name that may be typed, with what to show beside it: its shape, or what a function does. */
export interface Candidate {
  readonly name: string;
  readonly note: string;
}

/** Open candidates, in the order they were given; `index` is the one in the line, null before any is. */
export interface Completion {
  readonly candidates: readonly Candidate[];
  readonly index: number | null;
  /** Where the completed word begins, and what was typed of it. */
  readonly start: number;
  readonly typed: string;
}

interface Line {
  readonly text: string;
  readonly cursor: number;
  readonly completion: Completion | null;
}

interface Completed {
  readonly text: string;
  readonly cursor: number;
  readonly completion: Completion | null;
}

/**
 * The next candidate in place of the word before the cursor; at first as much as all of them share.
 * Null when nothing fits.
 */
export function complete(
  line: Line,
  names: readonly Candidate[],
  towards: 'back' | 'forward',
): Completed | null {
  const open = line.completion;
  if (open && open.candidates.length > 0) return turn(line, open, towards);
  const found = matches(line, names);
  if (!found) return null;
  const only = found.candidates.length === 1;
  const put = only ? found.candidates[0]!.name : shared(found.candidates, found.typed);
  return {
    ...place(line, found.start, put),
    completion: only ? null : { ...found, index: null },
  };
}

function turn(line: Line, open: Completion, towards: 'back' | 'forward'): Completed {
  const count = open.candidates.length;
  const step = towards === 'forward' ? 1 : -1;
  const from = open.index ?? (towards === 'forward' ? -1 : count);
  const index = (from + step + count) % count;
  return {
    ...place(line, open.start, open.candidates[index]!.name),
    completion: { ...open, index },
  };
}

function place({ text, cursor }: Line, start: number, name: string) {
  return { text: text.slice(0, start) + name + text.slice(cursor), cursor: start + name.length };
}

/**
 * The longest stretch before the cursor that starts some name: names like `dL/dh3` hold signs, so
 * the stretch is found by trying and not by cutting words.
 */
function matches({ text, cursor }: Line, names: readonly Candidate[]): Completion | null {
  const longest = names.reduce((most, { name }) => Math.max(most, name.length), 0);
  for (let start = Math.max(0, cursor - longest); start < cursor; start++) {
    if (insideWord(text, start)) continue;
    const typed = text.slice(start, cursor);
    const candidates = names.filter(({ name }) => starts(name, typed) && name !== typed);
    if (candidates.length > 0) return { candidates, index: null, start, typed };
  }
  return null;
}

const LETTER = /[\p{L}_]/u;
const WORD = /[\p{L}\p{N}_]/u;

/** Between two letters, or behind the point of `h2.T`; after a digit a name may begin, as in `2dL/dh3`. */
function insideWord(text: string, at: number): boolean {
  if (/[\p{L}\p{N})\]]\.$/u.test(text.slice(0, at))) return true;
  return at > 0 && LETTER.test(text[at - 1]!) && WORD.test(text[at] ?? ' ');
}

function starts(name: string, typed: string): boolean {
  return name.toLowerCase().startsWith(typed.toLowerCase());
}

/** What all candidates begin with, as the first of them writes it; at least what was typed. */
function shared(candidates: readonly Candidate[], typed: string): string {
  const first = candidates[0]!.name;
  let length = first.length;
  while (length > 0 && !candidates.every(({ name }) => name.startsWith(first.slice(0, length)))) {
    length -= 1;
  }
  return length > typed.length ? first.slice(0, length) : typed;
}
