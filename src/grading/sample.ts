import { dimNames, dimValue } from '../engine/dim.ts';
import { type Expr, topological } from '../engine/expr.ts';
import { Env, possible } from '../engine/run.ts';
import type { Scope } from '../engine/scope.ts';
import { isScalar } from '../engine/shape.ts';
import { type Tensor, tensor } from '../engine/tensor.ts';
import type { Kind } from './kinds.ts';
import { magnitude, norm, rms } from './measure.ts';
import { normal, type Random, randomFrom, shuffled } from './random.ts';

/** What draws are made for. */
export interface Sampled {
  readonly scope: Scope;
  readonly reference: Expr;
  readonly kinds: ReadonlyMap<string, Kind>;
  readonly seed: string;
  /** Sizes that are not drawn. */
  readonly fixed?: ReadonlyMap<string, number>;
}

/** A kink may not be nearer than this share of a tensor's size, except in the draw made for it. */
const MARGIN = 1e-3;
const PATIENCE = 200;
const ASSIGNMENTS = 3;
const DRAWS_EACH = 2;

/** The question itself defeats every draw; an author's error, never a student's. */
export class NoDraws extends Error {}

/**
 * The draws that decide a question: three assignments of pairwise distinct sizes, two draws each,
 * with every mask partly on and partly off and no kink near; then one draw per mask with a single
 * unit close to its kink. Only names without a definition are drawn.
 */
export function sample(s: Sampled): Env[] {
  const random = randomFrom(s.seed);
  const kinks = kinksOf(s.scope, s.reference);
  const mixable = new Set<number>();
  const envs: Env[] = [];
  for (let i = 0; i < ASSIGNMENTS; i++) envs.push(...assignment(s, random, kinks, mixable, i));
  return [
    ...envs,
    ...bothSides(s, random, kinks, envs),
    ...kinks.flatMap((kink) => nearKink(s, kink, envs) ?? []),
  ];
}

/** Expressions whose zeros are kinks of what an expression reaches. */
export function kinksOf(scope: Scope, e: Expr, through = true): Expr[] {
  const nodes = topological([e], through ? (n) => scope.inputs(n) : undefined);
  const found = nodes.flatMap((n) => [...(n.graph.ops.get(n.op)?.kinks?.(n.args) ?? [])]);
  const distinct = [...new Map(found.map((k) => [k.id, k])).values()];
  return distinct.filter((k) => k.shape !== null && scope.reach(k).size > 0);
}

function assignment(
  s: Sampled,
  random: Random,
  kinks: readonly Expr[],
  mixable: Set<number>,
  turn: number,
): Env[] {
  for (let tries = 0; tries < 4; tries++) {
    const sizes = sizesOf(s, random, turn + tries);
    const found: Env[] = [];
    for (let i = 0; i < PATIENCE && found.length < DRAWS_EACH; i++) {
      const env = drawEnv(s, sizes, random);
      // A mask that half of the patience has not seen mixed cannot be mixed: relu of a softmax.
      const strict = i < PATIENCE / 2 ? kinks : kinks.filter((k) => mixable.has(k.id));
      for (const k of kinks) if (isMixed(env.value(k))) mixable.add(k.id);
      if (decides(env, s.reference) && clear(env, kinks) && strict.every((k) => mixed(env, k))) {
        found.push(env);
      }
    }
    if (found.length === DRAWS_EACH) return found;
  }
  throw new NoDraws('no draw gives this question a value that can be told from rounding noise');
}

function sizesOf(s: Sampled, random: Random, turn: number): ReadonlyMap<string, number> {
  const drawn = drawSizes(s.scope, random, turn);
  return s.fixed ? new Map([...drawn, ...s.fixed]) : drawn;
}

/** Pairwise distinct sizes from 2 up, so that no two of them can be mistaken for one another. */
export function drawSizes(scope: Scope, random: Random, turn = 0): Map<string, number> {
  const dims = sizeNames(scope);
  const pool = Array.from({ length: Math.max(7, dims.length + 2) }, (_, i) => i + 2);
  const draw = () => {
    const picked = shuffled(pool, random);
    // Turning the list makes a size differ between assignments even when the shuffle repeats it.
    return new Map(dims.map((d, i) => [d, picked[(i + turn) % picked.length]!]));
  };
  let last: Map<string, number> | null = null;
  for (let tries = 0; tries < PATIENCE; tries++) {
    const sizes = draw();
    if (!possible(scope, sizes)) continue;
    if (apart(scope, sizes)) return sizes;
    last ??= sizes;
  }
  return last ?? draw();
}

