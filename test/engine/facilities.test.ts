import { describe, expect, it } from 'vitest';
import {
  add,
  call,
  check,
  Env,
  grad,
  hessian,
  hvp,
  jacobian,
  jvp,
  listing,
  matmul,
  mean,
  mul,
  nested,
  newGraph,
  nonFinite,
  pow,
  progressAfter,
  relu,
  Scope,
  ShapeError,
  sayNonFinite,
  sub,
  sum,
  tensor,
  transpose,
  vjp,
} from '../../src/engine/index.ts';
import { differentiated, drawn, program, random, rowsAt, signed, valuesOf } from './support.ts';

const SHAPES = { W: [3, 2], x: [2, 1], b: [3, 1] } as const;

function network() {
  const scope = program('y = tanh(W @ x + b)', SHAPES);
  const next = random(1);
  const values = new Map(
    Object.entries(SHAPES).map(([name, shape]) => [
      name,
      drawn(shape, new Map(), () => signed(next)),
    ]),
  );
  return { scope, values };
}

describe('derivatives of a name that is no scalar', () => {
  it('the Jacobian is what nudging each entry does', () => {
    const { scope, values } = network();
    for (const wrt of ['W', 'x', 'b']) {
      const J = jacobian(scope, 'y', wrt, values);
      const x = values.get(wrt)!;
      expect([J.rows, J.cols]).toEqual([3, x.data.length]);
      x.data.forEach((_, j) => {
        const at = (h: number) => {
          const moved = tensor(x.rows, x.cols, x.data);
          moved.data[j]! += h;
          return new Env(scope, new Map(values).set(wrt, moved)).named('y').data;
        };
        const [up, down] = [at(1e-6), at(-1e-6)];
        for (let i = 0; i < 3; i++) {
          expect(J.data[i * J.cols + j]).toBeCloseTo((up[i]! - down[i]!) / 2e-6, 8);
        }
      });
    }
  });

  it('vjp is vᵀ J and jvp is J t, from the same rules', () => {
    const { scope, values } = network();
    const { graph } = scope;
    const [v, t] = [graph.ref('v', [3, 1]), graph.ref('t', [3, 2])];
    const given = new Map(values)
      .set('v', tensor(3, 1, [1, -2, 0.5]))
      .set('t', tensor(3, 2, [1, 0, -1, 2, 0.3, 4]));
    const env = new Env(scope, given);
    const J = jacobian(scope, 'y', 'W', values);
    const back = env.value(vjp(scope, 'y', v).get('W')!).data;
    const forth = env.value(jvp(scope, 'y', new Map([['W', t]]))!).data;
    const entry = (i: number, j: number) => J.data[i * J.cols + j]!;
    back.forEach((x, j) => {
      const sums = [0, 1, 2].map((i) => given.get('v')!.data[i]! * entry(i, j));
      expect(x).toBeCloseTo(sums[0]! + sums[1]! + sums[2]!, 12);
    });
    forth.forEach((x, i) => {
      let total = 0;
      given.get('t')!.data.forEach((e, j) => {
        total += entry(i, j) * e;
      });
      expect(x).toBeCloseTo(total, 12);
    });
    expect(jvp(scope, 'y', new Map([['nothing', t]]))).toBeNull();
  });

  it('hvp is the Hessian times a direction', () => {
    const scope = program('L = sum(exp(x) * x) + x.T @ A @ x', { x: [3, 1], A: [3, 3] });
    const values = valuesOf({
      x: [0.5, -1, 2],
      A: [
        [1, 2, 0],
        [0, 3, 1],
        [4, 0, 1],
      ],
    });
    const H = hessian(scope, 'L', 'x', values);
    // d²/dx² of x eˣ is (x + 2) eˣ; of xᵀAx it is A + Aᵀ.
    const A = values.get('A')!.data;
    values.get('x')!.data.forEach((x, i) => {
      for (let j = 0; j < 3; j++) {
        const own = i === j ? (x + 2) * Math.exp(x) : 0;
        expect(H.data[i * 3 + j]).toBeCloseTo(own + A[i * 3 + j]! + A[j * 3 + i]!, 10);
      }
    });
    const d = scope.graph.ref('d', [3, 1]);
    const product = hvp(scope, 'L', new Map([['x', d]])).get('x')!;
    const direction = tensor(3, 1, [1, -1, 2]);
    const found = new Env(scope, new Map(values).set('d', direction)).value(product).data;
    found.forEach((x, i) => {
      expect(x).toBeCloseTo(H.data[i * 3]! - H.data[i * 3 + 1]! + 2 * H.data[i * 3 + 2]!, 10);
    });
  });
});

