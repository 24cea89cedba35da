import type { Expr } from '../engine/expr.ts';
import type { Dim } from '../engine/shape.ts';
import type { Prepared } from './prepare.ts';

const MATRICES = new Set(['ones', 'eye']);

/**
 * `ones(4, 1)` as `ones(N, 1)`, and with `numbers` also `/ 4` as `/ N`, where 4 is the picture's
 * number of one size only. What is wrong with such an answer may be something else.
 */
export function withSizes(p: Prepared, e: Expr, which: 'matrices' | 'numbers'): Expr {
  const named = (d: Dim): Dim => {
    const sizes = [...p.sizes].filter(([, n]) => n === d);
    return sizes.length === 1 ? sizes[0]![0] : d;
  };
  const read = (n: Expr): Expr => {
    const args = n.args.map(read);
    if (MATRICES.has(n.op)) return n.graph.node(n.op, args, (n.attr as readonly Dim[]).map(named));
    // An exponent is no size.
    const isCount = which === 'numbers' && n.op === 'const' && n.attr !== 2;
    const size = isCount ? named(n.attr as number) : n.attr;
    if (isCount && size !== n.attr) return n.graph.node('size', [], size);
    if (args.every((arg, i) => arg === n.args[i])) return n;
    // The student's text still belongs to the node.
    const { span, typed } = n;
    const made = n.graph.node(n.op, args, n.attr);
    return { ...made, args, ...(span && { span }), ...(typed !== undefined && { typed }) };
  };
  return read(e);
}
