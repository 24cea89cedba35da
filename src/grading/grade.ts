import { type Expr, topological } from '../engine/expr.ts';
import { Env } from '../engine/run.ts';
import { names } from '../engine/scope.ts';
import { sameShape } from '../engine/shape.ts';
import { findMisfit, sayMisfit } from '../notation/misfit.ts';
import { parse, type Read } from '../notation/parse.ts';
import { print } from '../notation/print.ts';
import { allowed } from './allowed.ts';
import { explain } from './explain.ts';
import { type Earlier, followThrough } from './followthrough.ts';
import { agree, compare } from './judge.ts';
import { gradeNumbers } from './numericanswer.ts';
import { forOneAnswer, SEARCH_WORK, unlessTooLarge } from './oneanswer.ts';
import { atThisSize } from './picture.ts';
import type { Prepared } from './prepare.ts';
import { shapesOf, withoutLeftSide } from './reading.ts';
import { drawsForAnswer } from './sample.ts';
import { gradeShape } from './shapeanswer.ts';
import { type Feedback, right, unreadable, wrong } from './verdict.ts';

/** Judges one answer to a prepared question. Never throws on what a student can type. */
export function grade(p: Prepared, answer: string, options: GradeOptions = {}): Feedback {
  if (p.ask.kind === 'shape') return gradeShape(p, answer);
  return forOneAnswer(p.scope.graph, p.draws(), () => judge(p, answer, options));
}

function judge(p: Prepared, answer: string, options: GradeOptions): Feedback {
  const { text, offset, problem } = withoutLeftSide(p, answer);
  if (problem) return problem;
  const read = parse(text, p.vocabulary);
  const feedback = read.ok
    ? (unlessTooLarge(() => new Grader(p, text, read, options).feedback()) ?? tooLarge)
    : unreadable(read.error.label, read.error.message, read.error.span);
  const { span } = feedback;
  return span && offset > 0
    ? { ...feedback, span: [span[0] + offset, span[1] + offset] }
    : feedback;
}

export interface GradeOptions {
  /** Only a matrix of numbers counts as an answer. */
  readonly numbers?: boolean;
  /** Wrong answers left to other questions of the same network: errors carried forward. */
  readonly earlier?: readonly Earlier[];
  /** Leave the mistake without a name: the verdict alone, in a tenth of the time. */
  readonly verdictOnly?: boolean;
  /** Earlier answers to the same question, to recognise one in other words. */
  readonly previous?: readonly string[];
}

/** More answers to one question than anybody remembers. */
const MOST_PREVIOUS = 32;

const tooLarge = unreadable(
  'too-large',
  'This takes too much computing. Please write it shorter.',
  null,
);

/** One answer on its way to a verdict. */
class Grader {
  private readonly p: Prepared;
  private readonly text: string;
  private readonly parsed: Read;
  private readonly expr: Expr;
  private readonly options: GradeOptions;

  constructor(p: Prepared, text: string, parsed: Read, options: GradeOptions) {
    this.options = options;
    this.p = p;
    this.text = text;
    this.parsed = parsed;
    this.expr = parsed.expr;
  }

  feedback(): Feedback {
    const feedback = this.verdict();
    return {
      ...feedback,
      read: feedback.read ?? print(this.expr, 'math', { showDim: this.p.showDim }),
      shapes: feedback.shapes ?? shapesOf(this.p, this.expr),
    };
  }

  private verdict(): Feedback {
    const { previous = [], earlier = [], numbers } = this.options;
    const refused = allowed(this.p, this.expr);
    if (refused) return refused;
    const plain = names(this.expr).size === 0 && !hasSize(this.expr);
    if (this.p.values && plain) return gradeNumbers(this.p, this.text, this.parsed, earlier);
    if (numbers) {
      return unreadable(
        'not-allowed',
        'Numbers are asked for here: type a matrix such as [[1, 2], [3, 4]].',
        null,
      );
    }
    return (
      this.symbolic() ??
      this.searched(() => this.repeated(previous)) ??
      this.carried(earlier) ??
      this.wrong()
    );
  }

  /** The draws of the question, and those that show both sides of the answer's own kinks. */
  private envs(): readonly Env[] {
    const envs = this.p.draws();
    this.drawn ??= this.expr.shape ? drawsForAnswer(this.p.sampled, this.expr, envs) : [];
    return [...envs, ...this.drawn];
  }
  private drawn: readonly Env[] | null = null;

