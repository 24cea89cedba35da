/*
 * The training step that every engine is given: X[B,n] → ReLU(X W1) → ReLU(· W2) → ReLU(· W3) → mean
 * of squares against T, backward, W ← W − 0.001 gradient. The numbers come from one linear congruential
 * generator, so that every language makes the same ones, rounded to float32.
 */
export const RATE = 1e-3;

export function data(n, batch) {
  let state = 12345;
  const uniform = (scale) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.fround((state / 2 ** 31 - 1) * scale);
  };
  const fill = (length, scale) => Float64Array.from({ length }, () => uniform(scale));
  const he = Math.sqrt(6 / n);
  return {
    X: fill(batch * n, 1),
    T: fill(batch * n, 1),
    W: [1, 2, 3].map(() => fill(n * n, he)),
  };
}

/** A few numbers by which gradients of any size can be compared. */
export function probes(gradients) {
  return gradients.map((g) => {
    let [sum, size] = [0, 0];
    for (const x of g) {
      sum += x;
      size += Math.abs(x);
    }
    const picked = Array.from({ length: 5 }, (_, i) => g[Math.floor((g.length * (i + 0.5)) / 5)]);
    return { sum, size, picked };
  });
}
