import type { AtomClass } from './math.ts';

/** A glyph of mathematics: its class, how it is typed in ASCII, how it is said, its LaTeX names. */
export interface MathSymbol {
  readonly glyph: string;
  readonly cls: AtomClass;
  readonly ascii: string;
  readonly said: string;
  readonly names: readonly string[];
}

type Line = readonly [glyph: string, ascii: string, said: string, names: string];

const ordinary: readonly Line[] = [
  ['∂', 'd', 'partial', 'partial'],
  ['∇', 'grad', 'nabla', 'nabla'],
  ['∞', 'inf', 'infinity', 'infty'],
  ['ℓ', 'l', 'ell', 'ell'],
  ['∅', '{}', 'the empty set', 'emptyset varnothing'],
  ['∀', 'for all', 'for all', 'forall'],
  ['∃', 'exists', 'there exists', 'exists'],
  ['¬', '!', 'not', 'neg lnot'],
  ['⊤', 'T', 'top', 'top'],
  ['⊥', '_|_', 'bottom', 'bot'],
  ['′', "'", 'prime', 'prime'],
  ['°', 'deg', 'degrees', 'degree'],
  ['…', '...', 'and so on', 'ldots dots dotsc'],
  ['⋯', '...', 'and so on', 'cdots dotsb dotsm'],
  ['⋮', ':', 'and so on', 'vdots'],
  ['⋱', '...', 'and so on', 'ddots'],
  ['†', '+', 'dagger', 'dagger'],
  ['ℜ', 'Re', 'real part of', 'Re'],
  ['ℑ', 'Im', 'imaginary part of', 'Im'],
  ['|', '|', 'bar', 'vert'],
  ['‖', '||', 'norm bar', '| Vert'],
  ['/', '/', 'over', 'slash'],
  ['✓', 'ok', 'check', 'checkmark'],
  ['%', '%', 'percent', '%'],
  ['#', '#', 'number', '#'],
  ['$', '$', 'dollar', '$'],
  ['&', '&', 'and', '&'],
  ['_', '_', 'underscore', '_'],
  ['\\', '\\', 'backslash', 'backslash'],
];

const binary: readonly Line[] = [
  ['+', '+', 'plus', ''],
  ['−', '-', 'minus', ''],
  ['±', '+-', 'plus or minus', 'pm'],
  ['∓', '-+', 'minus or plus', 'mp'],
  ['·', '*', 'times', 'cdot'],
  ['×', 'x', 'times', 'times'],
  ['÷', '/', 'divided by', 'div'],
  ['*', '*', 'star', 'ast'],
  ['@', '@', 'matrix times', ''],
  ['⊙', '.*', 'elementwise times', 'odot'],
  ['⊗', '(x)', 'tensor product', 'otimes'],
  ['⊕', '(+)', 'circle plus', 'oplus'],
  ['⊖', '(-)', 'circle minus', 'ominus'],
  ['⊘', './', 'elementwise divided by', 'oslash'],
  ['∘', 'o', 'composed with', 'circ'],
  ['∩', '&', 'intersected with', 'cap'],
  ['∪', '|', 'union', 'cup'],
  ['∧', 'and', 'and', 'wedge land'],
  ['∨', 'or', 'or', 'vee lor'],
  ['∖', '\\', 'without', 'setminus'],
  ['⋆', '*', 'star', 'star'],
  ['∙', '*', 'times', 'bullet'],
];

const relation: readonly Line[] = [
  ['=', '=', 'equals', ''],
  ['<', '<', 'is less than', 'lt'],
  ['>', '>', 'is greater than', 'gt'],
  [':', ':', 'colon', 'colon'],
  ['≠', '!=', 'is not equal to', 'ne neq'],
  ['≤', '<=', 'is at most', 'le leq leqslant'],
  ['≥', '>=', 'is at least', 'ge geq geqslant'],
  ['≪', '<<', 'is much less than', 'll'],
  ['≫', '>>', 'is much greater than', 'gg'],
  ['≈', '~=', 'is about', 'approx thickapprox'],
  ['≡', '==', 'is identical to', 'equiv'],
  ['∼', '~', 'is distributed as', 'sim'],
  ['≃', '~=', 'is asymptotically', 'simeq'],
  ['≅', '~=', 'is congruent to', 'cong'],
  ['∝', '~', 'is proportional to', 'propto'],
  ['≔', ':=', 'is defined as', 'coloneqq coloneq'],
  ['∈', 'in', 'in', 'in'],
  ['∉', 'not in', 'not in', 'notin'],
  ['∋', 'has', 'contains', 'ni'],
  ['⊂', 'subset', 'is a subset of', 'subset'],
  ['⊆', 'subset', 'is a subset of', 'subseteq'],
  ['⊃', 'superset', 'is a superset of', 'supset'],
  ['∣', '|', 'given', 'mid'],
  ['∥', '||', 'is parallel to', 'parallel'],
  ['⟂', '_|_', 'is perpendicular to', 'perp'],
  ['→', '->', 'goes to', 'to rightarrow'],
  ['←', '<-', 'comes from', 'leftarrow gets'],
  ['↔', '<->', 'goes both ways to', 'leftrightarrow'],
  ['↦', '|->', 'maps to', 'mapsto'],
  ['⇒', '=>', 'implies', 'Rightarrow implies Longrightarrow'],
  ['⇐', '<=', 'follows from', 'Leftarrow impliedby Longleftarrow'],
  ['⇔', '<=>', 'if and only if', 'Leftrightarrow iff Longleftrightarrow'],
  ['↑', '^', 'up', 'uparrow'],
  ['↓', 'v', 'down', 'downarrow'],
];

