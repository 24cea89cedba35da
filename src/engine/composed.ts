import { count, sizeOf } from './build.ts';
import type { Attr, Axis, Expr } from './expr.ts';
import type { Dim } from './shape.ts';

/** A function written with the ops of the table: no rule of its own is needed. */
export interface Composed {
  /** The words for it, the usual one first. */
  readonly names: readonly string[];
  readonly means: string;
  /** How many inputs: the least and the most. */
  readonly arity: readonly [least: number, most: number];
  /** How many sizes may follow the inputs. */
  readonly sizes?: number;
  /** The axis that is meant when none is typed, on a function that takes one. */
  readonly axis?: Axis;
  /** Made of plain nodes, so that it stands in a graph as it is written here. */
  readonly build: (args: readonly Expr[], axis: Axis, sizes: readonly Dim[]) => Expr;
  readonly example: string;
}

/** ε of the norms, as PyTorch has it; it keeps a constant lane from dividing by 0. */
export const EPSILON = 1e-5;

const GELU_SLOPE = 0.044715;

const op = (name: string, args: readonly Expr[], attr: Attr = null): Expr =>
  args[0]!.graph.node(name, args, attr);
const number = (like: Expr, value: number): Expr => like.graph.node('const', [], value);

const neg = (x: Expr) => op('neg', [x]);
const add = (x: Expr, y: Expr) => op('add', [x, y]);
const sub = (x: Expr, y: Expr) => op('sub', [x, y]);
const mul = (x: Expr, y: Expr) => op('mul', [x, y]);
const div = (x: Expr, y: Expr) => op('div', [x, y]);
const square = (x: Expr) => op('pow', [x, number(x, 2)]);
const scaled = (x: Expr, by: number) => mul(number(x, by), x);
const positive = (x: Expr) => op('gt', [x, number(x, 0)]);
const half = (x: Expr) => div(x, number(x, 2));

/** x above 0, something else below: the slope at 0 is that of the part below. */
const bent = (x: Expr, below: Expr) => op('where', [positive(x), x, below]);

function centred(x: Expr, axis: Axis): Expr {
  return sub(x, op('mean', [x], axis));
}

function variance(x: Expr, axis: Axis): Expr {
  return op('mean', [square(centred(x, axis))], axis);
}

/** (x − μ) / √(σ² + ε) along an axis, then γ ⊙ … + β where they are given. */
function normalised([x, gamma, beta]: readonly Expr[], axis: Axis): Expr {
  const spread = op('sqrt', [add(variance(x!, axis), number(x!, EPSILON))]);
  const standard = div(centred(x!, axis), spread);
  const scaled = gamma ? mul(gamma, standard) : standard;
  return beta ? add(scaled, beta) : scaled;
}

function cosh(x: Expr): Expr {
  return half(add(op('exp', [x]), op('exp', [neg(x)])));
}

