import { GREEK } from './characters.ts';

/** `math` is what is written on the board, `numpy` what is typed in a program. */
export type Dialect = 'math' | 'numpy';

export interface PrintOptions {
  /** What to write for a size; the name itself when not given. */
  readonly showDim?: (dim: string | number) => string;
}

/** h3 → h₃ and dL/dh3 → ∂L/∂h₃ on the board; h3 and dL_dh3 in a program. */
export function printName(name: string, dialect: Dialect = 'math'): string {
  const gradient = /^d(.+)\/d(.+)$/.exec(name);
  if (gradient) {
    const [loss, of] = [printName(gradient[1]!, dialect), printName(gradient[2]!, dialect)];
    return dialect === 'math' ? `∂${loss}/∂${of}` : `d${loss}_d${of}`;
  }
  if (dialect === 'numpy') return name;
  const [, stem, digits] = /^(.*?)_?(\d*)$/.exec(name)!;
  const letter = [...GREEK].find(([, word]) => word === stem)?.[0] ?? stem!;
  return letter + [...digits!].map((d) => '₀₁₂₃₄₅₆₇₈₉'[Number(d)]).join('');
}

/** The shortest text that reads back as the same number. */
export function printNumber(x: number): string {
  return String(x);
}
