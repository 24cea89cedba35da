import { describe, expect, it } from 'vitest';
import { type Expr, topological } from '../../src/engine/expr.ts';
import { isScalar, sameShape } from '../../src/engine/shape.ts';
import { grade } from '../../src/grading/grade.ts';
import { knownMistakes } from '../../src/grading/mistakes/known.ts';
import type { Prepared } from '../../src/grading/prepare.ts';
import { parse } from '../../src/notation/parse.ts';
import { print } from '../../src/notation/print.ts';
import { everyQuestion } from '../grading/everydraw.ts';
import { chance, figure, rounds } from '../support/torture.ts';

const questions = everyQuestion().filter(({ p }) => p.ask.kind !== 'shape');
const random = chance('rewrites');
const dialects = ['math', 'numpy'] as const;

const node = (op: string, ...args: Expr[]): Expr => args[0]!.graph.node(op, args);
const number = (like: Expr, n: number): Expr => like.graph.node('const', [], n);
const turned = (e: Expr): Expr => node('transpose', e);

/** Other ways to write the same: what each makes of a node, or nothing. */
const rules: Readonly<Record<string, (e: Expr, p: Prepared) => readonly (Expr | null)[]>> = {
  'swap the operands': ({ op, args: [a, b] }) =>
    op === 'mul' || op === 'add' ? [node(op, b!, a!)] : [],
  'group the other way': ({ op, args: [a, b] }) =>
    (op === 'mul' || op === 'add' || op === 'matmul') && a!.op === op
      ? [node(op, a!.args[0]!, node(op, a!.args[1]!, b!))]
      : [],
  'turn twice': (e) => (isScalar(e.shape) ? [] : [turned(turned(e))]),
  'turn the product': ({ op, args: [a, b] }) =>
    op === 'matmul' ? [turned(node('matmul', turned(b!), turned(a!)))] : [],
  'write the mask by the sign': (e, p) =>
    isMask(e) && neverZero(e.args[0]!, p)
      ? [node('div', node('add', number(e, 1), node('sign', e.args[0]!)), number(e, 2))]
      : [],
  'write the mask twice': (e) => (isMask(e) ? [node('mul', e, e)] : []),
  'write the mask the other way': (e) =>
    isMask(e) ? [node('sub', number(e, 1), node('ge', e.args[1]!, e.args[0]!))] : [],
  'multiply out': ({ op, args: [a, b] }) =>
    (op === 'mul' || op === 'matmul') && (b!.op === 'add' || b!.op === 'sub')
      ? [node(b!.op, node(op, a!, b!.args[0]!), node(op, a!, b!.args[1]!))]
      : [],
  'add the negative': ({ op, args: [a, b] }) =>
    op === 'sub' ? [node('add', a!, node('neg', b!))] : [],
  'double and halve': (e) => [node('div', node('mul', number(e, 2), e), number(e, 2))],
  'negate twice': (e) => [node('neg', node('neg', e))],
  'write a name out': (e, { scope, asked }) => {
    const value =
      e.op === 'ref' && e.attr !== asked ? scope.definitions.get(e.attr as string) : null;
    const isKnown =
      value && ![...topological([value])].some((n) => n.op === 'ref' && n.attr === asked);
    return isKnown ? [value] : [];
  },
};

function isMask({ op, args: [, b] }: Expr): boolean {
  return op === 'gt' && b!.op === 'const' && b!.attr === 0;
}

/** Whether ½ never stands where a sign is 0: of z, but not of relu(z). */
function neverZero(e: Expr, p: Prepared): boolean {
  return p.draws().every((env) => env.value(e).data.every((x) => x !== 0));
}

/** Where an input is called dL_dW3, the gradient is only typed dL/dW3. */
function hasUnderscored({ scope }: Prepared): boolean {
  return [...scope.shapes.keys()].some((name) => /^d.*_d/.test(name));
}

