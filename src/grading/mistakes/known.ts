import { CannotCompute } from '../../engine/dim.ts';
import type { Expr } from '../../engine/expr.ts';
import { topological } from '../../engine/expr.ts';
import { type Env, TooLarge } from '../../engine/run.ts';
import { isScalar } from '../../engine/shape.ts';
import type { Tensor } from '../../engine/tensor.ts';
import type { Prepared } from '../prepare.ts';
import type { Sampled } from '../sample.ts';
import type { Candidate } from './candidate.ts';
import { type Context, contextOf } from './context.ts';
import { fromPaths, fromTerms } from './paths.ts';
import { rank } from './ranking.ts';
import { fromRules } from './rules.ts';
import { equalOn, fingerprint, fromEdits } from './search.ts';

/** What making the mistakes of one question may cost; see Budget for the unit. */
const WORK = 2e6;

/** A mistaken reference, with what it is at the draw that is looked at first. */
interface Mistaken {
  readonly candidate: Candidate;
  readonly key: number;
}

/** The mistaken references of one question, made once and matched against many wrong answers. */
export class KnownMistakes {
  readonly context: Context;
  readonly all: readonly Candidate[];
  private readonly shaped: readonly Mistaken[];
  private readonly probe: Env;
  private structures: ReadonlyMap<string, Candidate> | null = null;
  private slips: readonly Candidate[] | null = null;

  constructor(p: Prepared) {
    this.context = contextOf(p);
    this.probe = p.draws()[0]!;
    const [reference, draws] = [this.key(p.reference), p.draws()];
    const shaped: Mistaken[] = [];
    const shapeless: Candidate[] = [];
    const keep = (candidate: Candidate) => {
      if (!candidate.expr.shape) {
        shapeless.push(candidate);
        return;
      }
      const key = this.key(candidate.expr);
      // Right in other words, on every draw.
      if (close(key, reference) && equalOn(draws, candidate.expr, p.reference)) return;
      if (Number.isFinite(key)) shaped.push({ candidate, key });
    };
    p.scope.graph.budget.within(WORK, () => {
      for (const search of [others, fromRules, fromPaths, fromTerms, fromEdits])
        gather(search(p, this.context), keep);
    });
    // Of one label, what can be said more exactly comes first.
    const exact = ({ candidate }: Mistaken) => (candidate.hint ? 0 : candidate.part ? 1 : 2);
    this.shaped = shaped.sort(
      (a, b) => rank(a.candidate.label) - rank(b.candidate.label) || exact(a) - exact(b),
    );
    this.all = [...this.shaped.map(({ candidate }) => candidate), ...shapeless];
  }

  /** The first mistake, in the fixed order of labels, that has the value of an answer on every draw. */
  find(answer: Expr, envs: readonly Env[]): Candidate | null {
    const key = this.key(answer);
    const hit = this.shaped.find(
      ({ key: known, candidate: { expr } }) =>
        close(known, key) && equalOn(envs, expr, answer) && !stretchesBothWays(expr),
    );
    return hit?.candidate ?? null;
  }

  /** The first mistake of the structure of an answer that has no shape. */
  likeness(answer: Expr, draws: readonly Env[]): Candidate | null {
    this.structures ??= this.structured(draws);
    return this.structures.get(structure(answer, draws)) ?? null;
  }

  /** Those that a slip of one sign can make. */
  get plain(): readonly Candidate[] {
    this.slips ??= this.all.filter(({ expr }) => !stretchesBothWays(expr));
    return this.slips;
  }

  private structured(draws: readonly Env[]): Map<string, Candidate> {
    const found = new Map<string, Candidate>();
    const shapeless = this.all.filter(({ expr }) => !expr.shape && !stretchesBothWays(expr));
    for (const candidate of shapeless.sort((a, b) => rank(a.label) - rank(b.label))) {
      const key = structure(candidate.expr, draws);
      if (!found.has(key)) found.set(key, candidate);
    }
    return found;
  }

  /** One number for a value: equal values have equal ones, and hardly ever others. */
  private key(e: Expr): number {
    try {
      return weighed(this.probe.value(e));
    } catch (error) {
      if (error instanceof CannotCompute) return Number.NaN;
      throw error;
    }
  }
}

/** What the search may cost ends it; what it has found by then is kept. */
function gather(search: Iterable<Candidate>, keep: (c: Candidate) => void): void {
  try {
    for (const candidate of search) keep(candidate);
  } catch (error) {
    if (!(error instanceof TooLarge)) throw error;
  }
}

/** Right answers to other questions: another gradient, a value of the forward pass. */
function* others(p: Prepared, { names }: Context): Generator<Candidate> {
  for (const name of names) {
    const label = name.includes('/') ? 'other-gradient' : 'forward-value';
    yield { label, expr: p.scope.ref(name), part: null, detail: name };
  }
}

function structure(e: Expr, draws: readonly Env[]): string {
  return draws
    .slice(0, 2)
    .map((env) => fingerprint(e, env))
    .join(' / ');
}

function weighed(t: Tensor): number {
  let total = t.rows * 1e-3;
  for (let i = 0; i < t.data.length; i++) total += t.data[i]! * (1 + ((i * 0.6180339887) % 1));
  return total;
}

function close(a: number, b: number): boolean {
  return Math.abs(a - b) <= 1e-7 * Math.max(1, Math.abs(a), Math.abs(b));
}

/** A column and a row stretched into a table: that is an outer product, and no slip of one sign. */
export function stretchesBothWays(e: Expr): boolean {
  return topological([e]).some((n) => {
    const [a, b] = n.args;
    if (n.op === 'matmul' || !a?.shape || !b?.shape || isScalar(a.shape) || isScalar(b.shape)) {
      return false;
    }
    return (a.shape[1] === 1 && b.shape[0] === 1) || (a.shape[0] === 1 && b.shape[1] === 1);
  });
}

const made = new WeakMap<Sampled, KnownMistakes>();

/** Numbers do not change which formulas are wrong: questions that share their draws share these. */
export function knownMistakes(p: Prepared): KnownMistakes {
  const known = made.get(p.sampled) ?? new KnownMistakes(p);
  made.set(p.sampled, known);
  return known;
}
