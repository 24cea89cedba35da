const BITS = 5;
const LAST = 2 ** BITS - 1;

/**
 * What is known about nodes, by id. Ids that are asked for together lie together, so that it is kept in
 * stretches of ids, and the stretch of the last question at hand.
 */
export class Memo<T> {
  private readonly stretches = new Map<number, (T | undefined)[]>();
  private number = -1;
  private stretch: (T | undefined)[] | undefined;

  get(id: number): T | undefined {
    return this.find(id >>> BITS)?.[id & LAST];
  }

  has(id: number): boolean {
    return this.get(id) !== undefined;
  }

  set(id: number, value: T | undefined): void {
    let stretch = this.find(id >>> BITS);
    if (!stretch) {
      stretch = new Array(LAST + 1).fill(undefined);
      this.stretches.set(this.number, stretch);
      this.stretch = stretch;
    }
    stretch[id & LAST] = value;
  }

  /** Forgets an id and all others from `mark` on in its stretch, and gives back the room they took. */
  forget(id: number, mark: number): void {
    const number = id >>> BITS;
    const stretch = this.find(number);
    if (!stretch) return;
    const first = number * (LAST + 1);
    stretch.fill(undefined, Math.max(0, mark - first));
    // Below the mark may be nothing but what was forgotten before: ids are never given twice.
    if (first < mark && stretch.some((value) => value !== undefined)) return;
    this.stretches.delete(number);
    this.stretch = undefined;
  }

  /** How many stretches are kept. */
  get size(): number {
    return this.stretches.size;
  }

  private find(number: number): (T | undefined)[] | undefined {
    if (number !== this.number) {
      this.number = number;
      this.stretch = this.stretches.get(number);
    }
    return this.stretch;
  }
}
