import type { Expr } from '../../../engine/expr.ts';
import { type Change, entrywise, isTensor, make, turn } from '../change.ts';

/** A B → B A */
export function otherOrder(n: Expr): Change[] {
  return n.op === 'matmul' ? [turn(n, make('matmul', [n.args[1]!, n.args[0]!]))] : [];
}

/** Aᵀ B ↔ A Bᵀ: right where samples are rows instead of columns, or the other way round. */
export function otherLayout(n: Expr): Change[] {
  if (n.op !== 'matmul') return [];
  const [a, b] = n.args;
  if (a!.op === 'transpose' && b!.op !== 'transpose') {
    return [turn(n, make('matmul', [a!.args[0]!, make('transpose', [b!])]))];
  }
  if (b!.op === 'transpose' && a!.op !== 'transpose') {
    return [turn(n, make('matmul', [make('transpose', [a!]), b!.args[0]!]))];
  }
  return [];
}

export function unturned(n: Expr): Change[] {
  if (n.op !== 'transpose') return [];
  const [inner] = n.args as [Expr];
  return [{ to: inner, was: n, now: inner, ...(inner.op === 'ref' && { key: `${inner.attr}` }) }];
}

export function turned(n: Expr): Change[] {
  if (!isTensor(n) || n.op === 'transpose') return [];
  return [turn(n, make('transpose', [n]), n.op === 'ref' ? { key: `${n.attr}` } : {})];
}

export function asEntrywise(n: Expr): Change[] {
  return n.op === 'matmul' ? [turn(n, make('mul', n.args))] : [];
}

export function asProduct(n: Expr): Change[] {
  return entrywise(n) ? [turn(n, make('matmul', n.args))] : [];
}

/** A kernel, or what it slides over, turned round; or turned back. */
export function reversed(n: Expr): Change[] {
  if (n.op === 'flip') return [turn(n, n.args[0]!)];
  if (n.op !== 'xcorr' && n.op !== 'full') return [];
  return n.args.map((arg, i) => {
    const long = [0, 1].filter((axis) => arg.shape?.[axis] !== 1) as (0 | 1)[];
    const now = long.reduce<Expr>((e, axis) => make('flip', [e], axis), arg);
    return {
      to: make(
        n.op,
        n.args.map((each, j) => (j === i ? now : each)),
        n.attr,
      ),
      was: arg,
      now,
    };
  });
}

/** (A B) ⊙ M, A (B ⊙ M) and (A ⊙ M) B */
export function regrouped(n: Expr): Change[] {
  const [a, b] = n.args;
  if (n.op === 'matmul') {
    const right = entrywise(b!)
      ? b!.args.map((m, i) => make('mul', [make('matmul', [a!, b!.args[1 - i]!]), m]))
      : [];
    const left = entrywise(a!)
      ? a!.args.map((m, i) => make('mul', [make('matmul', [a!.args[1 - i]!, b!]), m]))
      : [];
    return [...right, ...left].map((e) => turn(n, e));
  }
  if (!entrywise(n)) return [];
  return n.args.flatMap((inner, i) => {
    const m = n.args[1 - i]!;
    if (inner.op !== 'matmul') return [];
    const [x, y] = inner.args;
    return [
      turn(n, make('matmul', [x!, make('mul', [y!, m])])),
      turn(n, make('matmul', [make('mul', [x!, m]), y!])),
    ];
  });
}
