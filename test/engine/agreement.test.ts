import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { add, mul } from '../../src/engine/build.ts';
import { check } from '../../src/engine/check.ts';
import { hessian, hvp, jacobian, jvp, vjp } from '../../src/engine/derive.ts';
import { grad } from '../../src/engine/grad.ts';
import { Env } from '../../src/engine/run.ts';
import type { Scope } from '../../src/engine/scope.ts';
import { type Tensor, tensor } from '../../src/engine/tensor.ts';
import { matrix, smooth } from './formulas.ts';
import { drawn, program, random, signed } from './support.ts';

// Much work: on a busy machine it takes longer than a test usually may.
vi.setConfig({ testTimeout: 240_000 });

/*
 * The facilities say the same thing in different ways; over random compositions of rows they have to
 * agree. A failure prints the seed of fast-check with which it comes again.
 */
const SHAPES = { X: [3, 2], Y: [3, 2], V: [2, 3], b: [3, 1] } as const;
const NAMES = Object.keys(SHAPES) as (keyof typeof SHAPES)[];

interface Case {
  readonly scope: Scope;
  readonly values: Map<string, Tensor>;
  /** More names with values: `name` and of which shape. */
  readonly give: (name: string, like: string) => ReturnType<Scope['ref']>;
}

function caseOf(text: string, seed: number): Case {
  const scope = program(text, SHAPES);
  const next = random(seed);
  const draw = (shape: readonly [number, number]) =>
    drawn(shape, new Map(), () => signed(next) / 2);
  const values = new Map<string, Tensor>(NAMES.map((name) => [name, draw(SHAPES[name])]));
  return {
    scope,
    values,
    give: (name, like) => {
      const shape = scope.shapes.get(like) as [number, number];
      values.set(name, draw(shape));
      return scope.graph.ref(name, shape);
    },
  };
}

const dot = (a: Tensor, b: Tensor) => a.data.reduce((sum, x, i) => sum + x * b.data[i]!, 0);

/** Close, by what the larger of two numbers and 1 can be told apart by. */
function near(a: number, b: number, tolerance: number, what: string): void {
  const error = Math.abs(a - b) / Math.max(1, Math.abs(a), Math.abs(b));
  expect(error, `${what}: ${a} and ${b}`).toBeLessThan(tolerance);
}

/** A function with values that are neither huge nor undefined at this place. */
function tame({ scope, values }: Case, name: string): void {
  const { data } = new Env(scope, values).named(name);
  fc.pre(data.every((x) => Math.abs(x) < 1e3));
}

const RUNS = 150;

