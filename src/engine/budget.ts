import { CannotCompute } from './dim.ts';

/** More work was asked for than the budget has. */
export class TooLarge extends CannotCompute {}

/**
 * How much may still be computed on one graph, in multiply-adds or in what takes as long. It is
 * counted where the work is done and not by a clock, so that the same text always ends the same.
 */
export class Budget {
  private left = Number.POSITIVE_INFINITY;

  /** Throws TooLarge when there is no more. */
  spend(units: number): void {
    this.left -= units;
    if (this.left < 0) throw new TooLarge('too much to compute');
  }

  /** Runs something that may spend `units` of what there is, and no more. */
  share<T>(units: number, run: () => T): T {
    const before = this.left;
    const lent = Math.min(units, before);
    this.left = lent;
    try {
      return run();
    } finally {
      this.left = before - (lent - Math.max(0, this.left));
    }
  }

  /** Runs something that may spend `units`, and nothing of what else there is. */
  within<T>(units: number, run: () => T): T {
    const before = this.left;
    this.left = units;
    try {
      return run();
    } finally {
      this.left = before;
    }
  }
}
