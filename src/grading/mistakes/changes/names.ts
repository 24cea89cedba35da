import type { Expr } from '../../../engine/expr.ts';
import { type Change, make, turn } from '../change.ts';
import type { Context } from '../context.ts';

/** h₃ → h₂, W₃ → W₂, ∂L/∂h₃ → ∂L/∂h₂: another name of the same part. */
export function otherTensors(n: Expr, c: Context): Change[] {
  if (n.op !== 'ref') return [];
  const name = n.attr as string;
  const role = c.role(name);
  const same = (x: string) => c.role(x) === role && !c.sameGate(x, name);
  return c.names
    .filter((x) => x !== name && (same(x) || c.isSpare(name)))
    .map((x) => turn(n, c.scope.ref(x), { key: `${name} for ${x}` }));
}

/**
 * The same, for the mistakes of a right answer: a gradient on a branch of its own, such as that of the
 * targets, is minus the one that arrives, and then a sign is more likely.
 */
export function mistakenTensors(n: Expr, c: Context): Change[] {
  return otherTensors(n, c).filter(({ now }) => {
    const name = now.attr as string;
    return !name.includes('/') || c.onTheWay(name);
  });
}

/** h₂ → h₁ and h₃ → h₂ together: every name one layer, or one step, off. */
export function neighbours(n: Expr, c: Context): Change[] {
  const [, stem, index] = n.op === 'ref' ? (/^(.*?)(\d+)$/.exec(n.attr as string) ?? []) : [];
  if (stem === undefined || index === undefined) return [];
  return [-1, 1].flatMap((by) => {
    const name = `${stem}${Number(index) + by}`;
    return c.names.includes(name) ? [turn(n, c.scope.ref(name), { key: `${stem} ${by}` })] : [];
  });
}

const ACTIVATIONS = ['relu', 'sigmoid', 'tanh', 'abs'];

export function withoutActivation(n: Expr): Change[] {
  const isOne = ['relu', 'sigmoid', 'tanh'].includes(n.op);
  return isOne ? [turn(n, n.args[0]!, { key: `without ${n.op}` })] : [];
}

export function otherActivations(n: Expr): Change[] {
  if (!ACTIVATIONS.includes(n.op)) return [];
  return ACTIVATIONS.filter((op) => op !== n.op).map((op) =>
    turn(n, make(op, n.args), { key: `${n.op} ${op}` }),
  );
}

export function activated(n: Expr, c: Context): Change[] {
  return c.activations.filter((a) => a.z.id === n.id).map((a) => turn(n, make(a.op, [n])));
}
