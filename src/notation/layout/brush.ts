/** The glyphs of a delimiter: alone on one line, and its pieces when it is taller. */
export interface Fence {
  readonly one: string;
  readonly top: string;
  readonly fill: string;
  readonly bottom: string;
  /** The waist of a brace, which also makes its height at least 3. */
  readonly middle?: string;
}

/** A horizontal brace: its ends, its line and the point towards the label. */
export interface Hook {
  readonly left: string;
  readonly line: string;
  readonly point: string;
  readonly right: string;
}

/** What lines, braces and delimiters are drawn with. */
export interface Brush {
  readonly bar: string;
  readonly under: Hook;
  readonly over: Hook;
  readonly fences: Readonly<Record<string, Fence>>;
  readonly shaft: string;
  readonly headLeft: string;
  readonly headRight: string;
  readonly root: { readonly one: string; readonly tick: string; readonly stem: string };
  readonly rootCorner: string;
  readonly accents: Readonly<Record<'hat' | 'bar' | 'tilde' | 'vec' | 'dot' | 'ddot', string>>;
}

const fence = (one: string, tall: string): Fence => {
  const [top = one, fill = one, bottom = one, middle] = [...tall];
  return middle === undefined ? { one, top, fill, bottom } : { one, top, fill, bottom, middle };
};

/** Box drawing and bracket pieces, all one column wide. */
export const unicodeBrush: Brush = {
  bar: '─',
  under: { left: '╰', line: '─', point: '┬', right: '╯' },
  over: { left: '╭', line: '─', point: '┴', right: '╮' },
  fences: {
    '(': fence('(', '⎛⎜⎝'),
    ')': fence(')', '⎞⎟⎠'),
    '[': fence('[', '⎡⎢⎣'),
    ']': fence(']', '⎤⎥⎦'),
    '{': fence('{', '⎧⎪⎩⎨'),
    '}': fence('}', '⎫⎪⎭⎬'),
    '|': fence('|', '│││'),
    '‖': fence('‖', '║║║'),
    '⌊': fence('⌊', '⎢⎢⎣'),
    '⌋': fence('⌋', '⎥⎥⎦'),
    '⌈': fence('⌈', '⎡⎢⎢'),
    '⌉': fence('⌉', '⎤⎥⎥'),
    '⟨': fence('⟨', '╱│╲⟨'),
    '⟩': fence('⟩', '╲│╱⟩'),
    '/': fence('/', '╱╱╱'),
  },
  shaft: '─',
  headLeft: '◀',
  headRight: '▶',
  root: { one: '√', tick: '╲', stem: '│' },
  rootCorner: '┌',
  accents: { hat: '^', bar: '_', tilde: '~', vec: '→', dot: '.', ddot: '¨' },
};

/** The same in ASCII. */
export const asciiBrush: Brush = {
  bar: '-',
  under: { left: "'", line: '-', point: '+', right: "'" },
  over: { left: '.', line: '-', point: '+', right: '.' },
  fences: {
    '(': fence('(', '/|\\'),
    ')': fence(')', '\\|/'),
    '[': fence('[', '[[['),
    ']': fence(']', ']]]'),
    '{': fence('{', '/|\\<'),
    '}': fence('}', '\\|/>'),
    '|': fence('|', '|||'),
    '‖': fence('||', '|||'),
    '⌊': fence('[', '||['),
    '⌋': fence(']', '||]'),
    '⌈': fence('[', '[||'),
    '⌉': fence(']', ']||'),
    '⟨': fence('<', '/|\\<'),
    '⟩': fence('>', '\\|/>'),
    '/': fence('/', '///'),
  },
  shaft: '-',
  headLeft: '<',
  headRight: '>',
  root: { one: 'sqrt', tick: '\\', stem: '|' },
  rootCorner: '.',
  accents: { hat: '^', bar: '_', tilde: '~', vec: '>', dot: '.', ddot: ':' },
};
