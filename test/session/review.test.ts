import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { exerciseProgress, lessonProgress, noProgress } from '../../src/session/progress.ts';
import {
  dueAt,
  intervals,
  reviewSession,
  schedule,
  withAnswers,
} from '../../src/session/review.ts';
import { update } from '../../src/session/session.ts';
import { here } from '../../src/session/view.ts';
import { lessonOf, oneLayer } from '../kit/lesson.ts';
import { type Act, day, maskless, monday, right, student } from '../kit/student.ts';

const lesson = lessonOf(oneLayer);
const planned = (acts: readonly Act[]) =>
  schedule([lesson], student(lesson, acts)).map(({ exercise, passed, due }) => [
    exercise,
    passed,
    (due - monday) / day,
  ]);

describe('what is asked again', () => {
  test('is what went wrong, a day later', () => {
    expect(planned([['dW', maskless, monday]])).toEqual([['dW', 0, 1]]);
    expect(planned([['dW', right, monday]])).toEqual([]);
    expect(planned([['dW', '(', monday]])).toEqual([]);
    expect(planned([])).toEqual([]);
  });

  test('is not settled by the answer that followed at once', () => {
    const acts: Act[] = [
      ['dW', maskless, monday],
      ['dW', right, monday + 60_000],
    ];
    expect(planned(acts)).toEqual([['dW', 0, 1]]);
  });

  test('comes at growing intervals, and then no more', () => {
    const acts: Act[] = [['dW', maskless, monday]];
    let at = monday;
    const seen = intervals.map((days) => {
      const plan = planned(acts);
      at += days * day;
      acts.push(['dW', right, at]);
      return plan;
    });
    expect(seen).toEqual([[['dW', 0, 1]], [['dW', 1, 4]], [['dW', 2, 11]], [['dW', 3, 32]]]);
    expect(planned(acts)).toEqual([]);
  });

  test('begins anew with a mistake, and counts from an answer that came late', () => {
    const acts: Act[] = [
      ['dW', maskless, monday],
      ['dW', right, monday + 2 * day],
    ];
    expect(planned(acts)).toEqual([['dW', 1, 5]]);
    expect(planned([...acts, ['dW', maskless, monday + 5 * day]])).toEqual([['dW', 0, 6]]);
  });

  test('is also what was only looked up', () => {
    const acts: Act[] = [
      ['dW', ':solution', monday],
      ['dW', right, monday + 1],
    ];
    expect(planned(acts)).toEqual([['dW', 0, 1 + 1 / day]]);
  });

  test('comes in the order of its time, and is due by the clock that is given', () => {
    const reviews = schedule(
      [lesson],
      student(lesson, [
        ['dW', maskless, monday - day],
        ['which', 'b', monday],
      ]),
    );
    expect(reviews.map(({ exercise }) => exercise)).toEqual(['dW', 'which']);
    expect(dueAt(reviews, monday - 1)).toEqual([]);
    expect(dueAt(reviews, monday).map(({ exercise }) => exercise)).toEqual(['dW']);
    expect(dueAt(reviews, monday + day)).toEqual(reviews);
  });

  test('is due, after any history, at one of the intervals from one of its answers', () => {
    const act = fc.tuple(
      fc.constantFrom('dW', 'which'),
      fc.constantFrom(right, maskless, 'a', 'b', '('),
      fc.nat(60).map((days) => monday + days * day),
    );
    fc.assert(
      fc.property(fc.array(act, { maxLength: 12 }), (acts) => {
        const did = acts.sort((a, b) => a[2] - b[2]);
        for (const { exercise, due, passed } of schedule([lesson], student(lesson, did))) {
          const times = did.filter(([id]) => id === exercise).map(([, , at]) => at);
          expect(times).toContain(due - intervals[passed]! * day);
        }
      }),
      { numRuns: 50 },
    );
  });
});

describe('a review', () => {
  const progress = student(lesson, [
    ['dW', ':hint', monday],
    ['dW', maskless, monday],
    ['dW', right, monday + 1],
    ['which', 'b', monday + 2],
  ]);

  test('stands at the exercise as at the first time', () => {
    const session = reviewSession(lesson, 'dW', progress, monday + day);
    const at = here(session)!;
    expect(at.exercise?.id).toBe('dW');
    expect(at.entry).toMatchObject({ draft: '', hints: 0, solution: false });
    expect(session.now).toBe(monday + day);
  });

  test('adds its answers to what is kept and changes nothing else', () => {
    const session = reviewSession(lesson, 'dW', progress, monday + day);
    const after = update(session, { type: 'submitted', answer: right });
    const kept = withAnswers(progress, 'one-layer', 'dW', after.progress);
    const before = exerciseProgress(progress, 'one-layer', 'dW');
    const { attempts, ...rest } = exerciseProgress(kept, 'one-layer', 'dW');
    expect(attempts.slice(0, 2)).toEqual(before.attempts);
    expect(attempts.slice(2)).toMatchObject([
      { text: right, verdict: 'correct', at: monday + day },
    ]);
    expect({ attempts: before.attempts, ...rest }).toEqual(before);
    const { exercises: _, ...place } = lessonProgress(kept, 'one-layer');
    expect(lessonProgress(progress, 'one-layer')).toMatchObject(place);
    expect(kept.last).toBe(progress.last);
    expect(withAnswers(kept, 'one-layer', 'dW', after.progress)).toBe(kept);
  });

  test('has fresh numbers where the lesson draws some', () => {
    const drawn = { ...lesson, seeds: 5 };
    const stood = (seed: number) => ({
      ...noProgress,
      lessons: { 'one-layer': { step: null, seen: [], seed, exercises: {} } },
    });
    const seedAfter = (seed: number) =>
      lessonProgress(reviewSession(drawn, 'dW', stood(seed), monday).progress, 'one-layer').seed;
    expect([0, 1, 4, 5].map(seedAfter)).toEqual([1, 2, 5, 1]);
  });
});
