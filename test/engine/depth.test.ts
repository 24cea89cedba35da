import { describe, expect, it, vi } from 'vitest';
import { apply, matmul, mul } from '../../src/engine/build.ts';
import { check } from '../../src/engine/check.ts';
import { hessian, hvp, jvp, vjp, writtenOut } from '../../src/engine/derive.ts';
import type { Expr } from '../../src/engine/expr.ts';
import { Graph } from '../../src/engine/expr.ts';
import { grad, pull } from '../../src/engine/grad.ts';
import { Interned } from '../../src/engine/interned.ts';
import { listing, nested } from '../../src/engine/listing.ts';
import { Memo } from '../../src/engine/memo.ts';
import { nonFinite } from '../../src/engine/nonfinite.ts';
import { ops } from '../../src/engine/ops/index.ts';
import { type Plan, plan } from '../../src/engine/plan/plan.ts';
import { Env } from '../../src/engine/run.ts';
import { Scope } from '../../src/engine/scope.ts';
import { tensor } from '../../src/engine/tensor.ts';
import { print } from '../../src/notation/print.ts';

// Much work: on a busy machine it takes longer than a test usually may.
vi.setConfig({ testTimeout: 600_000 });

/** What a chain of tanh(tanh(… x)) costs: nodes made, forward calls run, and rules applied. */
function chain(length: number): { slope: number; made: number; ran: number; applied: number } {
  const row = ops.get('tanh')!;
  let [ran, applied] = [0, 0];
  const counting = new Map(ops).set('tanh', {
    ...row,
    forward: (...call) => {
      ran++;
      row.forward(...call);
    },
    vjp: (...call) => {
      applied++;
      return row.vjp(...call);
    },
  });
  const graph = new Graph(counting);
  const scope = new Scope(graph);
  scope.declare('x', [1, 1]);
  let y: Expr = scope.ref('x');
  for (let i = 0; i < length; i++) y = apply('tanh', [y]);
  const slope = pull(y, graph.node('const', [], 1)).get('x')!;
  const value = new Env(scope, new Map([['x', tensor(1, 1, [0.001])]])).value(slope);
  return { slope: value.data[0]!, made: graph.mark(), ran, applied };
}

describe('a deep graph', () => {
  it('of 100,000 nodes neither overflows nor costs more than ten times one of 10,000', () => {
    const [short, long] = [chain(10_000), chain(100_000)];
    expect(long.applied).toBe(100_000);
    // Each output once for the chain itself; the rules reuse it.
    expect(long.ran).toBe(100_000);
    expect(long.made / short.made).toBeLessThan(10.2);
    expect(long.slope).toBeGreaterThan(0);
    expect(long.slope).toBeLessThan(1);
  });

  it('of 20,000 matrix products does not either', () => {
    const made = [2_000, 20_000].map((length) => {
      const graph = new Graph(ops);
      const [W, x] = [graph.ref('W', ['n', 'n']), graph.ref('x', ['n', 'N'])];
      let y: Expr = x;
      for (let i = 0; i < length; i++) y = matmul(W, y);
      expect([...pull(y, graph.ref('g', y.shape!)).keys()].sort()).toEqual(['W', 'x']);
      return graph.mark();
    });
    expect(made[1]! / made[0]!).toBeLessThan(10.2);
  });

  it.each([
    { named: false, lengths: [10_000, 100_000] },
    { named: true, lengths: [1_000, 10_000] },
  ])('costs each facility work in proportion, $lengths nodes, named: $named', (each) => {
    const [short, long] = each.lengths.map((length) => everything(length, each.named));
    for (const what of Object.keys(long!).filter((each) => each in short!)) {
      const work = long![what]!;
      // A line of text names three nodes, by numbers that are a digit longer.
      const most = TEXTS.has(what) ? 11.5 : 10.5;
      expect([what, work > 0 && work / short![what]! < most]).toEqual([what, true]);
    }
  });
});

const TEXTS = new Set(['printed', 'listed', 'drawn']);