const large: readonly Line[] = [
  ['∑', 'sum', 'the sum', 'sum'],
  ['∏', 'prod', 'the product', 'prod'],
  ['∫', 'int', 'the integral', 'int'],
  ['⋃', 'union', 'the union', 'bigcup'],
  ['⋂', 'meet', 'the intersection', 'bigcap'],
];

const opening: readonly Line[] = [
  ['(', '(', 'open parenthesis', 'lparen'],
  ['[', '[', 'open bracket', 'lbrack'],
  ['{', '{', 'open brace', '{ lbrace'],
  ['⌊', '[', 'floor of', 'lfloor'],
  ['⌈', '[', 'ceiling of', 'lceil'],
  ['⟨', '<', 'open angle', 'langle'],
  ['|', '|', 'absolute value of', 'lvert'],
  ['‖', '||', 'norm of', 'lVert'],
];

const closing: readonly Line[] = [
  [')', ')', 'close parenthesis', 'rparen'],
  [']', ']', 'close bracket', 'rbrack'],
  ['}', '}', 'close brace', '} rbrace'],
  ['⌋', ']', 'end floor', 'rfloor'],
  ['⌉', ']', 'end ceiling', 'rceil'],
  ['⟩', '>', 'close angle', 'rangle'],
  ['|', '|', 'end absolute value', 'rvert'],
  ['‖', '||', 'end norm', 'rVert'],
  ['!', '!', 'factorial', ''],
  ['?', '?', 'question mark', ''],
];

const punctuation: readonly Line[] = [
  [',', ',', ',', ''],
  [';', ';', ';', ''],
];

/** Variants share a glyph: the answer line knows one ε too, and two would look like two things. */
const greek =
  `α alpha|β beta|γ gamma|δ delta|ε epsilon varepsilon|ζ zeta|η eta|θ theta vartheta|ι iota
|κ kappa|λ lambda|μ mu|ν nu|ξ xi|π pi|ρ rho varrho|σ sigma|τ tau|υ upsilon|φ phi varphi|χ chi|ψ psi
|ω omega|Γ Gamma|Δ Delta|Θ Theta|Λ Lambda|Ξ Xi|Π Pi|Σ Sigma|Φ Phi|Ψ Psi|Ω Omega`
    .split(/\s*\|/)
    .map((line): Line => {
      const [glyph = '', name = '', ...variants] = line.split(' ');
      return [glyph, name, name, [name, ...variants].join(' ')];
    });

const family = (cls: AtomClass, lines: readonly Line[]): MathSymbol[] =>
  lines.map(([glyph, ascii, said, names]) => ({
    glyph,
    cls,
    ascii,
    said,
    names: names.split(' ').filter(Boolean),
  }));

/** Every glyph the formulas know, one row each. */
export const symbols: readonly MathSymbol[] = [
  ...family('ord', ordinary),
  ...family('ord', greek),
  ...family('bin', binary),
  ...family('rel', relation),
  ...family('op', large),
  ...family('open', opening),
  ...family('close', closing),
  ...family('punct', punctuation),
];

/** Symbols by their glyph; of two with one glyph (`|` alone, `|` opening) the first. */
export const byGlyph: ReadonlyMap<string, MathSymbol> = new Map(
  [...symbols].reverse().map((s) => [s.glyph, s]),
);

/** Symbols by LaTeX command, without the backslash. */
export const byName: ReadonlyMap<string, MathSymbol> = new Map(
  symbols.flatMap((s) => s.names.map((name) => [name, s] as const)),
);
