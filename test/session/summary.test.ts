import { describe, expect, test } from 'vitest';
import { noProgress } from '../../src/session/progress.ts';
import { lastSitting, summarize, summaryLines } from '../../src/session/summary.ts';
import { lessonOf, oneLayer } from '../kit/lesson.ts';
import { day, maskless, monday, right, student } from '../kit/student.ts';

const lesson = lessonOf(oneLayer);
const summary = (acts: Parameters<typeof student>[1], since = 0) =>
  summarize([lesson], student(lesson, acts), since);

describe('the summary of a sitting', () => {
  test('says what was right at once, what later, what is open, and which mistakes', () => {
    const found = summary([
      ['dW', maskless, monday],
      ['dW', '(', monday],
      ['dW', maskless, monday],
      ['dW', right, monday],
      ['which', 'b', monday],
    ]);
    expect(found).toEqual({
      atOnce: [],
      later: [{ lesson: 'one-layer', exercise: 'dW', title: 'Your turn', tries: 3 }],
      open: [{ lesson: 'one-layer', exercise: 'which', title: 'A choice' }],
      mistakes: [
        { label: 'missing-mask', count: 2 },
        { label: 'all-pass', count: 1 },
      ],
    });
    expect(summaryLines(found)).toEqual([
      '2 exercises: 0 right at once, 1 right in the end, 1 still open.',
      'Right in the end: Your turn (3 tries).',
      'Still open: A choice.',
      'Mistakes met: missing-mask ×2, all-pass.',
      '`backprop-lab review` asks again what went wrong, from tomorrow on.',
    ]);
  });

  test('counts from a moment on', () => {
    const acts = [
      ['dW', maskless, monday],
      ['dW', right, monday + day],
    ] as const;
    expect(summary(acts, monday + 1)).toMatchObject({ atOnce: [{ exercise: 'dW' }], mistakes: [] });
  });

  test('has nothing to say where nothing was answered', () => {
    expect(summaryLines(summary([['dW', '(', monday]]))).toEqual([]);
  });
});

describe('the last sitting', () => {
  test('begins after the last long pause', () => {
    const minute = 60_000;
    const acts = [0, 10, 200, 230, 270].map(
      (at) => ['dW', 'x', monday + at * minute] as [string, string, number],
    );
    expect(lastSitting(student(lesson, acts))).toBe(monday + 200 * minute);
    expect(lastSitting(student(lesson, acts.slice(0, 1)))).toBe(monday);
    expect(lastSitting(noProgress)).toBe(0);
  });
});
