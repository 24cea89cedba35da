import { num } from '../../../engine/build.ts';
import type { Expr } from '../../../engine/expr.ts';
import { type Change, entrywise, isTensor, make, turn } from '../change.ts';
import { type Context, fits } from '../context.ts';

export function otherSign(n: Expr): Change[] {
  if (n.op === 'neg') return [turn(n, n.args[0]!)];
  if (n.op !== 'add' && n.op !== 'sub') return [];
  const [a, b] = n.args as [Expr, Expr];
  return [turn(n, make(n.op === 'add' ? 'sub' : 'add', [a, b])), turn(n, make('sub', [b, a]))];
}

/** |x| → x: an absolute value forgets on which side it stands. */
export function withoutAbs(n: Expr): Change[] {
  const hint =
    'An absolute value throws the signs away. Which entries are negative here, and which way does the result go there?';
  return n.op === 'abs' ? [turn(n, n.args[0]!, { hint })] : [];
}

interface Term {
  readonly expr: Expr;
  readonly minus: boolean;
}

/** The terms of a sum, however it is nested. */
export function termsOf(n: Expr, minus = false): Term[] {
  if (n.op === 'neg') return termsOf(n.args[0]!, !minus);
  if (n.op !== 'add' && n.op !== 'sub') return [{ expr: n, minus }];
  const [a, b] = n.args as [Expr, Expr];
  return [...termsOf(a, minus), ...termsOf(b, n.op === 'sub' ? !minus : minus)];
}

const signed = ({ expr, minus }: Term): Expr => (minus ? make('neg', [expr]) : expr);

function total(terms: readonly Term[]): Expr {
  const [first, ...rest] = terms;
  return rest.reduce<Expr>(
    (sum, { expr, minus }) => make(minus ? 'sub' : 'add', [sum, expr]),
    signed(first!),
  );
}

/** a + b + c → a + b, and so on, and → a alone; of a − b also b itself. */
export function withoutTerm(n: Expr, c: Context): Change[] {
  const terms = isSum(n) ? termsOf(n) : [];
  if (terms.length < 2 || terms.length > 6) return [];
  return terms.flatMap((term, i) => {
    const rest = total(terms.filter((_, j) => j !== i));
    const drop = { to: rest, was: term.expr, now: rest };
    const alone = terms.length > 2 ? [signed(term)] : [];
    // The step itself, for the place it leads to; of a derivative nobody drops the minus alone.
    const bare = term.minus && !c.gradient ? [term.expr] : [];
    return [drop, ...[...alone, ...bare].map((e) => turn(n, e))];
  });
}

/** a + b + c → 3 a: one path for all of them. */
export function oneForAll(n: Expr): Change[] {
  const terms = isSum(n) ? termsOf(n) : [];
  if (terms.length < 2 || terms.length > 6) return [];
  const hint =
    'You count one path more than once, and another not at all. Each has an input and an upstream of its own: which are they?';
  return terms.map((term) =>
    turn(n, make('mul', [num(n.graph, terms.length), signed(term)]), { hint }),
  );
}

/** n → n ± t, for a name of the same shape. */
export function withTerm(n: Expr, c: Context): Change[] {
  if (!isTensor(n)) return [];
  return c.names.flatMap((name) => {
    const t = c.scope.ref(name);
    if (t.id === n.id || !fits(t, n)) return [];
    return [make('sub', [n, t]), make('add', [n, t])].map((e) => turn(n, e));
  });
}

export function multiplied(n: Expr): Change[] {
  return n.op === 'add' ? [turn(n, make('mul', n.args))] : [];
}

export function added(n: Expr): Change[] {
  return entrywise(n) ? [turn(n, make('add', n.args))] : [];
}

function isSum(n: Expr): boolean {
  return n.op === 'add' || n.op === 'sub';
}
