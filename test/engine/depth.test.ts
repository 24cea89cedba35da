import { describe, expect, it, vi } from 'vitest';
import { apply, matmul, mul } from '../../src/engine/build.ts';
import { check } from '../../src/engine/check.ts';
import { hvp, jvp, writtenOut } from '../../src/engine/derive.ts';
import type { Expr } from '../../src/engine/expr.ts';
import { Graph } from '../../src/engine/expr.ts';
import { grad, pull } from '../../src/engine/grad.ts';
import { listing, nested } from '../../src/engine/listing.ts';
import { nonFinite } from '../../src/engine/nonfinite.ts';
import { ops } from '../../src/engine/ops/index.ts';
import { plan } from '../../src/engine/plan/plan.ts';
import { Env } from '../../src/engine/run.ts';
import { Scope } from '../../src/engine/scope.ts';
import { tensor } from '../../src/engine/tensor.ts';
import { print } from '../../src/notation/print.ts';

// Much work: on a busy machine it takes longer than a test usually may.
vi.setConfig({ testTimeout: 120_000 });

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

  it.each([false, true])('goes through every facility, with names in between: %s', (named) => {
    const [short, long] = [500, 5_000].map((length) => everything(length, named));
    for (const [what, size] of Object.entries(long!)) {
      expect([what, size / short![what]! < 11.5]).toEqual([what, true]);
    }
  });
});

/** A chain through every facility: how much each makes, in nodes of the graph or characters. */
function everything(length: number, named: boolean): Record<string, number> {
  const { graph, scope, values } = program(length, named);
  const made = (run: () => unknown): number => {
    const before = graph.mark();
    run();
    return graph.mark() - before;
  };
  const t = graph.ref('t', [1, 1]);
  const sizes: Record<string, number> = {
    grad: made(() => grad(scope, 'L')),
    jvp: made(() => jvp(scope, 'L', new Map([['x', t]]))),
    hvp: made(() => hvp(scope, 'L', new Map([['x', t]]))),
    written: made(() => writtenOut(scope, 'dL/dx')),
    printed: print(writtenOut(scope, 'L')).length,
    listed: listing(scope, ['dL/dx']).length,
    nested: nested(scope, 'L').length,
  };
  const slope = new Env(scope, values).named('dL/dx').data[0]!;
  expect(check(scope, 'L', values, ['x'])!.error).toBeLessThan(1e-8);
  expect(nonFinite(new Env(scope, values), 'dL/dx')).toBeNull();
  const compiled = plan(scope, ['dL/dx']);
  compiled.set('x', values.get('x')!.data);
  compiled.run();
  expect(compiled.view('dL/dx')[0]).toBe(slope);
  return { ...sizes, tasks: compiled.tasks };
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
