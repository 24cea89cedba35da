/** What was made lately, by key; of more than `most` the one that was not asked for longest goes. */
export class Recent<K, V> {
  private readonly made = new Map<K, V>();
  private readonly most: number;

  constructor(most: number) {
    this.most = most;
  }

  /** What is known for the key, made where it is not. What `make` throws is not remembered. */
  get(key: K, make: () => V): V {
    const value = this.made.has(key) ? this.made.get(key)! : make();
    // The map's order is the order of last use.
    this.made.delete(key);
    this.made.set(key, value);
    if (this.made.size > this.most) this.made.delete(this.made.keys().next().value!);
    return value;
  }
}
