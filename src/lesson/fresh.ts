import type { Expr } from '../engine/expr.ts';
import { gradientName } from '../engine/grad.ts';
import { Env } from '../engine/run.ts';
import type { Scope } from '../engine/scope.ts';
import type { Nested, Tensor } from '../engine/tensor.ts';
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

/**
 * So many times a draw is begun, so many times one part of it is drawn again, and among so many sound
 * draws one is looked for that shows every mistake.
 */
const patience = { begun: 2000, part: 60, choice: 12 };
/** No larger entries, of gradients and on the way forward: this is about derivatives, not about arithmetic. */
const largest = { gradient: 40, value: 80 };
const largestLoss = 500;
/** Up to so many units exactly one is off, so that a sentence can speak of it. */
const small = 4;

/**
 * After how many random numbers the draw that a seed takes begins, or -1 when none will do. It is a sound one, which teaches something:
 * no unit stands at 0, every ReLU has units that are on and off, the gradient arrives at all of them and
 * has both signs where that shows a mistake, and all entries are small and at most quarters. `accidents` says how
 * many mistakes a draw would hide; one that hides none is taken, else the one that hides least, and never one of
 * infinitely many. The same network and seed give the same draw, always.
 */
export function chooseDraw(
  network: Network,
  seed: number,
  accidents: (drawn: Network) => number,
): number {
  let best = -1;
  let least = Number.POSITIVE_INFINITY;
  for (let i = 0, left = patience.choice; left > 0 && least > 0; i++) {
    const sound = soundDraw(network, seed, i);
    if (sound === null) return best;
    const count = accidents(withValues(network, sound));
    if (Number.isFinite(count)) left -= 1;
    if (count < least) [best, least] = [sound.start, count];
  }
  return best;
}

/** The network with the numbers of the draw that begins there, or null where none will do. */
export function drawFrom(network: Network, seed: number, start: number): Network | null {
  const sound = start < 0 ? null : soundDraws(network, seed, start).next().value;
  return sound ? withValues(network, sound) : null;
}

function withValues(network: Network, { values }: Sound): Network {
  return { ...network, values: { ...network.values, ...values } };
}

interface Sound {
  readonly values: Network['values'];
  /** How many random numbers were drawn before it. */
  readonly start: number;
}

/** Sound draws by network and seed, as far as they were asked for: lessons share networks. */
const known = new Map<string, { readonly list: Sound[]; readonly rest: Generator<Sound, void> }>();
const mostKnown = 400;

function soundDraw(network: Network, seed: number, index: number): Sound | null {
  const { program, shapes, fresh, values } = network;
  const key = JSON.stringify([program, shapes, fresh, values, seed]);
  const draws = known.get(key) ?? { list: [], rest: soundDraws(network, seed) };
  known.set(key, draws);
  if (known.size > mostKnown) known.delete(known.keys().next().value!);
  while (draws.list.length <= index) {
    const next = draws.rest.next();
    if (next.done) return null;
    draws.list.push(next.value);
  }
  return draws.list[index]!;
}

function* soundDraws(network: Network, seed: number, from = 0): Generator<Sound, void> {
  const worked = work(network);
  if (!worked?.inputs || !worked.scope.definitions.has(worked.loss)) return;
  const { scope, loss, inputs, sizes } = worked;
  const stream = randomFrom(JSON.stringify([network.program, network.fresh, seed]));
  let count = 0;
  const random = () => {
    count += 1;
    return stream();
  };
  while (count < from) random();
  const names = new Set(network.fresh.map(({ name }) => name));
  const parts = partsOf(network.fresh, scope, loss);
  const draw = (free: Tensors, part: Part): Tensors => {
    const drawn = part.fresh.map((each) => [each.name, fill(inputs.get(each.name)!, each, random)]);
    return new Map([...free, ...(drawn as [string, Tensor][])]);
  };
  for (let i = 0; i < patience.begun; i++) {
    const start = count;
    let free: Tensors | null = inputs;
    for (const part of parts) {
      const before: Tensors = free;
      free = null;
      for (let j = 0; j < patience.part && !free; j++) {
        const tried = draw(before, part);
        const env = new Env(scope, tried, sizes);
        const good = part.kink ? isMixed(env.value(part.kink)) : isSound(scope, loss, env, names);
        if (good) free = part.kink ? settled(tried, part.kink, env) : tried;
      }
      if (!free) break;
    }
    if (!free) continue;
    const last = parts.at(-1)?.kink ? new Env(scope, free, sizes) : null;
    if (last && !isSound(scope, loss, last, names)) continue;
    const values = Object.fromEntries(
      network.fresh.map(({ name }) => [name, nested((free as Tensors).get(name)!)]),
    );
    yield { values, start };
  }
}

/** With the value of a layer that will do, so that what comes after need not compute it again. */
function settled(free: Tensors, kink: Expr, env: Env): Tensors {
  return kink.op === 'ref' ? new Map([...free, [kink.attr as string, env.value(kink)]]) : free;
}

type Tensors = ReadonlyMap<string, Tensor>;

/** What is drawn together: all that a kink rests on, layer by layer, and then what no kink sees. */
interface Part {
  readonly fresh: readonly Fresh[];
  readonly kink: Expr | null;
}

function partsOf(fresh: readonly Fresh[], scope: Scope, loss: string): readonly Part[] {
  const parts: Part[] = [];
  let rest = fresh;
  for (const kink of kinksOf(scope, scope.ref(loss))) {
    const behind = scope.reach(kink);
    parts.push({ fresh: rest.filter(({ name }) => behind.has(name)), kink });
    rest = rest.filter(({ name }) => !behind.has(name));
  }
  return rest.length > 0 ? [...parts, { fresh: rest, kink: null }] : parts;
}

function fill({ rows, cols, data }: Tensor, { low, high }: Fresh, random: Random): Tensor {
  return {
    rows,
    cols,
    data: data.map(() => low + Math.floor(random() * (high - low + 1))),
  };
}

function nested({ rows, cols, data }: Tensor): Nested {
  if (rows === 1 && cols === 1) return data[0]!;
  if (cols === 1) return [...data];
  return Array.from({ length: rows }, (_, i) => [...data.slice(i * cols, (i + 1) * cols)]);
}

function isMixed({ data }: Tensor): boolean {
  if (data.some((x) => x === 0)) return false;
  const off = data.filter((x) => x < 0).length;
  if (data.length === 1) return off === 0;
  return data.length <= small ? off === 1 : off > 0 && off < data.length;
}

function isSound(scope: Scope, loss: string, env: Env, fresh: ReadonlySet<string>): boolean {
  const value = env.named(loss).data[0]!;
  if (!(Math.abs(value) <= largestLoss) || value === 0) return false;
  for (const name of scope.shapes.keys()) {
    if (name === loss) continue;
    const { data } = env.named(name);
    const most = name.includes('/') ? largest.gradient : largest.value;
    if (!data.every((x) => Math.abs(x) <= most && Number.isInteger(4 * x))) return false;
    // A gradient of zeros, or a matrix of one number, would be right by accident.
    if (data.every((x) => x === 0)) return false;
    if (fresh.has(name) && data.length > 1 && data.every((x) => x === data[0])) return false;
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
