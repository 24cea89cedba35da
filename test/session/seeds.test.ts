import { describe, expect, test } from 'vitest';
import { noProgress } from '../../src/session/progress.ts';
import { start } from '../../src/session/session.ts';
import {
  canRenew,
  earlier,
  here,
  missingBefore,
  openSolution,
  standing,
} from '../../src/session/view.ts';
import { at, lessons, play, said, say } from './support.ts';

const right = '[[4,6,0,2],[0,0,0,0],[-8,-12,0,-4]]';

describe('another one like this', () => {
  const fresh = at('layer-3-weights', 'dW3-numbers');

  test('comes after success or the solution, not to get out of a question', () => {
    expect(canRenew(fresh)).toBe(false);
    expect(play(fresh, { type: 'renewed' })).toBe(fresh);
    expect(canRenew(say(fresh, right))).toBe(true);
    expect(canRenew(play(fresh, { type: 'solutionShown' }))).toBe(true);
  });

  test('asks anew: other numbers, no help yet, and what was earned stays', () => {
    const solved = say(fresh, right);
    const next = play(solved, { type: 'renewed' });
    expect(here(next)!.lesson.seed).toBe(1);
    expect(here(next)!.step.id).toBe('dW3-numbers');
    expect(here(next)!.solved).toBe(false);
    expect(here(next)!.entry.draft).toBe('');
    expect(openSolution(next)).toBeNull();
    expect(standing(next, here(next)!.lesson).done).toBe(1);
    expect(said(say(next, right)).verdict).toBe('incorrect');
  });

  test('keeps the best credit over all numbers, and the seed of each attempt', () => {
    const given = play(fresh, { type: 'solutionShown' });
    const none = say(given, right);
    expect(standing(none, here(none)!.lesson).credit).toBe(0);
    const next = play(none, { type: 'renewed' });
    const { answer } = openSolution(play(next, { type: 'solutionShown' }))!;
    const earned = say(next, answer);
    expect(standing(earned, here(earned)!.lesson).credit).toBeGreaterThan(0);
    expect(here(earned)!.entry.attempts.map(({ seed }) => seed)).toEqual([0, 1]);
  });

  test('goes round after the last, and any seed may be named', () => {
    const last = play(fresh, { type: 'renewed', seed: 20 });
    expect(here(last)!.lesson.seed).toBe(20);
    const round = play(last, { type: 'solutionShown' }, { type: 'renewed' });
    expect(here(round)!.lesson.seed).toBe(1);
    const opened = play(start(lessons, noProgress), {
      ...{ type: 'opened', lesson: 'layer-2', step: 3, seed: 7 },
    });
    expect(here(opened)!.exercise!.seed).toBe(7);
  });
});

describe('what was wrong before', () => {
  test('is told to the grader while it stays wrong, and only from the same numbers', () => {
    const lesson = lessons.find(({ id }) => id === 'layer-1')!;
    const step = (id: string) => lesson.steps.findIndex((each) => each.id === id);
    const wrong = say(at('layer-1', 'walk-h3'), '[9, 9]');
    const later = play(wrong, { type: 'jumped', to: step('walk-W3') });
    expect(earlier(later)).toEqual([{ ask: 'dL/dh3', answer: '[9, 9]' }]);
    const mended = say(play(wrong, { type: 'jumped', to: step('walk-h3') }), '[1, -2]');
    expect(earlier(play(mended, { type: 'jumped', to: step('walk-W3') }))).toEqual([]);
    expect(earlier(play(later, { type: 'renewed', seed: 3 }))).toEqual([]);
  });
});

describe('a gate', () => {
  const gated = lessons.map((lesson) =>
    lesson.id === 'layer-2' ? { ...lesson, gate: true } : lesson,
  );

  test('is shut until what is needed is done, and says so', () => {
    const menu = start(gated, noProgress);
    const refused = play(menu, { type: 'opened', lesson: 'layer-2' });
    expect(refused.screen).toEqual({ kind: 'menu', cursor: 4, refused: 'layer-2' });
    expect(missingBefore(menu, gated[4]!)).toEqual(['layer-3-input']);
    expect(play(refused, { type: 'menuMoved', by: -1 }).screen).toEqual({
      kind: 'menu',
      cursor: 3,
    });
  });

  test('is no more than advice where the lesson does not say so', () => {
    expect(
      here(play(start(lessons, noProgress), { type: 'opened', lesson: 'layer-2' })),
    ).not.toBeNull();
  });
});
