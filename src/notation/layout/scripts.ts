import { scripted, toAscii } from '../glyphs.ts';
import type { MathNode, Scripts } from '../math.ts';
import { type Context, roleOf } from './context.ts';
import { group, ink, type Piece, type Placed, place } from './piece.ts';

/**
 * A base with its scripts: small glyphs on the line where every glyph exists, otherwise the script
 * raised or lowered by a row. On a tall base scripts sit at its corners.
 */
export function drawScripts(node: Scripts, context: Context): Piece {
  const base = context.draw(node.base, context);
  const flat = base.above === 0 && base.below === 0;
  const placed: Placed[] = [place(base, 0, 0)];
  let x = base.width;
  const small = (side: 'sub' | 'sup'): Piece | null => {
    const glyphs = smallGlyphs(node, side, context, flat);
    if (glyphs === null) return null;
    const inner = node.base.kind === 'atom' ? roleOf(node.base, context) : 'symbol';
    return ink(glyphs, context.role ?? inner);
  };
  const [low, high] = [small('sub'), small('sup')];
  const inner: Context = { ...context, tight: true };
  if (node.sub && !(low && flat)) {
    const piece = low ?? context.draw(node.sub, inner);
    placed.push(place(piece, x, (flat ? 1 : base.below) + piece.above));
  }
  if (low && flat) {
    placed.push(place(low, x, 0));
    if (high) x += low.width;
  }
  if (node.sup) {
    const piece = high ?? context.draw(node.sup, inner);
    const row = flat ? (high ? 0 : -1 - piece.below) : -base.above - piece.below;
    placed.push(place(piece, x, row));
  }
  return group(placed);
}

function smallGlyphs(
  node: Scripts,
  side: 'sub' | 'sup',
  context: Context,
  flat: boolean,
): string | null {
  const script = node[side];
  const plain = script && plainText(script);
  if (!plain) return null;
  return context.ascii ? typedScript(node, side, plain, flat) : scripted(plain, side);
}

/** How a short script is typed on the line: `W3`, `w_ij`, `h^T`, `f'`; null for a longer one. */
export function typedScript(
  node: Scripts,
  side: 'sub' | 'sup',
  plain: string,
  flat: boolean,
): string | null {
  const one = [...plain].length === 1 || /^[\w′]+$/.test(plain);
  if (!one && !(side === 'sup' && /^−\w+$/.test(plain))) return null;
  const typed = toAscii(plain);
  if (!flat) return typed;
  if (side === 'sup') return /^'+$/.test(typed) ? typed : `^${typed}`;
  const letter = node.base.kind === 'atom' && /^[A-Za-z]$/.test(node.base.text);
  return letter && /^\d+$/.test(typed) ? typed : `_${typed}`;
}

/** The text of a script made of plain symbols only, without spaces; null for anything taller. */
export function plainText(node: MathNode): string | null {
  if (node.kind === 'atom') return node.bold || node.text.includes(' ') ? null : node.text;
  if (node.kind === 'fenced') {
    const body = plainText(node.body);
    return body === null ? null : node.open + body + node.close;
  }
  if (node.kind !== 'row') return null;
  const texts = node.items.map(plainText);
  return texts.includes(null) ? null : texts.join('');
}
