import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type Attempt,
  bestCredit,
  type ExerciseProgress,
  exerciseProgress,
  isOutdated,
  isSolved,
  type LessonProgress,
  merge,
  noProgress,
  type Progress,
  withExercise,
} from '../../src/session/progress.ts';
import { validate } from '../../src/session/validate.ts';
import { lessons } from './support.ts';

const id = fc.constantFrom('loss', 'layer-3-weights', 'constructor', 'toString');

const attempt: fc.Arbitrary<Attempt> = fc.record({
  text: fc.constantFrom('h2', 'h2.T', '1'),
  verdict: fc.constantFrom('correct', 'incorrect', 'unreadable'),
  label: fc.constantFrom(null, 'missing-mask'),
  credit: fc.constantFrom(0, 0.9, 1),
  at: fc.nat(3),
  fingerprint: fc.constantFrom('a', 'b'),
  seed: fc.constantFrom(0, 7),
});

/** As a session writes it: attempts in the order of time. */
const exercise: fc.Arbitrary<ExerciseProgress> = fc.record({
  attempts: fc.array(attempt, { maxLength: 5 }).map((all) => all.sort((a, b) => a.at - b.at)),
  seed: fc.constantFrom(0, 7),
  hints: fc.nat(3),
  solution: fc.boolean(),
  draft: fc.constantFrom('', 'h2', 'z3'),
});

const lesson: fc.Arbitrary<LessonProgress> = fc.record({
  step: fc.constantFrom(null, 'one', 'two'),
  seen: fc.uniqueArray(fc.constantFrom('one', 'two', 'three')),
  seed: fc.constantFrom(0, 7),
  exercises: fc.dictionary(id, exercise),
});

const progress: fc.Arbitrary<Progress> = fc.record({
  version: fc.constant(1 as const),
  last: fc.option(id),
  lessons: fc.dictionary(id, lesson),
});

function attemptsOf(all: Progress): string[] {
  return Object.entries(all.lessons).flatMap(([lessonId, { exercises }]) =>
    Object.entries(exercises).flatMap(([exerciseId, { attempts }]) =>
      attempts.map((each) => JSON.stringify([lessonId, exerciseId, each])),
    ),
  );
}

function count(all: readonly string[], one: string): number {
  return all.filter((each) => each === one).length;
}

describe('merging what two labs remember', () => {
  test('loses no answer and invents none', () => {
    fc.assert(
      fc.property(progress, progress, (theirs, mine) => {
        const [a, b, both] = [theirs, mine, merge(theirs, mine)].map(attemptsOf) as [
          string[],
          string[],
          string[],
        ];
        for (const one of [...a, ...b]) {
          expect(count(both, one)).toBe(Math.max(count(a, one), count(b, one)));
        }
        expect(both.every((one) => a.includes(one) || b.includes(one))).toBe(true);
      }),
    );
  });

  test('with itself or with nothing changes nothing', () => {
    fc.assert(
      fc.property(progress, (one) => {
        expect(merge(one, one)).toEqual(one);
        expect(merge(one, noProgress)).toEqual(one);
        expect(merge(noProgress, one)).toEqual(one);
      }),
    );
  });

  test('keeps help that was taken, and has the place from the second', () => {
    const base = { attempts: [], seed: 0, hints: 0, solution: false, draft: '' };
    const theirs = withExercise(noProgress, 'a', 'x', { ...base, hints: 2, draft: 'old' });
    const mine = { ...withExercise(noProgress, 'a', 'x', { ...base, solution: true }), last: 'a' };
    const both = merge(theirs, mine);
    expect(exerciseProgress(both, 'a', 'x')).toEqual({
      ...base,
      hints: 2,
      solution: true,
      draft: 'old',
    });
    expect(both.last).toBe('a');
  });
});

describe('reading progress from a file', () => {
  test('what was written is read back', () => {
    fc.assert(
      fc.property(progress, (one) => {
        expect(validate(JSON.parse(JSON.stringify(one)))).toEqual({ ok: true, progress: one });
      }),
    );
  });

  test('anything else is refused with a sentence, never thrown', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const read = validate(value);
        if (!read.ok) expect(read.message).toMatch(/\.$/);
      }),
    );
  });

  test.each([
    [null, 'progress is not an object'],
    [{ version: 1, last: 3, lessons: {} }, 'progress.last is not a text'],
    [
      { version: 1, last: null, lessons: { a: { step: null, seen: [], exercises: { x: {} } } } },
      'progress.lessons.a.exercises.x.attempts',
    ],
    [{ version: 2 }, 'newer backprop-lab'],
    [{ version: 0, last: null, lessons: {} }, 'progress.version is not 1'],
  ])('%j', (value, part) => {
    const read = validate(value);
    expect(read.ok ? '' : read.message).toContain(part);
  });
});

describe('an exercise that was edited', () => {
  const dW3 = lessons.flatMap(({ steps }) => steps).find(({ id }) => id === 'dW3')!.exercise!;
  const before: Attempt = {
    ...{ text: '', verdict: 'correct', label: null, credit: 1, at: 0 },
    fingerprint: 'of an earlier version',
    seed: 0,
  };
  const entry = { attempts: [before], seed: 0, hints: 0, solution: false, draft: '' };

  test('was solved then, and is not now', () => {
    expect(isSolved(dW3, entry)).toBe(false);
    expect(isOutdated(dW3, entry)).toBe(true);
    expect(bestCredit(dW3, entry)).toBe(0);
  });

  test('is solved by a new answer', () => {
    const now = { ...entry, attempts: [before, { ...before, fingerprint: dW3.fingerprint }] };
    expect(isSolved(dW3, now)).toBe(true);
    expect(isOutdated(dW3, now)).toBe(false);
    expect(bestCredit(dW3, now)).toBe(1);
  });
});
