import {
  type AccentName,
  type Arrow,
  type Atom,
  accent,
  arrow,
  atom,
  big,
  brace,
  fenced,
  frac,
  type MathNode,
  part,
  row,
  space,
  sqrt,
  stack,
  text,
} from '../math.ts';
import { mapAtoms } from '../walk.ts';

/** What a command reads after its name: math in braces, words in braces, math in brackets. */
export type Argument = 'math' | 'words' | 'option';

/** A command's arguments as read, each kind in its order; an option that is not there is null. */
export interface Arguments {
  readonly math: readonly MathNode[];
  readonly words: readonly string[];
  readonly option: MathNode | null;
}

/** A LaTeX command with arguments: what it reads and what it makes of it. */
export interface Command {
  readonly args: readonly Argument[];
  /** How it is written, for messages. */
  readonly usage: string;
  readonly build: (args: Arguments) => MathNode;
}

const unary = (usage: string, build: (body: MathNode) => MathNode): Command => ({
  args: ['math'],
  usage,
  build: ({ math: [body] }) => build(body!),
});

const binary = (usage: string, build: (a: MathNode, b: MathNode) => MathNode): Command => ({
  args: ['math', 'math'],
  usage,
  build: ({ math: [a, b] }) => build(a!, b!),
});

const fraction = (name: string) => binary(`\\${name}{a}{b}`, frac);

const mark = (name: string, to: AccentName) => unary(`\\${name}{x}`, (body) => accent(to, body));

const longArrow = (name: string, direction: Arrow['direction']): Command => ({
  args: ['option', 'math'],
  usage: `\\${name}{above}`,
  build: ({ math: [above], option }) => arrow(direction, filled(above!), option),
});

const filled = (node: MathNode): MathNode | null =>
  node.kind === 'row' && node.items.length === 0 ? null : node;

/** Over or under an arrow the arrow grows; over or under anything else things are stacked. */
function piled(base: MathNode, over: MathNode | null, under: MathNode | null): MathNode {
  if (base.kind === 'arrow') {
    return arrow(base.direction, over ?? base.above, under ?? base.below);
  }
  const short = base.kind === 'atom' ? shortArrows.get(base.text) : undefined;
  if (short) return arrow(short, over, under);
  if (base.kind === 'big')
    return { ...base, upper: over ?? base.upper, lower: under ?? base.lower };
  if (base.kind === 'stack') return stack(base.base, over ?? base.over, under ?? base.under);
  return stack(base, over, under);
}

const shortArrows: ReadonlyMap<string, Arrow['direction']> = new Map([
  ['→', 'right'],
  ['←', 'left'],
  ['↔', 'both'],
]);

/** Letters side by side as one upright word: \mathrm{ReLU}. */
function word(node: MathNode): MathNode {
  const items = node.kind === 'row' ? node.items : [node];
  const out: MathNode[] = [];
  for (const item of items) {
    const last = out.at(-1);
    if (last?.kind === 'atom' && item.kind === 'atom' && isLetters(last) && isLetters(item)) {
      out[out.length - 1] = atom(last.text + item.text);
    } else out.push(item);
  }
  return row(...out);
}

const isLetters = (node: Atom): boolean => node.cls === 'ord' && /^[\p{L}\d]+$/u.test(node.text);

const roman = (name: string) => unary(`\\${name}{ReLU}`, word);

const boldface = (name: string) =>
  unary(`\\${name}{W}`, (body) => mapAtoms(word(body), (it) => ({ ...it, bold: true })));

const alphabet = (name: string, glyphs: string) =>
  unary(`\\${name}{L}`, (body) =>
    mapAtoms(body, (it) => {
      const at = glyphs.indexOf(it.text);
      return it.text.length === 1 && at >= 0 && at % 2 === 0
        ? { ...it, text: glyphs[at + 1]! }
        : { ...it, bold: true };
    }),
  );

const words = (name: string, bold = false): Command => ({
  args: ['words'],
  usage: `\\${name}{words}`,
  build: ({ words: [said] }) => (bold ? { ...text(said!), bold } : text(said!)),
});

const pointed = (name: string): Command => ({
  args: ['words', 'math'],
  usage: `\\${name}{name}{term}`,
  build: ({ words: [id], math: [body] }) => part(id!, body!),
});

