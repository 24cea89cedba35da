import { type MathNode, scripts } from '../math.ts';

/** Scripts on what they belong to: limits to a big operator, a label to a brace. */
export function attach(base: MathNode, below: MathNode | null, above: MathNode | null): MathNode {
  if (base.kind === 'big')
    return { ...base, lower: below ?? base.lower, upper: above ?? base.upper };
  if (base.kind === 'brace' && base.label === null) {
    const label = base.side === 'under' ? below : above;
    const rest = base.side === 'under' ? above : below;
    const braced = { ...base, label };
    if (!rest) return braced;
    return base.side === 'under' ? scripts(braced, null, rest) : scripts(braced, rest, null);
  }
  return below || above ? scripts(base, below, above) : base;
}
