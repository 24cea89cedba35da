/** Glyphs by meaning, each one column wide in every terminal that is not set to wide CJK. */
export const glyphs = {
  correct: '✓',
  wrong: '✗',
  unreadable: '?',
  now: '▸',
  downward: '▾',
  done: '●',
  partly: '◐',
  open: '○',
  alive: '●',
  dead: '○',
  bullet: '•',
  minus: '−',
  plus: '+',
  times: '×',
  dot: '·',
  infinity: '∞',
  ellipsis: '…',
  up: '↑',
  down: '↓',
  head: '▶',
  tail: '◀',
  edge: '─',
  backEdge: '━',
  rule: '─',
  wall: '│',
  full: '█',
  empty: '░',
  upperHalf: '▀',
  knob: '◆',
  cursor: '▏',
} as const;

/** A glyph's meaning. */
export type Glyph = keyof typeof glyphs;

/**
 * One ASCII character for one character, so that a screen has the same layout with and without
 * `--ascii`. Left: what is replaced, each by the character on the right.
 */
const asciiRows: readonly (readonly [from: string, to: string])[] = [
  ['✓', 'v'],
  ['✗', 'x'],
  ['▸▶→↦⟶', '>'],
  ['◀←⟵', '<'],
  ['▾▼↓', 'v'],
  ['▲↑', '^'],
  ['●', '@'],
  ['◐', '%'],
  ['○', 'o'],
  ['◆•⊙∘⋅', '*'],
  ['−–—─╴╶', '-'],
  ['╌┄', '.'],
  ['━═', '='],
  ['┊┆╎', ':'],
  ['│┃║▏⎪⎢⎥⎜⎟∣', '|'],
  ['┌┐└┘├┤┬┴┼╭╮╰╯┏┓┗┛╔╗╚╝╠╣', '+'],
  ['⊕', '+'],
  ['⎡⎣', '['],
  ['⎤⎦', ']'],
  ['⎛⎝', '('],
  ['⎞⎠', ')'],
  ['⎧⎨⎩', '{'],
  ['⎫⎬⎭', '}'],
  ['█▓', '#'],
  ['▒', '+'],
  ['░', '.'],
  ['▀', '"'],
  ['×', 'x'],
  ['·', '.'],
  ['…⋯', '~'],
  ['⋮⋱', ':'],
  ['∞', 'I'],
  ['∂', 'd'],
  ['∇', 'V'],
  ['√', 'V'],
  ['Σ', 'S'],
  ['∑', 'S'],
  ['∏', 'P'],
  ['≤', '<'],
  ['≥', '>'],
  ['≠≈', '~'],
  ['ᵀ', 'T'],
  ['′’‘', "'"],
  ['“”″', '"'],
  ['‖', '|'],
  ['½', 'h'],
  ['α', 'a'],
  ['β', 'b'],
  ['γ', 'g'],
  ['δΔ', 'D'],
  ['ε', 'e'],
  ['η', 'n'],
  ['θ', 't'],
  ['λ', 'l'],
  ['μ', 'm'],
  ['π', 'p'],
  ['ρ', 'r'],
  ['σ', 's'],
  ['τ', 't'],
  ['φ', 'f'],
  ['ω', 'w'],
  ['ℒℓ', 'L'],
];

const asciiOf = new Map(asciiRows.flatMap(([from, to]) => [...from].map((char) => [char, to])));

/** `text` with every character outside ASCII replaced by one ASCII character, `?` where none is like it. */
export function toAscii(text: string): string {
  return text.replace(/[^\x20-\x7e]/gu, (char) => {
    const known = asciiOf.get(char);
    if (known !== undefined) return known;
    // Subscript three, full-width letters and é all decompose to a plain letter and marks.
    const plain = char.normalize('NFKD')[0]!;
    return plain >= ' ' && plain <= '~' ? plain : '?';
  });
}

// Control and format characters (bidirectional marks among them), separators, lone surrogates.
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Variation_Selector}]/gu;

// What lessons are mostly made of; to compile the classes above takes longer than to draw a frame's text.
const PRINTABLE =
  /^[\x20-\x7e\xa1-\xac\xae-\u02ff\u0370-\u03ff\u1d40\u2010-\u2027\u2030-\u205e\u2070-\u2bff]*$/;

/** `text` with each character that would move the cursor, hide or reorder text replaced by `·`. */
export function printable(text: string): string {
  return PRINTABLE.test(text) ? text : text.replace(UNPRINTABLE, '·');
}
