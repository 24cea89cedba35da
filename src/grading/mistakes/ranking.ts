/**
 * Where two labels fit one answer, the earlier one is said: what names the misconception before what
 * only names the place, a step left out before another tensor in its stead.
 */
const ORDER: readonly string[] = [
  'missing-mask',
  'inverted-mask',
  'wrong-mask',
  'wrong-slope',
  'softmax-diagonal',
  'wrong-sum',
  'missing-path',
  'other-gradient',
  'product-for-sum',
  'sum-for-product',
  'value-for-slope',
  'slope-for-value',
  'other-layout',
  'flipped',
  'wrong-order',
  'missing-transpose',
  'extra-transpose',
  'elementwise-for-matmul',
  'matmul-for-elementwise',
  'wrong-grouping',
  'missing-activation',
  'wrong-activation',
  'missing-term',
  'forward-value',
  'wrong-sign',
  'missing-power',
  'constant-factor',
  'missing-factor',
  'wrong-tensor',
];

const PLACES: ReadonlyMap<string, number> = new Map(ORDER.map((label, i) => [label, i]));

/** The place of a label in the order; labels that are not in it come last. */
export function rank(label: string): number {
  return PLACES.get(label) ?? ORDER.length;
}
