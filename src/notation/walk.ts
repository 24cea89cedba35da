import type { MathNode } from './math.ts';

/** The parts of a node that are nodes, in reading order. */
export function children(node: MathNode): readonly MathNode[] {
  const all: readonly (MathNode | null)[] = kids(node);
  return all.filter((child) => child !== null);
}

function kids(node: MathNode): readonly (MathNode | null)[] {
  switch (node.kind) {
    case 'atom':
    case 'space':
      return [];
    case 'row':
      return node.items;
    case 'frac':
      return [node.num, node.den];
    case 'scripts':
      return [node.base, node.sub, node.sup];
    case 'sqrt':
      return [node.index, node.body];
    case 'brace':
      return [node.body, node.label];
    case 'arrow':
      return [node.above, node.below];
    case 'grid':
      return node.rows.flat();
    case 'big':
      return [node.lower, node.upper];
    case 'stack':
      return [node.base, node.over, node.under];
    default:
      return [node.body];
  }
}

/** The ids of all parts in a formula, in reading order. */
export function partIds(node: MathNode): string[] {
  const own = node.kind === 'part' ? [node.id] : [];
  return [...own, ...children(node).flatMap(partIds)];
}