/** The names of sizes in a program's shapes: n and k where one of them is n−k+1. */
export function sizeNames(scope: Scope): string[] {
  return [...new Set([...scope.shapes.values()].flat().flatMap(dimNames))];
}

/** Whether sizes that differ in letters differ in numbers too, 1 among them: n−k+1 is not k. */
function apart(scope: Scope, sizes: ReadonlyMap<string, number>): boolean {
  const dims = new Set([1, ...[...scope.shapes.values()].flat()]);
  return new Set([...dims].map((d) => dimValue(d, sizes))).size === dims.size;
}

export function drawEnv(
  s: Sampled,
  sizes: ReadonlyMap<string, number>,
  random: Random,
  widen = 1,
): Env {
  const free = new Map<string, Tensor>();
  for (const name of s.scope.free()) {
    const [rows, cols] = s.scope.shapes.get(name)!;
    const t = tensor(dimValue(rows, sizes), dimValue(cols, sizes));
    fill(t, s.kinds.get(name) ?? { kind: 'signed' }, random, widen);
    free.set(name, t);
  }
  return new Env(s.scope, free, sizes);
}

const CELLS: Readonly<Record<string, (random: Random) => number>> = {
  signed: (random) => {
    for (;;) {
      const x = normal(random);
      if (Math.abs(x) >= 0.1 && Math.abs(x) <= 3) return x;
    }
  },
  bits: (random) => (random() < 0.5 ? 0 : 1),
  unit: (random) => 0.05 + 0.9 * random(),
  positive: (random) => 0.2 + 2 * random(),
  hyper: (random) => 0.3 + random(),
};

function fill(t: Tensor, kind: Kind, random: Random, widen: number): void {
  if (kind.kind === 'one-hot' || kind.kind === 'simplex') {
    distribute(t, kind, random);
    return;
  }
  const cell = CELLS[kind.kind]!;
  const scale = kind.kind === 'signed' ? widen : 1;
  do {
    for (let i = 0; i < t.data.length; i++) t.data[i] = cell(random) * scale;
  } while (kind.kind === 'bits' && t.data.length > 1 && new Set(t.data).size < 2);
}

/** Columns (axis 0) or rows (axis 1) that sum to one. */
function distribute(t: Tensor, kind: Kind, random: Random): void {
  const down = 'axis' in kind && kind.axis !== 1;
  const [lanes, length] = down ? [t.cols, t.rows] : [t.rows, t.cols];
  for (let lane = 0; lane < lanes; lane++) {
    const hot = Math.floor(random() * length);
    const weights = Array.from({ length }, (_, i) =>
      kind.kind === 'one-hot' ? Number(i === hot) : 0.1 + random(),
    );
    const total = weights.reduce((a, b) => a + b, 0);
    weights.forEach((w, i) => {
      t.data[down ? i * t.cols + lane : lane * t.cols + i] = w / total;
    });
  }
}

/** Whether the reference is finite, not zero, and more than rounding noise at this draw. */
function decides(env: Env, reference: Expr): boolean {
  const value = env.value(reference);
  if (!value.data.every(Number.isFinite)) return false;
  const size = norm(value);
  return size > 0 && magnitude(env, reference) < 1e4 * size;
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
  return scalar.flatMap((k) => unseen(s, random, k, envs, kinks));
}

/** A draw with the side of `kink` that `envs` have not shown, found by drawing wider and wider. */
function unseen(
  s: Sampled,
  random: Random,
  kink: Expr,
  envs: readonly Env[],
  kinks: readonly Expr[],
): Env[] {
  const found: Env[] = [];
  for (const side of [1, -1]) {
    const shows = (env: Env) => env.value(kink).data.some((x) => x * side > 0);
    if (envs.some(shows)) continue;
    for (let i = 0; i < 24; i++) {
      const env = drawEnv(s, sizesOf(s, random, i), random, 2 ** Math.floor(i / 6));
      if (!shows(env) || !decides(env, s.reference) || !clear(env, kinks)) continue;
      found.push(env);
      break;
    }
  }
  return found;
}

/**
 * Draws for one answer alone: a kink of the student's own, such as |a + 2| for a + 2, has to be
 * seen on both sides too. Seeded by the exercise, so that no verdict depends on what came before.
 */
export function drawsForAnswer(s: Sampled, answer: Expr, envs: readonly Env[]): Env[] {
  const random = randomFrom(`${s.seed} answer`);
  const known = kinksOf(s.scope, s.reference);
  const own = kinksOf(s.scope, answer, false);
  return own.flatMap((k) => unseen(s, random, k, envs, known));
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
