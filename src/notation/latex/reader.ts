import { isNarrow } from '../glyphs.ts';
import { atom, big, type MathNode, num, op, row, space, tagged } from '../math.ts';
import { byGlyph, byName } from '../symbols.ts';
import { attach } from './attach.ts';
import { type Command, commands, constants, ignored, sizes } from './commands.ts';
import { readDelimiter } from './delimiter.ts';
import { environments, refence } from './environments.ts';
import { matchFences, nesting } from './fencing.ts';
import { stray, undrawable, unknownCommand, unknownEnvironment } from './remedies.ts';
import { Scanner } from './scanner.ts';
import { plainWords, upright } from './words.ts';

const empty: MathNode = { kind: 'row', items: [] };

/** Characters that stand for another glyph in math. */
const typed: Readonly<Record<string, string>> = { '-': '−', '~': ' ' };

/** Reads one formula by recursive descent. */
export class LatexReader {
  private readonly in: Scanner;
  private tag: string | null = null;

  constructor(source: string) {
    this.in = new Scanner(source);
  }

  /** The whole source as a formula. */
  formula(): MathNode {
    const math = this.row(() => false);
    stray(this.in);
    return this.tag === null ? math : tagged(math, this.tag);
  }

  /** Things up to one that ends a row: }, &, \\, \right, \end, or what `stop` sees. */
  private row(stop: () => boolean): MathNode {
    const items: MathNode[] = [];
    let open = 0;
    while (!this.atEnd() && !stop()) {
      const item = this.scripted();
      if (item) items.push(item);
      const step = item ? Math.max(-open, nesting(item)) : 0;
      this.in.deepen(step);
      open += step;
    }
    this.in.deepen(-open);
    return row(...matchFences(items));
  }

  private atEnd(): boolean {
    const c = this.in.peek();
    if (c === '' || c === '}' || c === '&') return true;
    if (c !== '\\') return false;
    const name = this.in.peekCommand();
    return name === '\\' || name === 'right' || name === 'end' || name === 'cr';
  }

  /** One thing with the scripts that follow it; null for what leaves nothing on the page. */
  private scripted(): MathNode | null {
    const start = this.in.offset;
    const c = this.in.peek();
    const bare = c === '^' || c === '_' || c === "'";
    const nucleus = bare ? empty : this.nucleus();
    if (nucleus === null) return null;
    this.in.count(start);
    let base = this.limits(nucleus);
    let below: MathNode | null = null;
    let above: MathNode | null = null;
    for (;;) {
      const next = this.in.peek();
      const at = this.in.offset;
      if (next === "'") {
        above = row(...(above ? [above] : []), this.primes());
      } else if (next === '^' || next === '_') {
        const side = next === '^' ? 'superscripts' : 'subscripts';
        if (next === '^' ? above && !isPrime(above) : below) {
          this.in.fail(`Two ${side} in a row; write x${next}{a${next}{b}} or x${next}{ab}.`, at);
        }
        this.in.offset++;
        const script = this.argument(next === '^' ? 'x^{2}' : 'x_{2}', at);
        if (next === '_') below = script;
        else above = above ? row(above, script) : script;
        if (next === '_' && base.kind === 'big') base = this.limits(base);
      } else break;
    }
    return attach(base, below, above);
  }

  private primes(): MathNode {
    const start = this.in.offset;
    while (this.in.source[this.in.offset] === "'") this.in.offset++;
    return atom('′'.repeat(this.in.offset - start));
  }

  /** \limits and \nolimits after a big operator. */
  private limits(node: MathNode): MathNode {
    const name = this.in.peekCommand();
    if (name !== 'limits' && name !== 'nolimits') return node;
    if (node.kind !== 'big')
      this.in.fail(`\\${name} goes right after \\sum, \\prod or \\int; delete it here.`);
    this.in.skipCommand(name);
    return { ...node, beside: name === 'nolimits' };
  }

  private nucleus(): MathNode | null {
    const c = this.in.peek();
    if (c === '{') return this.group();
    if (c === '\\') return this.command();
    const number = /^\d+(?:\.\d+)?/.exec(
      this.in.source.slice(this.in.offset, this.in.offset + 400),
    );
    if (number) {
      this.in.offset += number[0].length;
      return num(number[0]);
    }
    return this.character();
  }

  /** One character as an atom of its class. */
  private character(): MathNode {
    const c = this.in.peek();
    if (c === '$') this.in.fail('A $ ends the formula; write \\$ to show one.');
    if (c === '#') this.in.fail('# means nothing in a formula; write \\# to show one.');
    if (!isNarrow(c)) this.in.fail(undrawable(c));
    this.in.offset += c.length;
    if (c === '~') return space(1);
    const glyph = typed[c] ?? c;
    return atom(glyph, byGlyph.get(glyph)?.cls ?? 'ord');
  }

  private group(): MathNode {
    const open = this.in.offset;
    this.in.offset++;
    const math = this.in.nested(() => this.row(() => false));
    if (this.in.peek() !== '}') {
      if (this.in.peek() === '') this.in.fail('This { is never closed; add a }.', open);
      this.in.fail(`Before this, close the { at column ${open + 1} with a }.`);
    }
    this.in.offset++;
    // In braces an operator or a comma is an ordinary symbol: 1{,}000.
    const lone = math.kind === 'atom' && ['bin', 'rel', 'punct'].includes(math.cls);
    return lone ? { ...math, cls: 'ord' } : math;
  }

