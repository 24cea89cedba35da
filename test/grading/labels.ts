/** What labels a misconception may get; several where they have one value and nobody could tell. */
interface Row {
  /** The row of the catalogue of misconceptions. */
  readonly row: number;
  readonly codes: string;
  readonly labels: string;
}

/**
 * The catalogue of misconceptions in the order of the course's authors, each code with the labels
 * that say the same. Lower case words that are no label of the lab's own are the rows of a lesson.
 */
const rows: readonly Row[] = [
  { row: 1, codes: 'COLLAPSE', labels: 'wrong-sum' },
  { row: 2, codes: 'TRANSPOSED', labels: 'transposed-result' },
  { row: 3, codes: 'ROW-VECTOR', labels: 'transposed-result' },
  { row: 4, codes: 'JACOBIAN-SHAPE', labels: 'wrong-shape' },
  { row: 5, codes: 'WRT-SWAP', labels: 'other-gradient' },
  // Where the table runs it is a sum that is missing; where not, the product that makes it.
  { row: 6, codes: 'SEED-LITERAL', labels: 'missing-transpose elementwise-for-matmul' },
  { row: 7, codes: 'HADAMARD-MATMUL', labels: 'matmul-for-elementwise elementwise-for-matmul' },
  { row: 8, codes: 'NO-TRANSPOSE NO-TRANSPOSE-SQUARE', labels: 'missing-transpose' },
  { row: 9, codes: 'MASK-MISSING', labels: 'missing-mask' },
  { row: 10, codes: 'MASK-MISSING-UP', labels: 'missing-mask' },
  { row: 11, codes: 'MASK-WRONG-LAYER', labels: 'wrong-mask' },
  { row: 12, codes: 'MASK-WRONG-ARG', labels: 'wrong-mask' },
  { row: 13, codes: 'MASK-FLIPPED', labels: 'inverted-mask' },
  { row: 13, codes: 'MASK-ON-INPUT', labels: 'slope-for-value' },
  // One mask too many is also the gradient of the next node.
  { row: 13, codes: 'MASK-EARLY', labels: 'extra-factor other-gradient' },
  { row: 14, codes: 'RELU-VALUE RELU-Z', labels: 'value-for-slope' },
  // The value may have a name of its own, or stand where no slope is needed at all.
  { row: 15, codes: 'VALUE-NOT-SLOPE', labels: 'value-for-slope forward-value extra-factor' },
  { row: 16, codes: 'OVERSHOOT STOPPED-EARLY', labels: 'other-gradient' },
  // What is missing may be 1×1: then it is a constant.
  { row: 17, codes: 'LOCAL-ONLY', labels: 'constant-factor missing-factor' },
  { row: 18, codes: 'SKIP-LAYER', labels: 'wrong-tensor' },
  { row: 19, codes: 'WRONG-INPUT WRONG-LAYER', labels: 'wrong-tensor' },
  { row: 20, codes: 'INNER-NOT-OUTER', labels: 'missing-transpose' },
  { row: 21, codes: 'SIGN', labels: 'wrong-sign' },
  {
    row: 22,
    codes: 'LOSS-CONST LOSS-NO-N N-ROWS N-CLASSES NO-MEAN REG-2',
    labels: 'constant-factor',
  },
  // A mean where a sum belongs is a constant too, unless the student's text has the mean.
  { row: 23, codes: 'DOUBLE-MEAN', labels: 'constant-factor wrong-sum' },
  { row: 24, codes: 'BCE-HALF', labels: 'missing-path' },
  { row: 24, codes: 'BCE-INNER', labels: 'wrong-sign' },
  { row: 25, codes: 'BCE-LOGIT SIGMOID-TWICE', labels: 'extra-factor' },
  { row: 26, codes: 'SIG-Z SIG-TWICE TANH-TWICE TANH-NOSQ SIG-HALF', labels: 'wrong-slope' },
  { row: 27, codes: 'SOFTMAX-DIAG', labels: 'softmax-diagonal' },
  { row: 28, codes: 'SOFTMAX-AXIS LN-AXIS WRONG-AXIS', labels: 'wrong-sum' },
  { row: 29, codes: 'NO-ONEHOT', labels: 'missing-term' },
  { row: 29, codes: 'ONEHOT-AXIS', labels: 'wrong-sum' },
  { row: 29, codes: 'CE-REFLEX', labels: 'wrong-slope' },
  { row: 30, codes: 'BROADCAST-NOT-SUMMED', labels: 'wrong-sum' },
  { row: 31, codes: 'ONE-EXAMPLE CONV-ONE-POS', labels: 'wrong-sum one-position' },
  { row: 32, codes: 'ONE-USE OVERWRITE BPTT-LAST', labels: 'missing-path' },
  { row: 32, codes: 'SCATTER-OVERWRITE', labels: 'overwritten' },
  // Two paths multiplied may be a value of the forward pass: a · b is L itself.
  { row: 33, codes: 'PATH-PRODUCT', labels: 'product-for-sum forward-value' },
  { row: 33, codes: 'ADD-NOT-MULTIPLY', labels: 'sum-of-slopes' },
  { row: 34, codes: 'SKIP-LOST', labels: 'missing-path' },
  { row: 35, codes: 'WRONG-POINT', labels: 'wrong-tensor' },
  { row: 35, codes: 'MEMORISED', labels: 'memorised' },
  { row: 36, codes: 'FWD-NORELU', labels: 'missing-activation' },
  { row: 36, codes: 'FWD-ABS FWD-RELU-W', labels: 'wrong-activation' },
  { row: 36, codes: 'CONV-FWD EMB-FWD', labels: 'forward-value' },
  { row: 37, codes: 'DATA-CONST', labels: 'zero' },
  { row: 38, codes: 'STALE-UPDATE', labels: 'wrong-tensor' },
  { row: 39, codes: 'UPDATE-ONLY', labels: 'missing-term' },
  { row: 39, codes: 'NO-LR', labels: 'constant-factor' },
  { row: 39, codes: 'GRAD-IS-W', labels: 'wrong-tensor' },
  { row: 40, codes: 'BN-STATS-CONST BN-NO-MEAN BN-NO-VAR', labels: 'missing-path' },
  { row: 40, codes: 'BN-NO-SIGMA', labels: 'constant-factor missing-factor' },
  // One γ for all is 1×1; one for each feature is not.
  { row: 40, codes: 'BN-NO-GAMMA', labels: 'constant-factor missing-factor' },
  { row: 41, codes: 'CONV-FLIP-W CONV-FLIP-X', labels: 'flipped' },
  { row: 41, codes: 'CONV-VALID', labels: 'wrong-shape' },
  { row: 41, codes: 'CONV-MEAN', labels: 'constant-factor' },
  // In a chain of numbers every factor is 1×1, and none of them a constant.
  { row: 42, codes: 'BPTT-NO-CHAIN', labels: 'missing-factor' },
  { row: 42, codes: 'BPTT-SHIFT', labels: 'wrong-tensor' },
  { row: 43, codes: 'ATT-NO-SCALE', labels: 'constant-factor' },
  { row: 44, codes: 'FD-ONESIDED', labels: 'one-sided' },
  { row: 44, codes: 'FD-NO-2', labels: 'constant-factor' },
  { row: 44, codes: 'KINK-HALF', labels: 'half' },
  { row: 44, codes: 'KINK-ZERO', labels: 'zero' },
  { row: 45, codes: 'ADAM-NO-BIAS', labels: 'constant-factor' },
  { row: 45, codes: 'ADAM-NO-SQRT', labels: 'missing-power' },
  { row: 45, codes: 'MOM-NONE MOM-NO-GRAD', labels: 'missing-term' },
  { row: 45, codes: 'MOM-EMA', labels: 'moving-average' },
  { row: 45, codes: 'CLIP-VALUE', labels: 'by-entry' },
  { row: 45, codes: 'CLIP-L1', labels: 'one-norm' },
  // One entry is off, and no rule gives it: the marks point at it.
  { row: 46, codes: 'ARITH', labels: 'value' },
  { row: 47, codes: 'ROUND', labels: 'rounded undecided' },
  { row: 48, codes: 'UNKNOWN-NAME', labels: 'unknown-name not-allowed' },
  { row: 48, codes: 'PARSE', labels: 'syntax' },
  { row: 49, codes: 'LOST-B', labels: 'missing-factor' },
  { row: 49, codes: 'LOSS-TIMES-L', labels: 'extra-factor' },
  { row: 49, codes: 'SUM-NOT-SQ', labels: 'missing-power' },
  { row: 49, codes: 'ONE-LAYER', labels: 'missing-term' },
  { row: 49, codes: 'TWICE-SAME BPTT-TWICE REG-FORGOT', labels: 'missing-path' },
  { row: 49, codes: 'BN-BETA', labels: 'other-gradient' },
  { row: 49, codes: 'BN-RAW', labels: 'wrong-tensor' },
  // Without the factor it is the gradient of the next node.
  { row: 49, codes: 'POOL-COPY EMB-SHAPE', labels: 'other-gradient missing-factor' },
  { row: 49, codes: 'POOL-AVG', labels: 'average-pool' },
  { row: 49, codes: 'SCATTER-MEAN', labels: 'averaged' },
  { row: 49, codes: 'LEAKY SIG-RELU SIG-FOR-TANH', labels: 'wrong-slope' },
  { row: 49, codes: 'SOFTMAX-NORM', labels: 'missing-term' },
  { row: 49, codes: 'SOFTMAX-NO-P', labels: 'missing-factor' },
  { row: 49, codes: 'DIALECT-MIX', labels: 'other-layout' },
  { row: 49, codes: 'FWD-ORDER', labels: 'wrong-order outside-in' },
  { row: 49, codes: 'ANALYTIC', labels: 'analytic' },
  { row: 49, codes: 'SGD', labels: 'missing-factor' },
  { row: 49, codes: 'CLIP-SUB', labels: 'subtracted' },
  { row: 49, codes: 'STALE-UPDATE-LR', labels: 'rate-in-gradient' },
  { row: 49, codes: 'ABS', labels: 'wrong-sign' },
];

/** How many misconceptions the catalogue counts. */
export const catalogue = new Set(rows.map(({ row }) => row)).size;

export const labelsOf: ReadonlyMap<string, readonly string[]> = new Map(
  rows.flatMap(({ codes, labels }) =>
    codes.split(' ').map((code) => [code, labels.split(' ')] as const),
  ),
);
