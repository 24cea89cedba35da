import { combining, precomposed } from './accents.ts';
import { printable, scripted, toAscii } from './glyphs.ts';
import { plainText, typedScript } from './layout/scripts.ts';
import { edges, gap, joins, settle } from './layout/spacing.ts';
import { isLetter } from './letters.ts';
import type { Accent, Arrow, Frac, Grid, MathNode, Scripts } from './math.ts';
import { opened } from './walk.ts';

/** How a formula is written on one line. */
export interface InlineOptions {
  /** Write with ASCII characters only. */
  readonly ascii?: boolean;
}

/** A formula on one line of running text: `∂L/∂h₃`, with brackets where a fraction needs them. */
export const inline = (math: MathNode, options: InlineOptions = {}): string =>
  new Line(options.ascii ?? false).write(math);

class Line {
  private readonly ascii: boolean;
  /** Inside a script or limit, where operators stand close. */
  private readonly tight: boolean;

  constructor(ascii: boolean, tight = false) {
    this.ascii = ascii;
    this.tight = tight;
  }

  write(node: MathNode): string {
    switch (node.kind) {
      case 'atom':
        return this.glyphs(node.text);
      case 'row':
        return this.row(node.items);
      case 'frac':
        return this.frac(node);
      case 'scripts':
        return this.scripts(node);
      case 'sqrt':
        return this.root(node.body, node.index);
      case 'brace':
        return this.write(node.body) + (node.label ? ` [${this.write(node.label)}]` : '');
      case 'arrow':
        return this.arrow(node);
      case 'fenced':
        return this.glyphs(node.open) + this.write(node.body) + this.glyphs(node.close);
      case 'grid':
        return this.grid(node);
      case 'big': {
        const base: MathNode = { kind: 'atom', text: node.symbol, cls: 'op', bold: false };
        return this.scripts({ kind: 'scripts', base, sub: node.lower, sup: node.upper });
      }
      case 'stack':
        return [node.base, node.over, node.under]
          .map((it, i) => (it ? (i === 0 ? this.write(it) : `(${this.write(it)})`) : ''))
          .join('');
      case 'accent':
        return this.accent(node);
      case 'space':
        return ' ';
      case 'part':
        return this.write(node.body);
      case 'tagged':
        return `${this.write(node.body)} ${this.glyphs(node.tag)}`;
    }
  }

  private glyphs(text: string): string {
    return this.ascii ? toAscii(text) : printable(text);
  }

