import { CannotCompute } from '../engine/dim.ts';
import type { Expr } from '../engine/expr.ts';
import { topological } from '../engine/expr.ts';
import type { Env } from '../engine/run.ts';
import { isScalar, sameShape } from '../engine/shape.ts';
import { findMisfit } from '../notation/misfit.ts';
import { parse } from '../notation/parse.ts';
import { printName } from '../notation/print.ts';
import type { Candidate } from './mistakes/candidate.ts';
import type { Rewrite } from './mistakes/change.ts';
import { type KnownMistakes, knownMistakes } from './mistakes/known.ts';
import { type Pair, pairOfMends, pairWithPath } from './mistakes/pairs.ts';
import { bySlope, type Multiple, multiple } from './mistakes/relations.ts';
import { rewrites, telling } from './mistakes/rewrites.ts';
import { equalOn, fingerprint, fromMends, pathLabel } from './mistakes/search.ts';
import { unlessTooLarge } from './oneanswer.ts';
import type { Prepared } from './prepare.ts';

/** What one search for the mistake in an answer may cost; see Budget for the unit. */
const WORK = 4e5;

/** Which mistake an answer is, as far as it can be proved. */
export interface Diagnosis {
  readonly label: string;
  /** The part of the answer that the mistake is in. */
  readonly part: Expr | null;
  /** What the sentence names: a factor, another quantity, a lesson's own words. */
  readonly detail?: string;
  /** A sentence for this mistake alone. */
  readonly hint?: string;
  /** A second mistake made at the same time. */
  readonly also?: string;
}

type Search = () => Diagnosis | null;

const known = new WeakMap<Prepared, Diagnostician>();

/** The one Diagnostician of a question, so that its mistakes are made only once. */
export function diagnosticianOf(p: Prepared): Diagnostician {
  const made = known.get(p) ?? new Diagnostician(p);
  known.set(p, made);
  return made;
}

/** Finds the mistake in a wrong answer: each search proves what it names on every draw. */
export class Diagnostician {
  private readonly p: Prepared;
  /** The wrong formulas that the question brings along. */
  readonly local: readonly { id: string; expr: Expr; otherwise: string }[];

  constructor(p: Prepared) {
    this.p = p;
    this.local = localMistakes(p);
  }

  private get mistakes(): KnownMistakes {
    return knownMistakes(this.p);
  }

  /**
   * Null means that nothing could be proved, which is an honest answer. Of several readings of an
   * answer the first is believed first.
   */
  diagnose(readings: readonly Expr[], envs: readonly Env[] = this.p.draws()): Diagnosis | null {
    const { budget } = this.p.scope.graph;
    const all = readings.map((answer) => this.searches(answer, envs));
    const [compared, mended] = [all.flatMap(({ first }) => first), all.flatMap(({ last }) => last)];
    for (const search of [...compared, ...mended]) {
      // A search that takes too long has found nothing; the others go on.
      const found = unlessTooLarge(() => budget.share(WORK, search));
      if (found) return found;
    }
    return null;
  }

  /** What compares with mistakes that are known, and what tries changes of the answer itself. */
  private searches(answer: Expr, envs: readonly Env[]): Record<'first' | 'last', Search[]> {
    const told = [() => this.ofLesson(answer, envs), () => this.mended(answer, envs, telling)];
    const mends = [() => this.mended(answer, envs), () => this.pair(answer, envs)];
    // A mend gives an answer without a shape one, or a mistaken reference has the same structure.
    if (!answer.shape) {
      return { first: [...told, () => this.sameStructure(answer, envs)], last: mends };
    }
    const fitting = sameShape(answer.shape, this.p.shape);
    const compared = [
      ...(fitting ? [() => this.related(answer, envs)] : []),
      () => this.turned(answer, envs),
      () => this.match(answer, envs),
    ];
    const [one, two] = mends as [Search, Search];
    return {
      first: [...told, ...compared],
      last: [one, () => this.summed(answer, envs), two],
    };
  }

  private ofLesson(answer: Expr, envs: readonly Env[]): Diagnosis | null {
    const found = this.local.find(({ expr }) => same(expr, answer, envs));
    return found ? { label: found.id, part: null, detail: found.otherwise } : null;
  }

  private related(answer: Expr, envs: readonly Env[]): Diagnosis | null {
    const found = multiple(this.p, envs, answer);
    if (found?.kind === 'zero') return { label: 'zero', part: null };
    if (found?.kind === 'sign') return { label: 'wrong-sign', part: null };
    if (found?.kind === 'scalar') return scalarFactor(found);
    if (found?.kind !== 'constant') return this.slopes(answer, envs);
    const sums = topological([answer]).some((n) => n.op === 'sum' || n.op === 'mean');
    const rows = rewrites.filter((r) => r.mend === 'wrong-sum');
    const summed = sums ? this.mended(answer, envs, rows) : null;
    return summed ?? { label: 'constant-factor', part: null, detail: found.factor };
  }