const rows: Readonly<Record<string, Command>> = {
  frac: fraction('frac'),
  dfrac: fraction('dfrac'),
  tfrac: fraction('tfrac'),
  binom: binary('\\binom{n}{k}', (a, b) => fenced({ ...frac(a, b), bar: false })),
  sqrt: {
    args: ['option', 'math'],
    usage: '\\sqrt{x}',
    build: ({ math: [body], option }) => sqrt(body!, option),
  },
  underbrace: unary('\\underbrace{x}_{label}', (body) => brace('under', body)),
  overbrace: unary('\\overbrace{x}^{label}', (body) => brace('over', body)),
  overset: binary('\\overset{above}{x}', (over, base) => piled(base, over, null)),
  stackrel: binary('\\stackrel{above}{=}', (over, base) => piled(base, over, null)),
  underset: binary('\\underset{below}{x}', (under, base) => piled(base, null, under)),
  xrightarrow: longArrow('xrightarrow', 'right'),
  xleftarrow: longArrow('xleftarrow', 'left'),
  xleftrightarrow: longArrow('xleftrightarrow', 'both'),
  hat: mark('hat', 'hat'),
  widehat: mark('widehat', 'hat'),
  bar: mark('bar', 'bar'),
  overline: mark('overline', 'bar'),
  tilde: mark('tilde', 'tilde'),
  widetilde: mark('widetilde', 'tilde'),
  vec: mark('vec', 'vec'),
  overrightarrow: mark('overrightarrow', 'vec'),
  dot: mark('dot', 'dot'),
  ddot: mark('ddot', 'ddot'),
  mathrm: roman('mathrm'),
  mathit: roman('mathit'),
  mathsf: roman('mathsf'),
  mathtt: roman('mathtt'),
  mathnormal: roman('mathnormal'),
  mathbf: boldface('mathbf'),
  boldsymbol: boldface('boldsymbol'),
  bm: boldface('bm'),
  mathbb: alphabet('mathbb', 'CℂHℍNℕPℙQℚRℝZℤ'),
  mathcal: alphabet('mathcal', 'BℬEℰFℱHℋIℐLℒMℳRℛ'),
  text: words('text'),
  textrm: words('textrm'),
  textit: words('textit'),
  textbf: words('textbf', true),
  mbox: words('mbox'),
  cssId: pointed('cssId'),
  htmlId: pointed('htmlId'),
};

/** The commands that take arguments. A new one is one row. */
export const commands: ReadonlyMap<string, Command> = new Map(Object.entries(rows));

const fixed = (names: string, node: (name: string) => MathNode): [string, MathNode][] =>
  names.split(' ').map((name) => [name, node(name)]);

/** The commands without arguments that are more than one glyph. */
export const constants: ReadonlyMap<string, MathNode> = new Map([
  ...fixed('log ln exp sin cos tan sinh cosh tanh coth arcsin arccos arctan', (name) =>
    atom(name, 'op'),
  ),
  ...fixed('det dim ker deg arg hom Pr gcd', (name) => atom(name, 'op')),
  ...fixed('lim max min sup inf limsup liminf', (name) => big(name)),
  ...fixed('sum', () => big('∑')),
  ...fixed('prod', () => big('∏')),
  ...fixed('int', () => big('∫')),
  ...fixed('bigcup', () => big('⋃')),
  ...fixed('bigcap', () => big('⋂')),
  ...fixed('longrightarrow longmapsto', () => arrow('right')),
  ...fixed('longleftarrow', () => arrow('left')),
  ...fixed('longleftrightarrow', () => arrow('both')),
  ...fixed(', : ; thinspace medspace thickspace', () => space(1)),
  [' ', space(1)],
  ...fixed('quad enspace', () => space(2)),
  ...fixed('qquad', () => space(4)),
]);

/** Commands that change nothing in a terminal, where everything has one size. */
export const ignored: ReadonlySet<string> = new Set(
  '! displaystyle textstyle scriptstyle nonumber notag allowbreak negthinspace'.split(' '),
);

/** Sizes that authors give delimiters by hand; here they grow by themselves. */
export const sizes: ReadonlySet<string> = new Set(
  ['big', 'Big', 'bigg', 'Bigg'].flatMap((size) => [size, `${size}l`, `${size}r`, `${size}m`]),
);

const remedies: Readonly<Record<string, string>> = {
  color: '\\cssId{name}{term} (the lab colours a term when the text speaks of it)',
  textcolor: '\\cssId{name}{term} (the lab colours a term when the text speaks of it)',
  pdv: '\\frac{\\partial L}{\\partial W}',
  dv: '\\frac{dL}{dW}',
  argmax: '\\operatorname*{argmax}',
  argmin: '\\operatorname*{argmin}',
  softmax: '\\operatorname{softmax}',
  relu: '\\operatorname{ReLU}',
  ReLU: '\\operatorname{ReLU}',
  tr: '\\operatorname{tr}',
  diag: '\\operatorname{diag}',
  hspace: '\\quad',
  hskip: '\\quad',
  middle: '\\mid',
  over: '\\frac{a}{b}',
  atop: '\\binom{a}{b}',
  label: '\\tag{2}, or nothing',
  ref: 'the number itself in the prose',
  eqref: 'the number itself in the prose',
  intercal: '^\\top',
  transpose: '^\\top',
  newcommand: 'the formula in full (a lesson defines no commands)',
  def: 'the formula in full (a lesson defines no commands)',
  substack: 'one condition',
};

/** What to write instead of commands that authors know from elsewhere. */
export const instead: ReadonlyMap<string, string> = new Map(Object.entries(remedies));
