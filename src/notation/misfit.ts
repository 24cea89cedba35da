import { showDim as spelled } from '../engine/dim.ts';
import type { Expr, Span } from '../engine/expr.ts';
import type { Dim, Misfit, Shape } from '../engine/shape.ts';
import { showShape } from '../engine/shape.ts';

/** The innermost node that does not fit, or null. */
export function findMisfit(e: Expr): Expr | null {
  if (e.shape !== null) return null;
  for (const arg of e.args) {
    const inner = findMisfit(arg);
    if (inner) return inner;
  }
  return e.misfit ? e : null;
}

/** Says which two shapes do not meet, in the letters of the exercise, and where. */
export function sayMisfit(
  e: Expr,
  showDim: (d: Dim) => string,
): { message: string; span: Span | null; shapes: string } {
  const node = findMisfit(e);
  if (!node) return { message: 'The shapes do not fit.', span: e.span ?? null, shapes: '' };
  const { rule, shapes } = node.misfit!;
  const [a, b] = shapes.map((s) => showShape(s, (d) => spelled(d, showDim)));
  const said: Readonly<Record<Misfit['rule'], () => string>> = {
    entrywise: () =>
      a === b
        ? `These two do not fit entry by entry: both are ${a} here, but their sizes count different things.`
        : `These two do not fit entry by entry: ${a} and ${b}. Both need the same shape.`,
    inner: () =>
      `These two do not multiply: (${a})·(${b}). ${inner(shapes[0]!, shapes[1]!, showDim)}`,
    scalar: () => `An exponent has to be a number; this one is ${a}.`,
    square: () => `This needs a square matrix or a column; here is ${a}.`,
    vector: () => `This needs a column; here is ${a}.`,
    count: () => `${b} does not have as many entries as ${a}. Choose sizes with the same product.`,
    beside: () => `${a} and ${b} do not fit beside one another. Both need the same size there.`,
    range: () =>
      `${a} does not have these rows or columns. Count from 0; the end itself is left out.`,
    window: () => `A window of ${b} does not fill ${a}. Choose another window.`,
    size: () => 'A size belongs here, from 0 to 100 or a name such as N.',
    literal: () => `This matrix of numbers is ${a}; here ${b} is needed.`,
  };
  const mark = node.op === 'matmul' ? '·' : node.op === 'mul' ? '⊙' : 'and';
  return {
    message: said[rule](),
    span: node.span ?? null,
    shapes: [a, b].filter((s) => s !== undefined).join(` ${mark} `),
  };
}

function inner(a: Shape, b: Shape, showDim: (d: Dim) => string): string {
  const [m, n] = [showDim(a[1]), showDim(b[0])];
  return m === n
    ? `The inner sizes are both ${m} here, but they count different things.`
    : `The inner sizes, ${m} and ${n}, differ.`;
}
