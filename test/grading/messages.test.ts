import { expect, it } from 'vitest';
import { sameShape } from '../../src/engine/shape.ts';
import { compare } from '../../src/grading/judge.ts';
import { forOneAnswer } from '../../src/grading/oneanswer.ts';
import type { Prepared } from '../../src/grading/prepare.ts';
import { sentences } from '../../src/grading/sentences.ts';
import { parse } from '../../src/notation/parse.ts';
import { course } from './course/index.ts';
import { alone, entries } from './listing.ts';

/** Every stretch of words in a message that reads as a formula of the right value. */
function answersIn(p: Prepared, message: string): string[] {
  const words = message.split(/\s+/);
  const found: string[] = [];
  for (let from = 0; from < words.length; from++) {
    for (let to = from + 1; to <= Math.min(words.length, from + 14); to++) {
      const text = words
        .slice(from, to)
        .join(' ')
        .replace(/[.,:?]$/, '');
      if (isAnswer(p, text)) found.push(text);
    }
  }
  return found;
}

function isAnswer(p: Prepared, text: string): boolean {
  return forOneAnswer(p.scope.graph, p.draws(), () => {
    const read = parse(text, p.vocabulary);
    // The asked name itself, and a bare number, tell nothing.
    if (!read.ok || read.expr.args.length === 0 || !read.expr.shape) return false;
    if (!sameShape(read.expr.shape, p.shape)) return false;
    return compare(p.draws(), read.expr, p.reference) === 'same';
  });
}

it('no message has the answer in it, however it is written', () => {
  for (const exercise of course) {
    const p = alone(exercise);
    for (const { id, code, alone } of entries.filter(({ id }) => id === exercise.id)) {
      expect([id, code, answersIn(p, alone.message)]).toEqual([id, code, []]);
    }
  }
});

it('the search for answers in a message finds one', () => {
  const p = alone(course.find(({ id }) => id === '3.3')!);
  const told = 'It is (∂L/∂h₃ ⊙ 1[z₃>0]) h₂ᵀ, you know.';
  expect(answersIn(p, told)).toContain('(∂L/∂h₃ ⊙ 1[z₃>0]) h₂ᵀ');
});

const word = {
  asked: '∂L/∂W₃',
  shape: '3×4',
  given: '4×3',
  variable: 'W₃',
  gradient: true,
  step: 'before',
} as const;

it('every sentence ends with something to do, names the part, and blames nobody', () => {
  for (const [label, say] of Object.entries(sentences)) {
    for (const detail of ['', 'under', 'over', 'axis', 'lost', 'extra', 'some', '2']) {
      for (const gradient of [true, false]) {
        const [named, bare] = ['U V', null].map((part) => say({ ...word, gradient, part, detail }));
        for (const text of [named!, bare!]) {
          const ends = text.split(/(?<=[.?]) /).at(-1)!;
          const asks =
            /\?$|: (?:write|take)|^(?:Then|Write|Check|Take|Walk|Compare|Look|Try|Put|Name|Say|But|Differentiate|Make)\b/;
          expect([label, ends]).toEqual([label, expect.stringMatching(asks)]);
          expect(text).not.toMatch(/\b(?:stupid|obviously|simply|just|careless|forgot|fail)/i);
          expect(text).not.toMatch(/undefined|null|NaN| {2}/);
        }
      }
    }
  }
});
