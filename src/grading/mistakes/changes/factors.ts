import { constant, num } from '../../../engine/build.ts';
import { type Expr, topological } from '../../../engine/expr.ts';
import { isScalar } from '../../../engine/shape.ts';
import { type Change, make, turn } from '../change.ts';
import { type Context, fits } from '../context.ts';

/** A dropped factor that is 1×1 is a constant to the student; not where everything is. */
function lost(factor: Expr, c: Context): Partial<Change> {
  return isScalar(factor.shape) && !c.allScalar ? { as: 'constant-factor', detail: 'lost' } : {};
}

/** A B → A and → B, a / b → a */
export function withoutFactor(n: Expr, c: Context): Change[] {
  if (n.op === 'div') return [drop(n.args[0]!, n.args[1]!, c)];
  if (n.op !== 'mul' && n.op !== 'matmul') return [];
  const [a, b] = n.args as [Expr, Expr];
  return [drop(a, b, c), drop(b, a, c)];
}

function drop(rest: Expr, factor: Expr, c: Context): Change {
  const key = factor.op === 'ref' ? `without ${factor.attr}` : undefined;
  const keyed = constant(factor) === null ? key : 'without constants';
  return { to: rest, was: factor, now: rest, ...lost(factor, c), ...(keyed && { key: keyed }) };
}

/** The same, made to an answer that has a factor too many. */
export function withoutExtra(n: Expr, c: Context): Change[] {
  return withoutFactor(n, c).map(({ to, was, now, key }) => {
    const fixed = isFixed(was, c) ? { as: 'constant-factor', detail: 'extra' } : {};
    return { to, was, now, ...(key && { key }), ...fixed };
  });
}

/** Made of numbers, sizes and free scalars: a constant as far as the differentiation goes. */
function isFixed(e: Expr, { scope, allScalar }: Context): boolean {
  if (!isScalar(e.shape)) return false;
  const names = topological([e]).filter((n) => n.op === 'ref');
  if (names.length === 0) return true;
  return (
    !allScalar && names.every((n) => isScalar(n.shape) && !scope.definitions.has(n.attr as string))
  );
}

/** x² → x, √x → x */
export function withoutPower(n: Expr): Change[] {
  const isPower = n.op === 'pow' || n.op === 'sqrt';
  return isPower ? [turn(n, n.args[0]!, { key: 'power' })] : [];
}

/** x → x², √x */
export function withPower(n: Expr): Change[] {
  if (n.op === 'const' || n.op === 'pow' || n.op === 'sqrt') return [];
  const two = num(n.graph, 2);
  return [turn(n, make('pow', [n, two])), turn(n, make('sqrt', [n]))];
}

/** k n and n / k, for the numbers, sizes and scalars that the question has. */
export function scaled(n: Expr, c: Context): Change[] {
  if (n.op === 'const' || !n.shape) return [];
  const scalars = c.names
    .filter((name) => c.role(name) === 'scalar')
    .map((name) => c.scope.ref(name));
  const factors = [num(n.graph, 2), ...c.counts, ...(c.allScalar ? [] : scalars)];
  return factors
    .flatMap((k) => [make('mul', [k, n]), make('div', [n, k]), make('div', [n, make('sqrt', [k])])])
    .map((e) => turn(n, e, { detail: 'lost' }));
}

/** A chain factor put in: t n, tᵀ n, n t, n tᵀ and n ⊙ t. */
export function withFactor(n: Expr, c: Context): Change[] {
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
  return found.map((e) => turn(n, e));
}
