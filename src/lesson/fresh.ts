import type { Expr } from '../engine/expr.ts';
import { gradientName } from '../engine/grad.ts';
import { Env } from '../engine/run.ts';
import type { Scope } from '../engine/scope.ts';
import { fromNested, type Nested, type Tensor } from '../engine/tensor.ts';
import { type Random, randomFrom } from '../grading/random.ts';
import { kinksOf } from '../grading/sample.ts';
import type { Network } from './lesson.ts';
import { work } from './worked.ts';

/** What is drawn anew: whole numbers from `low` to `high`, both of them included. */
export interface Fresh {
  readonly name: string;
  readonly low: number;
  readonly high: number;
}

const patience = { inner: 40_000, outer: 60 };
/** No entry that a student computes is larger: this is about derivatives, not about arithmetic. */
const largest = 40;
const largestLoss = 500;
/** Up to so many units exactly one is off, so that a sentence can speak of it. */
const small = 4;

/**
 * The network with the numbers of a seed, or null when no draw will do. A draw teaches something:
 * no unit stands at 0, every ReLU has units that are on and off, the gradient arrives at all of them and
 * has both signs where that shows a mistake, and all entries are small halves. `teaches` may ask
 * for more. The same network and seed give the same numbers, always.
 */
export function freshNumbers(
  network: Network,
  seed: number,
  teaches: (drawn: Network) => boolean,
): Network | null {
  const worked = work(network);
  if (!worked?.inputs || !worked.scope.definitions.has(worked.loss)) return null;
  const { scope, loss, sizes } = worked;
  const random = randomFrom(JSON.stringify([network.program, network.fresh, seed]));
  const kinks = kinksOf(scope, scope.ref(loss));
  const behind = new Set(kinks.flatMap((kink) => [...scope.reach(kink)]));
  const inner = network.fresh.filter(({ name }) => behind.has(name));
  const outer = network.fresh.filter(({ name }) => !behind.has(name));
  const env = (values: Network['values']) =>
    new Env(scope, new Map(Object.entries(values).map(([k, v]) => [k, fromNested(v)])), sizes);
  for (let i = 0; i < patience.inner; i++) {
    const first = { ...network.values, ...draw(inner, network, random) };
    if (!kinks.every((kink) => isMixed(env(first).value(kink)))) continue;
    for (let j = 0; j < (outer.length > 0 ? patience.outer : 1); j++) {
      const values = { ...first, ...draw(outer, network, random) };
      if (!isSound(scope, loss, env(values))) continue;
      const drawn = { ...network, values };
      if (teaches(drawn)) return drawn;
    }
  }
  return null;
}

function draw(fresh: readonly Fresh[], { values }: Network, random: Random): Network['values'] {
  const one = (low: number, high: number) => low + Math.floor(random() * (high - low + 1));
  const fill = (like: Nested, low: number, high: number): Nested => {
    if (typeof like === 'number') return one(low, high);
    return like.map((each) => fill(each as Nested, low, high)) as Nested;
  };
  return Object.fromEntries(
    fresh.map(({ name, low, high }) => [name, fill(values[name] ?? 0, low, high)]),
  );
}

function isMixed({ data }: Tensor): boolean {
  if (data.some((x) => x === 0)) return false;
  const off = data.filter((x) => x < 0).length;
  if (data.length === 1) return off === 0;
  return data.length <= small ? off === 1 : off > 0 && off < data.length;
}

function isSound(scope: Scope, loss: string, env: Env): boolean {
  const value = env.named(loss).data[0]!;
  if (!(Math.abs(value) <= largestLoss) || value === 0) return false;
  for (const name of scope.shapes.keys()) {
    if (name === loss) continue;
    const { data } = env.named(name);
    if (!data.every((x) => Math.abs(x) <= largest && Number.isInteger(2 * x))) return false;
    // A matrix of one number, or a gradient of zeros, would be right by accident.
    if (data.length > 1 && data.every((x) => x === data[0])) return false;
  }
  return relus(scope).every(({ z, h }) => {
    const gradient = gradientName(loss, h);
    return !scope.has(gradient) || showsMask(env.value(z), env.named(gradient));
  });
}

/** Every relu of the program: what goes in, and the name of what comes out. */
function relus(scope: Scope): { readonly z: Expr; readonly h: string }[] {
  return [...scope.definitions].flatMap(([h, { op, args }]) =>
    op === 'relu' && !h.includes('/') ? [{ z: args[0]!, h }] : [],
  );
}

/** Whether forgetting the mask, or taking another one or the value for it, changes the numbers. */
function showsMask(z: Tensor, gradient: Tensor): boolean {
  const units = Array.from(z.data, (at, i) => ({ at, g: gradient.data[i]! }));
  const on = units.filter(({ at }) => at > 0);
  const off = units.filter(({ at }) => at < 0);
  return (
    units.every(({ g }) => g !== 0) &&
    on.some(({ at }) => at !== 1) &&
    (z.data.length === 1 || on.some(({ g }) => g < 0) || off.some(({ g }) => g > 0))
  );
}