  /** What a command or script applies to: a group, a command, or a single character. */
  private argument(usage: string, owner: number): MathNode {
    const c = this.in.peek();
    if (c === '{') return this.group();
    if (c === '\\' && !this.atEnd()) return this.in.nested(() => this.command()) ?? empty;
    if (c === '' || '}&^_\\'.includes(c)) {
      this.in.fail(`Something is missing after this; write ${usage}.`, owner);
    }
    if (/\d/.test(c)) {
      this.in.offset++;
      return num(c);
    }
    return this.character();
  }

  private command(): MathNode | null {
    const at = this.in.offset;
    const name = this.in.peekCommand()!;
    if (name === 'operatorname*' || name === 'operatorname') return this.operator(name);
    if (name === 'tag' || name === 'tag*') return this.readTag(name);
    const plain = name.replace(/\*$/, '');
    this.in.skipCommand(plain);
    if (plain === 'left') return this.fence(at);
    if (plain === 'begin') return this.environment(at);
    if (plain === 'not') return this.negated(at);
    if (ignored.has(plain)) return null;
    if (sizes.has(plain)) {
      const glyph = readDelimiter(this.in, `\\${plain}`);
      return glyph === '' ? null : atom(glyph, byGlyph.get(glyph)?.cls ?? 'ord');
    }
    const constant = constants.get(plain);
    if (constant) return constant;
    const symbol = byName.get(plain);
    if (symbol) return atom(symbol.glyph, symbol.cls);
    const command = commands.get(plain);
    if (command) return this.apply(command, plain, at);
    return this.in.fail(unknownCommand(plain), at);
  }

  private apply(command: Command, name: string, at: number): MathNode {
    const math: MathNode[] = [];
    const words: string[] = [];
    let option: MathNode | null = null;
    for (const kind of command.args) {
      if (kind === 'math') math.push(this.argument(command.usage, at));
      else if (kind === 'words') words.push(this.words(`\\${name}`));
      else if (this.in.peek() === '[') option = this.in.nested(() => this.option());
    }
    return command.build({ math, words, option });
  }

  private words(owner: string): string {
    const { text, offset } = this.in.rawGroup(owner);
    return plainWords(text, offset, owner);
  }

  private option(): MathNode {
    const open = this.in.offset;
    this.in.offset++;
    const math = this.row(() => this.in.peek() === ']');
    if (this.in.peek() !== ']') this.in.fail('This [ is never closed; add a ].', open);
    this.in.offset++;
    return math;
  }

  private operator(name: string): MathNode {
    this.in.skipCommand(name);
    const { text, offset } = this.in.rawGroup('\\operatorname');
    const said = upright(text, offset);
    return name.endsWith('*') ? big(said) : op(said);
  }

  private readTag(name: string): null {
    const at = this.in.offset;
    this.in.skipCommand(name);
    if (this.tag !== null) this.in.fail('A formula has one \\tag; delete this one.', at);
    const tag = this.words('\\tag');
    this.tag = name === 'tag' ? `(${tag})` : tag;
    return null;
  }

  private fence(at: number): MathNode {
    const open = readDelimiter(this.in, '\\left');
    const body = this.in.nested(() => this.row(() => false));
    if (!this.in.comes('right')) {
      this.in.fail(
        'This \\left has no \\right; write \\right) after the term, or \\right. for none.',
        at,
      );
    }
    this.in.skipCommand('right');
    return refence(open, body, readDelimiter(this.in, '\\right'));
  }

  private negated(at: number): MathNode {
    const next = this.in.nested(() => this.argument('\\neq', at));
    const glyph = next.kind === 'atom' ? negations.get(next.text) : undefined;
    if (glyph === undefined)
      this.in.fail('\\not goes with = and \\in only; write \\neq or \\notin.', at);
    return atom(glyph, 'rel');
  }

  private environment(at: number): MathNode {
    const name = this.in.rawGroup('\\begin').text;
    const environment = environments.get(name);
    if (!environment) this.in.fail(unknownEnvironment(name), at);
    const columns = environment.spec
      ? this.in.rawGroup(`\\begin{${name}}`).text.replace(/[^lcr]/g, '') || 'c'
      : 'c';
    const rows = this.in.nested(() => this.rows());
    if (!this.in.comes('end')) {
      this.in.fail(`\\begin{${name}} is never closed; add \\end{${name}}.`, at);
    }
    const end = this.in.offset;
    this.in.skipCommand('end');
    const closed = this.in.rawGroup('\\end').text;
    if (closed !== name) {
      this.in.fail(`\\begin{${name}} is closed by \\end{${closed}}; write \\end{${name}}.`, end);
    }
    return environment.build(rows, columns);
  }

  private rows(): MathNode[][] {
    const rows: MathNode[][] = [];
    let cells: MathNode[] = [];
    for (;;) {
      this.in.count();
      cells.push(this.row(() => false));
      if (this.in.peek() === '&') this.in.offset++;
      else {
        if (!isBlank(cells) || this.in.comes('\\')) rows.push(cells);
        cells = [];
        if (!this.in.comes('\\') && !this.in.comes('cr')) return rows;
        this.in.skipCommand(this.in.peekCommand()!);
        const skip = /^\s*\[[^\]]{0,20}(?:pt|em|ex|cm|mm)\]/.exec(
          this.in.source.slice(this.in.offset, this.in.offset + 40),
        );
        this.in.offset += skip?.[0].length ?? 0;
      }
    }
  }
}

const negations: ReadonlyMap<string, string> = new Map([
  ['=', '≠'],
  ['∈', '∉'],
]);

const isPrime = (node: MathNode): boolean => node.kind === 'atom' && /^′+$/.test(node.text);

const isBlank = (cells: readonly MathNode[]): boolean =>
  cells.every((cell) => cell.kind === 'row' && cell.items.length === 0);
