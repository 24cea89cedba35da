import { showDim as sizeText } from '../engine/dim.ts';
import type { Expr } from '../engine/expr.ts';
import { grad, gradientName, type Pullback } from '../engine/grad.ts';
import { Env } from '../engine/run.ts';
import { inline, type Scope } from '../engine/scope.ts';
import type { Dim, Shape } from '../engine/shape.ts';
import { showShape } from '../engine/shape.ts';
import type { Tensor } from '../engine/tensor.ts';
import { findFunction } from '../notation/functions.ts';
import { canonical, type Vocabulary } from '../notation/names.ts';
import { print } from '../notation/print.ts';
import { isExact } from './draw.ts';
import { type General, generalise } from './generalise.ts';
import { inferKind, type Kind, readKind } from './kinds.ts';
import { checkShapes, namedSizes, nested, pictured } from './picturednumbers.ts';
import { type Question, QuestionError } from './question.ts';
import { NoDraws, type Sampled, sample } from './sample.ts';

export { QuestionError };

export type Ask = { readonly kind: 'gradient' | 'value' | 'shape'; readonly name: string };

/** A question made ready to judge many answers. */
export interface Prepared {
  readonly question: Question;
  readonly scope: Scope;
  readonly vocabulary: Vocabulary;
  /** The name whose value, gradient or shape is asked about. */
  readonly ask: Ask;
  /** The scalar that gradients are taken of. */
  readonly loss: string;
  /** The asked quantity as a name: `dL/dW3` or `z3`. */
  readonly asked: string;
  readonly reference: Expr;
  /** The teacher's form of the answer. */
  readonly formula: string;
  readonly shape: Shape;
  /** Shapes of all names of the program, in the picture's letters or numbers. */
  readonly shapes: ReadonlyMap<string, string>;
  /** The numbers in the picture, by size. */
  readonly sizes: ReadonlyMap<string, number>;
  readonly showDim: (d: Dim) => string;
  /** The backward pass, step by step; empty for a question about a value. */
  readonly backward: readonly Pullback[];
  /** Every name and gradient at the question's numbers; null when it has none. */
  readonly values: ReadonlyMap<string, Tensor> | null;
  readonly sampled: Sampled;
  /** The draws that decide, made when the first answer needs them. */
  readonly draws: () => readonly Env[];
}

