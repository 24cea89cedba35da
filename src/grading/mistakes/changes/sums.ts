import type { Axis, Expr } from '../../../engine/expr.ts';
import { type Change, isTensor, make, turn } from '../change.ts';

const AXES: readonly Axis[] = [0, 1, null];

/** sum ↔ mean, another axis, no sum at all. */
export function otherSums(n: Expr): Change[] {
  if (n.op !== 'sum' && n.op !== 'mean') return [];
  const other = n.op === 'sum' ? 'mean' : 'sum';
  const axes = AXES.filter((a) => a !== n.attr);
  const key = (op: string, axis: Axis) => `${n.op} ${n.attr} ${op} ${axis}`;
  return [
    turn(n, make(other, n.args, n.attr), { key: key(other, n.attr as Axis) }),
    { to: n.args[0]!, was: n, now: n.args[0]!, key: 'unsummed' },
    ...[n.op, other].flatMap((op) =>
      axes.map((axis) => turn(n, make(op, n.args, axis), { key: key(op, axis) })),
    ),
  ];
}

/** A sum put in, along each axis. */
export function summed(n: Expr): Change[] {
  if (!isTensor(n)) return [];
  const axes = n.op === 'ref' ? AXES.slice(0, 2) : AXES;
  return axes.map((axis) => turn(n, make('sum', [n], axis)));
}

/** A part of a batch, or of the places of a kernel, where all of them count. */
export function whole(n: Expr): Change[] {
  const hint =
    'You took only some of them. Each one uses the same numbers, so their shares add up: how many are there?';
  return n.op === 'slice' ? [turn(n, n.args[0]!, { key: 'slice', hint })] : [];
}