describe('over random compositions of rows', () => {
  it('a vector-Jacobian product is linear in its cotangent', () => {
    fc.assert(
      fc.property(matrix, fc.nat(999), (formula, seed) => {
        const c = caseOf(`y = ${formula}`, seed);
        tame(c, 'y');
        const [u, v] = [c.give('u', 'y'), c.give('v', 'y')];
        const [fu, fv] = [vjp(c.scope, 'y', u), vjp(c.scope, 'y', v)];
        const both = vjp(c.scope, 'y', add(mul(2, u), mul(-3, v)));
        const env = new Env(c.scope, c.values);
        for (const [name, e] of both) {
          const [a, b] = [env.value(fu.get(name)!).data, env.value(fv.get(name)!).data];
          env.value(e).data.forEach((x, i) => {
            near(x, 2 * a[i]! - 3 * b[i]!, 1e-9, name);
          });
        }
      }),
      { numRuns: RUNS, seed: 17 },
    );
  });

  it('vᵀ(J t) is (vᵀJ) t', () => {
    fc.assert(
      fc.property(matrix, fc.nat(999), (formula, seed) => {
        const c = caseOf(`y = ${formula}`, seed);
        tame(c, 'y');
        const v = c.give('v', 'y');
        const tangents = new Map(NAMES.map((name) => [name, c.give(`t${name}`, name)]));
        const forward = jvp(c.scope, 'y', tangents);
        const back = vjp(c.scope, 'y', v);
        const env = new Env(c.scope, c.values);
        const left = forward ? dot(env.value(v), env.value(forward)) : 0;
        const right = [...back].reduce(
          (sum, [name, e]) => sum + dot(env.value(e), env.value(tangents.get(name as 'X')!)),
          0,
        );
        near(left, right, 1e-9, 'v J t');
      }),
      { numRuns: RUNS, seed: 17 },
    );
  });

  it('a Jacobian is what central differences give', () => {
    fc.assert(
      fc.property(smooth, fc.nat(999), fc.constantFrom(...NAMES), (formula, seed, wrt) => {
        const c = caseOf(`y = ${formula}`, seed);
        tame(c, 'y');
        const J = jacobian(c.scope, 'y', wrt, c.values);
        fc.pre(J.data.every((x) => Math.abs(x) < 1e3));
        const x = c.values.get(wrt)!;
        const at = (j: number, h: number) => {
          const moved = tensor(x.rows, x.cols, x.data);
          moved.data[j]! += h;
          return new Env(c.scope, new Map(c.values).set(wrt, moved)).named('y').data;
        };
        const h = 1e-4;
        for (let j = 0; j < J.cols; j++) {
          // Two steps, extrapolated: the error goes with h⁴.
          const [a, b, c1, d] = [at(j, 2 * h), at(j, h), at(j, -h), at(j, -2 * h)];
          for (let i = 0; i < J.rows; i++) {
            const slope = (8 * (b[i]! - c1[i]!) - (a[i]! - d[i]!)) / (12 * h);
            near(J.data[i * J.cols + j]!, slope, 1e-6, `J[${i},${j}]`);
          }
        }
      }),
      { numRuns: RUNS, seed: 17 },
    );
  });

  it('d₁ᵀ(H d₂) is d₂ᵀ(H d₁), and the Hessian is symmetric and has these products', () => {
    fc.assert(
      fc.property(smooth, fc.nat(999), (formula, seed) => {
        const c = caseOf(`L = sum(tanh(${formula}))`, seed);
        tame(c, 'L');
        const given = (prefix: string) =>
          new Map(NAMES.map((name) => [name as string, c.give(`${prefix}${name}`, name)]));
        const [first, second] = [given('d'), given('e')];
        const [H1, H2] = [hvp(c.scope, 'L', first), hvp(c.scope, 'L', second)];
        const env = new Env(c.scope, c.values);
        const product = (
          H: ReadonlyMap<string, typeof first extends Map<string, infer E> ? E : never>,
          d: typeof first,
        ) => [...H].reduce((sum, [name, e]) => sum + dot(env.value(e), env.value(d.get(name)!)), 0);
        near(product(H1, second), product(H2, first), 1e-8, 'd H e');
        const H = hessian(c.scope, 'L', 'X', c.values);
        const only = hvp(c.scope, 'L', new Map([['X', first.get('X')!]])).get('X');
        const Hd = only ? env.value(only).data : new Float64Array(H.rows);
        for (let i = 0; i < H.rows; i++) {
          let sum = 0;
          for (let j = 0; j < H.cols; j++) {
            near(H.data[i * H.cols + j]!, H.data[j * H.cols + i]!, 1e-8, `H[${i},${j}]`);
            sum += H.data[i * H.cols + j]! * env.value(first.get('X')!).data[j]!;
          }
          near(sum, Hd[i]!, 1e-8, `(H d)[${i}]`);
        }
      }),
      { numRuns: RUNS, seed: 17 },
    );
  });

  it('gradients agree with central differences, once and twice', () => {
    let compared = 0;
    fc.assert(
      fc.property(smooth, fc.nat(999), (formula, seed) => {
        const c = caseOf(`L = sum(tanh(${formula}))`, seed);
        grad(c.scope, 'L');
        tame(c, 'L');
        for (const order of [1, 2] as const) {
          const worst = check(c.scope, 'L', c.values, NAMES, undefined, order);
          if (worst === null || Math.abs(worst.gradient) > 1e3) continue;
          compared++;
          expect(worst.error, `order ${order}: ${JSON.stringify(worst)}`).toBeLessThan(2e-4);
        }
      }),
      { numRuns: RUNS, seed: 17 },
    );
    expect(compared).toBeGreaterThan(RUNS);
  });
});
