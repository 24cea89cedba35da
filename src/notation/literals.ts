import type { Expr, Span } from '../engine/expr.ts';
import { tensor } from '../engine/tensor.ts';
import { ParseFailure } from './failure.ts';
import type { Token } from './lexer.ts';
import { numeric, Reader } from './reader.ts';

/** One typed cell of a matrix: its value and where it stands. */
export interface Cell {
  readonly value: number;
  readonly span: Span;
}

/** Matrices typed as numbers: [[1, 2], [3, 4]], [1 2; 3 4], and a flat list, which is a column. */
export abstract class Literals extends Reader {
  /** The cells of the matrix that was read last, row by row. */
  cells: Cell[][] | null = null;

  /** A sum inside a cell, where white space may separate cells. */
  protected abstract cell(): Expr;

  protected matrix(): Expr {
    const open = this.next();
    this.lists += 1;
    const nested = this.isSign('[');
    const rows = nested ? this.nestedRows(open) : this.flatRows(open);
    const end = this.close(open, ']');
    this.lists -= 1;
    const span: Span = [open.span[0], end.span[1]];
    const lines = !nested && rows.length === 1 ? rows[0]!.map((cell) => [cell]) : rows;
    const width = lines[0]?.length ?? 0;
    if (width === 0) throw this.fail('There are no numbers in these brackets.', span);
    lines.forEach((row, i) => {
      if (row.length === width) return;
      const at: Span = row.length > 0 ? [row[0]!.span[0], row.at(-1)!.span[1]] : span;
      throw this.fail(
        `Row 1 has ${entries(width)}, row ${i + 1} has ${row.length}. Rows are equally long.`,
        at,
      );
    });
    this.cells = lines;
    const numbers = lines.flat().map((cell) => cell.value);
    return this.node('lit', [], tensor(lines.length, width, numbers), span);
  }

  private nestedRows(open: Token): Cell[][] {
    const rows: Cell[][] = [];
    while (this.isSign('[')) {
      const row = this.next();
      rows.push(this.rowOf(row, []));
      this.close(row, ']');
      if (!this.take(',')) this.take(';');
    }
    if (!this.isSign(']') && this.token.kind !== 'end') {
      throw this.fail('After a row comes another row in [ ], or the last ].', this.token.span);
    }
    if (this.token.kind === 'end') this.close(open, ']');
    return rows;
  }

  private flatRows(open: Token): Cell[][] {
    const rows = [this.rowOf(open, [';'])];
    while (this.take(';')) {
      if (this.isSign(']')) break;
      rows.push(this.rowOf(open, [';']));
    }
    return rows;
  }

  private rowOf(open: Token, ends: readonly string[]): Cell[] {
    const cells: Cell[] = [];
    while (!this.isSign(']', ...ends)) {
      if (this.token.kind === 'end') this.close(open, ']');
      const e = this.cell();
      const value = e.op === 'lit' ? null : numeric(e);
      if (value === null) {
        throw this.fail('Only numbers can stand inside a matrix, such as 4.5 or 9/2.', e.span!);
      }
      if (!Number.isFinite(value)) {
        throw new ParseFailure('domain', 'This entry is not a finite number.', e.span!);
      }
      cells.push({ value, span: e.span! });
      this.take(',');
    }
    return cells;
  }
}

function entries(n: number): string {
  return n === 1 ? '1 entry' : `${n} entries`;
}
