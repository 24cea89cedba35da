import { GREEK } from './characters.ts';
import type { TokenKind } from './lexer.ts';

/** What a LaTeX command pasted into an answer stands for. */
interface Command {
  readonly kind: TokenKind | 'skip';
  readonly text: string;
  readonly length: number;
}

const SIGNS: Readonly<Record<string, string>> = {
  odot: '⊙',
  circ: '⊙',
  cdot: '·',
  times: '×',
  otimes: '⊗',
  oslash: '⊘',
  partial: '∂',
  nabla: '∇',
  sqrt: '√',
  sum: 'Σ',
  prime: "'",
  ge: '>=',
  geq: '>=',
  le: '<=',
  leq: '<=',
  gt: '>',
  lt: '<',
  lvert: '|',
  rvert: '|',
  lVert: '‖',
  rVert: '‖',
  '{': '(',
  '}': ')',
  '|': '‖',
};

/** Commands that only space, size, switch fonts without a group, or begin and end a formula. */
const SKIPPED = new Set(
  'left right big Big bigl bigr Bigl Bigr quad qquad displaystyle limits , ; : ! ( ) [ ]'.split(
    ' ',
  ),
);

/** Commands around a word: \mathrm{ReLU}; the group may be one character without braces. */
const WORDS =
  /^\\(?:mathrm|operatorname|text|mathit|textrm|mathbf|mathsf|mathcal|boldsymbol|bm|mathbb|mathds|Bbb)(?:\s*\{\s*([A-Za-z0-9]+)\s*\}|\s+([A-Za-z0-9])|([0-9]))/;

const FUNCTIONS = new Set(
  'exp log ln tanh max min det relu ReLU sigmoid softmax sign diag tr'.split(' '),
);
const GREEK_NAMES = new Set([...GREEK.values(), 'varepsilon', 'varphi']);

/** The command that starts at `start`, or null when it is not one an answer may have. */
export function command(source: string, start: number): Command | null {
  const rest = source.slice(start, start + 60);
  const word = WORDS.exec(rest);
  if (word) {
    const text = word[1] ?? word[2] ?? word[3]!;
    const isOne = text === '1';
    return { kind: isOne ? 'sign' : 'name', text: isOne ? '𝟏' : text, length: word[0].length };
  }
  const name = /^\\([A-Za-z]+|[{},;:! ()[\]|])/.exec(rest)?.[1];
  if (name === undefined) return null;
  const length = name.length + 1;
  if (name === ' ' || SKIPPED.has(name)) return { kind: 'skip', text: '', length };
  if (name === 'top' || name === 'intercal') return { kind: 'transpose', text: 'ᵀ', length };
  if (name === 'frac' || name === 'dfrac' || name === 'tfrac') {
    return { kind: 'frac', text: name, length };
  }
  if (GREEK_NAMES.has(name)) return { kind: 'name', text: name.replace(/^var/, ''), length };
  if (FUNCTIONS.has(name)) return { kind: 'name', text: name, length };
  const sign = SIGNS[name];
  return sign ? { kind: 'sign', text: sign, length } : null;
}