/** Reads and differentiates a question. Throws a QuestionError that names the field at fault. */
export function prepare(question: Question): Prepared {
  const ask = readAsk(question.ask);
  const general = readGeneral(question);
  const { scope } = general;
  const loss = lossOf(question, scope);
  const backward = differentiate(scope, loss, ask);
  const asked = ask.kind === 'gradient' ? gradientName(loss, ask.name) : ask.name;
  if (!scope.has(asked)) {
    const what =
      ask.kind === 'gradient'
        ? `${loss} does not depend on ${ask.name}`
        : `the program does not define ${ask.name}`;
    throw new QuestionError(
      'ask',
      `${what}. Names of the program: ${programNames(scope).join(', ')}.`,
    );
  }
  const reference = scope.ref(asked);
  const sampled: Sampled = {
    scope,
    reference,
    kinds: kindsOf(question, scope),
    dyadic: isExact(scope, reference),
    seed: seedOf(question),
  };
  const showDim = (d: Dim) =>
    sizeText(d, (name) =>
      String((/^#/.test(String(name)) && general.sizes.get(`${name}`)) || name),
    );
  return {
    question,
    scope,
    vocabulary: {
      scope,
      sizes: namedSizes(question),
      loss,
      isFunction: (word) => findFunction(word) !== null,
    },
    ask,
    loss,
    asked,
    reference,
    formula: print(teach(scope, asked, question.given ?? []), 'math', { showDim }),
    shape: scope.shapes.get(asked)!,
    shapes: new Map(programNames(scope).map((n) => [n, showShape(scope.shapes.get(n)!, showDim)])),
    sizes: general.sizes,
    showDim,
    backward,
    values: valuesOf(question, general),
    sampled,
    draws: drawing(sampled),
  };
}

/** The definition of a gradient with gradient names written out until only the given remain. */
export function teach(scope: Scope, asked: string, given: readonly string[]): Expr {
  const definition = scope.definitions.get(asked);
  if (!definition) return scope.ref(asked);
  const known = new Set(given.map((g) => findGradient(scope, g)));
  return inline(scope, definition, (name) => name.includes('/') && !known.has(name));
}

/**
 * The same question with other numbers and other words for its mistakes: everything that does not
 * depend on them is shared.
 */
export function withNumbers(p: Prepared, question: Question): Prepared {
  return { ...p, question, values: valuesOf(question, p) };
}

/** The same question judged on other draws. A verdict may not depend on which: tests compare them. */
export function withSeed(p: Prepared, seed: string): Prepared {
  const sampled = { ...p.sampled, seed };
  return { ...p, sampled, draws: drawing(sampled) };
}

function drawing(sampled: Sampled): () => readonly Env[] {
  let draws: readonly Env[] | null = null;
  return () => {
    draws ??= drawsOf(sampled);
    return draws;
  };
}

/** `dL/dh3` for `dL_dh3`, `∂L/∂h₃` and the like; the text itself when nothing is called so. */
export function findGradient(scope: Scope, text: string): string {
  const wanted = canonical(text.replaceAll('∂', 'd').replace('/', ''));
  for (const name of scope.shapes.keys()) {
    if (name.includes('/') && canonical(name.replace('/', '')) === wanted) return name;
  }
  return text;
}

/** `dL/dW3`, `shape(W3)` or a name. */
function readAsk(text: string): Ask {
  const shape = /^\s*shape\s*\(\s*([^()]+?)\s*\)\s*$/.exec(text);
  if (shape) return { kind: 'shape', name: shape[1]! };
  const gradient = /^\s*[d∂]\s*([^\s/]+)\s*\/\s*[d∂]\s*([^\s/]+)\s*$/.exec(text);
  if (gradient) return { kind: 'gradient', name: gradient[2]! };
  const under = /^\s*d([A-Za-z]\w*?)_d(\w+)\s*$/.exec(text);
  if (under) return { kind: 'gradient', name: under[2]! };
  return { kind: 'value', name: text.trim() };
}

function lossOf(question: Question, scope: Scope): string {
  const match = /^\s*[d∂]\s*([^\s/_]+)\s*[/_]/.exec(question.ask);
  const inner = /shape\s*\(\s*[d∂]\s*([^\s/_]+)\s*[/_]/.exec(question.ask);
  const loss = inner?.[1] ?? match?.[1];
  if (loss !== undefined && readAsk(question.ask).kind !== 'value') return loss;
  return scope.has('L') ? 'L' : (lastScalar(scope) ?? 'L');
}

function lastScalar(scope: Scope): string | null {
  const last = scope.last();
  const shape = last === null ? null : scope.shapes.get(last)!;
  return shape?.[0] === 1 && shape[1] === 1 ? last : null;
}

function differentiate(scope: Scope, loss: string, ask: Ask): Pullback[] {
  const shape = scope.shapes.get(loss);
  if (shape && (shape[0] !== 1 || shape[1] !== 1)) {
    if (ask.kind !== 'gradient') return [];
    throw new QuestionError(
      'ask',
      `${loss} is ${showShape(shape)}; a gradient is taken of one number. Add sum(…) or mean(…).`,
    );
  }
  if (scope.last() === null) {
    throw new QuestionError('program', 'The program has no statement, such as z = W @ x.');
  }
  return grad(scope, loss);
}

function readGeneral(question: Question): General {
  if (typeof question.program !== 'string') {
    throw new QuestionError('program', 'The program is a text such as "z = W @ x".');
  }
  checkShapes(question);
  const result = generalise(question.program, question.shapes, pictured(question));
  if (!result.ok) {
    throw new QuestionError('program', result.error.message, result.error.span);
  }
  return result.general;
}

function kindsOf(question: Question, scope: Scope): Map<string, Kind> {
  const kinds = new Map<string, Kind>();
  for (const name of scope.free()) {
    const said = question.draw?.[name];
    const kind = said === undefined ? inferKind(scope, name) : readKind(said);
    if (kind === null) {
      throw new QuestionError(
        'draw',
        `${said} is no kind of draw for ${name}. Kinds: one-hot axis=0, simplex axis=0, bits, unit, positive, signed.`,
      );
    }
    kinds.set(name, kind);
  }
  return kinds;
}

/** The same question gives the same draws, always and everywhere. */
function seedOf({ program, shapes, ask, draw }: Question): string {
  return JSON.stringify([program, shapes, ask, draw ?? null]);
}

function drawsOf(sampled: Sampled): readonly Env[] {
  try {
    return sample(sampled);
  } catch (error) {
    if (error instanceof NoDraws) throw new QuestionError('program', `${error.message}.`);
    throw error;
  }
}

/** Everything at the question's numbers. Values of names that the program defines are ignored. */
function valuesOf(
  question: Question,
  { scope, sizes }: Pick<General, 'scope' | 'sizes'>,
): Map<string, Tensor> | null {
  if (!question.values) return null;
  const free = new Map<string, Tensor>();
  for (const [name, value] of Object.entries(question.values)) {
    const known = name.includes('/') || /^d.+_d/.test(name) ? findGradient(scope, name) : name;
    if (scope.has(known) && !scope.definitions.has(known)) free.set(known, nested(name, value));
  }
  const env = new Env(scope, free, sizes);
  const values = new Map<string, Tensor>();
  const missing = scope.free().filter((name) => !free.has(name));
  for (const name of scope.shapes.keys()) {
    const needs = missing.length > 0 ? scope.reach(scope.ref(name)) : null;
    if (!missing.some((each) => needs?.has(each))) values.set(name, env.named(name));
  }
  return values;
}

function programNames(scope: Scope): string[] {
  return [...scope.shapes.keys()].filter((n) => !n.includes('/'));
}
