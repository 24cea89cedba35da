import { CannotCompute } from '../engine/dim.ts';
import type { Expr } from '../engine/expr.ts';
import { topological } from '../engine/expr.ts';
import { Env } from '../engine/run.ts';
import { isScalar, sameShape } from '../engine/shape.ts';
import type { Tensor } from '../engine/tensor.ts';
import { findMisfit } from '../notation/misfit.ts';
import { parse } from '../notation/parse.ts';
import { agree } from './judge.ts';
import type { Candidate } from './mistakes/candidate.ts';
import { type Context, contextOf } from './mistakes/context.ts';
import { multiple } from './mistakes/relations.ts';
import { rewrites } from './mistakes/rewrites.ts';
import { fromRules } from './mistakes/rules.ts';
import { equalOn, fingerprint, fromEdits, fromMends } from './mistakes/search.ts';
import type { Prepared } from './prepare.ts';
import type { Sampled } from './sample.ts';

/** Which mistake an answer is, as far as it can be proved. */
export interface Diagnosis {
  readonly label: string;
  /** The part of the answer that the mistake is in. */
  readonly part: Expr | null;
  /** What the sentence names: a factor, another quantity, a lesson's own words. */
  readonly detail?: string;
  /** A second mistake made at the same time. */
  readonly also?: string;
}

const known = new WeakMap<Prepared, Diagnostician>();

/** The one Diagnostician of a question, so that its mistakes are made only once. */
export function diagnosticianOf(p: Prepared): Diagnostician {
  const made = known.get(p) ?? new Diagnostician(p);
  known.set(p, made);
  return made;
}

/** The mistakes of one question, made once and matched against many wrong answers. */
export class Diagnostician {
  private readonly p: Prepared;
  private readonly context: Context;
  private readonly local: readonly { id: string; expr: Expr; otherwise: string }[];

  constructor(p: Prepared) {
    this.p = p;
    this.context = contextOf(p);
    this.local = localMistakes(p);
  }

  /** Null means that nothing could be proved, which is an honest answer. */
  diagnose(answer: Expr, envs: readonly Env[] = this.p.draws()): Diagnosis | null {
    return (
      this.ofLesson(answer, envs) ??
      (answer.shape ? this.byValue(answer, envs) : this.byStructure(answer, envs))
    );
  }

  /** The first mistake that gives these numbers at the question's own values. */
  diagnoseNumbers(typed: Tensor): Diagnosis | null {
    const { values, scope, sizes, asked } = this.p;
    if (!values) return null;
    const env = new Env(scope, values, sizes);
    const hits = (e: Expr | null) => {
      if (!e?.shape) return false;
      const t = env.value(e);
      return t.data.every(Number.isFinite) && agree(t, typed);
    };
    const own = this.local.find(({ expr }) => hits(expr));
    if (own) return { label: own.id, part: null, detail: own.otherwise };
    if (typed.data.every((x) => x === 0)) return { label: 'zero', part: null };
    const minus = this.p.reference.graph.node('neg', [this.p.reference]);
    if (hits(minus)) return { label: 'wrong-sign', part: null };
    const found = this.candidates().find((c) => hits(c.expr));
    if (found) return { label: this.refined(found.label), part: null };
    for (const name of scope.shapes.keys()) {
      if (name === asked || !values.has(name) || !hits(scope.ref(name))) continue;
      const label = name.includes('/') ? 'other-gradient' : 'forward-value';
      return { label, part: null, detail: name };
    }
    return null;
  }

  private ofLesson(answer: Expr, envs: readonly Env[]): Diagnosis | null {
    const found = this.local.find(({ expr }) => same(expr, answer, envs));
    return found ? { label: found.id, part: null, detail: found.otherwise } : null;
  }

  private byValue(answer: Expr, envs: readonly Env[]): Diagnosis | null {
    const fitting = sameShape(answer.shape!, this.p.shape);
    const related = fitting ? this.related(answer, envs) : null;
    return (
      related ??
      this.turned(answer, envs) ??
      this.match(answer, envs) ??
      this.otherQuantity(answer, envs) ??
      this.mended(answer, envs) ??
      this.summed(answer, envs) ??
      this.pair(answer, envs)
    );
  }

  /** An answer without a shape: a mend gives it one, or a mistaken reference has the same structure. */
  private byStructure(answer: Expr, envs: readonly Env[]): Diagnosis | null {
    return this.mended(answer, envs) ?? this.sameStructure(answer, envs) ?? this.pair(answer, envs);
  }

