import type { Scope } from '../engine/scope.ts';
import type { Dim, SameDim, Shape } from '../engine/shape.ts';
import type { ParseError } from '../notation/failure.ts';
import { readProgram } from '../notation/program.ts';

/** A program over sizes without numbers, and the numbers that were there. */
export interface General {
  readonly scope: Scope;
  /** The shapes of the inputs, over names; a size without a name is called `#1`, `#2`, …. */
  readonly shapes: Readonly<Record<string, Shape>>;
  /** The numbers in the picture, by size. */
  readonly sizes: ReadonlyMap<string, number>;
}

export type Generalised =
  | { readonly ok: true; readonly general: General }
  | { readonly ok: false; readonly error: ParseError };

/**
 * Every number other than 1 in the shapes becomes a size of its own; reading the program once
 * finds which of them must be the same, and reading it again gives the program over the classes.
 * Without this a transpose error could hide in a square matrix.
 */
export function generalise(
  text: string,
  shapes: Readonly<Record<string, readonly Dim[]>>,
  pictured: ReadonlyMap<string, number>,
): Generalised {
  const classes = new Classes(pictured);
  const opened = mapShapes(shapes, (d) => classes.open(d));
  const named = [...new Set(Object.values(shapes).flat())].filter((d) => typeof d === 'string');
  const first = readProgram({ text, shapes: opened, sizes: named, same: classes.same });
  if (!first.ok) return first;
  const settled = mapShapes(opened, (d) => classes.settle(d));
  const second = readProgram({ text, shapes: settled, sizes: named });
  if (!second.ok) return second;
  return {
    ok: true,
    general: { scope: second.scope, shapes: settled, sizes: classes.numbers() },
  };
}

function mapShapes(
  shapes: Readonly<Record<string, readonly Dim[]>>,
  f: (d: Dim) => Dim,
): Record<string, Shape> {
  const entries = Object.entries(shapes).map(([name, dims]): [string, Shape] => [
    name,
    [f(dims[0] ?? 1), f(dims[1] ?? 1)],
  ]);
  // A name such as __proto__ must become an entry, not a prototype.
  return Object.fromEntries(entries);
}

/** Union-find over sizes: which of them the program forces to be one. */
class Classes {
  private readonly parent = new Map<Dim, Dim>();
  private readonly value = new Map<Dim, number>();
  private opened = 0;

  constructor(pictured: ReadonlyMap<string, number>) {
    for (const [name, n] of pictured) this.value.set(name, n);
  }

  open(d: Dim): Dim {
    if (d === 1 || typeof d === 'string') return d;
    const fresh = `#${++this.opened}`;
    this.value.set(fresh, d);
    return fresh;
  }

  readonly same: SameDim = (a, b) => {
    const [x, y] = [this.root(a), this.root(b)];
    if (x === y) return true;
    if (x === 1 || y === 1 || (!isOpen(x) && !isOpen(y))) return false;
    const [m, n] = [this.number(x), this.number(y)];
    if (m !== undefined && n !== undefined && m !== n) return false;
    // A named size or a number stands for the class.
    const [from, to] = isOpen(x) ? [x, y] : [y, x];
    this.parent.set(from, to);
    const known = m ?? n;
    if (known !== undefined && typeof to === 'string') this.value.set(to, known);
    return true;
  };

  settle(d: Dim): Dim {
    return this.root(d);
  }

  numbers(): Map<string, number> {
    const out = new Map<string, number>();
    for (const [d, n] of this.value) if (typeof d === 'string' && this.root(d) === d) out.set(d, n);
    return out;
  }

  private number(d: Dim): number | undefined {
    return typeof d === 'number' ? d : this.value.get(d);
  }

  private root(d: Dim): Dim {
    let at = d;
    for (let up = this.parent.get(at); up !== undefined; up = this.parent.get(at)) at = up;
    return at;
  }
}

function isOpen(d: Dim): boolean {
  return typeof d === 'string' && /^#\d+$/.test(d);
}
