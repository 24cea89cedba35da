import { type Expr, topological } from '../engine/expr.ts';
import { Env } from '../engine/run.ts';
import type { Scope } from '../engine/scope.ts';
import { isScalar } from '../engine/shape.ts';
import { type Tensor, tensor } from '../engine/tensor.ts';
import { type Drawn, drawEnv } from './draw.ts';
import { divisorsOf, drawSizes, type Sizes } from './drawsizes.ts';
import { magnitude, norm, rms } from './measure.ts';
import { type Random, randomFrom } from './random.ts';

/** What draws are made for. */
export interface Sampled extends Drawn {
  readonly reference: Expr;
  readonly seed: string;
  /** Sizes that are not drawn. */
  readonly fixed?: ReadonlyMap<string, number>;
}

/** A kink may not be nearer than this share of a tensor's size, except in the draw made for it. */
const MARGIN = 1e-3;
const PATIENCE = 200;
const ASSIGNMENTS = 3;
const DRAWS_EACH = 2;
/** How many draws are looked through for the other side of a kink. */
const WIDER = 24;

/** The question itself defeats every draw; an author's error, never a student's. */
export class NoDraws extends Error {}

/**
 * The draws that decide a question: three assignments of pairwise distinct sizes, two draws each,
 * with every mask partly on and partly off and no kink near; then one draw per mask with a single
 * unit close to its kink. Only names without a definition are drawn.
 */
export function sample(s: Sampled): Env[] {
  try {
    return drawn(s);
  } catch (error) {
    // A few exact numbers may never do where any numbers would: |a - b| of one unit is too often 0.
    if (!(error instanceof NoDraws) || !s.dyadic) throw error;
    return drawn({ ...s, dyadic: false });
  }
}

function drawn(s: Sampled): Env[] {
  const random = randomFrom(s.seed);
  const kinks = kinksOf(s.scope, s.reference);
  const mixable = new Set<number>();
  const envs: Env[] = [];
  for (let i = 0; i < ASSIGNMENTS; i++) envs.push(...assignment(s, random, kinks, mixable, envs));
  return [
    ...envs,
    ...bothSides(s, random, kinks, envs),
    ...kinks.flatMap((kink) => nearKink(s, kink, envs) ?? []),
  ];
}

/**
 * Expressions whose zeros are kinks of what an expression reaches. That two entries are equal is
 * none: where a maximum is taken one of them always is the maximum.
 */
export function kinksOf(scope: Scope, e: Expr, through = true): Expr[] {
  const nodes = topological([e], through ? (n) => scope.inputs(n) : undefined);
  const smooth = nodes.filter((n) => n.op !== 'eq');
  const found = smooth.flatMap((n) => [...(n.graph.ops.get(n.op)?.kinks?.(n.args) ?? [])]);
  const distinct = [...new Map(found.map((k) => [k.id, k])).values()];
  return distinct.filter((k) => k.shape !== null && scope.reach(k).size > 0);
}

function assignment(
  s: Sampled,
  random: Random,
  kinks: readonly Expr[],
  mixable: Set<number>,
  before: readonly Env[],
): Env[] {
  const taken = [...new Set(before.map((env) => env.sizes))];
  for (let tries = 0; tries < 4; tries++) {
    const sizes = sizesOf(s, random, taken);
    // Sizes that give nothing here, as N = 2 in batch norm, are not tried again.
    taken.push(sizes);
    const found: Env[] = [];
    for (let i = 0; i < PATIENCE && found.length < DRAWS_EACH; i++) {
      const env = drawEnv(s, sizes, random);
      // A mask that half of the patience has not seen mixed cannot be mixed: relu of a softmax.
      const strict = i < PATIENCE / 2 ? kinks : kinks.filter((k) => mixable.has(k.id));
      for (const k of kinks) if (isMixed(env.value(k))) mixable.add(k.id);
      const isApart = strict.every((k) => mixed(env, k)) && clear(env, kinks);
      if (isApart && decides(env, s.reference)) {
        found.push(env);
      }
    }
    if (found.length === DRAWS_EACH) return found;
  }
  throw new NoDraws('no draw gives this question a value that can be told from rounding noise');
}

function sizesOf(s: Sampled, random: Random, earlier: readonly Sizes[] = []): Sizes {
  const divisors = s.dyadic ? divisorsOf(s.scope, s.reference) : undefined;
  const drawn = drawSizes(s.scope, random, earlier, divisors);
  return s.fixed ? new Map([...drawn, ...s.fixed]) : drawn;
}

/** Whether the reference is finite, not zero, and more than rounding noise at this draw. */
function decides(env: Env, reference: Expr): boolean {
  const value = env.value(reference);
  if (!value.data.every(Number.isFinite)) return false;
  const size = norm(value);
  return size > 0 && magnitude(env, reference) < 1e4 * size;
}