describe('check', () => {
  it('names the entry that is worst, with both values and their distance', () => {
    const scope = program('L = sum(x^3)', { x: [2, 2] });
    scope.define('dL/dx', mul(2, pow(scope.ref('x'), 2)));
    const values = valuesOf({
      x: [
        [1, 2],
        [0, -1],
      ],
    });
    const worst = check(scope, 'L', values, ['x'])!;
    expect(worst).toMatchObject({ name: 'x', index: [0, 1], gradient: 8 });
    expect(worst.difference).toBeCloseTo(12, 6);
    expect(worst.error).toBeCloseTo(4 / 12, 6);
  });

  it('finds a wrong second derivative behind a right first one', () => {
    const scope = differentiated('L = sum(x^3)', { x: [2, 1] });
    const values = valuesOf({ x: [1, 2] });
    expect(check(scope, 'L', values, ['x'], undefined, 2)!.error).toBeLessThan(1e-8);
  });

  it('finds the second derivatives of a product with zeros in it', () => {
    const scope = differentiated('L = prod(x) + sum(prod(A, axis=1))', { x: [4, 1], A: [2, 3] });
    const values = valuesOf({
      x: [2, 0, -1, 3],
      A: [
        [0, 0, 2],
        [1, 0, -2],
      ],
    });
    for (const order of [1, 2] as const) {
      expect(check(scope, 'L', values, ['x', 'A'], undefined, order)!.error).toBeLessThan(1e-8);
    }
  });

  it('stays off kinks', () => {
    const scope = differentiated('L = sum(relu(x))', { x: [3, 1] });
    expect(check(scope, 'L', valuesOf({ x: [1, 0, -1] }), ['x'])!.error).toBeLessThan(1e-9);
    expect(check(scope, 'L', valuesOf({ x: [0, 0, 0] }), ['x'])).toBeNull();
  });
});

describe('the backward pass', () => {
  const scope = program('a = x^2; b = x + 1; L = sum(a * b)', { x: [2, 1] });
  const steps = grad(scope, 'L');

  it('can be walked forth and back', () => {
    expect(steps.map(({ node }) => node)).toEqual(['L', 'b', 'a']);
    const names = (done: number) => [...progressAfter(steps, done).arrived.keys()];
    expect(names(0)).toEqual([]);
    expect(names(1).sort()).toEqual(['a', 'b']);
    expect(names(2)).toContain('x');
    expect(progressAfter(steps, 2).complete.has('x')).toBe(false);
    expect(progressAfter(steps, 3).complete.has('x')).toBe(true);
    expect(progressAfter(steps, 3).arrived.get('x')).toHaveLength(2);
    expect(progressAfter(steps, 1)).toEqual(progressAfter(steps, 1));
    expect(progressAfter(steps, 99).next).toBeNull();
    expect(progressAfter(steps, -1).next).toBe(steps[0]);
  });
});

describe('a graph as text', () => {
  const scope = program('z = W @ x; h = relu(z); L = mean((h - y)^2) + sum(h)', {
    W: [3, 4],
    x: [4, 1],
    y: [3, 1],
  });

  it('has one line per node', () => {
    expect(listing(scope, ['L'])).toBe(
      [
        'W = input       3×4',
        'x = input       4×1',
        'z = matmul W x  3×1',
        'h = relu z      3×1',
        'y = input       3×1',
        '%1 = sub h y    3×1',
        '%2 = pow %1 2   3×1',
        '%3 = mean %2    1×1',
        '%4 = sum h      1×1',
        'L = add %3 %4   1×1',
      ].join('\n'),
    );
  });

  it('nests, with what is shared drawn once', () => {
    expect(nested(scope, 'L')).toBe(
      [
        'L = add               1×1',
        '├ %3 = mean           1×1',
        '│ └ %2 = pow          3×1',
        '│   ├ %1 = sub        3×1',
        '│   │ ├ h = relu      3×1',
        '│   │ │ └ z = matmul  3×1',
        '│   │ │   ├ W         3×4',
        '│   │ │   └ x         4×1',
        '│   │ └ y             3×1',
        '│   └ 2',
        '└ %4 = sum            1×1',
        '  └ h = relu …        3×1',
      ].join('\n'),
    );
  });
});

