import { isCased, isLetter } from '../letters.ts';
import type { AtomClass, MathNode } from '../math.ts';

/** The class of a thing as its neighbours see it: an atom's, or `inner` for a tall construction. */
export type EdgeClass = AtomClass | 'inner' | 'arrow';

/** The classes that a node shows to its left and to its right neighbour. */
export function edges(node: MathNode): readonly [left: EdgeClass, right: EdgeClass] {
  switch (node.kind) {
    case 'atom':
      return [node.cls, node.cls];
    case 'row': {
      const [first, last] = [node.items[0], node.items.at(-1)];
      return first && last ? [edges(first)[0], edges(last)[1]] : ['ord', 'ord'];
    }
    case 'scripts': {
      const [left, right] = edges(node.base);
      return [left, right];
    }
    case 'part':
    case 'accent':
    case 'tagged':
      return edges(node.body);
    case 'fenced': {
      const [left, right] = edges(node.body);
      return [node.open ? 'open' : left, node.close ? 'close' : right];
    }
    case 'sqrt':
      return ['ord', 'inner'];
    case 'big':
      // max and its like are words and stand close to a bracket; a sum sign keeps its distance.
      return isLetter(node.symbol) ? ['op', 'op'] : ['inner', 'inner'];
    case 'arrow':
      return ['arrow', 'arrow'];
    case 'stack': {
      const [left] = edges(node.base);
      return left === 'rel' || left === 'bin' || left === 'op' ? [left, left] : ['inner', 'inner'];
    }
    case 'grid':
      return [node.open ? 'open' : 'inner', node.close ? 'close' : 'inner'];
    case 'space':
      return ['ord', 'ord'];
    default:
      return ['inner', 'inner'];
  }
}

/** Left neighbours after which `+` or `−` is a sign and not an operator between two things. */
const beforeSign = new Set<EdgeClass | null>([null, 'bin', 'op', 'rel', 'arrow', 'open', 'punct']);
const afterSign = new Set<EdgeClass | null>([null, 'rel', 'arrow', 'close', 'punct']);

/**
 * The classes of a row's items with signs told from operators (TeXbook, appendix G, rule 5).
 * `before` is what stands left of the row, null for nothing.
 */
export function settle(
  classes: readonly (readonly [EdgeClass, EdgeClass])[],
  before: EdgeClass | null = null,
): (readonly [EdgeClass, EdgeClass])[] {
  const out: (readonly [EdgeClass, EdgeClass])[] = [];
  let previous = before;
  classes.forEach((pair, i) => {
    const next = classes[i + 1]?.[0] ?? null;
    const sign = pair[0] === 'bin' && (beforeSign.has(previous) || afterSign.has(next));
    const settled: readonly [EdgeClass, EdgeClass] = sign ? ['ord', 'ord'] : pair;
    out.push(settled);
    previous = settled[1];
  });
  return out;
}

/** Columns between a thing and the next one; `tight` inside sub- and superscripts. */
export function gap(left: EdgeClass, right: EdgeClass, tight: boolean): number {
  const table = tight ? tightGaps : gaps;
  return table[left]?.includes(right) ? 1 : 0;
}

/** Whether two neighbours would read as one word: `W3h2`, `ddelta`. */
export function joins(left: string, right: string): boolean {
  const head = leading([...left].reverse(), (c) => isCased(c) || /[\d_]/.test(c));
  const tail = leading([...right], isCased);
  if (head === '' || tail === '') return false;
  return tail.length > 1 || (head.length > 1 && !/^\d+$/.test(head));
}

function leading(characters: readonly string[], belongs: (c: string) => boolean): string {
  const end = characters.findIndex((c) => !belongs(c));
  return characters.slice(0, end < 0 ? undefined : end).join('');
}

type Gaps = { readonly [L in EdgeClass]?: readonly EdgeClass[] };

const operators: readonly EdgeClass[] = ['bin', 'rel', 'arrow'];
const everything: readonly EdgeClass[] = ['ord', 'op', 'open', 'text', 'inner', ...operators];

/** For each left neighbour the right neighbours that stand one column off. */
const gaps: Gaps = {
  ord: ['op', 'inner', ...operators],
  op: ['ord', 'op', 'text', 'inner', ...operators],
  bin: everything,
  rel: ['ord', 'op', 'open', 'text', 'inner', 'bin', 'arrow'],
  arrow: everything,
  close: ['ord', 'op', 'inner', ...operators],
  punct: everything,
  text: ['op', 'inner', ...operators],
  inner: everything,
};

const tightGaps: Gaps = {
  ord: ['op'],
  op: ['ord', 'op', 'text', 'inner'],
  close: ['op'],
  inner: ['inner'],
};
