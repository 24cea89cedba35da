import { dimNames, dimValue } from '../engine/dim.ts';
import { type Expr, topological } from '../engine/expr.ts';
import { possible } from '../engine/run.ts';
import type { Scope } from '../engine/scope.ts';
import type { Dim } from '../engine/shape.ts';
import { type Random, shuffled } from './random.ts';

export type Sizes = ReadonlyMap<string, number>;

const TRIES = 200;
const HALVED = [2, 4, 8];

/**
 * Sizes for a draw, from 2 up: no two of them can be mistaken for one another, and each has another
 * number than in `earlier` draws, so that no number can be mistaken for it. Those in `divisors`
 * are powers of two as far as there are enough, because a division by them is exact.
 */
export function drawSizes(
  scope: Scope,
  random: Random,
  earlier: readonly Sizes[] = [],
  divisors: ReadonlySet<string> = new Set(),
): Sizes {
  const names = sizeNames(scope).sort((a, b) => Number(divisors.has(b)) - Number(divisors.has(a)));
  const pool = Array.from({ length: Math.max(7, names.length + 2) }, (_, i) => i + 2);
  let second: Sizes | null = null;
  for (let tries = 0; tries < TRIES; tries++) {
    const sizes = new Map<string, number>();
    for (const name of names) {
      const free = shuffled(pool, random).filter((n) => ![...sizes.values()].includes(n));
      const fresh = free.filter((n) => earlier.every((other) => other.get(name) !== n));
      const exact = divisors.has(name) ? fresh.filter((n) => HALVED.includes(n)) : [];
      sizes.set(name, [...exact, ...fresh, ...free][0]!);
    }
    if (!possible(scope, sizes)) continue;
    if (apart(scope, sizes)) return sizes;
    second ??= sizes;
  }
  return second ?? new Map(names.map((name, i) => [name, i + 2]));
}

/** The names of sizes in a program's shapes: n and k where one of them is n−k+1. */
function sizeNames(scope: Scope): string[] {
  return [...new Set([...scope.shapes.values()].flat().flatMap(dimNames))];
}

/** Whether sizes that differ in letters differ in numbers too, 1 among them: n−k+1 is not k. */
function apart(scope: Scope, sizes: Sizes): boolean {
  const dims = new Set([1, ...[...scope.shapes.values()].flat()]);
  return new Set([...dims].map((d) => dimValue(d, sizes))).size === dims.size;
}

/** The sizes that an expression divides by: the N of a mean over N, and of 1/N. */
export function divisorsOf(scope: Scope, e: Expr): ReadonlySet<string> {
  const dims = topological([e], (n) => scope.inputs(n)).flatMap((node): readonly Dim[] => {
    if (node.op === 'div') return namesIn(node.args[1]!);
    if (node.op !== 'mean') return [];
    const shape = node.args[0]!.shape ?? [];
    return node.attr === null ? shape : shape.slice(node.attr as number, (node.attr as number) + 1);
  });
  return new Set(dims.flatMap(dimNames));
}

function namesIn(e: Expr): string[] {
  return topological([e]).flatMap((n) => (n.op === 'size' ? [n.attr as string] : []));
}
