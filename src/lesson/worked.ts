import type { Expr } from '../engine/expr.ts';
import { grad, gradientName, type Pullback } from '../engine/grad.ts';
import { Env } from '../engine/run.ts';
import { inline, names, type Scope } from '../engine/scope.ts';
import { isScalar, type Shape } from '../engine/shape.ts';
import { fromNested, type Tensor } from '../engine/tensor.ts';
import { descend, startTraining, type TrainState } from '../engine/train.ts';
import { forOneAnswer, unlessTooLarge } from '../grading/oneanswer.ts';
import { findFunction } from '../notation/functions.ts';
import { parse } from '../notation/parse.ts';
import { print } from '../notation/print.ts';
import { readProgram } from '../notation/program.ts';
import type { Network } from './lesson.ts';
import type { Outline } from './outline.ts';

/** A network worked through once: its program with the backward pass, at the lesson's numbers. */
export interface Worked {
  readonly scope: Scope;
  /** The scalar that is differentiated; `L` where the program does not define one. */
  readonly loss: string;
  /** The backward pass, from the loss on. */
  readonly backward: readonly Pullback[];
  /** Values of the inputs, and the sizes they have; null when the lesson gives no numbers. */
  readonly inputs: ReadonlyMap<string, Tensor> | null;
  readonly sizes: ReadonlyMap<string, number>;
}

const remembered = new WeakMap<Network, Worked | null>();

/** Works a network through, once; null when its program cannot be read (see `backprop-lab check`). */
export function work(network: Network): Worked | null {
  const known = remembered.get(network);
  if (known !== undefined) return known;
  const made = workThrough(network);
  remembered.set(network, made);
  return made;
}

function workThrough(network: Network): Worked | null {
  const { program, shapes, values } = network;
  const named = Object.values(shapes)
    .flat()
    .filter((size) => typeof size === 'string');
  const read = readProgram({ text: program, shapes, sizes: named });
  if (!read.ok || read.scope.last() === null) return null;
  const { scope } = read;
  const last = scope.last()!;
  const loss = isScalar(scope.shapes.get(last)!) ? last : 'L';
  const backward = grad(scope, loss);
  const inputs = new Map(Object.entries(values).map(([name, value]) => [name, fromNested(value)]));
  const whole = scope.free().every((name) => inputs.has(name));
  return { scope, loss, backward, inputs: whole ? inputs : null, sizes: sizesOf(shapes, inputs) };
}

function sizesOf(
  shapes: Readonly<Record<string, Shape>>,
  inputs: ReadonlyMap<string, Tensor>,
): Map<string, number> {
  const sizes = new Map<string, number>();
  for (const [name, [rows, cols]] of Object.entries(shapes)) {
    const value = inputs.get(name);
    if (!value) continue;
    if (typeof rows === 'string') sizes.set(rows, value.rows);
    if (typeof cols === 'string') sizes.set(cols, value.cols);
  }
  return sizes;
}

/** The value of a name or gradient at the lesson's numbers, or null when it has none. */
export function tensorOf(network: Network, name: string): Tensor | null {
  const worked = work(network);
  if (!worked?.inputs || !worked.scope.has(name)) return null;
  return new Env(worked.scope, worked.inputs, worked.sizes).named(name);
}

/** A formula over the network's names and gradients, or null when it cannot be read. */
export function readFormula(network: Network, formula: string): Expr | null {
  const worked = work(network);
  if (!worked) return null;
  const { scope, sizes, loss } = worked;
  const isFunction = (word: string) => findFunction(word) !== null;
  const read = parse(formula, { scope, sizes: [...sizes.keys()], loss, isFunction });
  return read.ok ? read.expr : null;
}

/** The value of such a formula, or null when it cannot be read or has none. */
export function evaluate(network: Network, formula: string): Tensor | null {
  const worked = work(network);
  const expr = worked?.inputs ? readFormula(network, formula) : null;
  if (!worked?.inputs || !expr?.shape) return null;
  return new Env(worked.scope, worked.inputs, worked.sizes).value(expr);
}

/** The value of a student's formula: as `evaluate`, but null when it is too large, and nothing of it is kept. */
export function evaluateAnswer(network: Network, formula: string): Tensor | null {
  const graph = work(network)?.scope.graph;
  if (!graph) return null;
  return unlessTooLarge(() => forOneAnswer(graph, [], () => evaluate(network, formula)));
}

