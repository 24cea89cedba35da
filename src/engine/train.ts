import { gradientName } from './grad.ts';
import { Env } from './run.ts';
import type { Scope } from './scope.ts';
import { type Tensor, tensor } from './tensor.ts';

/** Where a step of training stands: the values of the free names, and the loss at them. */
export interface TrainState {
  readonly values: ReadonlyMap<string, Tensor>;
  readonly loss: number;
}

/** The state before the first step. */
export function startTraining(
  scope: Scope,
  loss: string,
  values: ReadonlyMap<string, Tensor>,
): TrainState {
  return { values, loss: new Env(scope, values).named(loss).data[0]! };
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
  const env = new Env(scope, state.values);
  const values = new Map(state.values);
  for (const name of parameters) {
    const before = env.named(name);
    const g = env.named(gradientName(loss, name));
    values.set(
      name,
      tensor(
        before.rows,
        before.cols,
        before.data.map((p, i) => p - rate * g.data[i]!),
      ),
    );
  }
  return startTraining(scope, loss, values);
}
