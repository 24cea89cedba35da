import { apply, matmul, mul, transpose } from '../build.ts';
import type { Op } from '../expr.ts';
import type { Dim, Shape } from '../shape.ts';
import { SCALAR } from '../shape.ts';
import type { Tensor } from '../tensor.ts';

/** What has rows and columns: literals, constants of a shape, products, turning, diagonals. */
export const matrix = {
  const: {
    names: [],
    arity: 0,
    shape: () => SCALAR,
    forward: (out, _, value) => {
      out.data[0] = value as number;
    },
    vjp: () => [],
    example: '2',
  },
  lit: {
    names: [],
    arity: 0,
    shape: (_, value) => [(value as Tensor).rows, (value as Tensor).cols],
    forward: (out, _, value) => out.data.set((value as Tensor).data),
    vjp: () => [],
    example: '[[1, 2], [3, 4]]',
  },
  ones: {
    names: ['ones'],
    arity: 0,
    shape: (_, shape) => shape as Shape,
    forward: (out) => out.data.fill(1),
    vjp: () => [],
    example: 'ones(m, n)',
  },
  eye: {
    names: ['eye'],
    arity: 0,
    shape: (_, sizes) => [(sizes as readonly Dim[])[0]!, (sizes as readonly Dim[])[0]!],
    forward: (out) => {
      out.data.fill(0);
      for (let i = 0; i < out.rows; i++) out.data[i * out.cols + i] = 1;
    },
    vjp: () => [],
    example: 'eye(n)',
  },
  // dL/dA = G Bᵀ, dL/dB = Aᵀ G (Giles 2008, §2.2.2)
  matmul: {
    names: ['matmul', 'dot', 'mm'],
    arity: 2,
    shape: ([a, b], _, same) =>
      same(a![1], b![0]) ? [a![0], b![1]] : { rule: 'inner', shapes: [a!, b!] },
    forward: multiply,
    vjp: (g, [a, b]) => [matmul(g, transpose(b!)), matmul(transpose(a!), g)],
    example: 'A @ B',
  },
  transpose: {
    names: ['transpose'],
    shape: ([x]) => [x![1], x![0]],
    forward: (out, [x]) => {
      for (let i = 0; i < x!.rows; i++) {
        for (let j = 0; j < x!.cols; j++) out.data[j * x!.rows + i] = x!.data[i * x!.cols + j]!;
      }
    },
    vjp: (g) => [transpose(g)],
    example: 'A.T',
  },
  // a column becomes a diagonal matrix, a square matrix gives its diagonal as a column
  diag: {
    names: ['diag'],
    shape: ([x], _, same) =>
      x![1] === 1
        ? [x![0], x![0]]
        : same(x![0], x![1])
          ? [x![0], 1]
          : { rule: 'square', shapes: [x!] },
    forward: (out, [x]) => {
      out.data.fill(0);
      const column = x!.cols === 1 && out.cols === out.rows;
      for (let i = 0; i < x!.rows; i++) {
        if (column) out.data[i * out.cols + i] = x!.data[i]!;
        else out.data[i] = x!.data[i * x!.cols + i]!;
      }
    },
    vjp: (g) => [apply('diag', [g])],
    example: 'diag(v)',
  },
  trace: {
    names: ['trace', 'tr'],
    shape: ([x], _, same) => (same(x![0], x![1]) ? SCALAR : { rule: 'square', shapes: [x!] }),
    forward: (out, [x]) => {
      let total = 0;
      for (let i = 0; i < x!.rows; i++) total += x!.data[i * x!.cols + i]!;
      out.data[0] = total;
    },
    vjp: (g, [x]) => [mul(g, x!.graph.node('eye', [], [x!.shape![0]]))],
    example: 'trace(S)',
  },
} satisfies Record<string, Op>;

/** The plain product, k upwards: the order of summation that every faster kernel keeps. */
function multiply(out: Tensor, [a, b]: readonly Tensor[]): void {
  const [m, n, k] = [a!.rows, b!.cols, a!.cols];
  for (let i = 0; i < m; i++) {
    for (let j = 0; j < n; j++) {
      let total = 0;
      for (let p = 0; p < k; p++) total += a!.data[i * k + p]! * b!.data[p * n + j]!;
      out.data[i * n + j] = total;
    }
  }
}
