import { type Expr, type Span, topological } from '../engine/expr.ts';
import { Env } from '../engine/run.ts';
import { names } from '../engine/scope.ts';
import { isScalar, type Shape, sameShape, showShape } from '../engine/shape.ts';
import { findMisfit, sayMisfit } from '../notation/misfit.ts';
import { parse, type Read } from '../notation/parse.ts';
import { print, printName } from '../notation/print.ts';
import { allowed } from './allowed.ts';
import { type Diagnosis, diagnosticianOf, locate } from './diagnose.ts';
import { type Earlier, followThrough } from './followthrough.ts';
import { agree, compare } from './judge.ts';
import { gradeNumbers } from './numericanswer.ts';
import { atThisSize } from './picture.ts';
import type { Prepared } from './prepare.ts';
import { drawsForAnswer } from './sample.ts';
import { sentence, type Words, wordsFor } from './sentences.ts';
import { gradeShape } from './shapeanswer.ts';
import { type Feedback, type Reading, right, unreadable, wrong } from './verdict.ts';

/** Judges one answer to a prepared question. Never throws on what a student can type. */
export function grade(p: Prepared, answer: string, options: GradeOptions = {}): Feedback {
  if (p.ask.kind === 'shape') return gradeShape(p, answer);
  const { text, offset, problem } = withoutLeftSide(p, answer);
  if (problem) return problem;
  const read = parse(text, p.vocabulary);
  const feedback = read.ok
    ? new Grader(p, text, read).feedback(options)
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
  /** Earlier answers to the same question, to recognise one in other words. */
  readonly previous?: readonly string[];
}

/** What the lab understands of a draft, for the lines under the answer field. */
export function read(p: Prepared, draft: string): Reading {
  const empty = { read: null, shapes: null, problem: null };
  if (draft.trim() === '') return empty;
  if (p.ask.kind === 'shape') return { ...empty, read: draft.trim() };
  const { text, offset, problem } = withoutLeftSide(p, draft);
  if (problem)
    return { ...empty, problem: { message: problem.message, span: problem.span ?? [0, 0] } };
  const parsed = parse(text, p.vocabulary);
  const move = (span: Span): Span => [span[0] + offset, span[1] + offset];
  if (!parsed.ok) {
    const { message, span } = parsed.error;
    return { ...empty, problem: { message, span: move(span) } };
  }
  const { expr } = parsed;
  const shown = print(expr, 'math', { showDim: p.showDim });
  if (expr.shape) return { read: shown, shapes: shapesOf(p, expr), problem: null };
  const misfit = sayMisfit(expr, p.showDim);
  return {
    read: shown,
    shapes: misfit.shapes,
    problem: { message: misfit.message, span: move(misfit.span ?? [0, text.length]) },
  };
}

/** The shapes at the outermost product and what comes of them: `o×N · N×h → o×h`. */
export function shapesOf(p: Prepared, e: Expr): string {
  const show = (s: Shape) => showShape(s, p.showDim);
  if (!e.shape) return sayMisfit(e, p.showDim).shapes;
  const [a, b] = e.args;
  if (e.op === 'neg') return shapesOf(p, a!);
  if ((e.op === 'mul' || e.op === 'div') && isScalar(b!.shape)) return shapesOf(p, a!);
  if (e.op === 'mul' && isScalar(a!.shape)) return shapesOf(p, b!);
  const sign = { matmul: '·', mul: '⊙', div: '⊘' }[e.op];
  if (!sign) return show(e.shape);
  return `${show(a!.shape!)} ${sign} ${show(b!.shape!)} → ${show(e.shape)}`;
}

