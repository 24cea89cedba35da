import { constant, num } from '../../engine/build.ts';
import type { Axis, Expr } from '../../engine/expr.ts';
import { isScalar } from '../../engine/shape.ts';
import { type Context, fits, masked, maskOf } from './context.ts';

/**
 * One change at one node. Made to the reference it gives the answer of somebody who makes the
 * mistake `edit`; made to the student's answer, a change that sets it right says that the mistake
 * was `mend`. Null: the change says nothing in that direction.
 */
export interface Rewrite {
  readonly edit: string | null;
  readonly mend: string | null;
  readonly at: (node: Expr, context: Context) => readonly Expr[];
}

const make = (op: string, args: readonly Expr[], attr: Expr['attr'] = null): Expr =>
  args[0]!.graph.node(op, args, attr);
const both = (e: Expr): boolean => !isScalar(e.args[0]!.shape) && !isScalar(e.args[1]!.shape);
const isTensor = (e: Expr): boolean => !isScalar(e.shape) && e.op !== 'const';
const entrywise = (e: Expr): boolean => e.op === 'mul' && both(e);

/** Rows in the order in which they are tried: what replaces comes before what inserts. */
export const rewrites: readonly Rewrite[] = [
  {
    edit: 'wrong-sign',
    mend: 'wrong-sign',
    at: (n) => {
      if (n.op === 'add') return [make('sub', n.args), make('sub', [n.args[1]!, n.args[0]!])];
      if (n.op === 'sub') return [make('add', n.args), make('sub', [n.args[1]!, n.args[0]!])];
      return n.op === 'neg' ? [n.args[0]!] : [];
    },
  },
  { edit: 'other-layout', mend: 'other-layout', at: otherLayout },
  {
    edit: 'missing-transpose',
    mend: 'extra-transpose',
    at: (n) => (n.op === 'transpose' ? [n.args[0]!] : []),
  },
  {
    edit: 'missing-mask',
    mend: 'extra-factor',
    at: (n) =>
      n.op === 'mul' ? n.args.flatMap((m, i) => (masked(m) ? [n.args[1 - i]!] : [])) : [],
  },
  {
    edit: 'inverted-mask',
    mend: 'inverted-mask',
    at: (n) => (n.op === 'gt' ? [make('gt', [n.args[1]!, n.args[0]!])] : []),
  },
  { edit: 'wrong-mask', mend: 'wrong-mask', at: otherMasks },
  { edit: 'wrong-mask', mend: 'wrong-mask', at: maskAcross },
  { edit: 'value-for-slope', mend: 'slope-for-value', at: valuesForMask },
  { edit: 'slope-for-value', mend: 'value-for-slope', at: masksForValue },
  {
    edit: null,
    mend: 'value-for-slope',
    at: (n) => {
      if (n.op !== 'pow' || constant(n.args[1]!) === null) return [];
      const k = constant(n.args[1]!)!;
      const below = k === 2 ? n.args[0]! : make('pow', [n.args[0]!, num(n.graph, k - 1)]);
      return [make('mul', [n.args[1]!, below])];
    },
  },
  {
    edit: 'wrong-order',
    mend: 'wrong-order',
    at: (n) => (n.op === 'matmul' ? [make('matmul', [n.args[1]!, n.args[0]!])] : []),
  },
  {
    edit: 'elementwise-for-matmul',
    mend: 'matmul-for-elementwise',
    at: (n) => (n.op === 'matmul' ? [make('mul', n.args)] : []),
  },
  {
    edit: 'matmul-for-elementwise',
    mend: 'elementwise-for-matmul',
    at: (n) => (entrywise(n) ? [make('matmul', n.args)] : []),
  },
  { edit: 'wrong-grouping', mend: 'wrong-grouping', at: regrouped },
  { edit: 'missing-activation', mend: 'wrong-activation', at: withoutActivation },
  { edit: 'wrong-activation', mend: 'wrong-activation', at: otherActivations },
  { edit: 'wrong-tensor', mend: 'wrong-tensor', at: otherTensors },
  { edit: 'wrong-sum', mend: 'wrong-sum', at: otherSums },
  { edit: null, mend: 'missing-activation', at: (n, c) => activated(n, c) },
  { edit: 'missing-factor', mend: 'extra-factor', at: withoutFactor },
  { edit: 'missing-term', mend: 'extra-term', at: withoutTerm },
  {
    edit: 'product-for-sum',
    mend: 'sum-for-product',
    at: (n) => (n.op === 'add' && both(n) ? [make('mul', n.args)] : []),
  },
  {
    edit: 'sum-for-product',
    mend: 'product-for-sum',
    at: (n) => (entrywise(n) ? [make('add', n.args)] : []),
  },
  { edit: null, mend: 'constant-factor', at: scaledTerms },
  {
    edit: 'extra-transpose',
    mend: 'missing-transpose',
    at: (n) => (isTensor(n) && n.op !== 'transpose' ? [make('transpose', [n])] : []),
  },
  {
    edit: null,
    mend: 'missing-mask',
    at: (n, c) =>
      isTensor(n) && !masked(n)
        ? c.activations
            .filter(({ z, op }) => op === 'relu' && fits(z, n))
            .map(({ z }) => make('mul', [n, maskOf(z)]))
        : [],
  },
  {
    edit: null,
    mend: 'wrong-sum',
    at: (n) =>
      isTensor(n) && n.op !== 'ref'
        ? [0, 1, null].map((axis) => make('sum', [n], axis))
        : isTensor(n)
          ? [make('sum', [n], 1), make('sum', [n], 0)]
          : [],
  },
  { edit: null, mend: 'missing-factor', at: withFactor },
];

