import { printable } from './glyphs.ts';
import { plainText } from './layout/scripts.ts';
import type { Atom, Big, Fenced, Frac, Grid, MathNode, Scripts } from './math.ts';
import { byGlyph } from './symbols.ts';
import { children, opened } from './walk.ts';

/** A formula as one sentence to be spoken: "partial L over partial W 3 equals …". */
export function speak(math: MathNode): string {
  return say(math)
    .replace(/\s+/g, ' ')
    .replace(/ ([,;:])/g, '$1')
    .replace(/([,;:])(?:\s*,)+/g, '$1')
    .replace(/,\s*([;:.])/g, '$1')
    .replace(/^[\s,;]+|[\s,;]+$/g, '');
}

function say(node: MathNode): string {
  switch (node.kind) {
    case 'atom':
      return sayAtom(node);
    case 'row':
      return sayRow(opened(node.items));
    case 'frac':
      return sayFrac(node);
    case 'scripts':
      return `${say(node.base)} ${saySub(node)} ${saySup(node)}`;
    case 'sqrt':
      return `${rootName(node.index)} of ${say(node.body)}${isShort(node.body) ? '' : ', end root,'}`;
    case 'brace':
      return node.label ? `${say(node.body)}, labelled ${say(node.label)},` : say(node.body);
    case 'arrow': {
      const name = { left: 'arrow back', right: 'arrow', both: 'arrow both ways' }[node.direction];
      const labels = [node.above, node.below].flatMap((it) => (it ? [say(it)] : []));
      return `, ${[name, ...labels].join(' ')},`;
    }
    case 'fenced':
      return sayFenced(node);
    case 'grid':
      return sayGrid(node);
    case 'big':
      return sayBig(node);
    case 'stack':
      return [
        say(node.base),
        node.over ? `with ${say(node.over)} above,` : '',
        node.under ? `with ${say(node.under)} below,` : '',
      ].join(' ');
    case 'accent': {
      const name = {
        hat: 'hat',
        bar: 'bar',
        tilde: 'tilde',
        vec: 'vector',
        dot: 'dot',
        ddot: 'double dot',
      };
      const short = node.body.kind === 'atom';
      return `${say(node.body)}${short ? '' : ', all under a'} ${name[node.accent]}`;
    }
    case 'space':
      return ' ';
    case 'part':
      return say(node.body);
    case 'tagged':
      return `equation ${printable(node.tag).replace(/[()]/g, '')}: ${say(node.body)}`;
  }
}

function sayAtom(node: Atom): string {
  const said = byGlyph.get(node.text)?.said;
  return ` ${said ?? printable(node.text).normalize('NFKC')} `;
}

/** Says what stands between two neighbours and is not written: "times" and "of". */
function sayRow(items: readonly MathNode[]): string {
  let out = '';
  let previous: MathNode | null = null;
  let apart = false;
  for (const item of items) {
    if (item.kind === 'space') {
      apart = true;
      continue;
    }
    const link: string = previous ? between(previous, item, apart) : '';
    const bare =
      item.kind === 'fenced' && (link === 'where' || (link === 'of' && isShort(item.body)));
    out += ` ${link} ${bare ? say(item.body) : say(item)}${link === 'where' ? ',' : ''}`;
    previous = item;
    apart = false;
  }
  return out;
}

function between(left: MathNode, right: MathNode, apart: boolean): string {
  if (right.kind === 'fenced' && right.open !== '|' && right.open !== '‖') {
    if (isMask(left, right)) return 'where';
    if (isEmpty(right.body)) return '';
    return isFunction(left) && !apart
      ? 'of'
      : isThing(left) && (apart || left.kind !== 'atom')
        ? 'times'
        : '';
  }
  if (isFrac(left) && isThing(right)) return 'times';
  if (isFrac(right) && isThing(left)) return 'times';
  return left.kind === 'fenced' && isThing(right) ? 'times' : '';
}

const isEmpty = (node: MathNode): boolean => node.kind === 'row' && node.items.length === 0;

/** `1[z > 0]`, which is 1 where the condition holds. */
const isMask = (left: MathNode, right: Fenced): boolean =>
  left.kind === 'atom' && left.text === '1' && right.open === '[';

const isFrac = (node: MathNode): boolean =>
  node.kind === 'frac' || (node.kind === 'brace' && isFrac(node.body));

