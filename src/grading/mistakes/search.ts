import { rebuild } from '../../engine/build.ts';
import { CannotCompute } from '../../engine/dim.ts';
import type { Expr } from '../../engine/expr.ts';
import { topological } from '../../engine/expr.ts';
import type { Env } from '../../engine/run.ts';
import { inline, replace } from '../../engine/scope.ts';
import { isScalar, sameShape } from '../../engine/shape.ts';
import { agree } from '../judge.ts';
import type { Prepared } from '../prepare.ts';
import type { Candidate } from './candidate.ts';
import type { Change, Rewrite } from './change.ts';
import type { Context } from './context.ts';
import { rewrites } from './rewrites.ts';

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

/** One edit of the reference, at every node of every level, and at all of them at once. */
export function* fromEdits(p: Prepared, context: Context): Generator<Candidate> {
  const bases = levels(p);
  const seen = new Set(bases.map((e) => e.id));
  for (const row of rewrites) {
    if (row.edit === null) continue;
    for (const base of bases) {
      for (const { change, expr, joins } of edited(base, row, context)) {
        if (seen.has(expr.id)) continue;
        seen.add(expr.id);
        const label = row.edit === 'missing-term' && joins ? pathLabel(p) : row.edit;
        yield { ...named(change, label), expr, part: change.now };
      }
    }
  }
}

function named({ as, detail, hint }: Change, label: string): Omit<Candidate, 'expr' | 'part'> {
  return { label: as ?? label, ...(detail && { detail }), ...(hint && { hint }) };
}

interface Made {
  readonly change: Change;
  readonly expr: Expr;
  /** Whether paths meet at the node: nothing but scaling lies above it. */
  readonly joins: boolean;
}

function* edited(base: Expr, row: Rewrite, context: Context): Generator<Made> {
  const nodes = topological([base]);
  const keys = new Counter();
  const open = new Set(topological([base], outsideGates).map((n) => n.id));
  for (const node of nodes) {
    if (!row.gates && !open.has(node.id)) continue;
    const changes = row.at(node, context);
    if (changes.length === 0) continue;
    const above = ancestors(nodes, node);
    const joins = above.every(scales) || topological([node]).some(isGradient);
    for (const change of changes) {
      if (change.key !== undefined) keys.add(change.key, change);
      yield { change, expr: put(node, change.to, above), joins };
    }
  }
  for (const [key, change] of keys.many()) {
    yield { change, expr: everywhere(base, row, key, context), joins: false };
  }
}

/** A dropped term is a lost path where the variable reaches the loss in more than one way. */
export function pathLabel(p: Prepared): string {
  if (p.ask.kind !== 'gradient') return 'missing-term';
  const forward = [...p.scope.definitions].filter(([n]) => !n.includes('/'));
  const uses = topological(forward.map(([, e]) => e)).flatMap((e) =>
    e.args.filter((a) => a.op === 'ref' && a.attr === p.ask.name),
  );
  return uses.length > 1 ? 'missing-path' : 'missing-term';
}

function scales(n: Expr): boolean {
  if (n.op === 'neg' || n.op === 'add' || n.op === 'sub') return true;
  return (n.op === 'mul' || n.op === 'div') && n.args.some((a) => isScalar(a.shape));
}

function isGradient(n: Expr): boolean {
  return n.op === 'ref' && (n.attr as string).includes('/');
}

/** What of a node is not inside a mask. */
function outsideGates(n: Expr): readonly Expr[] {
  return n.op === 'gt' ? [] : n.args;
}

/** The nodes above one, from the nearest up: what has to be made anew when it changes. */
function ancestors(nodes: readonly Expr[], node: Expr): Expr[] {
  const reached = new Set([node.id]);
  return nodes.filter((n) => {
    if (!n.args.some((a) => reached.has(a.id))) return false;
    reached.add(n.id);
    return true;
  });
}

function put(node: Expr, to: Expr, above: readonly Expr[]): Expr {
  const made = new Map([[node.id, to]]);
  let top = to;
  for (const each of above) {
    top = rebuild(
      each,
      each.args.map((a) => made.get(a.id) ?? a),
      false,
    );
    made.set(each.id, top);
  }
  return top;
}

/** The same change wherever it can be made. */
function everywhere(base: Expr, row: Rewrite, key: string, context: Context): Expr {
  const made = new Map<number, Expr>();
  for (const node of topological([base])) {
    const args = node.args.map((a) => made.get(a.id)!);
    const plain = rebuild(node, args, false);
    const change = row.at(plain, context).find((c) => c.key === key);
    made.set(node.id, change ? change.to : plain);
  }
  return made.get(base.id)!;
}

/** The changes that several places share, by their key. */
class Counter {
  private readonly found = new Map<string, { change: Change; count: number }>();

  add(key: string, change: Change): void {
    const known = this.found.get(key);
    if (known) known.count++;
    else this.found.set(key, { change, count: 1 });
  }

  many(): [string, Change][] {
    const shared = [...this.found].filter(([, { count }]) => count > 1);
    return shared.map(([key, { change }]) => [key, change]);
  }
}

/** One mend of an answer, at every place in it and at all of them; `part` is the place. */
export function* fromMends(
  answer: Expr,
  context: Context,
  rows: readonly Rewrite[] = rewrites,
): Generator<Candidate> {
  for (const candidate of allMends(answer, context, rows)) {
    const { shape } = candidate.expr;
    if (shape && sameShape(shape, context.shape)) yield candidate;
  }
}

/** Mends that need not make the answer fit yet. */
export function* allMends(
  answer: Expr,
  context: Context,
  rows: readonly Rewrite[],
): Generator<Candidate> {
  const places = [...placesIn(answer)];
  for (const row of rows) {
    if (row.mend === null) continue;
    const keys = new Counter();
    for (const { node, put, gated } of places) {
      if (gated && !row.gates) continue;
      for (const change of row.at(node, context)) {
        if (change.key !== undefined) keys.add(change.key, change);
        const part = spanned(change.was, node);
        yield { ...named(change, row.mend), expr: put(change.to), part };
      }
    }
    for (const [key, change] of keys.many()) {
      const expr = everywhere(answer, row, key, context);
      yield { ...named(change, row.mend), expr, part: spanned(change.was, answer) };
    }
  }
}

/** The student's own node, which knows where it stands in the text. */
function spanned(part: Expr, within: Expr): Expr {
  if (part.span) return part;
  return topological([within]).find((n) => n.id === part.id && n.span) ?? within;
}

interface Place {
  readonly node: Expr;
  /** The whole answer with another expression at this place. */
  readonly put: (e: Expr) => Expr;
  /** Inside a mask. */
  readonly gated: boolean;
}

function* placesIn(e: Expr, put: (e: Expr) => Expr = (x) => x, gated = false): Generator<Place> {
  yield { node: e, put, gated };
  for (let i = 0; i < e.args.length; i++) {
    const inside = (x: Expr) =>
      put(
        e.graph.node(
          e.op,
          e.args.map((a, j) => (j === i ? x : a)),
          e.attr,
        ),
      );
    yield* placesIn(e.args[i]!, inside, gated || e.op === 'gt');
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