/** The off side of a mask that has one unit only: there the reference is 0, and so must answers be. */
function isOff(env: Env, reference: Expr): boolean {
  return env.value(reference).data.every((x) => x === 0);
}

function clear(env: Env, kinks: readonly Expr[]): boolean {
  return kinks.every((k) => {
    const value = env.value(k);
    const bound = MARGIN * Math.min(1, rms(value));
    return value.data.every((x) => Math.abs(x) > bound);
  });
}

function mixed(env: Env, kink: Expr): boolean {
  return isScalar(kink.shape) || isMixed(env.value(kink));
}

function isMixed(t: Tensor): boolean {
  return t.data.some((x) => x > 0) && t.data.some((x) => x < 0);
}

/** A kink on a scalar cannot be mixed within a draw: further draws show its other side. */
function bothSides(s: Sampled, random: Random, kinks: readonly Expr[], envs: Env[]): Env[] {
  const scalar = kinks.filter((k) => isScalar(k.shape));
  return unseen(s, random, scalar, envs, kinks);
}

/**
 * Draws with the sides of `own` kinks that `envs` have not shown, found by drawing wider and wider;
 * the same few draws are looked through for all of them.
 */
function unseen(
  s: Sampled,
  random: Random,
  own: readonly Expr[],
  envs: readonly Env[],
  kinks: readonly Expr[],
): Env[] {
  const found: Env[] = [];
  const sides = own.flatMap((kink) => [1, -1].map((side) => ({ kink, side })));
  const shows = (env: Env) => (each: { kink: Expr; side: number }) =>
    env.value(each.kink).data.some((x) => x * each.side > 0);
  let hidden = sides.filter((each) => !envs.some((env) => shows(env)(each)));
  for (let i = 0; i < WIDER && hidden.length > 0; i++) {
    const env = drawEnv(s, sizesOf(s, random), random, 2 ** Math.floor((4 * i) / WIDER));
    const shown = hidden.filter(shows(env));
    if (shown.length === 0 || !clear(env, kinks)) continue;
    const off = shown.some(({ kink }) => isScalar(kink.shape)) && isOff(env, s.reference);
    if (!off && !decides(env, s.reference)) continue;
    found.push(env);
    hidden = hidden.filter((each) => !shown.includes(each));
  }
  return found;
}

/**
 * Draws for one answer alone: a kink of the student's own, such as |a + 2| for a + 2, has to be
 * seen on both sides too. Seeded by the exercise, so that no verdict depends on what came before.
 */
export function drawsForAnswer(s: Sampled, answer: Expr, envs: readonly Env[]): Env[] {
  const random = randomFrom(`${s.seed} answer`);
  const own = kinksOf(s.scope, answer, false);
  return own.length === 0 ? [] : unseen(s, random, own, envs, kinksOf(s.scope, s.reference));
}

/**
 * A draw in which one unit of `kink` is within 1e-4 to 1e-3 of zero: on the line between two draws
 * of the same sizes where that unit changes sign, found by bisection on any graph.
 */
function nearKink(s: Sampled, kink: Expr, envs: readonly Env[]): Env | null {
  for (const a of envs) {
    for (const b of envs) {
      if (a === b || a.sizes !== b.sizes) continue;
      const [from, to] = [a.value(kink), b.value(kink)];
      const unit = from.data.findIndex((x, i) => x * to.data[i]! < 0);
      const found = unit < 0 ? null : bisect(s, kink, unit, a, b);
      if (found) return found;
    }
  }
  return null;
}

function bisect(s: Sampled, kink: Expr, unit: number, a: Env, b: Env): Env | null {
  const sign = Math.sign(a.value(kink).data[unit]!);
  let [low, high] = [0, 1];
  for (let i = 0; i < 60; i++) {
    const t = (low + high) / 2;
    const env = between(s, a, b, t);
    const value = env.value(kink);
    const z = value.data[unit]!;
    const scale = Math.min(1, rms(value));
    if (Math.abs(z) <= 1e-3 * scale && Math.abs(z) >= 1e-4 * scale) {
      return decides(env, s.reference) ? env : null;
    }
    if (Math.sign(z) === sign) low = t;
    else high = t;
    // Too near: step back a little towards the far end.
    if (Math.abs(z) < 1e-4 * scale) high = Math.min(1, high + 1e-3 / 2 ** i);
  }
  return null;
}

function between(s: Sampled, a: Env, b: Env, t: number): Env {
  const free = new Map<string, Tensor>();
  for (const [name, x] of a.free) {
    const kind = s.kinds.get(name)?.kind;
    const mixes = kind !== 'bits' && kind !== 'one-hot';
    const y = b.free.get(name)!;
    free.set(
      name,
      mixes
        ? tensor(
            x.rows,
            x.cols,
            x.data.map((v, i) => (1 - t) * v + t * y.data[i]!),
          )
        : x,
    );
  }
  return new Env(s.scope, free, a.sizes);
}
