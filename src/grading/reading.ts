import type { Expr, Span } from '../engine/expr.ts';
import { isScalar, type Shape, showShape } from '../engine/shape.ts';
import { sayMisfit } from '../notation/misfit.ts';
import { parse } from '../notation/parse.ts';
import { print, printName } from '../notation/print.ts';
import { forOneAnswer } from './oneanswer.ts';
import type { Prepared } from './prepare.ts';
import { type Feedback, type Reading, unreadable } from './verdict.ts';

/** What the lab understands of a draft, for the lines under the answer field. */
export function read(p: Prepared, draft: string): Reading {
  const empty = { read: null, shapes: null, problem: null };
  if (draft.trim() === '') return empty;
  if (p.ask.kind === 'shape') return { ...empty, read: draft.trim() };
  return forOneAnswer(p.scope.graph, [], () => readFormula(p, draft));
}

function readFormula(p: Prepared, draft: string): Reading {
  const empty = { read: null, shapes: null, problem: null };
  const { text, offset, problem } = withoutLeftSide(p, draft);
  if (problem)
    return { ...empty, problem: { message: problem.message, span: problem.span ?? [0, 0] } };
  const parsed = parse(text, p.vocabulary);
  const move = (span: Span): Span => [span[0] + offset, span[1] + offset];
  if (!parsed.ok) {
    const { message, span } = parsed.error;
    return { ...empty, problem: { message, span: move(span) } };
  }
  const { expr } = parsed;
  const shown = print(expr, 'math', { showDim: p.showDim });
  if (expr.shape) return { read: shown, shapes: shapesOf(p, expr), problem: null };
  const misfit = sayMisfit(expr, p.showDim);
  return {
    read: shown,
    shapes: misfit.shapes,
    problem: { message: misfit.message, span: move(misfit.span ?? [0, text.length]) },
  };
}

/** The shapes at the outermost product and what comes of them: `o×N · N×h → o×h`. */
export function shapesOf(p: Prepared, e: Expr): string {
  const show = (s: Shape) => showShape(s, p.showDim);
  if (!e.shape) return sayMisfit(e, p.showDim).shapes;
  const [a, b] = e.args;
  if (e.op === 'neg') return shapesOf(p, a!);
  if ((e.op === 'mul' || e.op === 'div') && isScalar(b!.shape)) return shapesOf(p, a!);
  if (e.op === 'mul' && isScalar(a!.shape)) return shapesOf(p, b!);
  const sign = { matmul: '·', mul: '⊙', div: '⊘' }[e.op];
  if (!sign) return show(e.shape);
  return `${show(a!.shape!)} ${sign} ${show(b!.shape!)} → ${show(e.shape)}`;
}

/** Strips `dL/dW3 =`; another left side is told. */
export function withoutLeftSide(
  p: Prepared,
  answer: string,
): { text: string; offset: number; problem: Feedback | null } {
  const match = /^([^=<>!]*[^=<>!\s])\s*=(?!=)/.exec(answer.slice(0, 80));
  if (!match || /\(/.test(match[1]!)) return { text: answer, offset: 0, problem: null };
  const offset = match[0].length;
  const left = parse(match[1]!, p.vocabulary);
  if (left.ok && left.expr.op === 'ref' && left.expr.attr === p.asked) {
    return { text: answer.slice(offset), offset, problem: null };
  }
  const message = `The left side should be ${printName(p.asked)}, or leave it out.`;
  return { text: answer, offset: 0, problem: unreadable('not-allowed', message, [0, offset]) };
}
