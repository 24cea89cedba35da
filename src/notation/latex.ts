import { LatexReader } from './latex/reader.ts';
import { LatexFailure } from './latex/scanner.ts';
import type { MathNode } from './math.ts';

/** A formula, or what to change in its source and where: `offset` counts UTF-16 units. */
export type LatexResult =
  | { readonly ok: true; readonly math: MathNode }
  | { readonly ok: false; readonly error: { readonly message: string; readonly offset: number } };

/** Reads the subset of LaTeX that lessons may use. Never throws. */
export function parseLatex(source: string): LatexResult {
  try {
    return { ok: true, math: new LatexReader(source).formula() };
  } catch (thrown) {
    if (!(thrown instanceof LatexFailure)) throw thrown;
    return { ok: false, error: { message: thrown.message, offset: thrown.offset } };
  }
}
