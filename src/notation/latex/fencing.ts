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
  return out;
}

function closer(item: MathNode): Atom | null {
  const base = item.kind === 'scripts' ? item.base : item;
  const closes = base.kind === 'atom' && base.cls === 'close' && !'!?'.includes(base.text);
  return closes ? base : null;
}