/** Runs something and counts what the engine does for it: looks into its tables, forwards and rules. */
function workOf(run: () => unknown): number {
  let work = 0;
  const undo = [
    ...(['get', 'set'] as const).map((name) => [Memo.prototype, name] as const),
    ...(['find', 'add'] as const).map((name) => [Interned.prototype, name] as const),
    ...(['get', 'set', 'has'] as const).map((name) => [Map.prototype, name] as const),
    ...(['has', 'add'] as const).map((name) => [Set.prototype, name] as const),
    ...(['map', 'some', 'every', 'concat', 'findIndex'] as const).map(
      (name) => [Array.prototype, name] as const,
    ),
  ].map(([owner, name]) => {
    const table = owner as unknown as Record<string, (...args: unknown[]) => unknown>;
    const plain = table[name]!;
    table[name] = function counted(this: unknown, ...args) {
      // To go through a list costs its length.
      work += Array.isArray(this) ? this.length : 1;
      return plain.apply(this, args);
    };
    return () => {
      table[name] = plain;
    };
  });
  try {
    run();
  } finally {
    for (const each of undo) each();
  }
  return work;
}

/** A chain through every facility: how much work each is, and how many characters or tasks it makes. */
function everything(length: number, named: boolean): Record<string, number> {
  const { graph, scope, values } = program(length, named);
  const t = graph.ref('t', [1, 1]);
  const along = new Map([['x', t]]);
  const undefinedAt = new Env(scope, new Map([['x', tensor(1, 1, [Number.NaN])]]));
  const texts: string[] = [];
  const [ran, tried] = [new Env(scope, values), new Env(scope, values)];
  const work: Record<string, number> = {
    grad: workOf(() => grad(scope, 'L')),
    vjp: workOf(() => vjp(scope, 'L', t)),
    jvp: workOf(() => jvp(scope, 'L', along)),
    hvp: workOf(() => hvp(scope, 'L', along)),
    written: workOf(() => writtenOut(scope, 'dL/dx')),
    print: workOf(() => texts.push(print(writtenOut(scope, 'L')))),
    listing: workOf(() => texts.push(listing(scope, ['dL/dx']))),
    nested: workOf(() => texts.push(nested(scope, 'L'))),
    run: workOf(() => ran.named('dL/dx')),
    check: workOf(() => expect(check(scope, 'L', values, ['x'])!.error).toBeLessThan(1e-8)),
    nonFinite: workOf(() => expect(nonFinite(tried, 'dL/dx')).toBeNull()),
    found: workOf(() => expect(nonFinite(undefinedAt, 'dL/dx')!.op).toBe('input')),
  };
  // The longest of all: bench/growth.js has them at 100,000.
  if (length <= 10_000) {
    work.hessian = workOf(() => hessian(scope, 'L', 'x', values));
    work.twice = workOf(() => check(scope, 'L', values, ['x'], undefined, 2));
  }
  let compiled: Plan | undefined;
  work.plan = workOf(() => {
    compiled = plan(scope, ['dL/dx']);
  });
  compiled!.set('x', values.get('x')!.data);
  compiled!.run();
  expect(compiled!.view('dL/dx')[0]).toBe(ran.named('dL/dx').data[0]);
  const [printed, listed, drawn] = texts.map((text) => text.length);
  return { ...work, printed: printed!, listed: listed!, drawn: drawn!, tasks: compiled!.tasks };
}

function program(length: number, named: boolean) {
  const graph = new Graph(ops);
  const scope = new Scope(graph);
  scope.declare('x', [1, 1]);
  let y: Expr = scope.ref('x');
  for (let i = 0; i < length; i++) {
    y = apply(i % 2 === 0 ? 'tanh' : 'sin', [y]);
    if (!named) continue;
    scope.define(`y${i}`, y);
    y = scope.ref(`y${i}`);
  }
  scope.define('L', mul(2, y));
  return { graph, scope, values: new Map([['x', tensor(1, 1, [0.3])]]) };
}