function otherMasks(n: Expr, c: Context): Expr[] {
  const z = masked(n);
  if (!z) return [];
  const others = c.activations.filter((a) => a.z.id !== z.id && a.h.id !== z.id);
  return others.map((a) => maskOf(a.z));
}

/** Aᵀ B ↔ A Bᵀ: right where samples are rows instead of columns, or the other way round. */
function otherLayout(n: Expr): Expr[] {
  if (n.op !== 'matmul') return [];
  const [a, b] = n.args;
  if (a!.op === 'transpose' && b!.op !== 'transpose') {
    return [make('matmul', [a!.args[0]!, make('transpose', [b!])])];
  }
  if (b!.op === 'transpose' && a!.op !== 'transpose') {
    return [make('matmul', [make('transpose', [a!]), b!.args[0]!])];
  }
  return [];
}

/** A (B ⊙ M) ↔ (A B) ⊙ M′: the gate of the layer on the other side of the product. */
function maskAcross(n: Expr, c: Context): Expr[] {
  const masks = c.activations.map((a) => maskOf(a.z));
  const [a, b] = n.args;
  if (n.op === 'matmul' && b!.op === 'mul') {
    return b!.args.flatMap((m, i) =>
      masked(m)
        ? masks.map((other) => make('mul', [make('matmul', [a!, b!.args[1 - i]!]), other]))
        : [],
    );
  }
  if (n.op !== 'mul') return [];
  return n.args.flatMap((inner, i) =>
    inner.op === 'matmul' && masked(n.args[1 - i]!)
      ? masks.map((m) => make('matmul', [inner.args[0]!, make('mul', [inner.args[1]!, m])]))
      : [],
  );
}

/** 1[z > 0] → relu(z), z */
function valuesForMask(n: Expr, c: Context): Expr[] {
  const z = masked(n);
  if (!z) return [];
  const known = c.activations.find((a) => a.z.id === z.id || a.h.id === z.id);
  return known ? [known.h, known.z] : [make('relu', [z]), z];
}

/** z, h or relu(z) → 1[z > 0] */
function masksForValue(n: Expr, c: Context): Expr[] {
  if (n.op === 'relu') return [maskOf(n.args[0]!)];
  return c.activations
    .filter((a) => a.op === 'relu' && (a.z.id === n.id || a.h.id === n.id))
    .map((a) => maskOf(a.z));
}