  /** The slope of an activation too many: it had cancelled, or it belongs to another step. */
  private slopes(answer: Expr, envs: readonly Env[]): Diagnosis | null {
    const found = bySlope(this.p, envs, answer);
    if (!found) return null;
    const hint = `Yours is right but for one factor, ${found.slope}: that is the slope of ${found.of}. Which step brought it in?`;
    return { label: 'extra-factor', part: null, hint };
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
    const found = this.mistakes.find(answer, envs);
    return found && { ...named(found), ...belongs(found), part: this.blame(found, answer, envs) };
  }

  /** Where a mistake of the reference's shows in the student's text. */
  private blame(found: Candidate, answer: Expr, envs: readonly Env[]): Expr | null {
    const { part, label } = found;
    const parts = topological([answer])
      .filter((n) => n.span && n.op !== 'const')
      .reverse();
    const shown =
      part &&
      (parts.find((n) => n.id === part.id) ??
        parts.find((n) => equalOn(envs.slice(0, 2), n, part)));
    if (shown) return shown;
    const rows = rewrites.filter((r) => r.mend === label);
    return this.mended(answer, envs, rows)?.part ?? null;
  }

  private mended(
    answer: Expr,
    envs: readonly Env[],
    rows: readonly Rewrite[] = rewrites,
  ): Diagnosis | null {
    for (const c of fromMends(answer, this.mistakes.context, rows)) {
      if (!equalOn(envs, c.expr, this.p.reference)) continue;
      const label = c.label === 'missing-term' ? pathLabel(this.p) : c.label;
      return { ...named(c), ...belongs(c), label, part: c.part };
    }
    return null;
  }

  /** A right matrix added up too far, or not added up where a broadcast has to be undone. */
  private summed(answer: Expr, envs: readonly Env[]): Diagnosis | null {
    const make = (e: Expr, axis: 0 | 1 | null) => e.graph.node('sum', [e], axis);
    const turn = (e: Expr) => e.graph.node('transpose', [e]);
    for (const axis of [0, 1, null] as const) {
      const over = make(this.p.reference, axis);
      if (equalOn(envs, answer, over)) return { label: 'wrong-sum', part: null, detail: 'over' };
      const added = make(answer, axis);
      if (equalOn(envs, added, this.p.reference)) {
        return { label: 'wrong-sum', part: null, detail: 'under' };
      }
      if (equalOn(envs, turn(added), this.p.reference)) {
        return { label: 'elementwise-for-matmul', part: null, detail: 'under' };
      }
    }
    return null;
  }

  private sameStructure(answer: Expr, envs: readonly Env[]): Diagnosis | null {
    const found = this.mistakes.likeness(answer, this.p.draws());
    const part = found && (this.blame(found, answer, envs) ?? findMisfit(answer));
    return found && { ...named(found), ...belongs(found), part };
  }

  /** Two mistakes at once, only where free pairs would not invent one: see the white list. */
  private pair(answer: Expr, envs: readonly Env[]): Diagnosis | null {
    const { context, all } = this.mistakes;
    const lost = all.filter(({ label, expr }) => label === 'missing-path' && expr.shape);
    const found: Pair | null =
      pairOfMends(answer, context, envs, this.p.reference) ??
      (lost.length > 0 ? pairWithPath(answer, context, envs, lost) : null);
    return found && { ...named(found.first), part: found.first.part, also: found.also };
  }

  /** Mistaken references, without those that are right in other words on every draw. */
  candidates(): readonly Candidate[] {
    return this.mistakes.plain;
  }
}

/** A scalar of the program that was lost, or that does not belong. */
function scalarFactor({ factor, name, lost }: Extract<Multiple, { kind: 'scalar' }>): Diagnosis {
  if (!lost) return { label: 'extra-factor', part: null, detail: factor };
  const hint = `Everything is right but for one factor: yours is ${factor} times the derivative. Where does ${printName(name)} enter the forward pass?`;
  return { label: 'constant-factor', part: null, hint };
}

/** The gradient that stands in another's place, by name. */
function belongs({ label, part }: Candidate): { detail?: string } {
  const name = label === 'wrong-tensor' && part?.op === 'ref' ? (part.attr as string) : '';
  return name.includes('/') ? { detail: name } : {};
}

function named({ label, detail, hint }: Candidate): Omit<Diagnosis, 'part'> {
  return { label, ...(detail && { detail }), ...(hint && { hint }) };
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
