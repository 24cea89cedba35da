/** The index nearest to `index` in a list of so many things; what is no number is the first. */
export function clamp(index: number, length: number): number {
  return Math.max(0, Math.min(Math.trunc(index) || 0, length - 1));
}

/** The index in a list of so many things that goes round: after the last comes the first. */
export function wrap(index: number, length: number): number {
  if (length === 0 || !Number.isFinite(index)) return 0;
  const rest = Math.trunc(index) % length || 0;
  return rest < 0 ? rest + length : rest;
}