  private row(all: readonly MathNode[]): string {
    const sequence = opened(all);
    const items = sequence.filter((item) => item.kind !== 'space');
    const spaced = new Set(sequence.filter((_, i) => sequence[i - 1]?.kind === 'space'));
    const classes = settle(items.map(edges));
    let out = '';
    let before = '';
    items.forEach((item, i) => {
      const written = this.write(item);
      const previous = items[i - 1];
      if (previous && isFraction(previous) && isFraction(item)) out += this.ascii ? ' * ' : ' · ';
      else if (previous) {
        const wanted = gap(classes[i - 1]![1], classes[i]![0], this.tight) === 1;
        const clash = joins(before, written) || (/[\])]$/.test(before) && isLetter(written));
        out += wanted || clash || spaced.has(item) ? ' ' : '';
      }
      const next = classes[i + 1]?.[0];
      const multiplies = next === 'ord' || next === 'open' || next === 'op' || next === 'text';
      out += isFraction(item) && multiplies ? `(${written})` : written;
      before = written;
    });
    return out;
  }

  private frac(node: Frac): string {
    if (!node.bar) return `${this.write(node.num)}; ${this.write(node.den)}`;
    const num = this.differential(node.num) ?? this.bracketed(node.num, isProduct(node.num));
    const den = this.differential(node.den) ?? this.bracketed(node.den, isFactor(node.den));
    return `${num}/${den}`;
  }

  /** `∂L`, or `∂(W₃h₂)` when several factors are differentiated; null for anything else. */
  private differential(node: MathNode): string | null {
    if (node.kind !== 'row') return null;
    const [first, ...rest] = opened(node.items).filter((item) => item.kind !== 'space');
    const base = first?.kind === 'scripts' ? first.base : first;
    if (!first || base?.kind !== 'atom' || !/^[∂d]$/.test(base.text) || rest.length === 0) {
      return null;
    }
    if (base.text === 'd' && rest.length > 1) return null;
    const applied = rest.length === 2 && rest[1]!.kind === 'fenced';
    const of = this.row(rest);
    if (rest.length === 1 || applied) {
      return this.write(first) + (joins(this.write(first), of) ? ' ' : '') + of;
    }
    return `${this.write(first)}(${of})`;
  }

  private bracketed(node: MathNode, plain: boolean): string {
    return plain ? this.write(node) : `(${this.write(node)})`;
  }

  private scripts(node: Scripts): string {
    const base = this.bracketed(node.base, isFactor(node.base));
    return base + this.script(node, 'sub') + this.script(node, 'sup');
  }

  private script(node: Scripts, side: 'sub' | 'sup'): string {
    const script = node[side];
    if (!script) return '';
    const plain = plainText(script);
    const small =
      plain === null
        ? null
        : this.ascii
          ? typedScript(node, side, plain, true)
          : scripted(plain, side);
    if (small !== null) return small;
    const word = script.kind === 'atom' || (plain !== null && /^\w+$/.test(plain));
    const fenced = script.kind === 'fenced';
    const inner = new Line(this.ascii, true).bracketed(script, word || fenced);
    return (side === 'sub' ? '_' : '^') + inner;
  }

  private root(body: MathNode, index: MathNode | null): string {
    const degree = index ? (scripted(plainText(index) ?? ' ', 'sup') ?? this.write(index)) : '';
    if (this.ascii) {
      return index
        ? `root(${this.write(index)}, ${this.write(body)})`
        : `sqrt(${this.write(body)})`;
    }
    return `${degree}√${this.bracketed(body, isFactor(body) || body.kind === 'fenced')}`;
  }

  private arrow(node: Arrow): string {
    const said = [node.above, node.below].flatMap((it) => (it ? [this.write(it)] : [])).join(', ');
    const [line, left, right] = this.ascii ? ['-', '<', '>'] : ['─', '←', '→'];
    const tail = node.direction === 'right' ? line : `${left}${this.ascii ? line : ''}`;
    const head = node.direction === 'left' ? line : `${this.ascii ? line : ''}${right}`;
    if (said) return tail + said + head;
    const bare = { left: ['←', '<-'], right: ['→', '->'], both: ['↔', '<->'] } as const;
    return bare[node.direction][this.ascii ? 1 : 0];
  }

  private grid(node: Grid): string {
    if (node.form === 'aligned') {
      return node.rows.map((cells) => this.row(cells).trim()).join('; ');
    }
    const rows = node.rows.map((cells) => cells.map((cell) => this.write(cell)));
    if (node.form === 'cases') return `{ ${rows.map((cells) => cells.join('  ')).join('; ')} }`;
    return `[${rows.map((cells) => `[${cells.join(', ')}]`).join(', ')}]`;
  }

  private accent(node: Accent): string {
    const body = this.write(node.body);
    if (this.ascii || [...body].length !== 1) return `${node.accent}(${body})`;
    return precomposed(node) ?? body + combining[node.accent];
  }
}

const isFraction = (node: MathNode): boolean =>
  (node.kind === 'frac' && node.bar) || (node.kind === 'brace' && isFraction(node.body));

/** Whether a term binds closer than a fraction's slash on its left: a product without operators. */
const isProduct = (node: MathNode): boolean =>
  isFactor(node) || (node.kind === 'row' && opened(node.items).every(isFactor));

/** Whether a term is a single factor. */
function isFactor(node: MathNode): boolean {
  if (node.kind === 'part') return isFactor(node.body);
  if (node.kind === 'atom') return !['bin', 'rel', 'punct'].includes(node.cls);
  if (node.kind === 'row') return node.items.length === 0;
  return !['frac', 'big', 'tagged', 'arrow', 'brace', 'space'].includes(node.kind);
}
