import type { Role } from '../box.ts';
import { isWord } from '../letters.ts';
import type { Atom, MathNode } from '../math.ts';
import type { Brush } from './brush.ts';
import type { Piece } from './piece.ts';

/** What a construction needs to know to be drawn, and how it draws what is inside it. */
export interface Context {
  readonly brush: Brush;
  readonly ascii: boolean;
  /** Inside a sub- or superscript or a limit, where operators stand close. */
  readonly tight: boolean;
  /** Overrides the role of everything inside: labels are labels whatever they say. */
  readonly role: Role | null;
  readonly draw: (node: MathNode, context: Context) => Piece;
}

const roles = {
  op: 'function',
  bin: 'operator',
  rel: 'operator',
  open: 'fence',
  close: 'fence',
  punct: 'symbol',
  text: 'text',
} as const;

/** The role of an atom's cells. */
export function roleOf(atom: Atom, context: Context): Role {
  if (context.role !== null) return context.role;
  if (atom.cls !== 'ord') return roles[atom.cls];
  if (/^[\d.]+$/.test(atom.text)) return 'number';
  return isWord(atom.text, '_ ') ? 'variable' : 'symbol';
}
