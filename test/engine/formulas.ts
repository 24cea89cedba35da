import fc from 'fast-check';

/** Formulas over X and Y (m×n), V (n×m) and b (m×1) that are smooth or have plain kinks. */
export const { matrix } = fc.letrec<{ matrix: string }>((tie) => ({
  matrix: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom('X', 'Y', 'X', 'V.T', '(X + b)'),
    tie('matrix').map((x) => `tanh(${x})`),
    tie('matrix').map((x) => `sigmoid(${x})`),
    tie('matrix').map((x) => `relu(${x})`),
    tie('matrix').map((x) => `abs(${x})`),
    tie('matrix').map((x) => `softmax(${x})`),
    tie('matrix').map((x) => `softmax(${x}, axis=1)`),
    tie('matrix').map((x) => `(${x} - mean(${x}, axis=1))`),
    tie('matrix').map((x) => `(${x} / sqrt(1 + sum(${x}^2, axis=0)))`),
    tie('matrix').map((x) => `exp(-${x}^2)`),
    tie('matrix').map((x) => `gelu(${x})`),
    tie('matrix').map((x) => `silu(${x})`),
    tie('matrix').map((x) => `batch_norm(tanh(${x}) + X)`),
    tie('matrix').map((x) => `(${x} + logsumexp(${x}, axis=0))`),
    tie('matrix').map((x) => `(${x} / (1 + norm(${x} + b)))`),
    tie('matrix').map((x) => `(tanh(${x}) * sum(${x}, axis=0))`),
    tie('matrix').map((x) => `flip(${x})`),
    tie('matrix').map((x) => `log(1 + ${x}^2)`),
    tie('matrix').map((x) => `((${x}) @ V @ X)`),
    tie('matrix').map((x) => `(X @ (${x}).T @ Y)`),
    fc.tuple(tie('matrix'), tie('matrix')).map(([x, y]) => `(${x} + ${y})`),
    fc.tuple(tie('matrix'), tie('matrix')).map(([x, y]) => `(${x} * ${y})`),
    fc.tuple(tie('matrix'), tie('matrix')).map(([x, y]) => `(${x} - ${y})`),
    fc.tuple(tie('matrix'), tie('matrix')).map(([x, y]) => `max(${x}, ${y})`),
    fc.tuple(tie('matrix'), tie('matrix')).map(([x, y]) => `(${x} / (2 + ${y}^2))`),
    fc.tuple(tie('matrix'), tie('matrix')).map(([x, y]) => `where(${x} > 0, ${y}, ${x})`),
  ),
}));
