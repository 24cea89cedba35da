import { matmul, transpose } from '../build.ts';
import type { Op } from '../expr.ts';
import { any } from '../kept.ts';
import { matmul as multiply } from '../kernels/matmul.ts';
import type { Dim, Shape } from '../shape.ts';
import { SCALAR } from '../shape.ts';
import type { Tensor } from '../tensor.ts';

/** Constants of a shape, and the matrix product. */
export const matrix = {
  // a number does not depend on anything: a′ = 0
  const: {
    names: [],
    means: 'a number',
    arity: 0,
    shape: () => SCALAR,
    forward: (out, _, value) => {
      out.data[0] = value as number;
    },
    vjp: () => [],
    example: '2',
  },
  // nor does a matrix of numbers
  lit: {
    names: [],
    means: 'a matrix of numbers; a flat list is a column',
    arity: 0,
    shape: (_, value) => [(value as Tensor).rows, (value as Tensor).cols],
    forward: (out, _, value) => out.data.set((value as Tensor).data),
    vjp: () => [],
    example: '[[1, 2], [3, 4]]',
  },
  // nor do ones; their product with a number, row or column is how something is spread
  ones: {
    names: ['ones'],
    means: 'a matrix of ones',
    arity: 0,
    shape: (_, shape) => shape as Shape,
    forward: (out) => out.data.fill(1),
    vjp: () => [],
    example: 'ones(m, n)',
  },
  // nor does the identity: A I = A (Matrix Cookbook 2012, §1)
  eye: {
    names: ['eye'],
    means: 'the identity matrix',
    arity: 0,
    shape: (_, sizes) => [(sizes as readonly Dim[])[0]!, (sizes as readonly Dim[])[0]!],
    forward: (out) => {
      out.data.fill(0);
      for (let i = 0; i < out.rows; i++) out.data[i * out.cols + i] = 1;
    },
    vjp: () => [],
    example: 'eye(n)',
  },
  // dL/dA = G Bᵀ, dL/dB = Aᵀ G, since (A B)′ = A′ B + A B′ (Giles 2008, §2.2.2)
  matmul: {
    names: ['matmul', 'dot', 'mm'],
    means: 'matrix product, summed upwards',
    arity: 2,
    shape: ([a, b], _, same) =>
      same(a![1], b![0]) ? [a![0], b![1]] : { rule: 'inner', shapes: [a!, b!] },
    forward: (out, [a, b]) => multiply(out, a!, b!),
    work: (out, [a]) => out.data.length * a!.cols,
    vjp: (g, [a, b]) => [matmul(g, transpose(b!)), matmul(transpose(a!), g)],
    needs: (mask) => [any(mask, 1), any(mask, 0)],
    contracts: true,
    example: 'A @ B',
  },
} satisfies Record<string, Op>;
