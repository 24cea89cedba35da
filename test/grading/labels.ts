/**
 * The codes of the course's authors, and the labels that say the same. Several labels stand where
 * mistakes have one value and nobody could tell them apart. What is not here has no label of the
 * lab's own: it is the formula of one lesson, which a lesson names with `when:`.
 */
const rows: readonly (readonly [codes: string, labels: string])[] = [
  ['FWD-NORELU', 'missing-activation'],
  ['FWD-ABS FWD-RELU-W', 'wrong-activation'],
  ['FWD-ORDER', 'wrong-order wrong-shape'],
  ['LOSS-CONST LOSS-NO-N NO-MEAN N-ROWS N-CLASSES FD-NO-2', 'constant-factor'],
  ['DOUBLE-MEAN', 'constant-factor wrong-sum'],
  ['REG-2', 'constant-factor extra-factor'],
  ['SIGN BCE-INNER', 'wrong-sign'],
  ['COLLAPSE BROADCAST-NOT-SUMMED WRONG-AXIS ONEHOT-AXIS SOFTMAX-AXIS', 'wrong-sum'],
  ['BCE-HALF ONE-USE OVERWRITE SKIP-LOST BN-NO-MEAN REG-FORGOT', 'missing-path missing-term'],
  ['SOFTMAX-NORM ONE-LAYER MOM-NO-GRAD', 'missing-term missing-path'],
  ['BPTT-LAST', 'missing-path forward-value'],
  ['MASK-MISSING MASK-MISSING-UP', 'missing-mask'],
  ['RELU-VALUE RELU-Z', 'value-for-slope'],
  ['MASK-ON-INPUT', 'slope-for-value'],
  ['MASK-FLIPPED', 'inverted-mask'],
  ['MASK-WRONG-ARG MASK-WRONG-LAYER', 'wrong-mask'],
  ['MASK-EARLY', 'extra-factor other-gradient'],
  ['LEAKY', 'wrong-mask missing-mask'],
  ['HADAMARD-MATMUL', 'matmul-for-elementwise elementwise-for-matmul'],
  ['SEED-LITERAL', 'missing-transpose elementwise-for-matmul wrong-shape'],
  ['TRANSPOSED ROW-VECTOR', 'transposed-result'],
  ['DIALECT-MIX', 'other-layout'],
  ['NO-TRANSPOSE NO-TRANSPOSE-SQUARE INNER-NOT-OUTER', 'missing-transpose'],
  ['WRONG-INPUT WRONG-LAYER SKIP-LAYER WRONG-POINT GRAD-IS-W BN-RAW', 'wrong-tensor'],
  ['WRT-SWAP OVERSHOOT', 'other-gradient'],
  ['STOPPED-EARLY', 'other-gradient missing-factor'],
  ['DATA-CONST KINK-ZERO', 'zero'],
  ['LOCAL-ONLY', 'constant-factor missing-factor'],
  ['VALUE-NOT-SLOPE', 'value-for-slope forward-value extra-factor'],
  ['LOST-B NO-LR', 'missing-factor'],
  ['SIG-Z SIG-TWICE SIG-HALF TANH-TWICE TANH-NOSQ SIG-FOR-TANH', 'wrong-slope'],
  // The mask of a sigmoid's output is one everywhere: its slope is simply not there.
  ['SIG-RELU', 'missing-factor wrong-slope'],
  ['SOFTMAX-DIAG', 'softmax-diagonal'],
  ['SOFTMAX-NO-P BN-NO-GAMMA SGD ADAM-NO-SQRT POOL-COPY', 'missing-factor'],
  ['BN-BETA EMB-SHAPE', 'missing-factor other-gradient'],
  ['PATH-PRODUCT', 'product-for-sum forward-value'],
  ['EMB-FWD', 'forward-value'],
  ['ATT-NO-SCALE', 'constant-factor missing-factor'],
];

export const labelsOf: ReadonlyMap<string, readonly string[]> = new Map(
  rows.flatMap(([codes, labels]) =>
    codes.split(' ').map((code) => [code, labels.split(' ')] as const),
  ),
);
