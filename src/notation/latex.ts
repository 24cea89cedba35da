import { readLatex } from './latex/read.ts';
import type { MathNode } from './math.ts';

/** A formula, or what to change in its source and where: `offset` counts UTF-16 units. */
export type LatexResult =
  | { readonly ok: true; readonly math: MathNode }
  | { readonly ok: false; readonly error: { readonly message: string; readonly offset: number } };

const known = new Map<string, MathNode>();

/** Takes note of formulas that somebody has read before. */
export function noteFormulas(formulas: Iterable<readonly [source: string, math: MathNode]>): void {
  for (const [source, math] of formulas) known.set(source, math);
}

/** Reads the subset of LaTeX that lessons may use. Never throws. */
export function parseLatex(source: string): LatexResult {
  const math = known.get(source);
  return math ? { ok: true, math } : readLatex(source);
}
