import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LineGrader } from '../../src/grading/answerline.ts';
import { grade } from '../../src/grading/grade.ts';
import { prepare } from '../../src/grading/prepare.ts';
import type { Question } from '../../src/grading/question.ts';
import { read } from '../../src/grading/reading.ts';
import type { Feedback } from '../../src/grading/verdict.ts';
import { rounds, unfit } from '../support/torture.ts';

interface Case extends Question {
  readonly id: string;
  readonly answer: string;
  readonly expect: Feedback['verdict'];
}

const file = readFileSync(new URL('cases.jsonl', import.meta.url), 'utf8');
const cases = file
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as Case);

describe('the acceptance cases', () => {
  const grader = new LineGrader(() => {
    throw new Error('no case names a lesson');
  });

  it.each(cases)('$id $answer is $expect', (each) => {
    const graded = grader.grade(JSON.stringify(each));
    expect('error' in graded ? graded.error : graded.verdict).toBe(each.expect);
  });
});

const layer3 = prepare({
  program: 'z3 = W3 @ h2; h3 = relu(z3); L = mean((h3 - y)^2)',
  shapes: { W3: ['o', 'h'], h2: ['h', 'N'], y: ['o', 'N'] },
  sizes: { o: 3, h: 4, N: 5 },
  ask: 'dL/dW3',
  given: ['dL/dh3'],
});

describe('the first misconceptions', () => {
  it.each([
    ['missing-transpose', '(dL_dh3 * (z3 > 0)) @ h2', 'h2'],
    ['wrong-order', 'h2.T @ (dL_dh3 * (z3 > 0))', null],
    ['elementwise-for-matmul', '(dL_dh3 ⊙ (z3 > 0)) ⊙ h2.T', null],
    ['matmul-for-elementwise', '(dL_dh3 @ (z3 > 0)) @ h2.T', 'dL_dh3 @ (z3 > 0)'],
    ['missing-mask', 'dL_dh3 @ h2.T', 'dL_dh3'],
    ['value-for-slope', '(dL_dh3 * relu(z3)) @ h2.T', null],
    ['wrong-mask', '(dL_dh3 * (dL_dh3 > 0)) @ h2.T', null],
    ['inverted-mask', '(dL_dh3 * (z3 < 0)) @ h2.T', null],
    ['wrong-sign', '-(dL_dh3 * (z3 > 0)) @ h2.T', null],
    ['constant-factor', '(dL_dh3 * (z3 > 0)) @ h2.T / N', null],
    ['wrong-tensor', '(dL_dh3 * (z3 > 0)) @ h3.T', 'h3'],
    ['transposed-result', 'h2 @ (dL_dh3 * (z3 > 0)).T', null],
    ['other-gradient', 'W3.T @ (dL_dh3 * (z3 > 0))', null],
    ['forward-value', 'W3', null],
    ['zero', '0 * W3', null],
  ])('%s: %s', (label, answer, part) => {
    const feedback = grade(layer3, answer);
    expect(feedback).toMatchObject({ verdict: 'incorrect', label, credit: 0 });
    if (part === null) return;
    expect(answer.slice(...feedback.span!)).toContain(part);
  });

  it('says both shapes where they do not meet', () => {
    const { message, shapes } = grade(layer3, '(dL_dh3 * (z3 > 0)) @ h2');
    expect(message).toContain('(o×N)·(h×N)');
    expect(shapes).toBe('o×N · h×N');
  });

  it('asks which product a star is when only one of them fits', () => {
    const feedback = grade(layer3, '(dL_dh3 * (z3 > 0)) * h2.T');
    expect(feedback).toMatchObject({ verdict: 'unreadable', label: 'notation', credit: 0 });
    expect(feedback.message).toContain('@');
  });

  it('notes an answer that holds at this size only', () => {
    const question = {
      program: 'm = mean(a)',
      shapes: { a: ['N', 1] },
      sizes: { N: 4 },
      ask: 'dm/da',
    };
    const p = prepare(question);
    expect(grade(p, 'ones(N, 1) / N')).toMatchObject({ verdict: 'correct', label: null });
    expect(grade(p, 'ones(N, 1) / 4')).toMatchObject({
      verdict: 'correct',
      label: 'this-size-only',
      message: 'Right for N = 4. For any size write N.',
    });
  });
});

