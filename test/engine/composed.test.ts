import { describe, expect, it } from 'vitest';
import { check } from '../../src/engine/check.ts';
import { composed } from '../../src/engine/composed.ts';
import { ops } from '../../src/engine/ops/index.ts';
import { exampleScope, letters, withCotangent } from './examples.ts';
import { differentiated, rowsAt, valuesOf } from './support.ts';

describe.each(composed.map((row) => ({ name: row.names[0], ...row })))('$name', (row) => {
  it('agrees with central differences, once and twice', () => {
    const { scope, names, sizes } = exampleScope(row.example);
    const values = withCotangent(scope, letters(names, 11), 13);
    const first = check(scope, 'L', values, names, sizes);
    const second = check(scope, 'L', values, names, sizes, 2);
    expect(first!.error, JSON.stringify(first)).toBeLessThan(1e-8);
    expect(second!.error, JSON.stringify(second)).toBeLessThan(1e-6);
  });

  it('shares its words with no row and no other function', () => {
    const others = composed.filter((each) => each.names !== row.names);
    const taken = new Set([
      ...[...ops.values()].flatMap(({ names }) => names),
      ...others.flatMap(({ names }) => names),
    ]);
    expect(row.names.filter((name) => taken.has(name))).toEqual([]);
  });
});

const third = 1 / 3;

describe('values known from elsewhere', () => {
  it.each([
    ['gelu([1, -1, 0])', [0.8413447460685429, -0.15865525393145707, 0]],
    ['gelu_tanh([1, -1])', [0.8411919906082768, -0.15880800939172324]],
    [
      'erf([0.1, 0.5, 1, 2, 3, 5, -1])',
      [
        0.1124629160182849, 0.5204998778130465, 0.8427007929497149, 0.9953222650189527,
        0.9999779095030014, 0.9999999999984626, -0.8427007929497149,
      ],
    ],
    ['silu([1])', [0.7310585786300049]],
    ['softplus([0, 800, -800])', [Math.LN2, 800, 0]],
    ['logsumexp([1000, 1000])', [1000 + Math.LN2]],
    ['log1p([1e-20])', [1e-20]],
    ['var([1, 2, 3, 4])', [1.25]],
    ['elu([-1])', [Math.expm1(-1)]],
    ['xcorr([1, 2, 0, -1, 3], [1, 0, -1])', [1, 3, -3]],
    ['full([1, -1, 2], [1, 0, -1])', [1, -1, 1, 1, -2]],
    ['xcorr([[1,2,0],[0,1,3],[2,-1,1]], [[1,-1],[2,0]])', [-1, 4, 3, -4]],
    ['maxpool([3, 1, 4, 1], 2)', [3, 4]],
    ['avgpool([3, 1, 4, 1], 2)', [2, 2.5]],
    ['gather([[1,0],[0,1],[2,2],[3,1]], [2, 0, 2])', [2, 2, 1, 0, 2, 2]],
    ['onehot([2, 0], 3)', [0, 0, 1, 1, 0, 0]],
    ['prod([2, 3, 4])', [24]],
    ['reshape([[1, 2, 3], [4, 5, 6]], 3, 2)', [1, 2, 3, 4, 5, 6]],
    ['rows([1, 2, 3, 4], 1, 3)', [2, 3]],
    ['cols([[1, 2, 3], [4, 5, 6]], 2, 3)', [3, 6]],
    ['hstack([1, 2], [3, 4])', [1, 3, 2, 4]],
    ['pad([1], 1, 0, 0, 2)', [0, 0, 0, 1, 0, 0]],
    ['softmax([0, 0, 0])', [third, third, third]],
    ['bce([1, 0.5], [1, 0])', [Math.LN2 / 2]],
    ['bce_logits([1000, 0], [1, 0])', [Math.LN2 / 2]],
    ['cross_entropy([[1000, 0], [0, 0]], [[1, 0], [0, 1]])', [Math.LN2 / 2]],
  ])('%s', (formula, expected) => {
    const found = rowsAt(differentiated(`y = ${formula}`, {}, 'y'), 'y', new Map()).flat();
    expect(found.length).toBe(expected.length);
    found.forEach((x, i) => {
      expect(Math.abs(x - expected[i]!)).toBeLessThanOrEqual(4e-16 * Math.abs(expected[i]!));
    });
  });
});

