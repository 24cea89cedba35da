/**
 * The engine as a library of its own, `backprop-lab/engine`: build a graph, differentiate it, look at
 * it, check it, run it, compile it. It needs nothing else.
 */
export { type Progress, progressAfter } from './backward.ts';
export type { Operand } from './build.ts';
export { num } from './build.ts';
export {
  add,
  type CallOptions,
  call,
  div,
  fitting,
  matmul,
  mean,
  mul,
  neg,
  pow,
  relu,
  ShapeError,
  sub,
  sum,
  transpose,
} from './call.ts';
export { centralDifference, check, type Nudge, type Worst } from './check.ts';
export { type Composed, composed } from './composed.ts';
export { type Formulas, hessian, hvp, jacobian, jvp, vjp, writtenOut } from './derive.ts';
export { CannotCompute, dimValue } from './dim.ts';
export { type Attr, type Axis, type Expr, Graph, type Op } from './expr.ts';
export { grad, gradientName, type Pullback, pull } from './grad.ts';
export { listing, nested } from './listing.ts';
export { type Entry, type NonFinite, nonFinite, sayNonFinite } from './nonfinite.ts';
export { newGraph, ops } from './ops/index.ts';
export { type Plan, type PlanOptions, plan } from './plan/plan.ts';
export { Env, possible, TooLarge } from './run.ts';
export { inline, Scope } from './scope.ts';
export { type Dim, type Misfit, type Shape, showShape } from './shape.ts';
export { fromNested, type Nested, type Tensor, tensor, toNested } from './tensor.ts';
export { descend, startTraining, type TrainState } from './train.ts';
