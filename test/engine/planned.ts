import { type PlanOptions, plan } from '../../src/engine/plan/plan.ts';
import { Env } from '../../src/engine/run.ts';
import type { Scope } from '../../src/engine/scope.ts';
import type { Tensor } from '../../src/engine/tensor.ts';
import { signed } from './support.ts';

export type Values = ReadonlyMap<string, Tensor>;

/** A plan that has been given its inputs. */
export function planned(
  scope: Scope,
  names: readonly string[],
  values: Values,
  options: PlanOptions,
) {
  const made = plan(scope, names, options);
  for (const name of made.inputs) made.set(name, values.get(name)!.data);
  return made;
}

/** The first entry in which a plan differs from `run` by any bit, over all names; null if none. */
export function firstDifference(
  scope: Scope,
  names: readonly string[],
  values: Values,
  options: PlanOptions,
): string | null {
  const made = planned(scope, names, values, options);
  made.run();
  made.run();
  const env = new Env(scope, values, options.sizes);
  for (const name of names) {
    const [found, wanted] = [made.view(name), env.named(name).data];
    if (found.length !== wanted.length) return `${name} has ${found.length} entries`;
    for (let i = 0; i < wanted.length; i++) {
      if (!Object.is(found[i], wanted[i])) return `${name}[${i}] is ${found[i]}, not ${wanted[i]}`;
    }
  }
  return null;
}

/** The kernels that have the bits of `run`. */
export const KERNELS = ['wasm', 'javascript'] as const;

/** Numbers in which zeros of both signs, infinities and NaN stand here and there. */
export function odd(next: () => number, rarity: number): number {
  const special = [0, -0, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 1e300];
  return next() * rarity < 1 ? special[Math.floor(next() * special.length)]! : signed(next);
}
