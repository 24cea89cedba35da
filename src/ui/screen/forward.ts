import { names } from '../../engine/scope.ts';
import type { Network } from '../../lesson/lesson.ts';
import { computed, tensorOf, work } from '../../lesson/worked.ts';
import { print, printName } from '../../notation/print.ts';
import { remember } from '../remember.ts';
import type { GraphNode } from '../widgets/graphChains.ts';
import type { PullbackCardProps } from '../widgets/PullbackCard.tsx';
import { plainGraph } from './graph.ts';

/** The network as a graph of which the forward pass has computed so many nodes; the others wait. */
export function forwardNodes(network: Network, steps: number): readonly GraphNode[] {
  return nodesAfter(network, steps);
}

/** What one step of the forward pass does, as a card; step 0 is what goes in. */
export function forwardCard(network: Network, steps: number): Card {
  return cardOf(network, steps);
}

type Card = Pick<PullbackCardProps, 'title' | 'rows'>;

const nodesAfter = remember((network: Network, steps: number): readonly GraphNode[] => {
  const waiting = new Set(
    computed(network)
      .slice(steps)
      .map((name) => printName(name)),
  );
  return plainGraph(network).map((node) =>
    waiting.has(node.name) ? { ...node, state: 'waiting', units: undefined } : node,
  );
});

const cardOf = remember((network: Network, steps: number): Card => {
  const node = computed(network)[steps - 1];
  const definition = node && work(network)?.scope.definitions.get(node);
  const row = (word: string, name: string) => ({
    word,
    formula: printName(name),
    value: tensorOf(network, name),
  });
  if (!definition) {
    return { title: 'what goes in', rows: Object.keys(network.shapes).map((x) => row('', x)) };
  }
  const takes = [...names(definition)].map((name) => row('takes', name));
  return {
    title: `${printName(node)} = ${print(definition)}`,
    rows: [...takes, row('gives', node)],
  };
});
