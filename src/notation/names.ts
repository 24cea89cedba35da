import type { Span } from '../engine/expr.ts';
import type { Scope } from '../engine/scope.ts';
import { GREEK, LOOKALIKES, visible } from './characters.ts';
import { ParseFailure } from './failure.ts';

/** What may be named: a scope, the sizes that count as numbers, and the loss of the gradients. */
export interface Vocabulary {
  readonly scope: Scope;
  readonly sizes: readonly string[];
  /** What the sizes are worth, where a text is read at the sizes of one picture. */
  readonly pictured?: ReadonlyMap<string, number>;
  /** The scalar whose gradients are meant: the L of dL/dh3. Null in a program. */
  readonly loss: string | null;
  /** Whether a word is the name of a function. */
  readonly isFunction: (name: string) => boolean;
}

/** What a name turned out to be. */
export type Meaning =
  | { readonly kind: 'tensor'; readonly name: string }
  | { readonly kind: 'size'; readonly name: string };

/** h3 = h_3 = h₃; δ3 = delta3. */
export function canonical(name: string): string {
  let out = '';
  for (const c of name.normalize('NFC')) out += GREEK.get(c) ?? (c === '_' ? '' : c);
  return out;
}

/** Finds what a typed name stands for, or null. A name in scope wins over a gradient token. */
export function lookUp(vocabulary: Vocabulary, typed: string): Meaning | null {
  const { scope, sizes } = vocabulary;
  const tensor = match(tensors(scope), typed);
  if (tensor) return { kind: 'tensor', name: tensor };
  const size = match(sizes, typed);
  if (size) return { kind: 'size', name: size };
  const gradient = gradientToken(vocabulary, typed);
  return gradient ? { kind: 'tensor', name: gradient } : null;
}

/** The gradient with respect to a typed name, or null where there is none. */
export function gradientOf(vocabulary: Vocabulary, typed: string): string | null {
  const { scope, loss } = vocabulary;
  const name = match(tensors(scope), typed);
  if (!name || loss === null) return null;
  const gradient = `d${loss}/d${name}`;
  return scope.has(gradient) ? gradient : null;
}

/** `dL_dh3`, `dh3`, `δh3`, `grad_h3`, and δ3 or d3 for dL/dz3. */
function gradientToken(vocabulary: Vocabulary, typed: string): string | null {
  const name = canonical(typed);
  const prefixes = [`d${canonical(vocabulary.loss ?? '')}d`, 'd', 'delta', 'grad'];
  for (const prefix of prefixes) {
    if (!name.startsWith(prefix)) continue;
    const rest = name.slice(prefix.length);
    const found = gradientOf(vocabulary, /^\d+$/.test(rest) ? `z${rest}` : rest);
    if (found) return found;
  }
  return null;
}

function tensors(scope: Scope): string[] {
  return [...scope.shapes.keys()].filter((name) => !name.includes('/'));
}

function match(known: readonly string[], typed: string): string | null {
  if (known.includes(typed)) return typed;
  const wanted = canonical(typed);
  return known.find((name) => canonical(name) === wanted) ?? null;
}

/** The error for a name that nothing is called, with what was probably meant. */
export function unknownName(vocabulary: Vocabulary, typed: string, span: Span): ParseFailure {
  const hint = suggestion(vocabulary, typed);
  const shown = visible(typed.length > 40 ? `${typed.slice(0, 40)}…` : typed);
  const message = `I do not know ${shown}. ${hint ?? known(vocabulary)}`;
  return new ParseFailure('unknown-name', message, span);
}

function known(vocabulary: Vocabulary): string {
  const all = [...tensors(vocabulary.scope), ...vocabulary.sizes];
  return all.length > 0 ? `Names you can use: ${all.slice(0, 12).join(', ')}.` : '';
}

function suggestion(vocabulary: Vocabulary, typed: string): string | null {
  const odd = [...typed].find((c) => LOOKALIKES.has(c));
  if (odd) {
    const [latin, script] = LOOKALIKES.get(odd)!;
    const mended = [...typed].map((c) => LOOKALIKES.get(c)?.[0] ?? c).join('');
    return `Its ${odd} is a ${script} letter that looks like ${latin}. Type ${mended}.`;
  }
  const { loss } = vocabulary;
  if (loss !== null && canonical(typed) === `d${canonical(loss)}`) {
    return `A derivative is written d${loss}/dx, without brackets, for a name x.`;
  }
  const turned = /^(.+?)_?[Tt]$/.exec(typed)?.[1];
  if (turned && lookUp(vocabulary, turned)) {
    return `Did you mean ${pretty(turned)}ᵀ (typed ${turned}.T)?`;
  }
  const meant = closest(vocabulary, typed);
  if (meant) return `Did you mean ${meant}?`;
  const turns = /[^Tt][Tt]$/.test(typed) ? splits(vocabulary, typed.slice(0, -1)) : null;
  const parts =
    splits(vocabulary, typed) ?? (turns && [...turns.slice(0, -1), `${turns.at(-1)}.T`]);
  return parts ? `For a product write a space or @: ${parts.join(' ')}.` : null;
}

function closest(vocabulary: Vocabulary, typed: string): string | null {
  const names = [...tensors(vocabulary.scope), ...vocabulary.sizes];
  const folded = canonical(typed.replace('/', '')).toLowerCase();
  const otherCase = names.find((n) => canonical(n).toLowerCase() === folded);
  if (otherCase) return otherCase;
  const { loss } = vocabulary;
  if (loss !== null) {
    const of = names.find((n) =>
      [`d${loss}d${n}`, `d${n}`].some((g) => canonical(g).toLowerCase() === folded),
    );
    if (of) return `d${loss}/d${of}`;
  }
  if (typed.length < 3) return null;
  return names.find((n) => n.length > 1 && near(canonical(n), canonical(typed))) ?? null;
}

/** One letter changed, missing or too many. */
function near(a: string, b: string): boolean {
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  if (long.length - short.length > 1) return false;
  let i = 0;
  while (i < short.length && short[i] === long[i]) i++;
  const rest = short.slice(short.length === long.length ? i + 1 : i);
  return rest === long.slice(i + 1);
}

/** The only way to cut a word into two or three names that are known, or null. */
function splits(vocabulary: Vocabulary, typed: string): string[] | null {
  if (typed.length > 24) return null;
  const found: string[][] = [];
  const walk = (rest: string, parts: string[]) => {
    if (found.length > 1 || parts.length > 3) return;
    if (rest === '') {
      if (parts.length > 1) found.push(parts);
      return;
    }
    for (let n = 1; n <= rest.length; n++) {
      const word = rest.slice(0, n);
      if (/^\d/.test(rest.slice(n))) continue;
      if (lookUp(vocabulary, word)) walk(rest.slice(n), [...parts, word]);
    }
  };
  walk(typed, []);
  return found.length === 1 ? found[0]! : null;
}

function pretty(name: string): string {
  return name.replace(/_?(\d+)$/, (_, digits: string) =>
    [...digits].map((d) => '₀₁₂₃₄₅₆₇₈₉'[Number(d)]).join(''),
  );
}
