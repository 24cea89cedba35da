/** What an atom is in a formula; decides the space around it, as in TeX. */
export type AtomClass = 'ord' | 'op' | 'bin' | 'rel' | 'open' | 'close' | 'punct' | 'text';

/** One symbol, number, word or operator. `text` holds only characters one column wide. */
export interface Atom {
  readonly kind: 'atom';
  readonly text: string;
  readonly cls: AtomClass;
  readonly bold: boolean;
}

/** Things side by side on one baseline. */
export interface Row {
  readonly kind: 'row';
  readonly items: readonly MathNode[];
}

/** A fraction; without its bar it is the inside of a binomial. */
export interface Frac {
  readonly kind: 'frac';
  readonly num: MathNode;
  readonly den: MathNode;
  readonly bar: boolean;
}

/** A base with a subscript, a superscript or both. */
export interface Scripts {
  readonly kind: 'scripts';
  readonly base: MathNode;
  readonly sub: MathNode | null;
  readonly sup: MathNode | null;
}

/** A root; `index` is the 3 of a cube root, null for a square root. */
export interface Sqrt {
  readonly kind: 'sqrt';
  readonly body: MathNode;
  readonly index: MathNode | null;
}

/** A brace over or under a term, with the label beyond it. */
export interface Brace {
  readonly kind: 'brace';
  readonly side: 'over' | 'under';
  readonly body: MathNode;
  readonly label: MathNode | null;
}

/** An arrow as long as the text above and below it. */
export interface Arrow {
  readonly kind: 'arrow';
  readonly direction: 'left' | 'right' | 'both';
  readonly above: MathNode | null;
  readonly below: MathNode | null;
}

/** A term between delimiters that grow with it; '' stands for no delimiter. */
export interface Fenced {
  readonly kind: 'fenced';
  readonly open: string;
  readonly close: string;
  readonly body: MathNode;
}

/** Rows and columns: a matrix, a case distinction or aligned equations. */
export interface Grid {
  readonly kind: 'grid';
  readonly form: 'matrix' | 'cases' | 'aligned';
  readonly rows: readonly (readonly MathNode[])[];
  /** One of `l`, `c`, `r` for each column; the last one is repeated. */
  readonly columns: string;
  readonly open: string;
  readonly close: string;
}

/** A sum, product, maximum …: limits above and below, or beside it like those of an integral. */
export interface Big {
  readonly kind: 'big';
  readonly symbol: string;
  readonly lower: MathNode | null;
  readonly upper: MathNode | null;
  readonly beside: boolean;
}

/** Something set centred over or under a base. */
export interface Stack {
  readonly kind: 'stack';
  readonly base: MathNode;
  readonly over: MathNode | null;
  readonly under: MathNode | null;
}

/** The marks that can stand over a term. */
export type AccentName = 'hat' | 'bar' | 'tilde' | 'vec' | 'dot' | 'ddot';

/** A mark over a term. */
export interface Accent {
  readonly kind: 'accent';
  readonly accent: AccentName;
  readonly body: MathNode;
}

/** A term with a name, so that it can be highlighted while the text speaks of it. */
export interface Part {
  readonly kind: 'part';
  readonly id: string;
  readonly body: MathNode;
}

/** Blank columns beyond those that the classes of the neighbours ask for. */
export interface Space {
  readonly kind: 'space';
  readonly columns: number;
}

/** A whole formula with the number or name in its margin. */
export interface Tagged {
  readonly kind: 'tagged';
  readonly body: MathNode;
  readonly tag: string;
}

/** A formula as a tree: what LaTeX and expressions become, and what is drawn, written and spoken. */
export type MathNode =
  | Atom
  | Row
  | Frac
  | Scripts
  | Sqrt
  | Brace
  | Arrow
  | Fenced
  | Grid
  | Big
  | Stack
  | Accent
  | Part
  | Space
  | Tagged;

/** An atom of the given class. */
export const atom = (text: string, cls: AtomClass = 'ord', bold = false): Atom => ({
  kind: 'atom',
  text,
  cls,
  bold,
});

/** A variable, or any symbol that is spaced like one. */
export const sym = (text: string): Atom => atom(text);

