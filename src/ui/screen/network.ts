import type { Expr } from '../../engine/expr.ts';
import type { Pullback } from '../../engine/grad.ts';
import { gradientName } from '../../engine/grad.ts';
import { Env } from '../../engine/run.ts';
import type { Tensor } from '../../engine/tensor.ts';
import type { Network } from '../../lesson/lesson.ts';
import { arrivalsAt, reuseOf } from '../../lesson/walk.ts';
import { tensorOf, type Worked, work } from '../../lesson/worked.ts';
import { print, printName } from '../../notation/print.ts';
import { remember } from '../remember.ts';
import type { GraphNode } from '../widgets/graphChains.ts';
import type { PullbackCardProps, PullbackRow } from '../widgets/PullbackCard.tsx';
import { plainGraph } from './graph.ts';

/** The network as a graph, `steps` of the backward pass done. */
export function graphNodes(network: Network, steps: number): readonly GraphNode[] {
  return nodesAfter(network, steps);
}

/** What one step of the backward pass does, as a card; step 0 is the loss alone. */
export function cardOf(network: Network, steps: number): Card {
  return cardAfter(network, steps);
}

type Card = Pick<PullbackCardProps, 'title' | 'rows'>;

const nodesAfter = remember((network: Network, steps: number): readonly GraphNode[] => {
  const worked = work(network);
  if (!worked) return [];
  const { loss, backward } = worked;
  const sent = backward.slice(0, steps).flatMap(({ sends }) => sends.map(({ to }) => to));
  const arrived = new Set([loss, ...sent].map((name) => printName(name)));
  return plainGraph(network).map((node) => {
    if (!arrived.has(node.name)) return node;
    const gradient = node.name === printName(loss) ? '1' : undefined;
    return { ...node, state: 'backward', gradient };
  });
});

/** The node whose gradient was passed on last: the loss before the first step. */
export function focusOf(network: Network, steps: number): string {
  const worked = work(network);
  return printName(worked?.backward[steps - 1]?.node ?? worked?.loss ?? '');
}

const cardAfter = remember((network: Network, steps: number): Card => {
  const worked = work(network);
  if (!worked) return { title: '', rows: [] };
  const step = worked.backward[steps - 1];
  const node = step?.node ?? worked.loss;
  const definition = worked.scope.definitions.get(node);
  const shown = printName(node);
  return {
    title: definition ? `${shown} = ${print(definition)}` : shown,
    rows: [
      { word: 'value', formula: shown, value: tensorOf(network, node) },
      ...added(worked, node),
      {
        word: step ? 'comes in' : 'begins with',
        formula: printName(gradientName(worked.loss, node)),
        value: tensorOf(network, gradientName(worked.loss, node)),
      },
      ...usedAgain(network, node),
      ...(step ? sends(network, worked, step) : []),
    ],
  };
});

/** The parts of what comes in, where several paths lead on from the node. */
function added(worked: Worked, node: string): readonly PullbackRow[] {
  const parts = arrivalsAt(worked, node);
  if (parts.length < 2) return [];
  return parts.map(({ from, contribution }) => ({
    word: `from ${printName(from)}`,
    formula: print(contribution),
    value: valueAt(worked, contribution),
    added: true,
  }));
}

function valueAt({ scope, inputs, sizes }: Worked, e: Expr): Tensor | null {
  return inputs && new Env(scope, inputs, sizes).value(e);
}

/** That what comes in is computed once and used for several gradients, and for which. */
function usedAgain(network: Network, node: string): readonly PullbackRow[] {
  const reuse = reuseOf(network, node);
  const row = reuse && { word: `used ${reuse.often}`, formula: `for ${reuse.what}`, value: null };
  return row ? [{ ...row, lit: true }] : [];
}

function sends(network: Network, worked: Worked, step: Pullback): readonly PullbackRow[] {
  const value = (e: Expr) => valueAt(worked, e);
  const meets = (to: string) => arrivalsAt(worked, to).length > 1;
  return step.sends
    .filter(({ to }) => network.names.includes(to))
    .flatMap(({ to, contribution }): PullbackRow[] => {
      const slope = slopeIn(contribution, gradientName(worked.loss, step.node));
      return [
        ...(slope ? [{ word: 'local slope', formula: print(slope), value: value(slope) }] : []),
        {
          word: `sends to ${printName(to)}`,
          formula: print(contribution),
          value: value(contribution),
          added: meets(to),
        },
      ];
    });
}

/** What a contribution multiplies the incoming gradient with; null where it is no product with it. */
function slopeIn({ op, args }: Expr, incoming: string): Expr | null {
  const [a, b] = args;
  if ((op !== 'mul' && op !== 'matmul') || !a || !b) return null;
  const isIncoming = (e: Expr) => e.op === 'ref' && e.attr === incoming;
  return isIncoming(a) ? b : isIncoming(b) ? a : null;
}
