/*
 * Random programs over X and Y (6×8), V (8×6) and b (6×1), as trees of [op, …inputs] that PyTorch and
 * this engine both can build. Every op keeps the shape 6×8, so that any may stand inside any other.
 */
export const SHAPES = { X: [6, 8], Y: [6, 8], V: [8, 6], b: [6, 1] };

const UNARY =
  'tanh sigmoid relu abs sin cos softplus gelu gelu_tanh silu elu leaky_relu erf exp_neg log1p_abs expm1 sqrt1 rsqrt1 log1 neg square cube softmax0 softmax1 log_softmax0 log_softmax1 center sumrows sumcols logsumexp0 amax1 amin0 var1 std0 prod1 norm_all layer batch flip reshape slice_pad gather pool maxpool conv cross bce_logits bce clip'.split(
    ' ',
  );
const BINARY = 'add sub mul div max min where matmul outer concat mse'.split(' ');

export function randomProgram(next, depth) {
  if (depth === 0 || next() < 0.08) return ['X', 'Y', 'X', 'Xb'][Math.floor(next() * 4)];
  const pick = (list) => list[Math.floor(next() * list.length)];
  if (next() < 0.55) return [pick(UNARY), randomProgram(next, depth - 1)];
  return [pick(BINARY), randomProgram(next, depth - 1), randomProgram(next, depth - 1)];
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
    square: (x) => pow(x, 2),
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
