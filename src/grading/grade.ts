import { type Expr, type Span, topological } from '../engine/expr.ts';
import type { Env } from '../engine/run.ts';
import { names } from '../engine/scope.ts';
import { isScalar, type Shape, sameShape, showShape } from '../engine/shape.ts';
import { type Tensor, tensor } from '../engine/tensor.ts';
import type { Cell } from '../notation/literals.ts';
import { findMisfit, sayMisfit } from '../notation/misfit.ts';
import { parse, type Read } from '../notation/parse.ts';
import { print, printName } from '../notation/print.ts';
import { allowed } from './allowed.ts';
import { type Diagnosis, Diagnostician, locate } from './diagnose.ts';
import { compare } from './judge.ts';
import { markCells } from './numeric.ts';
import { atThisSize } from './picture.ts';
import type { Prepared } from './prepare.ts';
import { drawsForAnswer } from './sample.ts';
import { sentence, type Words } from './sentences.ts';
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

const diagnosticians = new WeakMap<Prepared, Diagnostician>();

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
    if (this.p.values && plain) return this.numeric();
    if (options.numbers) {
      return unreadable(
        'not-allowed',
        'Numbers are asked for here: type a matrix such as [[1, 2], [3, 4]].',
        null,
      );
    }
    const repeated = this.repeated(options.previous ?? []);
    return this.symbolic() ?? repeated ?? this.diagnosed();
  }

  /** Null when the answer is wrong. */
  private symbolic(): Feedback | null {
    const { p, expr } = this;
    const asked = this.asksForMatmul();
    if (asked) return asked;
    if (!expr.shape || !sameShape(expr.shape, p.shape)) return this.concrete();
    const envs = p.draws();
    const extra = drawsForAnswer(p.sampled, expr, envs);
    const result = compare([...envs, ...extra], expr, p.reference);
    switch (result) {
      case 'same':
        return right(null);
      case 'not finite':
        return this.notFinite([...envs, ...extra]);
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

  private diagnosed(): Feedback {
    const { p, expr } = this;
    let search = diagnosticians.get(p);
    if (!search) {
      search = new Diagnostician(p);
      diagnosticians.set(p, search);
    }
    const found = search.diagnose(expr);
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
    const { p, expr } = this;
    return {
      asked: printName(p.asked),
      shape: showShape(p.shape, p.showDim),
      given: expr.shape ? showShape(expr.shape, p.showDim) : null,
      variable: printName(p.ask.name),
      part: part ? print(part, 'math', { showDim: p.showDim }) : null,
      detail,
      gradient: p.ask.kind === 'gradient',
    };
  }

  private numeric(): Feedback {
    const { p, expr } = this;
    const expected = p.values!.get(p.asked);
    const cells: readonly (readonly Cell[])[] | null =
      this.parsed.cells ??
      (isScalar(expr.shape) ? [[{ value: scalarOf(expr), span: expr.span! }]] : null);
    if (!expected || !cells) {
      return unreadable(
        'not-allowed',
        'Type the numbers themselves: a matrix such as [[1, 2], [3, 4]].',
        null,
      );
    }
    const [rows, cols] = [cells.length, cells[0]!.length];
    if (rows !== expected.rows || cols !== expected.cols) return this.wrongSize(cells, expected);
    const { marks, right: good, rounded, coarse } = markCells(this.text, cells, expected);
    if (good) {
      return rounded
        ? {
            ...right(null),
            label: 'rounded',
            message: 'Correct, rounded to the digits you show.',
            marks,
          }
        : { ...right(null), marks };
    }
    if (coarse) {
      return {
        ...unreadable(
          'undecided',
          'Show at least three digits, or write a fraction such as 1/3.',
          null,
        ),
        marks,
      };
    }
    const found = this.namedNumbers(cells, expected);
    const off = marks.flat().filter((m) => !m).length;
    const count = off === 1 ? 'One entry is wrong.' : `${off} of ${rows * cols} entries are wrong.`;
    const credit = 0;
    if (!found) return wrong('value', `${count} Compute one of them by hand.`, { marks, credit });
    const own = p.question.mistakes?.[found.label]?.say;
    const said =
      own ?? `It may be this: ${sentence(found.label, this.words(null, found.detail ?? ''))}`;
    return wrong(found.label, `${count} ${said}`, { marks, credit });
  }

  private wrongSize(cells: readonly (readonly Cell[])[], expected: Tensor): Feedback {
    const typed = tensor(
      cells.length,
      cells[0]!.length,
      cells.flat().map((c) => c.value),
    );
    const turned =
      typed.rows === expected.cols &&
      typed.cols === expected.rows &&
      cells.every((row, i) =>
        row.every((c, j) => Math.abs(c.value - expected.data[j * expected.cols + i]!) < 1e-6),
      );
    const given = `${typed.rows}×${typed.cols}`;
    const words = { ...this.words(null, ''), given, shape: `${expected.rows}×${expected.cols}` };
    const label = turned ? 'transposed-result' : 'wrong-shape';
    return wrong(label, sentence(label, words));
  }

  /** Several mistakes often give the same numbers, so the name is a guess and said as one. */
  private namedNumbers(cells: readonly (readonly Cell[])[], expected: Tensor): Diagnosis | null {
    const { p } = this;
    let search = diagnosticians.get(p);
    if (!search) {
      search = new Diagnostician(p);
      diagnosticians.set(p, search);
    }
    const typed = tensor(
      expected.rows,
      expected.cols,
      cells.flat().map((c) => c.value),
    );
    return search.diagnoseNumbers(typed);
  }
}

function hasSize(e: Expr): boolean {
  return topological([e]).some((n) => n.op === 'size');
}

function scalarOf(e: Expr): number {
  const [a, b] = e.args.map(scalarOf);
  const { data } = tensor(1, 1);
  const ins = e.args.map((_, i) => tensor(1, 1, [i === 0 ? a! : b!]));
  e.graph.ops.get(e.op)!.forward({ rows: 1, cols: 1, data }, ins, e.attr);
  return data[0]!;
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
