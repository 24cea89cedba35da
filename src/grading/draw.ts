import { dimValue } from '../engine/dim.ts';
import { type Expr, topological } from '../engine/expr.ts';
import { Env } from '../engine/run.ts';
import type { Scope } from '../engine/scope.ts';
import { type Tensor, tensor } from '../engine/tensor.ts';
import type { Sizes } from './drawsizes.ts';
import type { Kind } from './kinds.ts';
import { normal, type Random } from './random.ts';

/** What is drawn: the free names of a scope, each with numbers of its kind. */
export interface Drawn {
  readonly scope: Scope;
  readonly kinds: ReadonlyMap<string, Kind>;
  /** Whether all numbers are multiples of 1/64, which sums and products of a few keep exact. */
  readonly dyadic: boolean;
}

export function drawEnv(s: Drawn, sizes: Sizes, random: Random, widen = 1): Env {
  const free = new Map<string, Tensor>();
  for (const name of s.scope.free()) {
    const [rows, cols] = s.scope.shapes.get(name)!;
    const t = tensor(dimValue(rows, sizes), dimValue(cols, sizes));
    fill(t, s.kinds.get(name) ?? { kind: 'signed' }, s.dyadic, random, widen);
    free.set(name, t);
  }
  return new Env(s.scope, free, sizes);
}

type Cell = (random: Random) => number;

const GAUSSIAN: Readonly<Record<string, Cell>> = {
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

/** An odd number of `1/parts` between `from` and `to`: never 0, and few of them alike. */
const odd =
  (parts: number, from: number, to: number): Cell =>
  (random) => {
    const steps = Math.floor((to - from) / 2) + 1;
    return (from + 2 * Math.floor(random() * steps)) / parts;
  };

/** The same ranges in numbers that are exact in binary. */
const DYADIC: Readonly<Record<string, Cell>> = {
  signed: (random) => (random() < 0.5 ? -1 : 1) * odd(8, 1, 31)(random),
  bits: GAUSSIAN.bits!,
  unit: odd(64, 3, 61),
  positive: odd(16, 3, 35),
  hyper: odd(64, 19, 83),
};

function fill(t: Tensor, kind: Kind, dyadic: boolean, random: Random, widen: number): void {
  if (kind.kind === 'one-hot' || kind.kind === 'simplex') {
    distribute(t, kind, dyadic, random);
    return;
  }
  const cell = (dyadic ? DYADIC : GAUSSIAN)[kind.kind]!;
  const scale = kind.kind === 'signed' ? widen : 1;
  do {
    for (let i = 0; i < t.data.length; i++) t.data[i] = cell(random) * scale;
  } while (kind.kind === 'bits' && t.data.length > 1 && new Set(t.data).size < 2);
}

/** Columns (axis 0) or rows (axis 1) that sum to one. */
function distribute(t: Tensor, kind: Kind, dyadic: boolean, random: Random): void {
  const down = 'axis' in kind && kind.axis !== 1;
  const [lanes, length] = down ? [t.cols, t.rows] : [t.rows, t.cols];
  for (let lane = 0; lane < lanes; lane++) {
    const hot = Math.floor(random() * length);
    const parts =
      kind.kind === 'one-hot'
        ? Array.from({ length }, (_, i) => Number(i === hot))
        : dyadic
          ? pieces(length, random)
          : shares(length, random);
    parts.forEach((x, i) => {
      t.data[down ? i * t.cols + lane : lane * t.cols + i] = x;
    });
  }
}

function shares(length: number, random: Random): number[] {
  const weights = Array.from({ length }, () => 0.1 + random());
  const total = weights.reduce((a, b) => a + b, 0);
  return weights.map((w) => w / total);
}

/** 1 cut into so many multiples of 1/64 at places that are drawn. */
function pieces(length: number, random: Random): number[] {
  const cuts = new Set<number>();
  while (cuts.size < Math.min(63, length - 1)) cuts.add(1 + Math.floor(random() * 63));
  const edges = [0, ...[...cuts].sort((a, b) => a - b), 64];
  return Array.from({ length }, (_, i) => ((edges[i + 1] ?? 64) - (edges[i] ?? 64)) / 64);
}

/**
 * Ops whose value is exact in binary where that of their inputs is. Those that compare entries with
 * one another are not among them: of few numbers too many would be alike.
 */
const EXACT = new Set(
  `const lit ones eye size ref add sub neg mul matmul transpose sum mean relu abs sign gt ge where
  reshape slice pad concat flip diag gather scatter trace full repeat xcorr sumpool`.split(/\s+/),
);

/** Whether an expression is polynomial, with masks and divisions by sizes: polynomial and ReLU work. */
export function isExact(scope: Scope, e: Expr): boolean {
  return topological([e], (n) => scope.inputs(n)).every((node) => {
    const [, second] = node.args;
    if (node.op === 'div') return scope.reach(second!).size === 0;
    if (node.op === 'pow') return second!.op === 'const' && Number.isInteger(second!.attr);
    return EXACT.has(node.op);
  });
}
