import { gradientName } from '../../engine/grad.ts';
import type { Network } from '../../lesson/lesson.ts';
import { arrivalsAt, sumOf, sumsAt } from '../../lesson/walk.ts';
import { tensorOf, work } from '../../lesson/worked.ts';
import { printName } from '../../notation/print.ts';
import type { Size } from '../desk.ts';
import type { Theme } from '../theme.ts';
import { matrixLines } from '../widgets/matrixLines.ts';
import { shortNumber } from '../widgets/numbers.ts';
import { type PullbackCardProps, pullbackLines } from '../widgets/PullbackCard.tsx';
import { beside, blockWidth, type Line, run, wrap } from '../widgets/run.ts';

const GAP = 3;
const UNBOUNDED = 100;

/** Rows of a card that can be done without where a sum is written out. */
const spare = new Set(['value', 'local slope']);

/**
 * The card of a step of the walk and, where it sends something back through a matrix, one of its
 * sums in numbers and the matrix with the column that it uses: `∂L/∂h₂[1] = 1·2 + (−1)·0 + 0·(−4)`.
 */
export function stepLines(
  theme: Theme,
  { title, rows }: Pick<PullbackCardProps, 'title' | 'rows'>,
  sum: Pick<Lit, 'words' | 'matrix'> | null,
  { width, height }: Size,
): readonly Line[] {
  const card = pullbackLines({ theme, width, title, rows });
  if (!sum) return card;
  const words = wrap([run(theme.text(sum.words), theme.style.focus)], width);
  const matrix = sum.matrix(width);
  if (blockWidth(card) + GAP + blockWidth(matrix) <= width) {
    return [...beside([card, matrix], GAP), ...words];
  }
  const short = rows.filter(({ word }) => !spare.has(word));
  const cards = [card, pullbackLines({ theme, width, title, rows: short })];
  const fits = cards.find((each) => each.length + words.length + matrix.length <= height);
  if (fits) return [...fits, ...words, ...matrix];
  // Without the matrix, and rather than no graph at all.
  const tight = cards.find((each) => each.length + words.length <= height) ?? cards[1]!;
  return [...tight, ...words];
}

/** A sum in words, and the matrix with its column lit. */
interface Lit {
  readonly words: string;
  readonly matrix: (width: number) => readonly Line[];
}

/** The sum for one entry of what a step of the walk sends back, or null where there is none. */
export function sumAt(theme: Theme, network: Network, steps: number, index: number): Lit | null {
  const sums = sumsAt(network, steps);
  const sum = sums && sumOf(network, sums, index);
  const tensor = sums && tensorOf(network, sums.matrix);
  if (!sums || !sum || !tensor) return null;
  const factor = (x: number) => (x < 0 ? `(${shortNumber(x)})` : shortNumber(x));
  const terms = sum.factors.map(([w, g]) => `${factor(w)}·${factor(g)}`).join(' + ');
  const into = `${printName(gradientName(work(network)!.loss, sums.to))}[${index + 1}]`;
  // Where several paths meet it is a part of the gradient only.
  const adds = arrivalsAt(work(network)!, sums.to).length > 1 ? 'adds to ' : '';
  const title = printName(sums.matrix);
  return {
    words: `${adds}${into}, column ${index + 1} of ${title}: ${terms} = ${shortNumber(sum.total)}`,
    matrix: (width) =>
      matrixLines({ theme, tensor, title, width, height: UNBOUNDED, bare: true, column: index }),
  };
}