describe('an answer with the numbers of the picture in it', () => {
  const asked = {
    program: 'z3 = W3 @ h2; h3 = relu(z3); L = mean((h3 - y)^2)',
    shapes: { W3: ['o', 'h'], h2: ['h', 'N'], y: ['o', 'N'] },
    ask: 'dL/dh3',
  };

  it.each([
    ['2 / (o * 4) * (h3 - y)', { N: 4 }, 'N = 4'],
    ['2 / 12 * (h3 - y)', { o: 3, N: 4 }, 'o = 3 and N = 4'],
    ['2 / (o * 4) * (h3 - y)', { o: 3, h: 2, N: 4 }, 'N = 4'],
  ])('%s at %j holds for %s', (answer, sizes, held) => {
    const feedback = grade(prepare({ ...asked, sizes }), answer);
    expect(feedback).toMatchObject({ verdict: 'correct', label: 'this-size-only' });
    expect(feedback.message).toContain(`Right for ${held}.`);
  });

  it('is wrong where one of them is another', () => {
    const p = prepare({ ...asked, sizes: { N: 4 } });
    expect(grade(p, '2 / 12 * (h3 - y)').verdict).toBe('incorrect');
    expect(grade(p, '2 / (o * 5) * (h3 - y)').verdict).toBe('incorrect');
  });
});

describe('an answer that was given before', () => {
  const first = 'dL_dh3 @ h2.T';

  it('in other words costs nothing', () => {
    for (const again of ['(h2 dL_dh3ᵀ)ᵀ', '2 dL/dh3 h2ᵀ / 2', 'np.dot(dh3, h2.T)']) {
      expect(grade(layer3, again, { previous: [first] })).toMatchObject({
        verdict: 'unreadable',
        label: 'repeated',
        credit: 0,
      });
    }
  });

  it('and a right one is right, whatever came before', () => {
    const right = '(dL_dh3 * (z3 > 0)) @ h2.T';
    expect(grade(layer3, right, { previous: [first, right] }).verdict).toBe('correct');
  });

  it('in the same words gets the same verdict', () => {
    expect(grade(layer3, first, { previous: [first] })).toEqual(grade(layer3, first));
  });
});

describe('what costs nothing', () => {
  it.each([
    ['', 'syntax'],
    ['   ', 'syntax'],
    ['x'.repeat(10_000), 'too-large'],
    ['(dL_dh3 * (z3 > 0)) @ h2T', 'unknown-name'],
    ['dL_dh3 @ h2.T\u001b[2J', 'syntax'],
    ['dL_dh3 @ \u202eh2.T', 'syntax'],
    ['((dL_dh3', 'syntax'],
    ['dL_dh3)', 'syntax'],
    ['constructor', 'unknown-name'],
    ['__proto__', 'unknown-name'],
    ['toString', 'unknown-name'],
    ['dL/dW3', 'not-allowed'],
    ['W3.grad', 'not-allowed'],
    ['dL/dh2', 'not-allowed'],
    ['1/2N', 'notation'],
    ['0,5', 'notation'],
    ["h2'", 'notation'],
    ['9**9**9**9', 'too-large'],
    [`${'('.repeat(200)}1${')'.repeat(200)}`, 'too-large'],
    ['dL_dh3 * (z3 > 0) @ h2.T + log(-1)', 'domain'],
  ])('%j is %s', (answer, label) => {
    const feedback = grade(layer3, answer);
    expect(feedback).toMatchObject({ verdict: 'unreadable', label, credit: 0 });
    expect(feedback.message).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}]/u);
  });

  it('is not what can be read in one grouping, and is too large in another', () => {
    expect(grade(layer3, `dL_dh3 @ h2.T${' * W3'.repeat(190)}`).verdict).toBe('incorrect');
  });

  it('is told with what was probably meant', () => {
    expect(grade(layer3, '(dL_dh3 * (z3 > 0)) @ h2T').message).toContain('h2.T');
    expect(grade(layer3, 'dL/dH3').message).toContain('dL/dh3');
    expect(grade(layer3, 'W3h2').message).toContain('W3 h2');
    expect(grade(layer3, 'h\u0432 + z\u04373').message.length).toBeGreaterThan(10);
  });
});

