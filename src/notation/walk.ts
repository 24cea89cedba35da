import type { Atom, MathNode } from './math.ts';

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

/** The things of a row with the rows and parts among them opened, as they stand side by side. */
export const opened = (items: readonly MathNode[]): MathNode[] =>
  items.flatMap((item) => {
    if (item.kind === 'part') return opened([item.body]);
    return item.kind === 'row' ? opened(item.items) : [item];
  });

/** The ids of all parts in a formula, in reading order. */
export function partIds(node: MathNode): string[] {
  const own = node.kind === 'part' ? [node.id] : [];
  return [...own, ...children(node).flatMap(partIds)];
}

/** The same tree with every atom replaced by what `change` makes of it. */
export function mapAtoms(node: MathNode, change: (atom: Atom) => Atom): MathNode {
  const on = (child: MathNode): MathNode => mapAtoms(child, change);
  const maybe = (child: MathNode | null): MathNode | null => child && on(child);
  switch (node.kind) {
    case 'atom':
      return change(node);
    case 'space':
      return node;
    case 'row':
      return { ...node, items: node.items.map(on) };
    case 'frac':
      return { ...node, num: on(node.num), den: on(node.den) };
    case 'scripts':
      return { ...node, base: on(node.base), sub: maybe(node.sub), sup: maybe(node.sup) };
    case 'sqrt':
      return { ...node, body: on(node.body), index: maybe(node.index) };
    case 'brace':
      return { ...node, body: on(node.body), label: maybe(node.label) };
    case 'arrow':
      return { ...node, above: maybe(node.above), below: maybe(node.below) };
    case 'grid':
      return { ...node, rows: node.rows.map((cells) => cells.map(on)) };
    case 'big':
      return { ...node, lower: maybe(node.lower), upper: maybe(node.upper) };
    case 'stack':
      return { ...node, base: on(node.base), over: maybe(node.over), under: maybe(node.under) };
    default:
      return { ...node, body: on(node.body) };
  }
}

/** The same tree with each largest node that `fits` made a part of this name. */
export function pointOut(node: MathNode, id: string, fits: (node: MathNode) => boolean): MathNode {
  if (fits(node)) return { kind: 'part', id, body: node };
  const inside = (child: MathNode) => pointOut(child, id, fits);
  switch (node.kind) {
    case 'row':
      return { ...node, items: node.items.map(inside) };
    case 'grid':
      return { ...node, rows: node.rows.map((line) => line.map(inside)) };
    case 'brace':
    case 'fenced':
    case 'part':
    case 'tagged':
      return { ...node, body: inside(node.body) };
    default:
      return node;
  }
}
