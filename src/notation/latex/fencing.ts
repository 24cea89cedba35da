import { type Atom, fenced, type MathNode, row, scripts } from '../math.ts';

/**
 * Pairs the opening and closing atoms of a row into delimiters that grow; what has no partner stays
 * an atom. Any bracket closes any other, so that intervals such as [0, 1) pair too.
 */
export function matchFences(items: readonly MathNode[]): MathNode[] {
  const open: { readonly atom: Atom; readonly from: number }[] = [];
  const out: MathNode[] = [];
  for (const item of items) {
    const closing = closer(item);
    const last = closing ? open.pop() : undefined;
    if (closing && last) {
      const body = row(...out.splice(last.from + 1));
      const pair = fenced(body, last.atom.text, closing.text);
      out[last.from] = item.kind === 'scripts' ? scripts(pair, item.sub, item.sup) : pair;
      continue;
    }
    if (item.kind === 'atom' && item.cls === 'open') open.push({ atom: item, from: out.length });
    out.push(item);
  }
  return out.map((item) => (item.kind === 'atom' ? turned(item) : item));
}

/** How a thing changes the number of open brackets: 1, -1 or 0. */
export function nesting(item: MathNode): number {
  if (item.kind === 'atom' && item.cls === 'open') return 1;
  return closer(item) ? -1 : 0;
}

/** A square bracket without a partner is turned round, as in the open interval ]0, 1[. */
function turned(item: Atom): Atom {
  if (item.text === '[' && item.cls === 'open') return { ...item, cls: 'close' };
  return item.text === ']' && item.cls === 'close' ? { ...item, cls: 'open' } : item;
}

function closer(item: MathNode): Atom | null {
  const base = item.kind === 'scripts' ? item.base : item;
  const closes = base.kind === 'atom' && base.cls === 'close' && !'!?'.includes(base.text);
  return closes ? base : null;
}