describe('gradients of the later lessons', () => {
  const column = (...entries: number[]) => entries.map((x) => [x]);

  it('of a convolution: dw slides dy over x, dx is the full convolution', () => {
    const scope = differentiated('y = xcorr(x, w); L = sum(y * dy)', {
      x: [5, 1],
      w: [3, 1],
      dy: [3, 1],
    });
    const values = valuesOf({ x: [1, 2, 0, -1, 3], w: [1, 0, -1], dy: [1, -1, 2] });
    expect(rowsAt(scope, 'dL/dw', values)).toEqual(column(-1, 0, 7));
    expect(rowsAt(scope, 'dL/dx', values)).toEqual(column(1, -1, 1, 1, -2));
  });

  it('of a lookup: rows that were looked up twice add up', () => {
    const scope = differentiated('O = gather(E, [2, 0, 2]); L = sum(O * dO)', {
      E: [4, 2],
      dO: [3, 2],
    });
    const values = valuesOf({
      E: [
        [1, 0],
        [0, 1],
        [2, 2],
        [3, 1],
      ],
      dO: [
        [1, 2],
        [3, 4],
        [5, 6],
      ],
    });
    expect(rowsAt(scope, 'dL/dE', values)).toEqual([
      [3, 4],
      [0, 0],
      [6, 8],
      [0, 0],
    ]);
  });

  it('of attention, one step after another', () => {
    const scope = differentiated(
      'S = Q @ K.T / sqrt(d); P = softmax(S, axis=1); O = P @ V; L = sum(O * dO)',
      { Q: [2, 4], K: [2, 4], V: [2, 2], d: [1, 1], dO: [2, 2] },
    );
    const values = valuesOf({
      Q: [
        [2, 0, 0, 0],
        [0, 2, 0, 0],
      ],
      K: [
        [0, 0, 1, 0],
        [Math.log(3), 0, 0, 1],
      ],
      V: [
        [4, 0],
        [0, 8],
      ],
      d: 4,
      dO: [
        [1, 1],
        [2, -1],
      ],
    });
    const near = (name: string, expected: number[][]) =>
      rowsAt(scope, name, values).forEach((row, i) => {
        row.forEach((x, j) => {
          expect(x).toBeCloseTo(expected[i]![j]!, 12);
        });
      });
    near('dL/dV', [
      [1.25, -0.25],
      [1.75, 0.25],
    ]);
    near('dL/dS', [
      [-0.75, 0.75],
      [4, -4],
    ]);
    near('dL/dK', [
      [-0.75, 4, 0, 0],
      [0.75, -4, 0, 0],
    ]);
  });

  it('of batch norm, whose statistics depend on every example', () => {
    const scope = differentiated(
      `mu = mean(x); s = sqrt(mean((x - mu)^2)); xhat = (x - mu) / s; y = gamma xhat
       L = sum(y * dy)`,
      { x: [4, 1], gamma: [1, 1], dy: [4, 1] },
    );
    const values = valuesOf({ x: [0, 0, 4, 4], gamma: 2, dy: [2, 4, 6, -4] });
    expect(rowsAt(scope, 'dL/dx', values)).toEqual(column(-1, 1, 5, -5));
    expect(rowsAt(scope, 'dL/dgamma', values)).toEqual([[-4]]);
  });

  it('of layer norm in one call', () => {
    const scope = differentiated('y = layer_norm(x, gamma, beta); L = sum(y * dy)', {
      x: [4, 1],
      gamma: [4, 1],
      beta: [4, 1],
      dy: [4, 1],
    });
    // It differs from the lessons' formula only by ε.
    const values = valuesOf({
      x: [0, 0, 4, 4],
      gamma: [1, 2, 1, -1],
      beta: [0, 0, 0, 0],
      dy: [2, 1, 4, 2],
    });
    const [a, b, c, d] = rowsAt(scope, 'dL/dx', values).flat() as [number, number, number, number];
    expect(a).toBeCloseTo(0, 5);
    expect(b).toBeCloseTo(0, 5);
    expect(c).toBeCloseTo(1.5, 5);
    expect(d).toBeCloseTo(-1.5, 5);
    expect(rowsAt(scope, 'dL/dbeta', values)).toEqual(column(2, 1, 4, 2));
  });
});
