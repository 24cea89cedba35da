import { describe, expect, it } from 'vitest';
import { plan } from '../../src/engine/plan/plan.ts';
import { Env } from '../../src/engine/run.ts';
import type { Shape } from '../../src/engine/shape.ts';
import type { Tensor } from '../../src/engine/tensor.ts';
import { KERNELS, planned, type Values } from './planned.ts';
import { differentiated, drawn, random, signed } from './support.ts';

const NET = `z1 = W1 @ x + b1; h1 = relu(z1)
  z2 = W2 @ h1; h2 = relu(z2)
  z3 = W3 @ h2; h3 = relu(z3)
  L = mean((h3 - y)^2) + 0.1 sum(W3^2)`;
const PARAMETERS = ['W1', 'b1', 'W2', 'W3'];

function net(n: number, batch: number) {
  const scope = differentiated(NET, {
    x: [n, batch],
    W1: [n, n],
    b1: [n, 1],
    W2: [n, n],
    W3: [n, n],
    y: [n, batch],
  });
  const next = random(n * 100 + batch);
  const values = new Map<string, Tensor>(
    scope
      .free()
      .map((name) => [
        name,
        drawn(scope.shapes.get(name)!, new Map(), () => signed(next) / Math.sqrt(n)),
      ]),
  );
  return { scope, values };
}

describe('an update in the plan', () => {
  it.each([
    [2, 1],
    [3, 1],
    [4, 1],
    [17, 1],
    [2, 32],
    [3, 32],
    [4, 32],
    [16, 32],
    [33, 7],
    [20, 300],
  ])(
    'of a network of width %d on %d examples is what the gradients say, to the bit',
    (n, batch) => {
      for (const kernel of KERNELS) {
        const { scope, values } = net(n, batch);
        const update = { loss: 'L', parameters: PARAMETERS, rate: 0.05 };
        const made = planned(scope, ['L'], values, { kernel, update });
        let at: Values = values;
        for (let step = 0; step < 3; step++) {
          made.run();
          const env = new Env(scope, at);
          expect(made.view('L')[0]).toBe(env.named('L').data[0]);
          const next = new Map(at);
          for (const name of PARAMETERS) {
            const [p, g] = [env.named(name), env.named(`dL/d${name}`)];
            next.set(name, { ...p, data: p.data.map((x, i) => x - 0.05 * g.data[i]!) });
            expect([...made.view(name)]).toEqual([...next.get(name)!.data]);
          }
          at = next;
        }
      }
    },
  );

  it.each([
    ['p and q read each other', 'L = sum(p * q * q) + p.T @ q + sum(p @ p.T)', 5, 1],
    ['q reads a column p', 'L = sum(q * p) + sum(q^2 * p)', 5, 4],
    ['q reads p turned', 'L = sum(q * p.T) + sum(p^2)', 1, 5],
  ])('takes all gradients at the old values: %s', (_, text, rows, cols) => {
    const shapes: Record<string, Shape> = { p: [5, 1], q: [rows, cols] };
    const scope = differentiated(text, shapes);
    const next = random(3);
    const values = new Map(
      Object.entries(shapes).map(([name, shape]) => [
        name,
        drawn(shape, new Map(), () => signed(next)),
      ]),
    );
    const env = new Env(scope, values);
    for (const kernel of KERNELS) {
      for (const parameters of [
        ['p', 'q'],
        ['q', 'p'],
      ]) {
        const update = { loss: 'L', parameters, rate: 0.5 };
        const made = planned(scope, ['L'], values, { kernel, update });
        made.run();
        for (const name of parameters) {
          const [x, g] = [env.named(name).data, env.named(`dL/d${name}`).data];
          expect([...made.view(name)]).toEqual([...x.map((e, i) => e - 0.5 * g[i]!)]);
        }
      }
    }
  });

  it('takes another rate', () => {
    const { scope, values } = net(4, 3);
    const update = { loss: 'L', parameters: PARAMETERS, rate: 0.05 };
    const made = planned(scope, ['L'], values, { update });
    made.setRate(0);
    made.run();
    for (const name of PARAMETERS)
      expect([...made.view(name)]).toEqual([...values.get(name)!.data]);
  });
});

describe('a plan', () => {
  it('keeps nothing that no output needs', () => {
    const { scope } = net(16, 32);
    const all = plan(scope, ['L', 'dL/dW1', 'dL/dx']).tasks;
    const loss = plan(scope, ['L']).tasks;
    expect(loss).toBeLessThan(all);
    // Three products with their bias and ReLU inside, the squared error and its sum, the penalty.
    expect(loss).toBeLessThanOrEqual(7);
  });

  it('says what is wrong with a name or a count', () => {
    const { scope } = net(3, 2);
    const made = plan(scope, ['L']);
    expect(() => made.set('W9', [1])).toThrow('W9 is not an input of this plan');
    expect(() => made.set('W1', [1, 2])).toThrow('2 numbers do not fill W1, 3×3');
    expect(() => made.view('dL/dW1')).toThrow('neither an input nor an output');
    expect(() => plan(scope, ['nothing'])).toThrow('nothing is not defined');
  });

  it('allocates nothing while it runs', () => {
    const { scope, values } = net(4, 1);
    const update = { loss: 'L', parameters: PARAMETERS, rate: 1e-3 };
    const made = planned(scope, ['L'], values, { update });
    const { buffer } = made.view('L');
    for (let i = 0; i < 1000; i++) made.run();
    expect(made.view('L').buffer).toBe(buffer);
    expect(Number.isFinite(made.view('L')[0])).toBe(true);
  });
});
