import { CannotCompute } from '../../engine/dim.ts';
import type { Expr } from '../../engine/expr.ts';
import { topological } from '../../engine/expr.ts';
import type { Env } from '../../engine/run.ts';
import { inline, replace } from '../../engine/scope.ts';
import { sameShape } from '../../engine/shape.ts';
import { agree } from '../judge.ts';
import type { Prepared } from '../prepare.ts';
import type { Candidate } from './candidate.ts';
import type { Context } from './context.ts';
import { type Rewrite, rewrites } from './rewrites.ts';

/** No search looks at more than this many variants of one answer. */
const MOST = 6000;

/** The reference at each level of writing gradients out: the forms that a student may start from. */
export function levels(p: Prepared): Expr[] {
  const found: Expr[] = [];
  const start = p.scope.definitions.get(p.asked);
  const next = (e: Expr, open: (name: string) => boolean): Expr => {
    const names = new Set(
      topological([e])
        .filter((n) => n.op === 'ref' && open(n.attr as string))
        .map((n) => n.attr as string),
    );
    return replace(e, (n) =>
      n.op === 'ref' && names.has(n.attr as string)
        ? (p.scope.definitions.get(n.attr as string) ?? null)
        : null,
    );
  };
  const open = (name: string) => p.ask.kind === 'value' || name.includes('/');
  for (let e = start; e && found.length < 6; ) {
    found.push(e);
    const deeper = next(e, open);
    if (deeper.id === e.id) break;
    e = deeper;
  }
  if (start) found.push(inline(p.scope, start, open));
  return [...new Map(found.map((e) => [e.id, e])).values()];
}

/** One edit of the reference, at every node of every level. */
export function* fromEdits(p: Prepared, context: Context): Generator<Candidate> {
  const seen = new Set(levels(p).map((e) => e.id));
  for (const row of rewrites) {
    if (row.edit === null) continue;
    for (const base of levels(p)) {
      for (const node of topological([base])) {
        for (const changed of row.at(node, context)) {
          const expr = replace(base, (n) => (n.id === node.id ? changed : null), false);
          if (seen.has(expr.id)) continue;
          seen.add(expr.id);
          yield { label: row.edit, expr, part: null };
        }
      }
    }
  }
}

/** One mend of an answer, at every place in it; `part` is the place. */
export function* fromMends(
  answer: Expr,
  context: Context,
  rows: readonly Rewrite[] = rewrites,
): Generator<Candidate> {
  const places = [...placesIn(answer)];
  let made = 0;
  for (const row of rows) {
    if (row.mend === null) continue;
    for (const { node, put } of places) {
      for (const changed of row.at(node, context)) {
        if (++made > MOST) return;
        const expr = put(changed);
        if (expr.shape && sameShape(expr.shape, context.shape)) {
          yield { label: row.mend, expr, part: node };
        }
      }
    }
  }
}

interface Place {
  readonly node: Expr;
  /** The whole answer with another expression at this place. */
  readonly put: (e: Expr) => Expr;
}

function* placesIn(e: Expr, put: (e: Expr) => Expr = (x) => x): Generator<Place> {
  yield { node: e, put };
  for (let i = 0; i < e.args.length; i++) {
    yield* placesIn(e.args[i]!, (x) =>
      put(
        e.graph.node(
          e.op,
          e.args.map((a, j) => (j === i ? x : a)),
          e.attr,
        ),
      ),
    );
  }
}

/** Whether two expressions of one shape have the same value on every draw. */
export function equalOn(envs: readonly Env[], a: Expr, b: Expr): boolean {
  if (!a.shape || !b.shape || !sameShape(a.shape, b.shape)) return false;
  try {
    return envs.every((env) => {
      const value = env.value(a);
      return value.data.every(Number.isFinite) && agree(value, env.value(b));
    });
  } catch (error) {
    if (error instanceof CannotCompute) return false;
    throw error;
  }
}

/**
 * Structure and values at once: a part that has a shape is its value, one that has none is its op
 * and the fingerprints of its parts. Equal fingerprints are how answers without a shape compare.
 */
export function fingerprint(e: Expr, env: Env): string {
  if (e.shape) {
    const t = env.value(e);
    return `${t.rows}x${t.cols}:${[...t.data].map((x) => x.toPrecision(9)).join(',')}`;
  }
  const parts = e.args.map((a) => fingerprint(a, env));
  return `${e.op}(${(e.op === 'mul' || e.op === 'add' ? parts.sort() : parts).join(';')})`;
}
