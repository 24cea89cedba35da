/** What is wrong with a formula's source, and where. */
export class LatexFailure extends Error {
  readonly offset: number;

  constructor(message: string, offset: number) {
    super(message);
    this.offset = offset;
  }
}

/** Longest source, deepest nesting and most things that a formula may have. */
export const caps = { length: 4000, depth: 64, nodes: 2000 } as const;

/** Reads LaTeX source character by character, and keeps its caps. */
export class Scanner {
  readonly source: string;
  offset = 0;
  private depth = 0;
  private nodes = 0;

  constructor(source: string) {
    this.source = source;
    if (source.length > caps.length) {
      this.fail(
        `A formula has at most ${caps.length} characters, this one has ${source.length}; split it.`,
        caps.length,
      );
    }
  }

  fail(message: string, offset = this.offset): never {
    throw new LatexFailure(message, offset);
  }

  /** Counts one more thing in the formula. */
  count(offset = this.offset): void {
    this.nodes++;
    if (this.nodes > caps.nodes) {
      this.fail(`A formula has at most ${caps.nodes} symbols; split it into several.`, offset);
    }
  }

  /** Runs `read` one level deeper. */
  nested<T>(read: () => T): T {
    this.deepen(1);
    const result = read();
    this.deepen(-1);
    return result;
  }

  /** Goes `levels` deeper, or back with a negative number. */
  deepen(levels: number): void {
    this.depth += levels;
    if (this.depth > caps.depth) {
      this.fail(`This is nested more than ${caps.depth} deep; name a part of it and use the name.`);
    }
  }

  /** Skips blanks and comments. */
  blanks(): void {
    for (;;) {
      const c = this.source[this.offset];
      if (c === '%') this.offset = this.lineEnd();
      else if (c !== undefined && /\s/.test(c)) this.offset++;
      else return;
    }
  }

  private lineEnd(): number {
    const end = this.source.indexOf('\n', this.offset);
    return end < 0 ? this.source.length : end;
  }

  /** The next character after blanks, '' at the end; it is not read yet. */
  peek(): string {
    this.blanks();
    const code = this.source.codePointAt(this.offset);
    return code === undefined ? '' : String.fromCodePoint(code);
  }

  /** The name of the command that comes next, without its backslash, or null; not read yet. */
  peekCommand(): string | null {
    if (this.peek() !== '\\') return null;
    const name = /^(?:[A-Za-z]+\*?|[\s\S]?)/u.exec(
      this.source.slice(this.offset + 1, this.offset + 65),
    );
    return name?.[0] ?? '';
  }

  /** Whether a command of this name comes next. */
  comes(name: string): boolean {
    return this.peekCommand() === name;
  }

  /** Reads a command of which `peekCommand` told the name. */
  skipCommand(name: string): void {
    this.offset += 1 + name.length;
  }

  /** Reads the text up to the brace that closes the one that comes next, braces balanced. */
  rawGroup(owner: string): { readonly text: string; readonly offset: number } {
    if (this.peek() !== '{') this.fail(`${owner} needs words in braces: ${owner}{…}`);
    const open = this.offset;
    let depth = 0;
    for (let i = open; i < this.source.length; i++) {
      const c = this.source[i];
      if (c === '\\') i++;
      else if (c === '{') depth++;
      else if (c === '}' && --depth === 0) {
        this.offset = i + 1;
        return { text: this.source.slice(open + 1, i), offset: open + 1 };
      }
    }
    return this.fail('This { is never closed; add a }.', open);
  }
}
