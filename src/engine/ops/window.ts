import { apply, div, moved, mul } from '../build.ts';
import { addDims, divideDim, subDims, timesDim } from '../dim.ts';
import type { Attr, Expr, Op } from '../expr.ts';
import { any } from '../kept.ts';
import type { Dim, Misfit, Shape } from '../shape.ts';
import type { Tensor } from '../tensor.ts';
import { numbersOf, sizesOf } from './support.ts';

/**
 * What looks at a matrix through a window: convolution, which slides it entry by entry, and
 * pooling, which sets it side by side. A column is the one-dimensional case of both.
 */
export const window = {
  // y[i] = Σ x[i+k] w[k] (cross-correlation, what networks call convolution): every weight met
  // every window, so dw slides g over x; x[j] met w[j−i], so dx is the full convolution of g with
  // w (Goodfellow et al. 2016, §9.5)
  xcorr: {
    names: ['xcorr', 'xcorr2', 'conv', 'conv1d', 'conv2d'],
    means: 'slides w over x without padding and sums the products, size n−k+1',
    arity: 2,
    shape: ([x, w]) => slid(x!, w!, (n, k) => addDims(subDims(n, k), 1)),
    forward: (out, [x, w]) => {
      out.data.fill(0);
      eachPair(out, w!, (i, j, p, q, at) => {
        out.data[at]! += x!.data[(i + p) * x!.cols + j + q]! * w!.data[p * w!.cols + q]!;
      });
    },
    work: (out, [, w]) => out.data.length * w!.data.length,
    vjp: (g, [x, w]) => [apply('full', [g, w!]), apply('xcorr', [x!, g])],
    needs: (mask, [, w]) => [apply('full', [mask, ones(w!)]), any(mask, null)],
    contracts: true,
    example: 'xcorr(A, C)',
  },
  // y[i] = Σ a[i−k] b[k], the product of polynomials: both factors get what slides over the other
  // (Goodfellow et al. 2016, §9.5)
  full: {
    names: ['full'],
    means: 'convolution with full padding, size n+k−1',
    arity: 2,
    shape: ([a, b]) => slid(a!, b!, (n, k) => subDims(addDims(n, k), 1)),
    forward: (out, [a, b]) => {
      out.data.fill(0);
      eachPair(a!, b!, (i, j, p, q, at) => {
        out.data[(i + p) * out.cols + j + q]! += a!.data[at]! * b!.data[p * b!.cols + q]!;
      });
    },
    work: (_, [a, b]) => a!.data.length * b!.data.length,
    vjp: (g, [a, b]) => [apply('xcorr', [g, b!]), apply('xcorr', [g, a!])],
    needs: (mask, [a, b]) => [apply('xcorr', [mask, ones(b!)]), apply('xcorr', [mask, ones(a!)])],
    contracts: true,
    example: 'full(A, C)',
  },
  // to the winner of each window; ties share equally (Goodfellow et al. 2016, §9.3; Clarke 1983,
  // §2.3)
  maxpool: {
    names: ['maxpool'],
    means: 'the largest entry of each p×q window: maxpool(A, p, q), maxpool(v, p)',
    sizes: 2,
    shape: ([x], attr) => pooled(x!, attr),
    forward: pool(Math.max, Number.NEGATIVE_INFINITY),
    vjp: (g, [x], out, attr) => {
      const winners = apply('eq', [x!, apply('repeat', [out], attr)]);
      const share = div(g, apply('sumpool', [winners], attr));
      return [mul(moved('repeat', share, attr), winners)];
    },
    needs: (mask, _, attr) => [apply('repeat', [mask], attr)],
    example: 'maxpool(A, 2, 3)',
  },
  // every entry of a window counts once: its sum goes back to all of it (LeCun et al. 1998, §2)
  sumpool: {
    names: ['sumpool'],
    means: 'the sum of each p×q window: sumpool(A, p, q), sumpool(v, p)',
    sizes: 2,
    shape: ([x], attr) => pooled(x!, attr),
    forward: pool((x, y) => x + y, 0),
    vjp: (g, _ins, _, attr) => [moved('repeat', g, attr)],
    example: 'sumpool(A, 2, 3)',
  },
  // every copy sends back what it got: the adjoint of sumpool
  repeat: {
    names: ['repeat'],
    means: 'every entry p×q times: repeat(A, p, q), repeat(v, p)',
    sizes: 2,
    shape: ([x], attr) => {
      const [p, q] = windowOf(attr, x!) ?? [];
      if (!p || !q) return { rule: 'size', shapes: [x!] };
      return [timesDim(x![0], p), timesDim(x![1], q)];
    },
    forward: (out, [x], attr) => {
      const [p, q] = windowAt(attr, x!);
      eachEntry(out, (i, j, at) => {
        out.data[at] = x!.data[Math.floor(i / p) * x!.cols + Math.floor(j / q)]!;
      });
    },
    vjp: (g, [x], _, attr) => [moved('sumpool', g, [...windowOf(attr, x!.shape!)!])],
    example: 'repeat(A, 2, 3)',
  },
} satisfies Record<string, Op>;

function ones(like: Expr): Expr {
  return like.graph.node('ones', [], like.shape);
}

function slid(x: Shape, w: Shape, size: (n: Dim, k: Dim) => Dim): Shape | Misfit {
  const shape: Shape = [size(x[0], w[0]), size(x[1], w[1])];
  const empty = shape.some((d) => typeof d === 'number' && d < 1);
  return empty ? { rule: 'window', shapes: [x, w] } : shape;
}

/** The rows and columns of a window; over a column the columns need not be said. */
function windowOf(attr: Attr, [, cols]: Shape): readonly [number, number] | null {
  const sizes = sizesOf(attr);
  const [p, q = cols === 1 ? 1 : p] = sizes ?? [];
  return typeof p === 'number' && typeof q === 'number' && p > 0 && q > 0 ? [p, q] : null;
}

function windowAt(attr: Attr, { cols }: Tensor): readonly [number, number] {
  const [p, q = cols === 1 ? 1 : p] = numbersOf(attr);
  return [p!, q!];
}

function pooled(x: Shape, attr: Attr): Shape | Misfit {
  const window = windowOf(attr, x);
  if (!window) return { rule: 'size', shapes: [x] };
  const [rows, cols] = [divideDim(x[0], window[0]), divideDim(x[1], window[1])];
  return rows === null || cols === null ? { rule: 'window', shapes: [x, window] } : [rows, cols];
}

function pool(join: (x: number, y: number) => number, start: number): Op['forward'] {
  return (out, [x], attr) => {
    const [p, q] = windowAt(attr, x!);
    out.data.fill(start);
    eachEntry(x!, (i, j, at) => {
      const to = Math.floor(i / p) * out.cols + Math.floor(j / q);
      out.data[to] = join(out.data[to]!, x!.data[at]!);
    });
  };
}

function eachEntry({ rows, cols }: Tensor, visit: (i: number, j: number, at: number) => void) {
  for (let i = 0; i < rows; i++) for (let j = 0; j < cols; j++) visit(i, j, i * cols + j);
}

function eachPair(
  a: Tensor,
  b: Tensor,
  visit: (i: number, j: number, p: number, q: number, at: number) => void,
): void {
  eachEntry(a, (i, j, at) => {
    eachEntry(b, (p, q) => visit(i, j, p, q, at));
  });
}