/** A number as it is to be read. */
export const num = (value: number | string): Atom => atom(String(value).replace(/^-/, '−'));

/** The name of a function: `log`, `ReLU`. */
export const op = (name: string): Atom => atom(name, 'op');

/** A binary operator: `+`, `⊙`. */
export const bin = (glyph: string): Atom => atom(glyph, 'bin');

/** A relation: `=`, `→`. */
export const rel = (glyph: string): Atom => atom(glyph, 'rel');

/** Words in a formula; their own spaces are kept. */
export const text = (words: string): Atom => atom(words, 'text');

/** Things side by side; rows inside are opened, and a row of one thing is that thing. */
export function row(...items: readonly MathNode[]): MathNode {
  const flat = items.flatMap((item) => (item.kind === 'row' ? item.items : [item]));
  return flat.length === 1 ? flat[0]! : { kind: 'row', items: flat };
}

/** `num` over `den`. */
export const frac = (num: MathNode, den: MathNode): Frac => ({ kind: 'frac', num, den, bar: true });

/** A base with a subscript and a superscript; null leaves one out. */
export const scripts = (base: MathNode, sub: MathNode | null, sup: MathNode | null): Scripts => ({
  kind: 'scripts',
  base,
  sub,
  sup,
});

/** A base with a subscript. */
export const sub = (base: MathNode, below: MathNode): Scripts => scripts(base, below, null);

/** A base with a superscript. */
export const sup = (base: MathNode, above: MathNode): Scripts => scripts(base, null, above);

/** A root. */
export const sqrt = (body: MathNode, index: MathNode | null = null): Sqrt => ({
  kind: 'sqrt',
  body,
  index,
});

/** A brace on one side of a term. */
export const brace = (
  side: 'over' | 'under',
  body: MathNode,
  label: MathNode | null = null,
): Brace => ({ kind: 'brace', side, body, label });

/** An arrow with text above and below it. */
export const arrow = (
  direction: Arrow['direction'],
  above: MathNode | null = null,
  below: MathNode | null = null,
): Arrow => ({ kind: 'arrow', direction, above, below });

/** A term between delimiters that grow with it. */
export const fenced = (body: MathNode, open = '(', close = ')'): Fenced => ({
  kind: 'fenced',
  open,
  close,
  body,
});

/** A matrix in its delimiters, square brackets when none are given. */
export const matrix = (
  rows: readonly (readonly MathNode[])[],
  open = '[',
  close = ']',
  columns = 'c',
): Grid => ({ kind: 'grid', form: 'matrix', rows, columns, open, close });

/** A case distinction: a value and its condition in each row. */
export const cases = (rows: readonly (readonly MathNode[])[]): Grid => ({
  kind: 'grid',
  form: 'cases',
  rows,
  columns: 'l',
  open: '{',
  close: '',
});

/** Equations under each other: cells 1 and 2 of a row meet at the relation, then 3 and 4, … */
export const aligned = (rows: readonly (readonly MathNode[])[]): Grid => ({
  kind: 'grid',
  form: 'aligned',
  rows,
  columns: 'rlrlrlrlrlrlrlrl',
  open: '',
  close: '',
});

/** A sum, product, maximum …, with its limits above and below. */
export const big = (
  symbol: string,
  lower: MathNode | null = null,
  upper: MathNode | null = null,
): Big => ({ kind: 'big', symbol, lower, upper, beside: symbol === '∫' });

/** Something set over or under a base. */
export const stack = (
  base: MathNode,
  over: MathNode | null,
  under: MathNode | null = null,
): Stack => ({ kind: 'stack', base, over, under });

/** A mark over a term. */
export const accent = (name: AccentName, body: MathNode): Accent => ({
  kind: 'accent',
  accent: name,
  body,
});

/** A term that can be pointed at by `id`. */
export const part = (id: string, body: MathNode): Part => ({ kind: 'part', id, body });

/** Blank columns. */
export const space = (columns: number): Space => ({ kind: 'space', columns });

/** A whole formula with `tag` in its margin. */
export const tagged = (body: MathNode, tag: string): Tagged => ({ kind: 'tagged', body, tag });
