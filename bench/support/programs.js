/*
 * Random programs over X and Y (6×8), V (8×6) and b (6×1), as trees of [op, …inputs] that PyTorch and
 * this engine both can build. Every op keeps the shape 6×8, so that any may stand inside any other.
 */
export const SHAPES = { X: [6, 8], Y: [6, 8], V: [8, 6], b: [6, 1] };

const UNARY =
  'tanh sigmoid relu abs sign sin cos softplus gelu gelu_tanh silu elu leaky_relu erf exp_neg log1p_abs expm1 cosh sinh sech sqrt1 rsqrt1 log1 log2 log10 reciprocal neg square cube power softmax0 softmax1 log_softmax0 log_softmax1 center sumrows sumcols logsumexp0 amax1 amin0 var1 std0 prod1 others1 norm_all norm1 layer batch flip flip0 reshape slice_pad rows cols gather scatter onehot diag trace eye pool sumpool maxpool conv full cross bce_logits bce clip dropout attention ge eq outer_sums'.split(
    ' ',
  );
const BINARY = 'add sub mul div max min where matmul outer concat mse'.split(' ');

/** A random tree; program number i of the first ones has op number i at its root. */
export function randomProgram(next, depth, i = Number.POSITIVE_INFINITY) {
  const first = [...UNARY, ...BINARY][i];
  if (first === undefined && (depth === 0 || next() < 0.08)) {
    return ['X', 'Y', 'X', 'Xb'][Math.floor(next() * 4)];
  }
  const pick = (list) => list[Math.floor(next() * list.length)];
  const below = () => randomProgram(next, depth - 1);
  const op = first ?? pick(next() < 0.55 ? UNARY : BINARY);
  return BINARY.includes(op) ? [op, below(), below()] : [op, below()];
}

export const GATHERED = [2, 0, 2, 5, 1, 1];
export const KERNEL = [
  [0.5, -1, 0.25],
  [1, 0.75, -0.5],
];

