import { byGlyph } from './symbols.ts';

const subscripts = pairs(
  '0₀1₁2₂3₃4₄5₅6₆7₇8₈9₉+₊−₋=₌(₍)₎aₐeₑhₕiᵢjⱼkₖlₗmₘnₙoₒpₚrᵣsₛtₜuᵤvᵥxₓβᵦγᵧρᵨφᵩχᵪ,,',
);

const superscripts = pairs(
  '0⁰1¹2²3³4⁴5⁵6⁶7⁷8⁸9⁹+⁺−⁻=⁼(⁽)⁾aᵃbᵇcᶜdᵈeᵉfᶠgᵍhʰiⁱjʲkᵏlˡmᵐnⁿoᵒpᵖrʳsˢtᵗuᵘvᵛwʷxˣyʸzᶻ' +
    '**AᴬBᴮDᴰEᴱGᴳHᴴIᴵJᴶKᴷLᴸMᴹNᴺOᴼPᴾRᴿTᵀUᵁWᵂ⊤ᵀ′′**††°°βᵝγᵞδᵟφᵠχᵡ',
);

function pairs(text: string): ReadonlyMap<string, string> {
  const glyphs = [...text];
  return new Map(glyphs.flatMap((g, i) => (i % 2 === 0 ? [[g, glyphs[i + 1]!] as const] : [])));
}

/** The text in subscript or superscript glyphs, or null when one of them does not exist. */
export function scripted(text: string, side: 'sub' | 'sup'): string | null {
  const table = side === 'sub' ? subscripts : superscripts;
  let out = '';
  for (const glyph of text) {
    const small = table.get(glyph);
    if (small === undefined) return null;
    out += small;
  }
  return out;
}

/** What stands in for a character that a formula cannot hold. */
const stranger = '?';

/** Ranges of characters that are one column wide, visible and of no direction. */
const narrow: readonly (readonly [number, number])[] = [
  [0x20, 0x7e],
  [0xa1, 0xac],
  [0xae, 0x2ff],
  [0x370, 0x377],
  [0x37a, 0x37f],
  [0x384, 0x482],
  [0x48a, 0x52f],
  [0x1d2c, 0x1dbf],
  [0x1e00, 0x1eff],
  [0x2010, 0x2027],
  [0x2030, 0x205e],
  [0x2070, 0x209c],
  [0x20a0, 0x20bf],
  [0x2100, 0x214f],
  [0x2150, 0x218b],
  [0x2190, 0x2319],
  [0x231c, 0x2328],
  [0x232b, 0x23e8],
  [0x2460, 0x25fc],
  [0x25ff, 0x2613],
  [0x2701, 0x2704],
  [0x2713, 0x2727],
  [0x27c0, 0x2b1a],
  [0x2c60, 0x2c7f],
];

/** Whether a character takes exactly one column in every terminal and shows what it is. */
export function isNarrow(glyph: string): boolean {
  const code = glyph.codePointAt(0) ?? 0;
  return narrow.some(([from, to]) => from <= code && code <= to);
}

/** The text with every character that is not one plain column replaced by a question mark. */
export function printable(text: string): string {
  let out = '';
  for (const glyph of text.normalize('NFC')) out += isNarrow(glyph) ? glyph : stranger;
  return out;
}

/** The text in ASCII: symbols by their typed form, letters without their marks. */
export function toAscii(text: string): string {
  let out = '';
  for (const glyph of text) {
    if (glyph >= ' ' && glyph <= '~') out += glyph;
    else out += byGlyph.get(glyph)?.ascii ?? bare(glyph);
  }
  return out;
}

function bare(glyph: string): string {
  const plain = glyph.normalize('NFKD').replace(/[^ -~]/g, '');
  return plain === '' ? stranger : plain;
}