/** Nobody can type a matrix product with a number: that scales. */
function canBeTyped(e: Expr): boolean {
  return topological([e]).every(
    ({ op, args }) => op !== 'matmul' || args.every((arg) => !isScalar(arg.shape)),
  );
}

/** One rule at one place, both by chance; the expression itself where the rule has no place. */
function rewritten(p: Prepared, e: Expr): Expr {
  const rule = rules[random.pick(Object.keys(rules))]!;
  const places = topological([e]).flatMap((at) =>
    rule(at, p).flatMap((to) => (to?.shape && sameShape(to.shape, at.shape!) ? [{ at, to }] : [])),
  );
  if (places.length === 0) return e;
  const { at, to } = random.pick(places);
  return put(e, at, to);
}

function put(e: Expr, at: Expr, to: Expr): Expr {
  if (e.id === at.id) return to;
  if (e.args.length === 0) return e;
  return e.graph.node(
    e.op,
    e.args.map((arg) => put(arg, at, to)),
    e.attr,
  );
}

describe('a right answer in other words', () => {
  it('is right, in both dialects and in both mixed', () => {
    const count = rounds(20_000, 300);
    let longest = 0;
    for (let i = 0; i < count; i++) {
      const { id, p, answers } = random.pick(questions);
      const right = answers.filter(({ verdict }) => verdict === 'correct');
      const { text } = right.length > 0 ? random.pick(right) : { text: p.formula };
      const read = parse(text, p.vocabulary);
      // What is stripped from the front of an answer, and numbers, are no formulas to rewrite.
      if (!read.ok || !read.expr.shape || read.cells) continue;
      const before = grade(p, text, { verdictOnly: true });
      let e = read.expr;
      for (let steps = 1 + random.int(6); steps > 0; steps--) e = rewritten(p, e);
      const said = print(e, random.pick(dialects));
      // A size without a name has no letter that could be typed.
      if (said.includes('#') || said.length > 1500 || topological([e]).length > 120) continue;
      longest = Math.max(longest, said.length);
      const { verdict, label, message } = grade(p, said, { verdictOnly: true });
      if (verdict !== 'correct' && label !== 'too-large' && label !== 'not-allowed') {
        expect.fail(`${id}: ${text}, as ${said}, is ${verdict}: ${message} (${before.verdict})`);
      }
    }
    figure(`${count} rewritten answers are right; the longest has ${longest} characters`);
    expect(longest).toBeGreaterThan(60);
  }, 1_200_000);
});

describe('every known mistake', () => {
  it('printed and read is the same formula, and is never right for every size', () => {
    const every = rounds(1, 7);
    let [read, wrong, turn] = [0, 0, 0];
    for (const { id, p } of questions) {
      for (const { expr, label } of knownMistakes(p).all) {
        turn += 1;
        if (turn % every > 0 || !canBeTyped(expr)) continue;
        for (const dialect of dialects) {
          const text = print(expr, dialect);
          if (text.includes('#') || (dialect === 'numpy' && hasUnderscored(p))) continue;
          const again = parse(text, p.vocabulary);
          if (!again.ok && again.error.label === 'too-large') continue;
          const same = again.ok ? again.expr.id === expr.id : again.error.message;
          if (same !== true)
            expect.fail(
              `${id} ${label}: ${text} is read as another: ${same} ${again.ok ? print(again.expr, dialect) : ''}`,
            );
          read += 1;
        }
        if (turn % (5 * every) > 0 || print(expr).includes('#')) continue;
        const { verdict, label: note } = grade(p, print(expr), { verdictOnly: true });
        // The transpose of a constant square, such as ∂m/∂c at 2×2, is that square.
        if (verdict === 'correct' && note !== 'this-size-only')
          expect.fail(`${id} ${label}: ${print(expr)} is ${verdict}`);
        wrong += 1;
      }
    }
    figure(
      `${read} prints of mistakes read back as they were; ${wrong} judged, none right for every size`,
    );
    expect(read).toBeGreaterThan(1000);
  }, 1_200_000);
});
