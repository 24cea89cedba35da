import type { LatexResult } from '../latex.ts';
import { LatexReader } from './reader.ts';
import { LatexFailure } from './scanner.ts';

/** Reads a formula; see `parseLatex`. */
export function readLatex(source: string): LatexResult {
  try {
    return { ok: true, math: new LatexReader(source).formula() };
  } catch (thrown) {
    if (!(thrown instanceof LatexFailure)) throw thrown;
    return { ok: false, error: { message: thrown.message, offset: thrown.offset } };
  }
}
