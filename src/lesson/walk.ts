import type { Expr } from '../engine/expr.ts';
import { gradientName } from '../engine/grad.ts';
import { isScalar } from '../engine/shape.ts';
import { printName } from '../notation/print.ts';
import type { Network } from './lesson.ts';
import { tensorOf, type Worked, work } from './worked.ts';

/** What a step of the backward pass sends through a matrix: W₃ᵀ ∂L/∂z₃, one sum for each entry of h₂. */
export interface Sums {
  /** The matrix whose columns are used, and what has an entry for each of them. */
  readonly matrix: string;
  readonly to: string;
  /** The gradient that each column is taken against. */
  readonly gradient: string;
  readonly count: number;
}

/** The sums of a step of the walk, counted from 1; null where it sends nothing back through a matrix. */
export function sumsAt(network: Network, steps: number): Sums | null {
  const worked = work(network);
  const step = worked?.backward[steps - 1];
  for (const { to, contribution } of step?.sends ?? []) {
    const matrix = columnsOf(contribution, step!.cotangent);
    const count = contribution.shape?.[0];
    if (matrix === null || typeof count !== 'number' || !network.names.includes(to)) continue;
    return { matrix, to, gradient: step!.cotangent, count };
  }
  return null;
}

/** W of Wᵀ g, for a column g. */
function columnsOf({ op, args }: Expr, gradient: string): string | null {
  const [left, right] = args;
  const inner = op === 'matmul' && left?.op === 'transpose' ? left.args[0] : null;
  const fits = right?.op === 'ref' && right.attr === gradient && right.shape?.[1] === 1;
  return inner?.op === 'ref' && fits ? (inner.attr as string) : null;
}

/** One of the sums in numbers: the column of the matrix, the gradient it is taken against, and what comes out. */
export interface Sum {
  readonly factors: readonly (readonly [weight: number, gradient: number])[];
  readonly total: number;
}

/** The sum for the entry `index`, from 0, or null where the network has no numbers. */
export function sumOf(network: Network, { matrix, gradient }: Sums, index: number): Sum | null {
  const [weights, slopes] = [tensorOf(network, matrix), tensorOf(network, gradient)];
  if (!weights || !slopes) return null;
  const factors = Array.from(
    slopes.data,
    // A masked −0 is a plain 0.
    (slope, i) => [weights.data[i * weights.cols + index]!, slope + 0] as const,
  );
  return { factors, total: factors.reduce((sum, [w, g]) => sum + w * g, 0) };
}

/** What the backward pass sends to a node, and from where; several of them add. */
export function arrivalsAt({ backward }: Worked, node: string) {
  return backward.flatMap((step) =>
    step.sends
      .filter(({ to }) => to === node)
      .map(({ contribution }) => ({ from: step.node, contribution })),
  );
}

/**
 * What the gradient at a node is for: the names whose gradients are made of it directly, or through
 * nodes that hand on to one name only. Two or more say that what is computed once is used again.
 */
function usesOf(network: Network, node: string): readonly string[] {
  const worked = work(network);
  // What the backward pass begins with is a plain 1.
  return worked && node !== worked.loss ? directUses(network, worked, node) : [];
}

function directUses(network: Network, worked: Worked, node: string): readonly string[] {
  const step = worked.backward.find((each) => each.node === node);
  const sent = (step?.sends ?? []).map((each) => each.to).filter((each) => isUsed(network, each));
  // As in the notes: of W h first what is for W, then what goes on.
  const to = sent.reverse();
  return to.length === 1 ? directUses(network, worked, to[0]!) : to;
}

function isUsed({ names, shapes }: Network, name: string): boolean {
  return names.includes(name) && (shapes[name] === undefined || !isScalar(shapes[name]));
}

/** How often the gradient at a node is used, and for which others, in words; null where it is used once. */
export function reuseOf(
  network: Network,
  node: string,
): { readonly often: string; readonly what: string } | null {
  const loss = work(network)?.loss ?? 'L';
  const names = usesOf(network, node).map((name) => printName(gradientName(loss, name)));
  if (names.length < 2) return null;
  const often = ['twice', 'three times', 'four times'][names.length - 2] ?? `${names.length} times`;
  return { often, what: `${names.slice(0, -1).join(', ')} and ${names.at(-1)}` };
}
