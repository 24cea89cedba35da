import fc from 'fast-check';

/*
 * Random formulas over X and Y (m×n), V (n×m) and b (m×1). Each keeps the shape m×n, so that any may
 * stand inside any other, and each holds at most a row or two of the tables.
 */

/** Functions of one matrix that are smooth everywhere. */
const SMOOTH: readonly ((x: string) => string)[] = [
  (x) => `tanh(${x})`,
  (x) => `sigmoid(${x})`,
  (x) => `softplus(${x})`,
  (x) => `softmax(${x})`,
  (x) => `softmax(${x}, axis=1)`,
  (x) => `log_softmax(${x}, axis=1)`,
  (x) => `(${x} - mean(${x}, axis=1))`,
  (x) => `(${x} / sqrt(1 + sum(${x}^2, axis=0)))`,
  (x) => `(${x} * rsqrt(1 + ${x}^2))`,
  (x) => `exp(-${x}^2)`,
  (x) => `expm1(sin(${x}))`,
  (x) => `cos(${x})`,
  (x) => `erf(${x})`,
  (x) => `gelu(${x})`,
  (x) => `gelu_tanh(${x})`,
  (x) => `silu(${x})`,
  (x) => `batch_norm(tanh(${x}) + X)`,
  (x) => `(${x} + var(${x}, axis=1))`,
  (x) => `(${x} + logsumexp(${x}, axis=0))`,
  (x) => `(tanh(${x}) * sum(${x}, axis=0))`,
  (x) => `(tanh(${x}) + prod(tanh(${x}), axis=1))`,
  (x) => `flip(${x})`,
  (x) => `flip(${x}, axis=0)`,
  (x) => `log(1 + ${x}^2)`,
  (x) => `log1p(${x}^2)`,
  (x) => `((${x}) @ V @ X)`,
  (x) => `(X @ (${x}).T @ Y)`,
  (x) => `(${x} + cross_entropy(${x}, softmax(Y)))`,
  (x) => `(${x} + bce_logits(${x}, sigmoid(Y)))`,
  (x) => `(${x} + mse(${x}, Y))`,
  (x) => `(${x} + trace(${x} @ V))`,
  (x) => `(${x} + xcorr(X, tanh(${x})))`,
];

/** What takes rows apart, of which there have to be three. */
const PARTS: readonly ((x: string) => string)[] = [
  (x) => `concat((${x})[1:], (${x})[0:1])`,
  (x) => `pad((${x})[1:], 1, 0)`,
  (x) => `(${x} + sum((${x})[[0, 2, 0]], axis=0))`,
];

/** Functions of one matrix with plain kinks. */
const BENT: readonly ((x: string) => string)[] = [
  (x) => `relu(${x})`,
  (x) => `abs(${x})`,
  (x) => `leaky_relu(${x}, 0.2)`,
  (x) => `elu(${x})`,
  (x) => `clip(${x}, -1, 1)`,
  (x) => `(${x} / (1 + norm(${x} + b)))`,
  (x) => `(${x} - amax(${x}, axis=0))`,
];

const SMOOTH_PAIRS: readonly ((x: string, y: string) => string)[] = [
  (x, y) => `(${x} + ${y})`,
  (x, y) => `(${x} * ${y})`,
  (x, y) => `(${x} - ${y})`,
  (x, y) => `(${x} / (2 + ${y}^2))`,
];

const BENT_PAIRS: readonly ((x: string, y: string) => string)[] = [
  (x, y) => `max(${x}, ${y})`,
  (x, y) => `min(${x}, ${y})`,
  (x, y) => `where(${x} > 0, ${y}, ${x})`,
];

type One = (x: string) => string;
type Two = (x: string, y: string) => string;

function compositions(ones: readonly One[], pairs: readonly Two[]): fc.Arbitrary<string> {
  return fc.letrec<{ matrix: string }>((tie) => ({
    matrix: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      fc.constantFrom('X', 'Y', 'X', 'V.T', '(X + b)'),
      ...ones.map((f) => tie('matrix').map(f)),
      ...pairs.map((f) => fc.tuple(tie('matrix'), tie('matrix')).map(([x, y]) => f(x, y))),
    ),
  })).matrix;
}

/** Compositions that are smooth everywhere, for m ≥ 3. */
export const smooth = compositions([...SMOOTH, ...PARTS], SMOOTH_PAIRS);

const pairs = [...SMOOTH_PAIRS, ...BENT_PAIRS];

/** The same with kinks. */
export const matrix = compositions([...SMOOTH, ...PARTS, ...BENT], pairs);

/** The same for all m and n. */
export const ofAnySize = compositions([...SMOOTH, ...BENT], pairs);
