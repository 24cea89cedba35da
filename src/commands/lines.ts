/** A line may not grow beyond this; what is longer is cut, and refused for its length by whoever reads it. */
const longest = 1_000_000;

/** Cuts text that comes in pieces into lines, in constant memory. Line ends are \n and \r\n. */
export class Lines {
  private rest = '';
  private isFirst = true;

  /** The lines that end in this piece. */
  *add(piece: string): Iterable<string> {
    const parts = piece.split('\n');
    for (const [i, part] of parts.entries()) {
      if (this.rest.length < longest) this.rest += part;
      if (i < parts.length - 1) yield this.take();
    }
  }

  /** What stands after the last line end. */
  *end(): Iterable<string> {
    if (this.rest !== '') yield this.take();
  }

  private take(): string {
    const line = this.isFirst ? this.rest.replace(/^\ufeff/, '') : this.rest;
    this.rest = '';
    this.isFirst = false;
    return line.endsWith('\r') ? line.slice(0, -1) : line;
  }
}
