import type { Expr } from '../engine/expr.ts';
import { gradientName } from '../engine/grad.ts';
import { Env } from '../engine/run.ts';
import { mapped, type Tensor } from '../engine/tensor.ts';
import { startTraining, type TrainState } from '../engine/train.ts';
import { printName } from '../notation/print.ts';
import { trainingOf } from './exercises/experiment.ts';
import type { Exercise } from './exercises/index.ts';
import { descentLosses, readFormula, startDescent, type Training, work } from './worked.ts';

/** What can be trained at an exercise, and with which knobs. */
export interface Trial extends Training {
  /** What the knob offers, in order, and where it stands at first. */
  readonly rates: readonly number[];
  readonly rate: number;
  /** A run stops after so many steps. */
  readonly steps: number;
}

/** Rates to choose from where no author has chosen, and how long such a run is. */
const offered = [0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1] as const;
const length = 40;

const trials = new WeakMap<Exercise, Trial | null>();

/**
 * What an experiment trains as its author says; what a derivation of dL/dW trains is W alone, at the
 * boldest rate at which the engine's run never climbs. Null where there is nothing to train.
 */
export function trialOf(exercise: Exercise): Trial | null {
  const known = trials.get(exercise);
  if (known !== undefined) return known;
  const made = exercise.kind === 'experiment' ? experimentTrial(exercise) : derivedTrial(exercise);
  trials.set(exercise, made);
  return made;
}

function experimentTrial(exercise: Extract<Exercise, { kind: 'experiment' }>): Trial | null {
  const training = trainingOf(exercise);
  if (!training || !startDescent(training)) return null;
  const { rates, rate, steps } = exercise;
  return { ...training, rates, rate, steps };
}

function derivedTrial(exercise: Exercise): Trial | null {
  const { network } = exercise;
  const name = exercise.kind === 'derive' ? parameterOf(exercise) : null;
  const worked = network && work(network);
  if (!worked || name === null) return null;
  const training = { network, loss: worked.loss, train: [name] };
  if (!startDescent(training)) return null;
  const falls = (rate: number) =>
    descentLosses(training, rate, length).every(
      (loss, i, all) => i === 0 || loss <= all[i - 1]! * (1 + 1e-12),
    );
  const rate = offered.findLast(falls) ?? offered[0];
  return { ...training, rates: offered, rate, steps: length };
}

/** W of a question for dL/dW, where W is a matrix of the network that has numbers; else null. */
export function parameterOf({ network, wants }: Extract<Exercise, { kind: 'derive' }>) {
  const loss = network && work(network)?.loss;
  const name = wants.startsWith(`d${loss}/d`) ? wants.slice(`d${loss}/d`.length) : null;
  if (!network || name === null || !(name in network.values)) return null;
  const [, cols] = network.shapes[name] ?? [];
  // A column is an example or its target; what is trained are matrices and numbers.
  return cols === 1 && !isNumber(network.values[name]) ? null : name;
}

function isNumber(value: unknown): boolean {
  return typeof value === 'number';
}

/** The student's own formulas for gradients, by the parameter, and what is in the way of others. */
export interface Own {
  readonly formulas: ReadonlyMap<string, Expr>;
  readonly trouble: string | null;
}

/** Reads formulas for the gradients of what is trained; one of another shape takes no step. */
export function readOwn({ network, train }: Training, texts: ReadonlyMap<string, string>): Own {
  const worked = work(network);
  const formulas = new Map<string, Expr>();
  let trouble: string | null = null;
  if (!worked?.inputs) return { formulas, trouble };
  const { scope, sizes, inputs } = worked;
  for (const name of train) {
    const text = texts.get(name);
    if (text === undefined) continue;
    const expr = readFormula(network, text);
    if (!expr?.shape) {
      trouble ??= `Yours for ${printName(name)} has no value here.`;
      continue;
    }
    const value = new Env(scope, inputs, sizes).value(expr);
    const { rows, cols } = inputs.get(name)!;
    if (value.rows === rows && value.cols === cols) formulas.set(name, expr);
    else
      trouble ??= `Yours is ${value.rows}×${value.cols} and ${printName(name)} is ${rows}×${cols}: no step goes that way.`;
  }
  return { formulas, trouble };
}

/** One step of gradient descent along the student's formulas, and along the engine's where there is none. */
export function stepOwn(
  { network, loss, train }: Training,
  { formulas }: Own,
  state: TrainState,
  rate: number,
): TrainState {
  const { scope, sizes } = work(network)!;
  const env = new Env(scope, state.values, sizes);
  const values = new Map(state.values);
  for (const name of train) {
    const formula = formulas.get(name);
    const slope = formula ? env.value(formula) : env.named(gradientName(loss, name));
    values.set(
      name,
      mapped(state.values.get(name)!, (x, i) => x - rate * slope.data[i]!),
    );
  }
  return startTraining(scope, loss, values);
}

/** The state before the first step, some values replaced by others. */
export function startAt(trial: Training, values: ReadonlyMap<string, Tensor>): TrainState {
  return startTraining(work(trial.network)!.scope, trial.loss, values);
}

/** An entry of what is trained: a weight. */
export interface Weight {
  readonly name: string;
  readonly index: number;
}

/** All entries of what is trained, in order. */
export function weightsOf(
  { train }: Training,
  values: ReadonlyMap<string, Tensor>,
): readonly Weight[] {
  return train.flatMap((name) =>
    Array.from(values.get(name)?.data ?? [], (_, index): Weight => ({ name, index })),
  );
}

/** `values` with one weight set to `to`. */
export function withWeight(
  values: ReadonlyMap<string, Tensor>,
  { name, index }: Weight,
  to: number,
): ReadonlyMap<string, Tensor> {
  const value = values.get(name)!;
  return new Map(values).set(
    name,
    mapped(value, (x, i) => (i === index ? to : x)),
  );
}

/** How far a slider goes to either side: past every entry of its matrix, and to 3 at least. */
export function reachOf(values: ReadonlyMap<string, Tensor>, { name }: Weight): number {
  const entries = Array.from(values.get(name)!.data, Math.abs).filter(Number.isFinite);
  return Math.max(3, Math.ceil(Math.max(...entries)) + 1);
}

/** The loss along one weight, all others as they are, at `count` places from `from` to `to`. */
export function sliceOf(
  trial: Trial,
  values: ReadonlyMap<string, Tensor>,
  weight: Weight,
  [from, to]: readonly [from: number, to: number],
  count: number,
): readonly number[] {
  const at = (i: number) => from + ((to - from) * i) / (count - 1);
  return Array.from(
    { length: count },
    (_, i) => startAt(trial, withWeight(values, weight, at(i))).loss,
  );
}

/** The engine's gradient by one weight: the slope of that slice. */
export function slopeOf(
  { network, loss }: Training,
  values: ReadonlyMap<string, Tensor>,
  { name, index }: Weight,
): number {
  const { scope, sizes } = work(network)!;
  return new Env(scope, values, sizes).named(gradientName(loss, name)).data[index]!;
}