/** Strips `dL/dW3 =`; another left side is told. */
function withoutLeftSide(
  p: Prepared,
  answer: string,
): { text: string; offset: number; problem: Feedback | null } {
  const match = /^([^=<>!]*[^=<>!\s])\s*=(?!=)/.exec(answer.slice(0, 80));
  if (!match || /\(/.test(match[1]!)) return { text: answer, offset: 0, problem: null };
  const offset = match[0].length;
  const left = parse(match[1]!, p.vocabulary);
  if (left.ok && left.expr.op === 'ref' && left.expr.attr === p.asked) {
    return { text: answer.slice(offset), offset, problem: null };
  }
  const message = `The left side should be ${printName(p.asked)}, or leave it out.`;
  return { text: answer, offset: 0, problem: unreadable('not-allowed', message, [0, offset]) };
}

/** One answer on its way to a verdict. */
class Grader {
  private readonly p: Prepared;
  private readonly text: string;
  private readonly parsed: Read;
  private readonly expr: Expr;

  constructor(p: Prepared, text: string, parsed: Read) {
    this.p = p;
    this.text = text;
    this.parsed = parsed;
    this.expr = parsed.expr;
  }

  feedback(options: GradeOptions): Feedback {
    const feedback = this.verdict(options);
    return {
      ...feedback,
      read: feedback.read ?? print(this.expr, 'math', { showDim: this.p.showDim }),
      shapes: feedback.shapes ?? shapesOf(this.p, this.expr),
    };
  }

  private verdict(options: GradeOptions): Feedback {
    const refused = allowed(this.p, this.expr);
    if (refused) return refused;
    const plain = names(this.expr).size === 0 && !hasSize(this.expr);
    if (this.p.values && plain)
      return gradeNumbers(this.p, this.text, this.parsed, options.earlier);
    if (options.numbers) {
      return unreadable(
        'not-allowed',
        'Numbers are asked for here: type a matrix such as [[1, 2], [3, 4]].',
        null,
      );
    }
    const repeated = this.repeated(options.previous ?? []);
    return this.symbolic() ?? repeated ?? this.carried(options.earlier ?? []) ?? this.diagnosed();
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
      case 'too large':
        return unreadable(
          'too-large',
          'This takes too much computing. Please write it shorter.',
          null,
        );
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
    return atThisSize(this.p, this.text);
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
    for (const text of previous) {
      if (text.trim() === this.text.trim()) continue;
      const before = parse(text, this.p.vocabulary);
      if (!before.ok || !before.expr.shape || !this.expr.shape) continue;
      if (!sameShape(before.expr.shape, this.expr.shape)) continue;
      if (compare(this.p.draws(), this.expr, before.expr) !== 'same') continue;
      return unreadable(
        'undecided',
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

  private diagnosed(): Feedback {
    const { p, expr } = this;
    const found = diagnosticianOf(p).diagnose(expr, this.envs());
    if (found) return this.named(found);
    if (!expr.shape) {
      const misfit = sayMisfit(expr, p.showDim);
      return wrong('wrong-shape', `${misfit.message} ${this.wanted()}`, { span: misfit.span });
    }
    const located = locate(p, expr);
    if (located) {
      const part = print(located.part, 'math', { showDim: p.showDim });
      const message = `This part is right: ${part} = ${printName(located.name)}. Look at what you do with it.`;
      const label = sameShape(expr.shape, p.shape) ? 'value' : 'wrong-shape';
      const lead = label === 'value' ? 'Not equal.' : sentence(label, this.words(null, ''));
      return wrong(label, `${lead} ${message}`, { span: located.part.span ?? null });
    }
    const label = sameShape(expr.shape, p.shape) ? 'value' : 'wrong-shape';
    return wrong(label, sentence(label, this.words(null, '')));
  }

  /** The sentence of a mistake; what does not fit is said with both shapes first. */
  private named(found: Diagnosis): Feedback {
    const { p, expr } = this;
    const own = p.question.mistakes?.[found.label]?.say;
    const detail =
      found.detail && /^d.+\/d/.test(found.detail) ? printName(found.detail) : (found.detail ?? '');
    const said = own ?? sentence(found.label, this.words(found.part, detail));
    const more = found.also
      ? ` And a second thing: ${lower(sentence(found.also, this.words(null, '')))}`
      : '';
    const misfit = expr.shape ? null : sayMisfit(expr, p.showDim);
    const lead = misfit && !own ? `${misfit.message} ` : '';
    return wrong(found.label, `${lead}${said}${more}`, {
      span: found.part?.span ?? misfit?.span ?? null,
    });
  }

  private wanted(): string {
    const { asked, variable, shape, gradient } = this.words(null, '');
    return gradient ? `${asked} has the shape of ${variable}: ${shape}.` : `${asked} is ${shape}.`;
  }

  private words(part: Expr | null, detail: string): Words {
    return wordsFor(this.p, this.expr.shape, part, detail);
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

function lower(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
