/**
 * What each character beyond ASCII means in an answer. An explicit table and not Unicode's own
 * compatibility folding, which would turn h₂ᵀ into h2T and x² into x2.
 */
const rows: readonly (readonly [characters: string, meaning: string])[] = [
  ['−–—﹣－', '-'],
  ['’ʼ′´‘`', "'"],
  ['∗＊⁎', '*'],
  ['·⋅∙•', '·'],
  ['⊙∘◦⨀⚬○', '⊙'],
  ['⊘', '⊘'],
  ['×✕', '×'],
  ['⊗', '⊗'],
  ['⁄∕÷', '/'],
  ['ˆ', '^'],
  ['＝', '='],
  ['（', '('],
  ['）', ')'],
  ['‖∥', '‖'],
  [
    '$\t\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000',
    ' ',
  ],
];

export const FOLDED: ReadonlyMap<string, string> = new Map(
  rows.flatMap(([characters, meaning]) => [...characters].map((c) => [c, meaning] as const)),
);

export const TRANSPOSED = 'ᵀ⊤ᵗ⊺';

export const SUPERSCRIPTS: ReadonlyMap<string, string> = new Map(
  [...'⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺'].map((c, i) => [c, '0123456789-+'[i]!]),
);

export const SUBSCRIPTS: ReadonlyMap<string, string> = new Map(
  [...'₀₁₂₃₄₅₆₇₈₉ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ'].map((c, i) => [c, '0123456789aehijklmnoprstuvx'[i]!]),
);

export const FRACTIONS: ReadonlyMap<string, number> = new Map([
  ['½', 1 / 2],
  ['⅓', 1 / 3],
  ['⅔', 2 / 3],
  ['¼', 1 / 4],
  ['¾', 3 / 4],
  ['⅕', 1 / 5],
  ['⅙', 1 / 6],
  ['⅛', 1 / 8],
]);

/** Greek letters and the names they go by; either may be typed. */
export const GREEK: ReadonlyMap<string, string> = new Map(
  Object.entries({
    α: 'alpha',
    β: 'beta',
    γ: 'gamma',
    δ: 'delta',
    ε: 'epsilon',
    ϵ: 'epsilon',
    ζ: 'zeta',
    η: 'eta',
    θ: 'theta',
    κ: 'kappa',
    λ: 'lambda',
    μ: 'mu',
    µ: 'mu',
    ν: 'nu',
    ξ: 'xi',
    π: 'pi',
    ρ: 'rho',
    σ: 'sigma',
    τ: 'tau',
    φ: 'phi',
    ϕ: 'phi',
    χ: 'chi',
    ψ: 'psi',
    ω: 'omega',
    Δ: 'Delta',
    Γ: 'Gamma',
    Θ: 'Theta',
    Λ: 'Lambda',
    Φ: 'Phi',
    Ψ: 'Psi',
    Ω: 'Omega',
  }),
);

/** Letters of other scripts that look like a Latin letter, and the name of their script. */
export const LOOKALIKES: ReadonlyMap<string, readonly [latin: string, script: string]> = new Map(
  (
    [
      ['аеорсухіјѕһԁԛԝ', 'aeopcyxijshdqw', 'Cyrillic'],
      ['АВЕКМНОРСТУХЅІЈ', 'ABEKMHOPCTYXSIJ', 'Cyrillic'],
      ['ονΑΒΕΖΗΙΚΜΝΟΡΤΥΧ', 'ovABEZHIKMNOPTYX', 'Greek'],
    ] as const
  ).flatMap(([odd, latin, script]) =>
    [...odd].map((c, i) => [c, [latin[i]!, script] as const] as const),
  ),
);

/** The character that a full-width one of East Asian keyboards looks like: Ｗ３＞, or null. */
export function narrow(c: string): string | null {
  const code = c.codePointAt(0)!;
  return code >= 0xff01 && code <= 0xff5e ? String.fromCodePoint(code - 0xfee0) : null;
}

/** Control characters, invisible characters and those that reorder text: never shown as they are. */
export function isUnsafe(c: string): boolean {
  const code = c.codePointAt(0)!;
  return (
    (code < 0x20 && c !== '\t' && c !== '\n') ||
    (code >= 0x7f && code <= 0x9f) ||
    code === 0xad ||
    code === 0x61c ||
    (code >= 0x200b && code <= 0x200f) ||
    (code >= 0x2028 && code <= 0x202e) ||
    (code >= 0x2060 && code <= 0x206f) ||
    (code >= 0xd800 && code <= 0xdfff) ||
    code === 0xfeff ||
    (code >= 0xfff0 && code <= 0xffff) ||
    code >= 0xe0000
  );
}

/** Text with every unsafe character replaced by a visible one, for any message that quotes. */
export function visible(text: string): string {
  let out = '';
  for (const c of text) out += isUnsafe(c) ? (c === '\u001b' ? '␛' : '�') : c;
  return out;
}

export function isLetter(c: string): boolean {
  return /^[A-Za-zªºÀ-ÖØ-öø-ɏͰ-ϿЀ-ԯℒℓ]$/u.test(c);
}

export function isDigit(c: string): boolean {
  return c >= '0' && c <= '9';
}