/** What a first look at a network shows; see `Outline`. */
export function outlined(network: Network): Outline | null {
  const worked = work(network);
  if (!worked) return null;
  const { scope, loss, inputs, sizes } = worked;
  const reached = scope.has(loss) ? scope.reach(scope.ref(loss)) : null;
  const nodes = network.names.flatMap((name) => {
    if (reached && !reached.has(name)) return [];
    const definition = scope.definitions.get(name);
    return [
      {
        name,
        inputs: [...(definition ? names(definition) : [])],
        isRelu: definition?.op === 'relu',
      },
    ];
  });
  const env = inputs && new Env(scope, inputs, sizes);
  const shown = [...network.names, ...network.names.map((name) => gradientName(loss, name))];
  const values = shown.flatMap((name) => {
    const value = env && scope.has(name) ? env.named(name) : null;
    return value?.data.every(isPlain)
      ? [[name, [value.rows, value.cols, [...value.data]]] as const]
      : [];
  });
  return { nodes, values: Object.fromEntries(values) };
}

/** JSON has no infinity, no NaN and no −0. */
function isPlain(x: number): boolean {
  return Number.isFinite(x) && !Object.is(x, -0);
}

/** The names that the forward pass computes, in order. */
export function computed(network: Network): readonly string[] {
  const definitions = work(network)?.scope.definitions;
  return network.names.filter((name) => definitions?.has(name));
}

/** Rows and columns of a name or gradient, or null when there is no such thing. */
export function shapeOf(network: Network, name: string): Shape | null {
  return work(network)?.scope.shapes.get(name) ?? null;
}

/**
 * The definition of a name or gradient as a formula in math notation, or null; with `whole`,
 * gradients are written out up to the loss.
 */
export function formulaOf(network: Network, name: string, whole = false): string | null {
  const scope = work(network)?.scope;
  const definition = scope?.definitions.get(name);
  if (!scope || !definition) return null;
  return print(whole ? inline(scope, definition, (each) => each.includes('/')) : definition);
}

/** The loss at the lesson's numbers, some values replaced; null when there are no numbers. */
export function lossAt(network: Network, moved: ReadonlyMap<string, Tensor>): number | null {
  const worked = work(network);
  if (!worked?.inputs || !worked.scope.definitions.has(worked.loss)) return null;
  const free = new Map([...worked.inputs, ...moved]);
  return new Env(worked.scope, free, worked.sizes).named(worked.loss).data[0]!;
}

/** What gradient descent moves, and the loss that is to fall. */
export interface Training {
  readonly network: Network;
  readonly loss: string;
  readonly train: readonly string[];
}

/** The state before the first step, or null when the network has no numbers or no such loss. */
export function startDescent({ network, loss, train }: Training): TrainState | null {
  const worked = work(network);
  const ready =
    worked?.inputs &&
    worked.loss === loss &&
    worked.scope.definitions.has(loss) &&
    train.every((name) => worked.inputs?.has(name) && worked.scope.has(gradientName(loss, name)));
  return ready ? startTraining(worked.scope, loss, worked.inputs) : null;
}

/** One step of gradient descent, p ← p − rate · dL/dp for all that is trained. */
export function stepDescent(training: Training, state: TrainState, rate: number): TrainState {
  return descend(work(training.network)!.scope, training.loss, training.train, state, rate);
}

const runs = new WeakMap<Network, Map<string, readonly number[]>>();

/** The losses of a run, before the first step and after each; it ends where no finite number is left. */
export function descentLosses(training: Training, rate: number, steps: number): readonly number[] {
  const known = runs.get(training.network) ?? new Map<string, readonly number[]>();
  runs.set(training.network, known);
  const key = [training.loss, ...training.train, rate, steps].join(' ');
  const found = known.get(key);
  if (found) return found;
  let state = startDescent(training);
  const losses = state ? [state.loss] : [];
  while (state && losses.length <= steps && Number.isFinite(state.loss)) {
    state = stepDescent(training, state, rate);
    losses.push(state.loss);
  }
  known.set(key, losses);
  return losses;
}
