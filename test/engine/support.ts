import { dimValue } from '../../src/engine/dim.ts';
import { grad } from '../../src/engine/grad.ts';
import { Env } from '../../src/engine/run.ts';
import type { Scope } from '../../src/engine/scope.ts';
import type { Dim, Shape } from '../../src/engine/shape.ts';
import { fromNested, type Nested, type Tensor, tensor } from '../../src/engine/tensor.ts';
import { readProgram } from '../../src/notation/program.ts';

/** A program in the lab's own notation. Throws when it cannot be read. */
export function program(
  text: string,
  shapes: Readonly<Record<string, Shape>>,
  sizes: readonly string[] = [],
): Scope {
  const read = readProgram({ text, shapes, sizes });
  if (!read.ok) throw new Error(`${text}: ${read.error.message}`);
  return read.scope;
}

/** The same with the backward pass of a scalar. */
export function differentiated(
  text: string,
  shapes: Readonly<Record<string, Shape>>,
  loss = 'L',
  sizes: readonly string[] = [],
): Scope {
  const scope = program(text, shapes, sizes);
  grad(scope, loss);
  return scope;
}

/** Numbers from 0 up to 1 from a seed; the same on every machine. */
export function random(seed: number): () => number {
  let state = (seed * 2654435761 + 12345) >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

/** Entries of both signs, none near zero: 0.2 ≤ |x| < 1.7. */
export function signed(next: () => number): number {
  const x = 3 * next() - 1.5;
  return x + 0.2 * Math.sign(x);
}

export function drawn(
  shape: Shape,
  sizes: ReadonlyMap<string, number>,
  entry: () => number,
): Tensor {
  const [rows, cols] = shape.map((d: Dim) => dimValue(d, sizes)) as [number, number];
  return tensor(rows, cols, Array.from({ length: rows * cols }, entry));
}

export function valuesOf(given: Readonly<Record<string, Nested>>): Map<string, Tensor> {
  return new Map(Object.entries(given).map(([name, value]) => [name, fromNested(value)]));
}

/** The value of a name at given numbers, as rows. */
export function rowsAt(scope: Scope, name: string, values: ReadonlyMap<string, Tensor>) {
  const { rows, cols, data } = new Env(scope, values).named(name);
  return Array.from({ length: rows }, (_, i) => [...data.subarray(i * cols, (i + 1) * cols)]);
}
