/** How far the two passes have come at a node. */
export type NodeState = 'waiting' | 'forward' | 'backward';

/** A node of the network as the picture needs it; plain data, listed in order of evaluation. */
export interface GraphNode {
  readonly name: string;
  /** Names of the nodes it is computed from; those of a parameter or an input are empty. */
  readonly inputs: readonly string[];
  /** `3×1`. */
  readonly shape?: string | undefined;
  /** `forward` when absent; `backward` once its gradient has arrived. */
  readonly state?: NodeState | undefined;
  /** A word or number under the node once its gradient has arrived, `1` at the loss. */
  readonly gradient?: string | undefined;
  /** Which units let gradients through; drawn as ● and ○. */
  readonly units?: readonly boolean[] | undefined;
}

/** A node at its place in a chain, with the leaves (parameters) that enter it from above. */
export interface Link {
  readonly node: GraphNode;
  readonly leaves: readonly GraphNode[];
  /** Drawn in full on another chain; here only for the arrow. */
  readonly again: boolean;
}

/** Nodes each computed from the one before. */
export type Chain = readonly Link[];

/**
 * Takes the graph apart into chains that together draw every arrow once: first the longest way to
 * the last node, then what branches off. A leaf with one reader hangs above it.
 *
 *     x ─▶ z₁ ─▶ h₁ ─▶ s ─▶ L        the longest way
 *     x ─▶ s                          the short cut of a residual block
 */
export function chains(nodes: readonly GraphNode[]): readonly Chain[] {
  const byName = new Map(nodes.map((node) => [node.name, node]));
  const known = nodes.map((node) => ({
    node,
    from: node.inputs.flatMap((name) => byName.get(name) ?? []),
  }));
  const inputsOf = new Map(known.map(({ node, from }) => [node.name, from]));
  const readers = (node: GraphNode) => known.filter(({ from }) => from.includes(node)).length;
  const depth = depths(known);
  const drawn = new Set<string>();
  const arrows = new Set<string>();
  const arrow = (from: GraphNode, to: GraphNode) => `${from.name}\n${to.name}`;

  /** The way back from `node` along inputs not drawn yet, deepest first, to one that is drawn. */
  const wayTo = (node: GraphNode): GraphNode[] => {
    const way = [node];
    for (;;) {
      const head = way[0]!;
      if (drawn.has(head.name)) return way;
      const next = [...(inputsOf.get(head.name) ?? [])]
        .filter((input) => !way.includes(input))
        // Of equals the last: in W₁ x the data comes last, the parameter hangs above.
        .reduce<GraphNode | null>(
          (best, input) =>
            best === null || depth.get(input.name)! >= depth.get(best.name)! ? input : best,
          null,
        );
      if (next === null) return way;
      way.unshift(next);
    }
  };

  const found: { way: readonly GraphNode[]; first: boolean[] }[] = [];
  const keep = (way: readonly GraphNode[]) => {
    found.push({ way, first: way.map((node) => !drawn.has(node.name)) });
    for (const node of way) drawn.add(node.name);
    for (let i = 1; i < way.length; i++) arrows.add(arrow(way[i - 1]!, way[i]!));
  };

  const hangs = (node: GraphNode) => inputsOf.get(node.name)!.length === 0 && readers(node) === 1;
  for (const node of [...nodes].reverse()) {
    if (drawn.has(node.name) || (found.length > 0 && hangs(node))) continue;
    const reader = known.find(({ from }) => from.includes(node))?.node;
    keep(reader && found.length > 0 ? [...wayTo(node), reader] : wayTo(node));
  }
  for (const { node, from } of known) {
    for (const input of from) {
      if (!arrows.has(arrow(input, node)) && !hangs(input)) keep([input, node]);
    }
  }
  return found.map(({ way, first }) =>
    way.map((node, i) => ({
      node,
      again: !first[i],
      leaves: first[i]
        ? inputsOf.get(node.name)!.filter((leaf) => hangs(leaf) && !arrows.has(arrow(leaf, node)))
        : [],
    })),
  );
}

function depths(known: readonly { node: GraphNode; from: readonly GraphNode[] }[]) {
  const depth = new Map<string, number>();
  for (const { node, from } of known) {
    depth.set(
      node.name,
      1 + from.reduce((most, input) => Math.max(most, depth.get(input.name) ?? 0), -1),
    );
  }
  return depth;
}

/** Nodes that several others read, with their readers: the gradients they send back are added. */
export function fanOuts(
  nodes: readonly GraphNode[],
): readonly { node: GraphNode; readers: readonly string[] }[] {
  return nodes
    .map((node) => ({
      node,
      readers: nodes.filter((other) => other.inputs.includes(node.name)).map(({ name }) => name),
    }))
    .filter(({ readers }) => readers.length > 1);
}