  private related(answer: Expr, envs: readonly Env[]): Diagnosis | null {
    const found = multiple(this.p, envs, answer);
    if (found?.kind === 'zero') return { label: 'zero', part: null };
    if (found?.kind === 'sign') return { label: 'wrong-sign', part: null };
    if (found?.kind !== 'constant') return null;
    const sums = topological([answer]).some((n) => n.op === 'sum' || n.op === 'mean');
    const summed = sums ? this.mended(answer, envs, (label) => label === 'wrong-sum') : null;
    return summed ?? { label: 'constant-factor', part: null, detail: found.factor };
  }

  /** The right numbers lying on their side. */
  private turned(answer: Expr, envs: readonly Env[]): Diagnosis | null {
    const [rows, cols] = this.p.shape;
    if (rows === cols || isScalar(answer.shape)) return null;
    if (!sameShape(answer.shape!, [cols, rows])) return null;
    const turned = answer.graph.node('transpose', [answer]);
    return equalOn(envs, turned, this.p.reference)
      ? { label: 'transposed-result', part: null }
      : null;
  }

  private match(answer: Expr, envs: readonly Env[]): Diagnosis | null {
    const hit = (c: Candidate) => equalOn(envs, c.expr, answer);
    const found = this.unmetered(() => this.candidates().find(hit));
    return found
      ? { label: this.refined(found.label), part: this.blame(found, answer, envs) }
      : null;
  }

  /** Where a mistake of the reference's shows in the student's text, if one mend undoes it. */
  private blame(found: Candidate, answer: Expr, envs: readonly Env[]): Expr | null {
    return this.mended(answer, envs, (label) => label === found.label)?.part ?? null;
  }

  private otherQuantity(answer: Expr, envs: readonly Env[]): Diagnosis | null {
    const { scope, asked } = this.p;
    for (const name of scope.shapes.keys()) {
      if (name === asked || !equalOn(envs, answer, scope.ref(name))) continue;
      const label = name.includes('/') ? 'other-gradient' : 'forward-value';
      return { label, part: null, detail: name };
    }
    return null;
  }

  private mended(
    answer: Expr,
    envs: readonly Env[],
    wanted: (label: string) => boolean = () => true,
  ): Diagnosis | null {
    const rows = rewrites.filter((r) => r.mend !== null && wanted(r.mend));
    for (const c of fromMends(answer, this.context, rows)) {
      if (equalOn(envs, c.expr, this.p.reference)) {
        return { label: this.refined(c.label), part: c.part };
      }
    }
    return null;
  }

  /** A right matrix added up too far, or not added up where a broadcast has to be undone. */
  private summed(answer: Expr, envs: readonly Env[]): Diagnosis | null {
    const make = (e: Expr, axis: 0 | 1 | null) => e.graph.node('sum', [e], axis);
    for (const axis of [0, 1, null] as const) {
      const over = make(this.p.reference, axis);
      if (equalOn(envs, answer, over)) return { label: 'wrong-sum', part: null, detail: 'over' };
      if (equalOn(envs, make(answer, axis), this.p.reference)) {
        return { label: 'wrong-sum', part: null, detail: 'under' };
      }
    }
    return null;
  }

  private sameStructure(answer: Expr, envs: readonly Env[]): Diagnosis | null {
    const [first, second] = envs;
    const [a, b] = [fingerprint(answer, first!), fingerprint(answer, second!)];
    const found = this.candidates().find(
      ({ expr }) =>
        !expr.shape && fingerprint(expr, first!) === a && fingerprint(expr, second!) === b,
    );
    return found ? { label: this.refined(found.label), part: findMisfit(answer) } : null;
  }

  /** Two mistakes at once, only where free pairs would not invent one: see the white list. */
  private pair(answer: Expr, envs: readonly Env[]): Diagnosis | null {
    for (const [first, second] of PAIRS) {
      const outer = rewrites.filter((r) => r.mend === first);
      const inner = rewrites.filter((r) => r.mend === second);
      let budget = 400;
      for (const half of allMends(answer, this.context, outer)) {
        for (const c of fromMends(half.expr, this.context, inner)) {
          if (--budget < 0) break;
          if (equalOn(envs, c.expr, this.p.reference)) {
            return { label: first, part: half.part, also: second };
          }
        }
      }
    }
    return null;
  }