describe('numbers', () => {
  const p = prepare({
    program: 'm = mean(a^2)',
    shapes: { a: [2, 3] },
    values: {
      a: [
        [3, 6, 9],
        [1, 2, 6],
      ],
    },
    ask: 'dm/da',
  });

  it.each([
    ['[[1, 2, 3], [1/3, 2/3, 2]]', 'correct', null],
    ['[1 2 3; 1/3 2/3 2]', 'correct', null],
    ['np.array([[1, 2, 3], [0.333, 0.667, 2]])', 'correct', 'rounded'],
    ['[[1, 2, 3], [0.33, 2/3, 2]]', 'incorrect', 'value'],
    ['[[1, 1/3], [2, 2/3], [3, 2]]', 'incorrect', 'transposed-result'],
    ['[[-1, -2, -3], [-1/3, -2/3, -2]]', 'incorrect', 'wrong-sign'],
    ['[[1, 2], [3, 4]]', 'incorrect', 'wrong-shape'],
    ['[[1, 2, 4], [1/3, 2/3, 2]]', 'incorrect', 'value'],
    ['[[1, 2, NaN], [1, 2, 3]]', 'unreadable', 'domain'],
    ['[[1, 2], [3]]', 'unreadable', 'syntax'],
  ])('%s is %s (%s)', (answer, verdict, label) => {
    expect(grade(p, answer)).toMatchObject({ verdict, label });
  });

  it('marks the entries', () => {
    expect(grade(p, '[[1, 2, 4], [1/3, 2/3, 2]]').marks).toEqual([
      [true, true, false],
      [true, true, true],
    ]);
  });
});

describe('anything at all', () => {
  const words =
    "dL_dh3 h2 z3 W3 h3 relu relu' (z3>0) .T ᵀ @ * ⊙ + - / ^ ( ) [ ] , 2 N 1/N h2T δ3 ∂L/∂h₃ \\odot".split(
      ' ',
    );
  const salad = fc.array(fc.constantFrom(...words), { maxLength: 14 }).map((all) => all.join(' '));

  const right = '(dL_dh3 * (z3 > 0)) @ h2.T';
  const mutated = fc
    .tuple(fc.nat(right.length), fc.nat(4), fc.oneof(fc.string({ unit: 'binary' }), salad))
    .map(([at, cut, put]) => right.slice(0, at) + put + right.slice(at + cut));
  const deep = fc
    .tuple(
      fc.constantFrom('()', '[]', '{}', '-', '2^', '\\frac{', "h2'", 'relu(', '((z3>'),
      fc.nat(900),
    )
    .map(([piece, n]) => `${piece[0]}`.repeat(n) + piece.repeat(n % 70) + right);
  const huge = fc
    .tuple(fc.bigInt({ min: 0n, max: 10n ** 400n }), fc.integer({ min: -999, max: 999 }), salad)
    .map(([n, e, rest]) => `${n}e${e} ${rest} ^ ${n}`);
  const anything = fc.oneof(
    salad,
    fc.string({ unit: 'binary', maxLength: 60 }),
    fc.string({ unit: 'grapheme', maxLength: 60 }),
    mutated,
    deep,
    huge,
  );

  it('gets a verdict and a reading, and never an exception or what steers a terminal', () => {
    fc.assert(
      fc.property(anything, (answer) => {
        const feedback = grade(layer3, answer);
        expect(['correct', 'incorrect', 'unreadable']).toContain(feedback.verdict);
        expect(feedback.message).not.toBe('');
        const reading = read(layer3, answer);
        const shown = [feedback.message, feedback.read, feedback.shapes, feedback.label];
        for (const text of [...shown, reading.read, reading.shapes, reading.problem?.message]) {
          expect(text ?? '').not.toMatch(unfit);
        }
        for (const span of [feedback.span, reading.problem?.span ?? null]) {
          if (!span) continue;
          expect(span[0]).toBeGreaterThanOrEqual(0);
          expect(span[0]).toBeLessThanOrEqual(span[1]);
          expect(span[1]).toBeLessThanOrEqual(answer.length);
        }
      }),
      { numRuns: rounds(20_000, 500) },
    );
  });
});