/** The same tree as an expression of the engine. */
export function build({ call, add, sub, mul, div, neg, pow, matmul, transpose, sum, mean }, scope) {
  const { graph } = scope;
  const literal = (rows) =>
    graph.node('lit', [], {
      rows: rows.length,
      cols: rows[0].length,
      data: Float64Array.from(rows.flat()),
    });
  const ref = (name) => scope.ref(name);
  const one = (x) => add(pow(x, 2), 1);
  const along = (name, x, axis) => call(name, [x], { axis });
  const zeros = (x) => mul(0, x);
  const unary = {
    tanh: (x) => call('tanh', [x]),
    sigmoid: (x) => call('sigmoid', [x]),
    relu: (x) => call('relu', [x]),
    abs: (x) => call('abs', [x]),
    sin: (x) => call('sin', [x]),
    cos: (x) => call('cos', [x]),
    softplus: (x) => call('softplus', [x]),
    gelu: (x) => call('gelu', [x]),
    gelu_tanh: (x) => call('gelu_tanh', [x]),
    silu: (x) => call('silu', [x]),
    elu: (x) => call('elu', [x]),
    leaky_relu: (x) => call('leaky_relu', [x, 0.1]),
    erf: (x) => call('erf', [x]),
    exp_neg: (x) => call('exp', [neg(pow(x, 2))]),
    log1p_abs: (x) => call('log1p', [call('abs', [x])]),
    expm1: (x) => call('expm1', [call('tanh', [x])]),
    sqrt1: (x) => call('sqrt', [one(x)]),
    rsqrt1: (x) => call('rsqrt', [one(x)]),
    log1: (x) => call('log', [one(x)]),
    neg: (x) => neg(x),
    square: (x) => call('square', [x]),
    cube: (x) => pow(call('tanh', [x]), 3),
    softmax0: (x) => along('softmax', x, 0),
    softmax1: (x) => along('softmax', x, 1),
    log_softmax0: (x) => along('log_softmax', x, 0),
    log_softmax1: (x) => along('log_softmax', x, 1),
    center: (x) => sub(x, along('mean', x, 1)),
    sumrows: (x) => sub(x, sum(x, 1)),
    sumcols: (x) => mul(x, sum(x, 0)),
    logsumexp0: (x) => add(x, along('logsumexp', x, 0)),
    amax1: (x) => sub(x, along('amax', x, 1)),
    amin0: (x) => sub(x, along('amin', x, 0)),
    var1: (x) => add(x, along('var', x, 1)),
    std0: (x) => add(x, along('std', add(x, ref('X')), 0)),
    prod1: (x) => add(x, along('prod', call('tanh', [x]), 1)),
    norm_all: (x) => div(x, add(1, call('norm', [x]))),
    layer: (x) => call('layer_norm', [add(x, ref('Y'))], { axis: 0 }),
    batch: (x) => call('batch_norm', [add(x, ref('X'))], { axis: 1 }),
    flip: (x) => call('flip', [x]),
    reshape: (x) => transpose(call('reshape', [x], { sizes: [8, 6] })),
    slice_pad: (x) =>
      call('pad', [call('slice', [x], { sizes: [1, 5, 2, 7] })], { sizes: [2, 0, 1, 2] }),
    gather: (x) => call('gather', [x, literal(GATHERED.map((i) => [i]))]),
    pool: (x) => call('repeat', [call('avgpool', [x], { sizes: [2, 4] })], { sizes: [2, 4] }),
    maxpool: (x) => call('repeat', [call('maxpool', [x], { sizes: [3, 2] })], { sizes: [3, 2] }),
    conv: (x) => call('pad', [call('xcorr', [x, literal(KERNEL)])], { sizes: [1, 0, 1, 1] }),
    cross: (x) =>
      add(x, call('cross_entropy', [x, call('softmax', [ref('Y')], { axis: 1 })], { axis: 1 })),
    bce_logits: (x) => add(x, call('bce_logits', [x, call('sigmoid', [ref('Y')])])),
    bce: (x) =>
      add(x, call('bce', [call('sigmoid', [call('tanh', [x])]), call('sigmoid', [ref('Y')])])),
    clip: (x) => call('clip', [x, -0.7, 0.6]),
    sign: (x) => mul(x, call('sign', [x])),
    cosh: (x) => call('cosh', [call('tanh', [x])]),
    sinh: (x) => call('sinh', [call('tanh', [x])]),
    sech: (x) => call('sech', [call('tanh', [x])]),
    log2: (x) => call('log2', [one(x)]),
    log10: (x) => call('log10', [one(x)]),
    reciprocal: (x) => call('reciprocal', [one(x)]),
    power: (x) => pow(one(x), mean(call('tanh', [ref('Y')]))),
    others1: (x) => add(x, along('others', call('tanh', [x]), 1)),
    norm1: (x) => div(x, add(1, along('norm', x, 1))),
    flip0: (x) => along('flip', x, 0),
    rows: (x) =>
      call('vstack', [call('rows', [x], { sizes: [4, 6] }), call('rows', [x], { sizes: [0, 4] })]),
    cols: (x) =>
      call('hstack', [call('cols', [x], { sizes: [5, 8] }), call('cols', [x], { sizes: [0, 5] })]),
    scatter: (x) => call('scatter', [x, literal(GATHERED.map((i) => [i]))], { sizes: [6] }),
    onehot: (x) =>
      mul(x, add(1, call('onehot', [literal(GATHERED.map((i) => [i]))], { sizes: [8] }))),
    diag: (x) =>
      add(matmul(call('diag', [ref('b')]), x), call('diag', [matmul(call('tanh', [x]), ref('V'))])),
    trace: (x) => add(x, call('trace', [matmul(call('tanh', [x]), ref('V'))])),
    eye: (x) =>
      matmul(add(matmul(call('tanh', [x]), ref('V')), graph.node('eye', [], [6])), ref('X')),
    sumpool: (x) =>
      call('repeat', [call('sumpool', [call('tanh', [x])], { sizes: [3, 4] })], { sizes: [3, 4] }),
    full: (x) => call('slice', [call('full', [x, literal(KERNEL)])], { sizes: [0, 6, 1, 9] }),
    dropout: (x) => call('dropout', [x, call('gt', [ref('Y'), 0]), 0.8]),
    attention: (x) => call('attention', [x, ref('Y'), call('tanh', [x])]),
    ge: (x) => mul(x, call('ge', [x, ref('Y')])),
    eq: (x) => mul(x, call('eq', [x, along('amax', x, 1)])),
    outer_sums: (x) => call('outer', [along('mean', x, 1), transpose(along('mean', ref('Y'), 0))]),
  };
  const binary = {
    add,
    sub,
    mul,
    div: (x, y) => div(x, one(y)),
    max: (x, y) => call('max', [x, y]),
    min: (x, y) => call('min', [x, y]),
    where: (x, y) => call('where', [call('gt', [x, 0.1]), y, zeros(x)]),
    matmul: (x, y) => matmul(matmul(call('tanh', [x]), ref('V')), call('tanh', [y])),
    outer: (x, y) => matmul(matmul(call('tanh', [x]), transpose(call('tanh', [y]))), ref('X')),
    concat: (x, y) =>
      call('concat', [
        call('slice', [x], { sizes: [0, 4] }),
        call('slice', [y], { sizes: [2, 4] }),
      ]),
    mse: (x, y) => add(x, call('mse', [x, y])),
  };
  const made = (tree) => {
    if (tree === 'Xb') return add(ref('X'), ref('b'));
    if (typeof tree === 'string') return ref(tree);
    const [op, ...inputs] = tree;
    const args = inputs.map(made);
    return args.length === 1 ? unary[op](args[0]) : binary[op](args[0], args[1]);
  };
  return (tree) => add(mean(call('tanh', [made(tree)])), mul(0.01, sum(pow(ref('V'), 2))));
}