  /** Null when the answer is wrong. */
  private symbolic(): Feedback | null {
    const { p, expr } = this;
    const asked = this.asksForMatmul();
    if (asked) return asked;
    if (!expr.shape || !sameShape(expr.shape, p.shape)) return this.concrete();
    const result = compare(this.envs(), expr, p.reference);
    switch (result) {
      case 'same':
        return right(null);
      case 'not finite':
        return this.notFinite(this.envs());
      case 'unclear':
        return unreadable(
          'undecided',
          'I cannot decide this one: rounding hides the difference. Try a form closer to the chain rule.',
          null,
        );
      case 'different':
        return this.otherGrouping() ?? this.concrete();
    }
  }

  private concrete(): Feedback | null {
    return atThisSize(this.p, this.text, this.expr);
  }

  /** Entry by entry has no shape, but reading those * as @ gives the asked one: which was meant? */
  private asksForMatmul(): Feedback | null {
    const { p, expr } = this;
    if (expr.shape) return null;
    const misfit = findMisfit(expr);
    if (misfit?.typed !== '*' || misfit.op !== 'mul') return null;
    const read = starsAsProducts(expr);
    if (!read.shape || !sameShape(read.shape, p.shape)) return null;
    const { message } = sayMisfit(expr, p.showDim);
    return {
      ...unreadable(
        'notation',
        `Here * multiplies entry by entry. ${message} For a matrix product write @ or a space.`,
        misfit.span ?? null,
      ),
    };
  }

  /** a @ b * c: if the other grouping is the right answer, the student is asked which was meant. */
  private otherGrouping(): Feedback | null {
    const { p } = this;
    const meant = this.parsed
      .otherwise()
      .some(
        (e) =>
          e.shape && sameShape(e.shape, p.shape) && compare(p.draws(), e, p.reference) === 'same',
      );
    if (!meant) return null;
    return unreadable(
      'notation',
      'This chain mixes @ and * and can be grouped in two ways; I read it from left to right. Please add brackets.',
      [0, this.text.length],
    );
  }

  private notFinite(envs: readonly Env[]): Feedback {
    for (const node of topological([this.expr])) {
      const bad = envs.some((env) => node.shape && !env.value(node).data.every(Number.isFinite));
      if (!bad) continue;
      const shown = print(node, 'math', { showDim: this.p.showDim });
      return unreadable(
        'domain',
        `${shown} is not defined everywhere: a log or root of a negative number, or a division by zero. The derivative is.`,
        node.span ?? null,
      );
    }
    return unreadable('domain', 'This is not defined everywhere, but the derivative is.', null);
  }

  private repeated(previous: readonly string[]): Feedback | null {
    for (const text of previous.slice(-MOST_PREVIOUS)) {
      if (text.trim() === this.text.trim()) continue;
      const before = parse(text, this.p.vocabulary);
      if (!before.ok || !before.expr.shape || !this.expr.shape) continue;
      if (!sameShape(before.expr.shape, this.expr.shape)) continue;
      if (compare(this.p.draws(), this.expr, before.expr) !== 'same') continue;
      return unreadable(
        'repeated',
        'This is equal to an answer you gave before, written differently.',
        null,
      );
    }
    return null;
  }

  /** Wrong, but right given a wrong answer that was left to an earlier question. */
  private carried(earlier: readonly Earlier[]): Feedback | null {
    const { p, expr } = this;
    if (!expr.shape || !sameShape(expr.shape, p.shape)) return null;
    return followThrough(p, earlier, (scope) =>
      this.envs().every((env) => {
        const theirs = new Env(scope, env.free, env.sizes);
        return agree(env.value(expr), theirs.named(p.asked));
      }),
    );
  }

  private wrong(): Feedback {
    const search = () => explain(this.p, this.expr, this.envs());
    const said = this.options.verdictOnly ? null : unlessTooLarge(search);
    if (said) return said;
    const fits = this.expr.shape !== null && sameShape(this.expr.shape, this.p.shape);
    return wrong(fits ? 'value' : 'wrong-shape', 'Not equal. Write it shorter to be told more.');
  }

  /** A search that takes too long has found nothing; the verdict stands without it. */
  private searched<T>(search: () => T | null): T | null {
    const { budget } = this.p.scope.graph;
    return unlessTooLarge(() => budget.within(SEARCH_WORK, search));
  }
}

function hasSize(e: Expr): boolean {
  return topological([e]).some((n) => n.op === 'size');
}

/** The expression with every typed * that does not fit read as a matrix product. */
function starsAsProducts(e: Expr): Expr {
  const args = e.args.map(starsAsProducts);
  const plain = e.args.length === 0 ? e : e.graph.node(e.op, args, e.attr);
  if (e.typed !== '*' || plain.shape || args.some((a) => !a.shape)) return plain;
  return e.graph.node('matmul', args);
}