  /** A dropped term is a lost path where the variable reaches the loss in more than one way. */
  private refined(label: string): string {
    if (label !== 'missing-term') return label;
    const uses = topological(
      [...this.p.scope.definitions].filter(([n]) => !n.includes('/')).map(([, e]) => e),
    ).reduce(
      (n, e) => n + e.args.filter((a) => a.op === 'ref' && a.attr === this.p.ask.name).length,
      0,
    );
    return uses > 1 ? 'missing-path' : label;
  }

  /** What belongs to the question and stays is not at the expense of one answer. */
  private unmetered<T>(run: () => T): T {
    return this.p.scope.graph.budget.within(Number.POSITIVE_INFINITY, run);
  }

  /** Mistaken references, without those that are right in other words on every draw. */
  candidates(): readonly Candidate[] {
    const known = generated.get(this.p.sampled);
    if (known) return known;
    const made = [...fromRules(this.p), ...fromEdits(this.p, this.context)].filter(
      (c) =>
        !c.expr.shape ||
        (!stretchesBothWays(c.expr) && !equalOn(this.p.draws(), c.expr, this.p.reference)),
    );
    generated.set(this.p.sampled, made);
    return made;
  }
}

/** Numbers do not change which formulas are wrong: questions that share their draws share these. */
const generated = new WeakMap<Sampled, readonly Candidate[]>();

/** A column and a row stretched into a table: that is an outer product, and no slip of one sign. */
function stretchesBothWays(e: Expr): boolean {
  return topological([e]).some((n) => {
    const [a, b] = n.args;
    if (n.op === 'matmul' || !a?.shape || !b?.shape || isScalar(a.shape) || isScalar(b.shape)) {
      return false;
    }
    return (a.shape[1] === 1 && b.shape[0] === 1) || (a.shape[0] === 1 && b.shape[1] === 1);
  });
}

/** The only pairs that are named; free pairs were wrong as often as right. */
const PAIRS = [
  ['missing-mask', 'missing-mask'],
  ['missing-mask', 'missing-transpose'],
  ['missing-transpose', 'wrong-order'],
  ['elementwise-for-matmul', 'missing-transpose'],
  ['matmul-for-elementwise', 'extra-transpose'],
] as const;

/** Mends that need not make the answer fit yet. */
function* allMends(
  answer: Expr,
  context: Context,
  rows: Parameters<typeof fromMends>[2],
): Generator<Candidate> {
  const walk = function* (e: Expr, put: (x: Expr) => Expr): Generator<Candidate> {
    for (const row of rows!) {
      for (const changed of row.at(e, context)) {
        yield { label: row.mend!, expr: put(changed), part: e };
      }
    }
    for (let i = 0; i < e.args.length; i++) {
      yield* walk(e.args[i]!, (x) =>
        put(
          e.graph.node(
            e.op,
            e.args.map((a, j) => (j === i ? x : a)),
            e.attr,
          ),
        ),
      );
    }
  };
  yield* walk(answer, (x) => x);
}

function same(a: Expr, b: Expr, envs: readonly Env[]): boolean {
  if (a.id === b.id) return true;
  if (a.shape && b.shape) return equalOn(envs, a, b);
  if (a.shape || b.shape) return false;
  try {
    return envs.slice(0, 2).every((env) => fingerprint(a, env) === fingerprint(b, env));
  } catch (error) {
    if (error instanceof CannotCompute) return false;
    throw error;
  }
}

/** The wrong formulas that a question brings along. */
function localMistakes(p: Prepared): { id: string; expr: Expr; otherwise: string }[] {
  return Object.entries(p.question.mistakes ?? {}).flatMap(([id, { when, say }]) => {
    if (when === undefined) return [];
    const read = parse(when, p.vocabulary);
    return read.ok ? [{ id, expr: read.expr, otherwise: say ?? '' }] : [];
  });
}

/** The largest part of a wrong answer that is a quantity of the program, and which. */
export function locate(p: Prepared, answer: Expr): { part: Expr; name: string } | null {
  const envs = p.draws();
  const known = [...p.scope.shapes.keys()].filter((n) => n !== p.asked);
  const parts = topological([answer])
    .filter((n) => n.id !== answer.id && n.shape && n.args.length > 0 && !isScalar(n.shape))
    .reverse();
  for (const part of parts) {
    const name = known.find((n) => n.includes('/') && equalOn(envs, part, p.scope.ref(n)));
    if (name && part.span) return { part, name };
  }
  return null;
}