/** A name that a bracket after it makes a function: words, lower-case and Greek letters. */
function isFunction(node: MathNode): boolean {
  if (node.kind === 'scripts') return isFunction(node.base);
  if (node.kind !== 'atom') return false;
  return node.cls === 'op' || node.cls === 'text' || /^(\p{Ll}|\p{L}{2,})$/u.test(node.text);
}

function isThing(node: MathNode): boolean {
  if (node.kind === 'atom')
    return node.cls === 'ord' && node.text !== '∂' && !/^[…⋯.]$/.test(node.text);
  if (node.kind === 'scripts') return isThing(node.base);
  return ['frac', 'fenced', 'sqrt', 'accent', 'brace'].includes(node.kind);
}

function sayFrac(node: Frac): string {
  if (!node.bar) return `${say(node.num)} choose ${say(node.den)}`;
  const plain = `${say(node.num)} over ${say(node.den)}`;
  return isShort(node.num) && isShort(node.den) ? plain : `the fraction ${plain}, end fraction,`;
}

/** Whether a term needs no words that say where it ends. */
function isShort(node: MathNode): boolean {
  if (node.kind === 'atom') return !['bin', 'rel', 'punct'].includes(node.cls);
  if (['frac', 'big', 'grid', 'arrow'].includes(node.kind)) return false;
  return children(node).every(isShort);
}

function saySub(node: Scripts): string {
  if (!node.sub) return '';
  const plain = plainText(node.sub);
  if (plain !== null && /^\d+$/.test(plain)) return plain;
  return `sub ${say(node.sub)}${isShort(node.sub) ? '' : ', end sub,'}`;
}

const powers: ReadonlyMap<string, string> = new Map([
  ['2', 'squared'],
  ['3', 'cubed'],
  ['T', 'transpose'],
  ['⊤', 'transpose'],
  ['*', 'star'],
  ['−1', 'inverse'],
  ['′', 'prime'],
  ['′′', 'double prime'],
  ['†', 'dagger'],
  ['∘', 'degrees'],
]);

function saySup(node: Scripts): string {
  if (!node.sup) return '';
  const known = powers.get(plainText(node.sup) ?? '');
  if (known) return known;
  if (node.sup.kind === 'fenced') return `superscript ${say(node.sup.body)},`;
  return `to the ${say(node.sup)}${isShort(node.sup) ? '' : ', end power,'}`;
}

function rootName(index: MathNode | null): string {
  if (!index) return 'the square root';
  const plain = plainText(index);
  return plain === '3' ? 'the cube root' : `the root of order ${say(index)}`;
}

function sayFenced(node: Fenced): string {
  const body = say(node.body);
  if (node.open === '|' && node.close === '|') return `the absolute value of ${body},`;
  if (node.open === '‖' && node.close === '‖') return `the norm of ${body},`;
  if (node.open === '⌊') return `the floor of ${body},`;
  if (node.open === '⌈') return `the ceiling of ${body},`;
  const [open, close] = [node.open, node.close].map((glyph) => byGlyph.get(glyph)?.said ?? '');
  return ` ${open} ${body} ${close} `;
}

function sayGrid(node: Grid): string {
  if (node.form === 'aligned') return node.rows.map((cells) => sayRow(opened(cells))).join('; ');
  if (node.form === 'cases') {
    return `${node.rows.map((cells) => cells.map(say).join(' ')).join('; ')}, end of cases,`;
  }
  const columns = Math.max(0, ...node.rows.map((cells) => cells.length));
  const name = node.open === '|' ? 'determinant' : 'matrix';
  const rows = node.rows.map((cells, i) => `row ${i + 1}: ${cells.map(say).join(', ')}`);
  return `the ${node.rows.length} by ${columns} ${name}, ${rows.join('; ')}; end ${name},`;
}

function sayBig(node: Big): string {
  const name =
    byGlyph.get(node.symbol)?.said ?? (node.symbol === 'lim' ? 'the limit' : node.symbol);
  const lower = node.lower ? say(node.lower) : '';
  if (node.upper) return ` ${name} from ${lower} to ${say(node.upper)} of `;
  if (!lower) return ` ${name} of `;
  return node.symbol === 'lim' ? ` ${name} as ${lower} of ` : ` ${name} over ${lower} of `;
}
