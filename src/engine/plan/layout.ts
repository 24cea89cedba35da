import type { Node } from './lower.ts';

/** Nodes begin at a multiple of this many numbers, so that vectors do not straddle cache lines. */
const ALIGNMENT = 8;

/** Gives each node its stretch of numbers; a view lies where its matrix lies. */
export function layOut(
  nodes: readonly Node[],
  inPlace: ReadonlyMap<Node, Node> = new Map(),
): { places: ReadonlyMap<Node, number>; length: number } {
  const places = new Map<Node, number>();
  let length = 0;
  for (const node of nodes) {
    if (node.op === 'view' || inPlace.has(node) || places.has(node)) continue;
    places.set(node, length);
    length += Math.ceil((node.rows * node.cols) / ALIGNMENT) * ALIGNMENT;
  }
  for (const [node, over] of inPlace) places.set(node, places.get(over)!);
  return { places, length };
}