/** What lessons and experiments need beyond the rows; the first name is the usual one. */
export const composed: readonly Composed[] = [
  {
    names: ['square'],
    means: 'x²',
    arity: [1, 1],
    build: ([x]) => square(x!),
    example: 'square(a)',
  },
  {
    names: ['reciprocal'],
    means: '1 ⊘ x',
    arity: [1, 1],
    build: ([x]) => div(number(x!, 1), x!),
    example: 'reciprocal(p)',
  },
  {
    names: ['outer'],
    means: 'a bᵀ of two columns',
    arity: [2, 2],
    build: ([a, b]) => op('matmul', [a!, op('transpose', [b!])]),
    example: 'outer(v, w)',
  },
  {
    names: ['clip', 'clamp'],
    means: 'x kept between two bounds; at a bound the slope is ½, as for all ties',
    arity: [3, 3],
    build: ([x, low, high]) => op('min', [op('max', [x!, low!]), high!]),
    example: 'clip(a, -1, 1)',
  },
  {
    names: ['cosh'],
    means: '(exp(x) + exp(−x))/2',
    arity: [1, 1],
    build: ([x]) => cosh(x!),
    example: 'cosh(a)',
  },
  {
    names: ['sinh'],
    means: '(exp(x) − exp(−x))/2, exact near 0',
    arity: [1, 1],
    build: ([x]) => half(sub(op('expm1', [x!]), op('expm1', [neg(x!)]))),
    example: 'sinh(a)',
  },
  {
    names: ['sech'],
    means: '1 ⊘ cosh(x)',
    arity: [1, 1],
    build: ([x]) => div(number(x!, 1), cosh(x!)),
    example: 'sech(a)',
  },
  {
    names: ['log2'],
    means: 'logarithm to base 2',
    arity: [1, 1],
    build: ([x]) => div(op('log', [x!]), number(x!, Math.LN2)),
    example: 'log2(p)',
  },
  {
    names: ['log10'],
    means: 'logarithm to base 10',
    arity: [1, 1],
    build: ([x]) => div(op('log', [x!]), number(x!, Math.LN10)),
    example: 'log10(p)',
  },
  // Maas et al. 2013; the slope at 0 is the small one
  {
    names: ['leaky_relu', 'leakyrelu'],
    means: 'x above 0, s x below; s is 0.01 unless it is given',
    arity: [1, 2],
    build: ([x, s]) => bent(x!, mul(s ?? number(x!, 0.01), x!)),
    example: 'leaky_relu(a, 0.2)',
  },
  // Clevert et al. 2016, with α = 1, so that it is smooth at 0
  {
    names: ['elu'],
    means: 'x above 0, exp(x) − 1 below',
    arity: [1, 1],
    build: ([x]) => bent(x!, op('expm1', [x!])),
    example: 'elu(a)',
  },
  // Hendrycks and Gimpel 2016: x times the probability that a normal number is below x
  {
    names: ['gelu'],
    means: 'x (1 + erf(x/√2))/2',
    arity: [1, 1],
    build: ([x]) => mul(x!, half(add(number(x!, 1), op('erf', [div(x!, number(x!, Math.SQRT2))])))),
    example: 'gelu(a)',
  },
  {
    names: ['gelu_tanh'],
    means: 'x (1 + tanh(√(2/π) (x + 0.044715 x³)))/2, the approximation of gelu',
    arity: [1, 1],
    build: ([x]) => {
      const cube = scaled(op('pow', [x!, number(x!, 3)]), GELU_SLOPE);
      const inside = scaled(add(x!, cube), Math.sqrt(2 / Math.PI));
      return mul(x!, half(add(number(x!, 1), op('tanh', [inside]))));
    },
    example: 'gelu_tanh(a)',
  },
  {
    names: ['silu', 'swish'],
    means: 'x σ(x)',
    arity: [1, 1],
    build: ([x]) => mul(x!, op('sigmoid', [x!])),
    example: 'silu(a)',
  },
  {
    names: ['var', 'variance'],
    means: 'mean of (x − mean)², as batch norm has it (divided by n, not n − 1)',
    arity: [1, 1],
    axis: null,
    build: ([x], axis) => variance(x!, axis),
    example: 'var(A, axis=1)',
  },
  {
    names: ['std'],
    means: '‖x − mean‖/√n, the root of var; where all entries are alike its slope is 0',
    arity: [1, 1],
    axis: null,
    build: ([x], axis) => {
      if (x!.shape === null) return op('norm', [x!], axis);
      const n = count(x!.graph, axis === null ? x!.shape : [x!.shape[axis]]);
      return div(op('norm', [centred(x!, axis)], axis), op('sqrt', [n]));
    },
    example: 'std(A, axis=0)',
  },
  {
    names: ['log_softmax', 'logsoftmax'],
    means: 'log of softmax, x − log Σ exp(x), safe from overflow',
    arity: [1, 1],
    axis: 0,
    build: ([x], axis) => sub(x!, op('logsumexp', [x!], axis)),
    example: 'log_softmax(A, axis=1)',
  },
  {
    names: ['mse'],
    means: 'mean of (p − y)²',
    arity: [2, 2],
    build: ([p, y]) => op('mean', [square(sub(p!, y!))], null),
    example: 'mse(a, b)',
  },
  // Ioffe and Szegedy 2015: every feature over the examples of a batch
  {
    names: ['batch_norm', 'batchnorm'],
    means: '(x − μ)/√(σ² + 10⁻⁵) along an axis, of columns of examples axis 1, then γ ⊙ … + β',
    arity: [1, 3],
    axis: 1,
    build: normalised,
    example: 'batch_norm(A)',
  },
  // Ba et al. 2016: every example over its features
  {
    names: ['layer_norm', 'layernorm'],
    means: 'the same along the other axis, of columns of examples axis 0',
    arity: [1, 3],
    axis: 0,
    build: normalised,
    example: 'layer_norm(A)',
  },
  // Srivastava et al. 2014, with the scaling at training time
  {
    names: ['dropout'],
    means: 'x ⊙ m / keep with a given mask m of zeros and ones',
    arity: [3, 3],
    build: ([x, m, keep]) => div(mul(x!, m!), keep!),
    example: 'dropout(a, b > 0, 0.8)',
  },
  // Vaswani et al. 2017, one head, positions in rows
  {
    names: ['attention'],
    means: 'softmax(Q Kᵀ/√d, axis=1) V, with d columns in Q',
    arity: [3, 3],
    build: ([Q, K, V]) => {
      const scores = op('matmul', [Q!, op('transpose', [K!])]);
      if (scores.shape === null) return op('matmul', [scores, V!]);
      const root = op('sqrt', [sizeOf(Q!.graph, Q!.shape![1])]);
      return op('matmul', [op('softmax', [div(scores, root)], 1), V!]);
    },
    example: 'attention(a, b, A)',
  },
  {
    names: ['avgpool', 'meanpool'],
    means: 'the mean of each p×q window: avgpool(A, p, q), avgpool(v, p)',
    arity: [1, 1],
    sizes: 2,
    build: ([x], _, sizes) => {
      const pooled = op('sumpool', [x!], sizes);
      const [p, q = x!.shape?.[1] === 1 ? 1 : p] = sizes;
      return div(pooled, number(x!, Number(p) * Number(q)));
    },
    example: 'avgpool(A, 2, 3)',
  },
  {
    names: ['rows'],
    means: 'rows from i up to j, counted from 0: rows(A, i, j)',
    arity: [1, 1],
    sizes: 2,
    build: ([x], _, sizes) => op('slice', [x!], sizes),
    example: 'rows(A, 1, 3)',
  },
  {
    names: ['cols', 'columns'],
    means: 'columns from i up to j, counted from 0: cols(A, i, j)',
    arity: [1, 1],
    sizes: 2,
    build: ([x], _, sizes) => op('slice', [x!], [0, x!.shape?.[0] ?? 1, ...sizes]),
    example: 'cols(A, 1, 3)',
  },
  {
    names: ['vstack'],
    means: 'two matrices one below the other',
    arity: [2, 2],
    build: ([a, b]) => op('concat', [a!, b!], 0),
    example: 'vstack(a, b)',
  },
  {
    names: ['hstack'],
    means: 'two matrices side by side',
    arity: [2, 2],
    build: ([a, b]) => op('concat', [a!, b!], 1),
    example: 'hstack(a, b)',
  },
];
