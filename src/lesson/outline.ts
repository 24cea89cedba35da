import { type Tensor, tensor } from '../engine/tensor.ts';
import type { Network } from './lesson.ts';
import { outlined, tensorOf } from './worked.ts';

/**
 * What a first look at a network shows, as plain data: the build works it out for the shipped
 * lessons, and the first frame is there before anything of the engine or the parser is loaded.
 */
export interface Outline {
  /** What the loss hangs on, in order; all of it where there is none. */
  readonly nodes: readonly OutlineNode[];
  /** Names and gradients with their values at the lesson's numbers. */
  readonly values: Readonly<
    Record<string, readonly [rows: number, cols: number, data: readonly number[]]>
  >;
}

interface OutlineNode {
  readonly name: string;
  /** The names in its definition. */
  readonly inputs: readonly string[];
  readonly isRelu: boolean;
}

const known = new WeakMap<Network, Outline | null>();

/** Takes note of what somebody has worked out before. */
export function noteOutline(network: Network, outline: Outline): void {
  known.set(network, outline);
}

/** The outline of a network, worked out when it is not known; null when its program cannot be read. */
export function outlineOf(network: Network): Outline | null {
  if (!known.has(network)) known.set(network, outlined(network));
  return known.get(network)!;
}

/** The value of a name or gradient at the lesson's numbers, or null when it has none. */
export function shownValue(network: Network, name: string): Tensor | null {
  const values = known.get(network)?.values;
  if (!values || !Object.hasOwn(values, name)) return tensorOf(network, name);
  return tensor(...values[name]!);
}
