import { mul, num, pow, sub } from '../../../engine/build.ts';
import { type Expr, topological } from '../../../engine/expr.ts';
import { printName } from '../../../notation/print.ts';
import { type Change, isTensor, make, turn } from '../change.ts';
import { type Context, fits, masked, maskOf } from '../context.ts';

/** G ⊙ 1[z > 0] → G */
export function withoutMask(n: Expr): Change[] {
  if (n.op !== 'mul') return [];
  return n.args.flatMap((m, i) => {
    const rest = n.args[1 - i]!;
    return masked(m) ? [{ to: rest, was: m, now: rest, key: 'mask' }] : [];
  });
}

/** G → G ⊙ 1[z > 0] */
export function withMask(n: Expr, c: Context): Change[] {
  // What comes from the forward pass needs no gate: the gradient that meets it does.
  const isForward = n.op === 'ref' && !(n.attr as string).includes('/');
  if (!isTensor(n) || masked(n) || (c.gradient && isForward)) return [];
  return c.activations
    .filter(({ z, op }) => op === 'relu' && fits(z, n))
    .map(({ z, h }) => turn(n, make('mul', [n, maskOf(z)]), gatedAlready(n, z, h)));
}

/** An answer that minds the gate, but not rightly, passes nothing through unchecked. */
function gatedAlready(n: Expr, z: Expr, h: Expr): { hint?: string } {
  const minds = topological([n]).some((x) => x.id === z.id || x.id === h.id);
  if (!minds || z.op !== 'ref') return {};
  const hint = `Right wherever a unit of ${printName(z.attr as string)} is on, and wrong where it is off. What has to stand there?`;
  return { hint };
}

export function flipped(n: Expr): Change[] {
  return n.op === 'gt' ? [turn(n, make('gt', [n.args[1]!, n.args[0]!]))] : [];
}

/** 1[z₃ > 0] → 1[z₂ > 0] */
export function otherMasks(n: Expr, c: Context): Change[] {
  const z = masked(n);
  if (!z) return [];
  const gates = c.activations.map((a) => a.z).filter((gate) => gate.id !== z.id);
  const names = c.names.map((name) => c.scope.ref(name)).filter((t) => fits(t, z));
  const isGate = (t: Expr) => c.activations.some((a) => a.z.id === t.id || a.h.id === t.id);
  const others = [...gates, ...names.filter((t) => t.id !== z.id && !isGate(t))];
  // h > 0 is the same gate as z > 0.
  const same = c.activations.find((a) => a.z.id === z.id || a.h.id === z.id);
  return others.filter((t) => t.id !== same?.z.id).map((t) => turn(n, maskOf(t)));
}

/** A (B ⊙ M) ↔ (A B) ⊙ M′: the gate of the layer on the other side of the product. */
export function maskAcross(n: Expr, c: Context): Change[] {
  const masks = c.activations.map((a) => maskOf(a.z));
  const [a, b] = n.args;
  if (n.op === 'matmul' && b!.op === 'mul') {
    return b!.args.flatMap((was, i) =>
      masked(was)
        ? masks.map((now) => {
            const to = make('mul', [make('matmul', [a!, b!.args[1 - i]!]), now]);
            return { to, was, now };
          })
        : [],
    );
  }
  if (n.op !== 'mul') return [];
  return n.args.flatMap((inner, i) => {
    const was = n.args[1 - i]!;
    if (inner.op !== 'matmul' || !masked(was)) return [];
    const [x, y] = inner.args;
    return masks.map((now) => ({
      to: make('matmul', [x!, make('mul', [y!, now])]),
      was,
      now,
    }));
  });
}

/** 1[z > 0] → relu(z), z */
export function valuesForMask(n: Expr, c: Context): Change[] {
  const z = masked(n);
  if (!z) return [];
  const known = c.activations.find((a) => a.z.id === z.id || a.h.id === z.id);
  const values = known ? [known.h, known.z] : [make('relu', [z]), z];
  return values.map((value) => turn(n, value));
}

/** z, h or relu(z) → 1[z > 0] */
export function masksForValue(n: Expr, c: Context): Change[] {
  if (n.op === 'relu') return [turn(n, maskOf(n.args[0]!))];
  return c.activations
    .filter((a) => a.op === 'relu' && (a.z.id === n.id || a.h.id === n.id))
    .map((a) => turn(n, maskOf(a.z)));
}

const SMOOTH: Readonly<Record<string, (out: Expr) => Expr>> = {
  sigmoid: (s) => mul(s, sub(1, s)),
  tanh: (t) => sub(1, pow(t, 2)),
};

/** A gate where the activation has none: 1[s > 0] for the slope of a sigmoid. */
export function gatesForSlope(n: Expr, c: Context): Change[] {
  const z = masked(n);
  if (!z) return [];
  return c.activations
    .filter((a) => SMOOTH[a.op] && (a.z.id === z.id || a.h.id === z.id))
    .map((a) =>
      turn(n, SMOOTH[a.op]!(a.h), {
        hint: `A gate of zeros and ones is the slope of ReLU. Here the activation is ${a.op}: how steep is it, and where?`,
      }),
    );
}

/** The slope of a leaky ReLU: 0.1 where ReLU has 0. */
export function leaks(n: Expr): Change[] {
  const [condition] = n.args;
  if (n.op !== 'where' || !condition || !masked(condition)) return [];
  const hint =
    'That is the slope of a leaky ReLU. The ReLU of this network lets nothing through a unit that is off: how steep is it there?';
  return [turn(n, condition, { hint })];
}

/** x² → 2x, and xᵏ → k xᵏ⁻¹ */
export function slopeOfPower(n: Expr): Change[] {
  const power = n.args[1];
  if (n.op !== 'pow' || power?.op !== 'const') return [];
  const k = power.attr as number;
  const below = k === 2 ? n.args[0]! : make('pow', [n.args[0]!, num(n.graph, k - 1)]);
  return [turn(n, make('mul', [power, below]))];
}