/** (A B) ⊙ M, A (B ⊙ M) and (A ⊙ M) B */
function regrouped(n: Expr): Expr[] {
  const [a, b] = n.args;
  if (n.op === 'matmul') {
    const right = entrywise(b!)
      ? b!.args.map((m, i) => make('mul', [make('matmul', [a!, b!.args[1 - i]!]), m]))
      : [];
    const left = entrywise(a!)
      ? a!.args.map((m, i) => make('mul', [make('matmul', [a!.args[1 - i]!, b!]), m]))
      : [];
    return [...right, ...left];
  }
  if (!entrywise(n)) return [];
  return n.args.flatMap((inner, i) => {
    const m = n.args[1 - i]!;
    if (inner.op !== 'matmul') return [];
    const [x, y] = inner.args;
    return [make('matmul', [x!, make('mul', [y!, m])]), make('matmul', [make('mul', [x!, m]), y!])];
  });
}

function otherTensors(n: Expr, c: Context): Expr[] {
  if (n.op !== 'ref') return [];
  const name = n.attr as string;
  const role = c.role(name);
  return c.names
    .filter((x) => x !== name && c.role(x) === role && !c.sameGate(x, name))
    .map((x) => c.scope.ref(x));
}

function otherSums(n: Expr): Expr[] {
  if (n.op !== 'sum' && n.op !== 'mean') return [];
  const other = n.op === 'sum' ? 'mean' : 'sum';
  const axes = ([0, 1, null] as Axis[]).filter((a) => a !== n.attr);
  return [
    make(other, n.args, n.attr),
    n.args[0]!,
    ...axes.map((axis) => make(n.op, n.args, axis)),
    ...axes.map((axis) => make(other, n.args, axis)),
  ];
}

const ACTIVATIONS = ['relu', 'sigmoid', 'tanh', 'abs'];

function withoutActivation(n: Expr): Expr[] {
  return ['relu', 'sigmoid', 'tanh'].includes(n.op) ? [n.args[0]!] : [];
}

function otherActivations(n: Expr): Expr[] {
  if (!ACTIVATIONS.includes(n.op)) return [];
  return ACTIVATIONS.filter((op) => op !== n.op).map((op) => make(op, n.args));
}

function activated(n: Expr, c: Context): Expr[] {
  return c.activations.filter((a) => a.z.id === n.id).map((a) => make(a.op, [n]));
}

function withoutFactor(n: Expr): Expr[] {
  if (n.op === 'div') return [n.args[0]!];
  if (n.op === 'pow' || n.op === 'sqrt') return [n.args[0]!];
  return n.op === 'mul' || n.op === 'matmul' ? [...n.args] : [];
}

function withoutTerm(n: Expr): Expr[] {
  if (n.op === 'add') return [...n.args];
  return n.op === 'sub' ? [n.args[0]!, make('neg', [n.args[1]!])] : [];
}

function scaledTerms(n: Expr, c: Context): Expr[] {
  if (n.op === 'ref' || n.op === 'const') return [];
  const factors = [num(n.graph, 2), ...c.counts];
  return factors.flatMap((k) => [make('mul', [k, n]), make('div', [n, k])]);
}

/** A chain factor put in: t n, tᵀ n, n t, n tᵀ, n ⊙ t, and a power or a scalar of the scope. */
function withFactor(n: Expr, c: Context): Expr[] {
  if (!n.shape) return [];
  const found: Expr[] = [];
  for (const name of c.names) {
    const t = c.scope.ref(name);
    if (fits(t, n) || isScalar(t.shape)) found.push(make('mul', [n, t]));
    if (isScalar(t.shape) || isScalar(n.shape)) continue;
    const turned = make('transpose', [t]);
    for (const pair of [
      [t, n],
      [turned, n],
      [n, t],
      [n, turned],
    ] as const) {
      if (pair[0].shape![1] === pair[1].shape?.[0]) found.push(make('matmul', pair));
    }
  }
  return found;
}