describe('a number that is not finite', () => {
  it.each([
    [
      'h = log(x); L = sum(h)',
      'L',
      [1, 0],
      'log makes -Infinity at [1,0] of h, from x[1,0] = 0 (forward)',
    ],
    [
      'h = sqrt(x); L = sum(h)',
      'dL/dx',
      [4, 0],
      'div makes Infinity at [1,0] of dL/dx, from dL/dh[1,0] = 1 and mul[1,0] = 0 (backward)',
    ],
    [
      'h = exp(x); L = sum(h)',
      'L',
      [1, 1000],
      'exp makes Infinity at [1,0] of h, from x[1,0] = 1000 (forward)',
    ],
    [
      'h = x / (x - 2); L = sum(h)',
      'L',
      [1, 2],
      'div makes Infinity at [1,0] of h, from x[1,0] = 2 and sub[1,0] = 0 (forward)',
    ],
    ['h = x^2; L = sum(h)', 'L', [1, Number.NaN], 'x[1,0] is NaN as given'],
    [
      'h = A @ x; L = sum(h)',
      'L',
      [1e200, 1],
      'matmul makes Infinity at [1,0] of h, from A[1,0] = 1e+200 and x[0,0] = 1e+200 (forward)',
    ],
  ])('%s, %s', (text, name, x, sentence) => {
    const scope = differentiated(text, { x: [2, 1], A: [2, 2] });
    const values = valuesOf({
      x,
      A: [
        [0, 1],
        [1e200, 0],
      ],
    });
    expect(sayNonFinite(nonFinite(new Env(scope, values), name)!)).toBe(sentence);
  });

  it.each([
    ['L = sum(where(x > 0, log(x), 0))', 'dL/dx', [0, 1], null],
    ['L = sum(where(x > 5, softmax(log(x)), x))', 'dL/dx', [0, 1], null],
    ['L = sum(where(x > 0, A @ log(x), 0))', 'L', [0, 1], /^log makes -Infinity at \[0,0\] of L/],
    ['L = sum(where(x > 0, log(x - 1), 0))', 'L', [0, 1], /^log makes -Infinity at \[1,0\] of L/],
    ['h = 1 / x; L = sum(1 / h)', 'L', [0, 1], /^div makes Infinity at \[0,0\] of h/],
  ])('is told where it is read: %s, %s', (text, name, x, sentence) => {
    const scope = differentiated(text, { x: [2, 1], A: [2, 2] });
    const values = valuesOf({
      x,
      A: [
        [1, 1],
        [1, 1],
      ],
    });
    const found = nonFinite(new Env(scope, values), name);
    if (sentence === null) expect(found).toBeNull();
    else expect(sayNonFinite(found!)).toMatch(sentence);
  });

  it('is not found where there is none', () => {
    const scope = differentiated('L = sum(x^2)', { x: [2, 1] });
    expect(nonFinite(new Env(scope, valuesOf({ x: [1, 2] })), 'dL/dx')).toBeNull();
  });
});

describe('the engine alone', () => {
  it('builds, differentiates and runs a network without any text', () => {
    const scope = new Scope(newGraph());
    scope.declare('a', [2, 2]);
    scope.define('b', add(scope.ref('a'), 2));
    scope.define('d', mul(3, pow(scope.ref('b'), 2)));
    scope.define('m', mean(scope.ref('d')));
    grad(scope, 'm');
    expect(
      rowsAt(
        scope,
        'dm/da',
        valuesOf({
          a: [
            [1, 1],
            [1, 1],
          ],
        }),
      ),
    ).toEqual([
      [4.5, 4.5],
      [4.5, 4.5],
    ]);
  });

  it('shows both shapes where they do not fit', () => {
    const graph = newGraph();
    const [A, B, v] = [graph.ref('A', [2, 3]), graph.ref('B', [4, 1]), graph.ref('v', [2, 1])];
    const message = (make: () => unknown): string => {
      try {
        make();
      } catch (error) {
        expect(error).toBeInstanceOf(ShapeError);
        return (error as Error).message;
      }
      return 'nothing was thrown';
    };
    expect(message(() => matmul(A, B))).toBe('matmul: [2,3] does not meet [4,1]');
    expect(message(() => add(A, B))).toBe('add: [2,3] does not meet [4,1]');
    expect(message(() => sub(mul(A, v), transpose(A)))).toBe('sub: [2,3] does not meet [3,2]');
    expect(message(() => pow(A, v))).toBe('pow: [2,1] is no number');
    expect(message(() => call('trace', [A]))).toBe('trace: [2,3] is not square');
    expect(message(() => call('cross_entropy', [A, B]))).toBe(
      'cross_entropy: [2,3] does not meet [4,1]',
    );
    expect(message(() => call('reshape', [A], { sizes: [4, 2] }))).toBe(
      'reshape: [2,3] does not meet [4,2]',
    );
    expect(message(() => call('slice', [A], { sizes: [1, 5] }))).toBe(
      'slice: [2,3] has no such rows or columns',
    );
    expect(sum(relu(A)).shape).toEqual([1, 1]);
    expect(() => call('sofmax', [A])).toThrow('sofmax is neither an op nor a function');
    expect(() => call('where', [A, 1])).toThrow('where: 3 inputs are needed, here are 2');
    expect(call('attention', [A, A, A]).shape).toEqual([2, 3]);
  });
});
