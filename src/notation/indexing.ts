import { addDims, subDims } from '../engine/dim.ts';
import type { Expr, Span } from '../engine/expr.ts';
import { NO_SIZE } from '../engine/ops/support.ts';
import type { Dim } from '../engine/shape.ts';
import { Atoms } from './atoms.ts';
import { sizeFrom } from './sizes.ts';

/** What one place between the brackets keeps of an axis. */
type Place =
  | { readonly kind: 'all' }
  | { readonly kind: 'reversed' }
  | { readonly kind: 'cut'; readonly from: Dim; readonly to: Dim }
  /** Rows by their numbers, which stand in a column. */
  | { readonly kind: 'gathered'; readonly index: Expr };

/** Parts of a matrix as NumPy writes them: A[0:2], A[:, 1], A[i], A[::-1], E[index]. */
export abstract class Indexing extends Atoms {
  /** Whether these brackets stand directly behind what they take a part of. */
  protected startsIndex(e: Expr): boolean {
    return this.isSign('[') && !this.token.spaced && e.op !== 'lit' && e.op !== 'const';
  }

  protected index(e: Expr): Expr {
    const open = this.next();
    const lists = this.lists++;
    const places = [this.place(e, 0)];
    while (this.take(',')) places.push(this.place(e, places.length));
    this.lists = lists;
    const end = this.close(open, ']');
    const span: Span = [e.span![0], end.span[1]];
    if (places.length > 2) {
      throw this.fail('A matrix has two axes: A[rows, columns].', [open.span[0], end.span[1]]);
    }
    return this.taken(e, places[0]!, places[1] ?? { kind: 'all' }, span);
  }

  private taken(e: Expr, rows: Place, cols: Place, span: Span): Expr {
    if (cols.kind === 'gathered') {
      throw this.fail('Rows can be looked up by a column of numbers, columns cannot.', span);
    }
    if (rows.kind === 'reversed' || cols.kind === 'reversed') {
      const both = rows.kind === cols.kind;
      const first = rows.kind === 'reversed' ? 0 : 1;
      const flipped = this.node('flip', [e], both ? null : first, span);
      const rest = { kind: 'all' } as const;
      if (both) return flipped;
      return first === 0
        ? this.taken(flipped, rest, cols, span)
        : this.taken(flipped, rows, rest, span);
    }
    if (rows.kind === 'gathered') {
      const looked = this.node('gather', [e, rows.index], null, span);
      return this.taken(looked, { kind: 'all' }, cols, span);
    }
    if (cols.kind === 'cut') {
      const { from, to } = rows.kind === 'cut' ? rows : { from: 0, to: e.shape?.[0] ?? NO_SIZE };
      return this.node('slice', [e], [from, to, cols.from, cols.to], span);
    }
    if (rows.kind === 'cut') return this.node('slice', [e], [rows.from, rows.to], span);
    return { ...e, span, typed: 'bracketed' };
  }

  private place(e: Expr, axis: number): Place {
    const size = e.shape?.[axis] ?? NO_SIZE;
    const first = this.isSign(':') ? null : this.deeper(() => this.expression());
    if (!this.take(':')) {
      const from = this.bound(first!, size);
      const isNumber = from !== NO_SIZE || (first!.op !== 'ref' && first!.op !== 'lit');
      return isNumber
        ? { kind: 'cut', from, to: from === NO_SIZE ? from : addDims(from, 1) }
        : { kind: 'gathered', index: first! };
    }
    const last = this.isSign(':', ',', ']') ? null : this.deeper(() => this.expression());
    if (this.isSign(':')) return this.stepped(first ?? last);
    if (!first && !last) return { kind: 'all' };
    return {
      kind: 'cut',
      from: first ? this.bound(first, size) : 0,
      to: last ? this.bound(last, size) : size,
    };
  }

  /** ::-1 is the only step there is. */
  private stepped(bound: Expr | null): Place {
    const colon = this.next();
    const minus = this.take('-');
    const step = this.next();
    if (bound || !minus || step.text !== '1') {
      throw this.fail('The only step is ::-1, for the reverse order.', [
        colon.span[0] - 1,
        step.span[1],
      ]);
    }
    return { kind: 'reversed' };
  }

  /** A place counted from the end when it is negative, as in x[-1]. */
  private bound(e: Expr, size: Dim): Dim {
    const at = sizeFrom(e.op === 'neg' ? e.args[0]! : e);
    if (at === NO_SIZE || (e.op === 'neg' && size === NO_SIZE)) return NO_SIZE;
    return e.op === 'neg' ? subDims(size, at) : at;
  }
}
