import { gradientName } from '../engine/grad.ts';
import { Env } from '../engine/run.ts';
import { mapped, type Tensor } from '../engine/tensor.ts';
import type { Network, Picture } from './lesson.ts';
import { tensorOf, work } from './worked.ts';

/** The picture of a slider. */
export type SlidePicture = Extract<Picture, { readonly kind: 'slide' }>;

/** A slider has so many places from end to end. */
const PLACES = 24;

/** Where a slider stands: the loss there, the gradient by what it moves, and the loss along one entry. */
export interface Slid {
  readonly loss: number;
  readonly gradient: Tensor;
  along(index: number, ends: readonly [number, number], count: number): readonly number[];
}

/** The network with other entries for one of its names; null where the loss does not depend on it. */
export function slidTo(network: Network, of: string, value: Tensor): Slid | null {
  const worked = work(network);
  const name = gradientName(worked?.loss ?? 'L', of);
  if (!worked?.inputs || !worked.scope.has(name)) return null;
  const { scope, inputs, sizes, loss } = worked;
  // What is given a value is not computed, whether the program defines it or not.
  const at = (moved: Tensor) => new Env(scope, new Map([...inputs, [of, moved]]), sizes);
  const here = at(value);
  return {
    loss: here.named(loss).data[0]!,
    gradient: here.named(name),
    along: (index, [low, high], count) =>
      Array.from({ length: count }, (_, i) => {
        const moved = withEntry(value, index, low + ((high - low) * i) / (count - 1));
        return at(moved).named(loss).data[0]!;
      }),
  };
}

function withEntry(value: Tensor, index: number, to: number): Tensor {
  return mapped(value, (x, i) => (i === index ? to : x));
}

/**
 * The ends of a slider: the author's, else 3 to either side at least; in any case the lesson's own
 * numbers lie between them.
 */
export function endsOf(network: Network, { of, ends }: SlidePicture): readonly [number, number] {
  const entries = Array.from(tensorOf(network, of)?.data ?? []);
  const [least, most] = [Math.floor(Math.min(...entries)), Math.ceil(Math.max(...entries))];
  if (ends) return [Math.min(ends[0], least), Math.max(ends[1], most)];
  const reach = Math.max(3, 1 - least, 1 + most);
  return [-reach, reach];
}

/** A value with one entry moved by so many places of the slider, or set, within its ends. */
export function slidBy(
  value: Tensor,
  index: number,
  move: { readonly by: number } | { readonly to: number },
  [low, high]: readonly [number, number],
): Tensor {
  const now = value.data[index]!;
  const step = (high - low) / PLACES;
  const wanted = 'to' in move ? move.to : low + (Math.round((now - low) / step) + move.by) * step;
  return Number.isFinite(wanted)
    ? withEntry(value, index, Math.max(low, Math.min(high, wanted)))
    : value;
}

/** What stands in the gradient that `backward()` adds to, after all that was done to it. */
export function accumulated(gradient: Tensor, calls: readonly string[]): Tensor {
  const count = calls.length - 1 - calls.lastIndexOf('zero');
  return mapped(gradient, (x) => count * x);
}
