import { constant } from '../../engine/build.ts';
import type { Expr, Op } from '../../engine/expr.ts';
import { topological } from '../../engine/expr.ts';
import { printName } from '../../notation/print.ts';
import type { Prepared } from '../prepare.ts';
import type { Candidate } from './candidate.ts';
import { termsOf } from './changes/terms.ts';
import { differentiate, forward } from './rules.ts';

/** Nothing flows back through this node. */
const nothing: Op['vjp'] = (_, ins) => ins.map(() => null);

/**
 * Names that are computed from the variable, and taken for constants: the mean and the standard
 * deviation of batch norm, the state of an earlier step. One at a time, and all scalars or all rows
 * of them together. Only where the variable has another way to the loss is there an answer at all.
 */
export function* fromPaths(p: Prepared): Generator<Candidate> {
  if (p.ask.kind !== 'gradient') return;
  const between = forward(p).filter(
    ([name, value]) => name !== p.ask.name && p.scope.reach(value).has(p.ask.name),
  );
  const statistics = between.filter(([, value]) => isStatistic(value));
  // The name nearest to the loss first: it is the one that stands in the answer.
  const single = between.map((each) => [each]).reverse();
  const groups = [...single, ...(statistics.length > 1 ? [statistics] : [])];
  for (const group of groups) {
    const roots = new Set(group.map(([, value]) => value.id));
    const expr = differentiate(p, (node) => (roots.has(node.id) ? nothing : null));
    if (!expr?.shape || isZero(expr)) continue;
    const detail = listed(group.map(([name]) => printName(name)));
    const [are, them] = group.length > 1 ? ['are', 'constants'] : ['is', 'a constant'];
    const hint = `${detail} ${are} computed from ${printName(p.ask.name)} as well. You took ${group.length > 1 ? 'them' : 'it'} for ${them}: which path is lost?`;
    yield { label: 'missing-path', expr, part: null, hint };
  }
}

/**
 * One term of the loss taken as it is, in place of its derivative: the value of a penalty added to
 * the gradient of the rest.
 */
export function* fromTerms(p: Prepared): Generator<Candidate> {
  const loss = p.scope.definitions.get(p.loss);
  if (p.ask.kind !== 'gradient' || !loss) return;
  const terms = termsOf(loss);
  for (const { expr: term, minus } of terms.length > 1 ? terms : []) {
    if (term.op === 'ref') continue;
    const rest = differentiate(p, (node) => (node.id === term.id ? nothing : null));
    if (!rest?.shape) continue;
    const expr = rest.graph.node(minus ? 'sub' : 'add', [rest, term]);
    yield { label: 'value-for-slope', expr, part: term };
  }
}

/** A mean, or something of means: what a normalisation subtracts and divides by. */
function isStatistic(value: Expr): boolean {
  return topological([value]).some((n) => n.op === 'mean' || n.op === 'sum') && isSmall(value);
}

function isSmall({ shape }: Expr): boolean {
  return shape !== null && (shape[0] === 1 || shape[1] === 1);
}

/** What `grad` defines where nothing arrives: 0, or 0 times ones. */
function isZero(e: Expr): boolean {
  return constant(e.op === 'mul' ? e.args[0]! : e) === 0;
}

function listed(names: readonly string[]): string {
  if (names.length < 2) return names.join('');
  return `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}
