import { describe, expect, it } from 'vitest';
import { Env } from '../../src/engine/run.ts';
import type { Tensor } from '../../src/engine/tensor.ts';
import { grade } from '../../src/grading/grade.ts';
import { mistakesOf } from '../../src/grading/numericmistakes.ts';
import { type Prepared, prepare } from '../../src/grading/prepare.ts';
import { parse } from '../../src/notation/parse.ts';
import { course } from './course/index.ts';
import { labelsOf } from './labels.ts';
import { alone } from './listing.ts';

/** What a wrong formula gives at the numbers of its exercise; null where they do not say. */
function numbersOf(p: Prepared, answer: string): Tensor | null {
  const read = parse(answer, p.vocabulary);
  if (!read.ok || !read.expr.shape || !p.values?.has(p.asked)) return null;
  const { values, scope } = p;
  if (![...scope.reach(read.expr)].every((name) => values.has(name))) return null;
  return new Env(scope, values, p.sizes).value(read.expr);
}

const rows = course.flatMap((exercise) => {
  const p = alone(exercise);
  return exercise.wrong.flatMap(([code, answer]) => {
    const typed = numbersOf(p, answer);
    return typed ? [{ id: exercise.id, code, answer, p, typed }] : [];
  });
});

function written({ rows, cols, data }: Tensor): string {
  const lines = Array.from({ length: rows }, (_, i) => [...data.slice(i * cols, (i + 1) * cols)]);
  return `[${lines.map((line) => `[${line.map((x) => (x === 0 ? 0 : x)).join(', ')}]`).join(', ')}]`;
}

describe('wrong formulas, handed in as numbers', () => {
  it.each(rows)('$id $code: the numbers of $answer are not correct', ({ p, typed }) => {
    const { verdict, message, label } = grade(p, written(typed), { numbers: true });
    expect(verdict).toBe('incorrect');
    // One set of numbers has several causes, so a cause is never more than a guess.
    const certain = ['value', 'wrong-shape', 'transposed-result', 'zero'];
    if (certain.includes(label!)) return;
    expect(message).toMatch(/[Mm]ay |These are the numbers of/);
  });

  it('mostly have the right name among the mistakes that give them', () => {
    const named = rows.filter(({ code, p, typed }) =>
      [...mistakesOf(p, typed)].some(({ label }) => labelsOf.get(code)?.includes(label)),
    );
    expect(rows.length).toBeGreaterThan(160);
    expect(named.length / rows.length).toBeGreaterThan(0.78);
  });
});

describe('numbers that are off', () => {
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
  const said = (answer: string) => grade(p, answer).message;

  it('in one entry are shown which', () => {
    expect(said('[[1, 2, 3], [1/3, 2/3, 5]]')).toBe(
      'The entry in row 2, column 3 is wrong. Compute it once more by hand.',
    );
  });

  it('by one factor are told so, and not by which', () => {
    expect(said('[[2, 4, 6], [2/3, 4/3, 4]]')).toContain('They may all be off by the same factor.');
    expect(said('[[2, 4, 6], [2/3, 4/3, 4]]')).not.toMatch(/2 times|twice/);
  });

  it('because they are those of something else are told of what', () => {
    expect(said('[[3, 6, 9], [1, 2, 6]]')).toContain('same factor');
    expect(said('[[9, 36, 81], [1, 4, 36]]')).not.toContain('same factor');
  });

  it('as the sum of a matrix are graded like any', () => {
    const mean = prepare({
      program: 'm = mean(a)',
      shapes: { a: [2, 1] },
      values: { a: [3, 6] },
      ask: 'm',
    });
    expect(grade(mean, 'sum([3, 6]) / 2').verdict).toBe('correct');
    expect(grade(mean, 'sum([3, 6] > [2, 9])')).toMatchObject({ verdict: 'incorrect' });
  });

  it('with names that have no numbers are graded all the same', () => {
    const free = prepare({
      program: 'z = W @ x',
      shapes: { W: [2, 2], x: [2, 1] },
      values: {
        W: [
          [1, 2],
          [3, 4],
        ],
        x: [1, 1],
      },
      ask: 'z',
    });
    expect(grade(free, '[3, 7]').verdict).toBe('correct');
    expect(grade(free, '[4, 6]')).toMatchObject({ verdict: 'incorrect' });
  });
});
