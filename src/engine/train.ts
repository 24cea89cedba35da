import { type Plan, plan } from './plan/plan.ts';
import type { Scope } from './scope.ts';
import type { Tensor } from './tensor.ts';

/** Where a step of training stands: the values of the free names, and the loss at them. */
export interface TrainState {
  readonly values: ReadonlyMap<string, Tensor>;
  readonly loss: number;
}

/** Plans of a program, by what they compute; gone when the program is. */
const plans = new WeakMap<Scope, Map<string, Plan>>();

function planFor(scope: Scope, key: string, make: () => Plan): Plan {
  const known = plans.get(scope) ?? new Map<string, Plan>();
  plans.set(scope, known);
  const made = known.get(key) ?? make();
  known.set(key, made);
  return made;
}

function load(plan: Plan, values: ReadonlyMap<string, Tensor>): void {
  for (const name of plan.inputs) {
    const value = values.get(name);
    if (!value) throw new Error(`${name} has no value`);
    plan.set(name, value.data);
  }
}

/** The state before the first step. */
export function startTraining(
  scope: Scope,
  loss: string,
  values: ReadonlyMap<string, Tensor>,
): TrainState {
  const made = planFor(scope, loss, () => plan(scope, [loss]));
  load(made, values);
  made.run();
  return { values, loss: made.view(loss)[0]! };
}

/**
 * One step of gradient descent, p ← p − η dL/dp for every parameter at once, from the gradients
 * that `grad` has added to the scope. Returns new values and the loss after the step.
 */
export function descend(
  scope: Scope,
  loss: string,
  parameters: readonly string[],
  state: TrainState,
  rate: number,
): TrainState {
  const step = planFor(scope, [loss, ...parameters].join(), () =>
    plan(scope, [], { update: { loss, parameters, rate } }),
  );
  load(step, state.values);
  step.setRate(rate);
  step.run();
  const values = new Map(state.values);
  for (const name of parameters) values.set(name, step.read(name));
  return startTraining(scope, loss, values);
}
