import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parseLesson } from '../../src/lesson/parse.ts';
import { noProgress } from '../../src/session/progress.ts';
import { type Event, start, update } from '../../src/session/session.ts';
import {
  here,
  openHints,
  openSolution,
  panels,
  standing,
  stepState,
} from '../../src/session/view.ts';
import { at, lessons, play, said, say } from './support.ts';

const layer3 = lessons.find(({ id }) => id === 'layer-3-weights')!;

describe('getting about', () => {
  test('the lab begins with the list of lessons, at the one the student was in', () => {
    expect(start(lessons, noProgress).screen).toEqual({ kind: 'menu', cursor: 0 });
    const left = play(start(lessons, noProgress), { type: 'opened', lesson: 'layer-2' });
    expect(start(lessons, left.progress).screen).toEqual({ kind: 'menu', cursor: 4 });
  });

  test('a lesson opens where the student left it', () => {
    const there = play(
      start(lessons, noProgress),
      { type: 'menuMoved', by: 2 },
      { type: 'opened' },
      { type: 'stepped', by: 1 },
      { type: 'stepped', by: 1 },
    );
    expect(here(there)!.step.id).toBe('dW3-shape');
    const again = play(start(lessons, there.progress), { type: 'opened' });
    expect(here(again)!.step.id).toBe('dW3-shape');
  });

  test('steps end at both ends, and any step can be jumped to', () => {
    const first = play(start(lessons, noProgress), { type: 'opened', lesson: 'layer-3-weights' });
    expect(play(first, { type: 'stepped', by: -1 })).toBe(first);
    const last = play(first, { type: 'jumped', to: 99 });
    expect(here(last)!.step).toBe(layer3.steps.at(-1));
    expect(here(play(last, { type: 'jumped', to: 3 }))!.step.id).toBe('dz3');
  });

  test('closing goes back to the list, leaving ends everything', () => {
    const closed = play(at('layer-3-weights', 'dW3'), { type: 'closed' });
    expect(closed.screen).toEqual({ kind: 'menu', cursor: 2 });
    const gone = play(closed, { type: 'left' });
    expect(gone.screen.kind).toBe('gone');
    expect(play(gone, { type: 'opened', lesson: 'loss' })).toBe(gone);
  });

  test('an unknown lesson changes nothing', () => {
    const menu = start(lessons, noProgress);
    expect(play(menu, { type: 'opened', lesson: 'constructor' })).toBe(menu);
  });

  test('help lies over the screen', () => {
    const helped = play(at('layer-3-weights', 'dW3'), { type: 'helpToggled' });
    expect(helped.help).toBe(true);
    expect(play(helped, { type: 'helpToggled' }).help).toBe(false);
  });
});

describe('answering', () => {
  test.each(["(dL/dh3 ⊙ relu'(z3)) h2ᵀ", '(dL_dh3 * (z3 > 0)) @ h2.T'])('%s is right', (answer) => {
    const session = say(at('layer-3-weights', 'dW3'), answer);
    expect(said(session).verdict).toBe('correct');
    expect(here(session)!.solved).toBe(true);
    expect(stepState(session, layer3, here(session)!.step)).toBe('done');
    expect(standing(session, layer3)).toMatchObject({ done: 1, exercises: 9 });
  });

  test('equation (2) typed letter by letter gets the sentence that turns it', () => {
    const session = say(at('layer-3-weights', 'dW3'), 'dL_dh3 * (z3 > 0) * h2');
    expect(said(session)).toMatchObject({
      verdict: 'incorrect',
      label: 'literal-product',
      credit: 0,
    });
    expect(said(session).message).toContain('letter by letter');
    expect(said(session).message).toContain('one for each pair');
  });

  test("a missing mask is named in the lesson's words", () => {
    const session = say(at('layer-3-weights', 'dW3'), 'dL_dh3 @ h2.T');
    expect(said(session).label).toBe('missing-mask');
    expect(said(session).message).toContain('unit 2 is off');
  });

  test('a missing transpose is told with both shapes', () => {
    const session = say(at('layer-3-weights', 'dW3'), '(dL_dh3 * (z3 > 0)) @ h2');
    expect(said(session).label).toBe('missing-transpose');
    expect(`${said(session).message} ${said(session).shapes}`).toMatch(/3×1.*4×1/);
  });

  test('h2T costs nothing and suggests h2.T', () => {
    const session = say(at('layer-3-weights', 'dW3'), '(dL_dh3 * (z3 > 0)) @ h2T');
    expect(said(session)).toMatchObject({ verdict: 'unreadable', credit: 0 });
    expect(said(session).message).toContain('h2.T');
  });

  test.each([
    ['nothing', ''],
    ['blanks', '   '],
    ['10,000 characters', 'h2 + '.repeat(2000)],
    ['control sequences', '\u001b[31mh2\u001b[0m'],
    ['an unknown name', 'h9 @ h2.T'],
    ['open brackets', '((dL_dh3'],
  ])('%s: a sentence with a place, nothing lost, nothing charged', (_, answer) => {
    const session = say(at('layer-3-weights', 'dW3'), answer);
    expect(said(session)).toMatchObject({ verdict: 'unreadable', credit: 0 });
    expect(said(session).span).not.toBeNull();
    expect(said(session).message).toMatch(/[.?]$/);
    expect(here(session)!.entry.draft).toBe(answer);
    expect(standing(session, layer3).credit).toBe(0);
  });

  test('a formula is asked for where a formula is asked for, and numbers where numbers are', () => {
    const formula = say(at('layer-3-weights', 'dW3'), '[[4,6,0,2],[0,0,0,0],[-8,-12,0,-4]]');
    expect(said(formula)).toMatchObject({ verdict: 'unreadable', label: 'not-allowed' });
    const numbers = say(at('layer-3-weights', 'dW3-numbers'), '(dL_dh3 * (z3 > 0)) @ h2.T');
    expect(said(numbers)).toMatchObject({ verdict: 'unreadable', label: 'not-allowed' });
  });

  test('entries of a typed matrix are marked', () => {
    const session = say(
      at('layer-3-weights', 'dW3-numbers'),
      '[[4,6,0,2],[0,0,0,1],[-8,-12,0,-4]]',
    );
    expect(
      said(session)
        .marks?.flat()
        .filter((right) => !right),
    ).toHaveLength(1);
  });

  test('every attempt is kept, with what was said and when', () => {
    const session = say(
      play(at('layer-3-weights', 'dW3'), { type: 'ticked', now: 7 }),
      'dL_dh3 @ h2.T',
    );
    expect(here(session)!.entry.attempts).toEqual([
      {
        text: 'dL_dh3 @ h2.T',
        verdict: 'incorrect',
        label: 'missing-mask',
        credit: 0,
        at: 7,
        fingerprint: here(session)!.exercise!.fingerprint,
        seed: 0,
      },
    ]);
  });

  test('the picture of the answer comes to the front once it is found', () => {
    const before = at('layer-3-weights', 'dW3');
    // Until then there is what the question names to work with.
    expect(panels(before).map(({ picture }) => picture)).toEqual([
      { kind: 'heatmap', of: 'dL/dh3' },
      { kind: 'heatmap', of: 'h2' },
      { kind: 'heatmap', of: 'z3' },
      { kind: 'graph' },
    ]);
    const after = say(before, '(dL_dh3 * (z3 > 0)) @ h2.T');
    expect(panels(after)[here(after)!.screen.panel]!.picture).toEqual({
      kind: 'heatmap',
      of: 'dL/dW3',
    });
  });
});

describe('an exercise that its author got wrong', () => {
  const text = readFileSync(new URL('../lessons/good.md', import.meta.url), 'utf8');
  const read = parseLesson('odd.md', text.replace('given: [dL/dh]', 'draw: { x: sideways }'));
  const odd = read.ok ? [read.lesson] : [];
  const session = play(start(odd, noProgress), { type: 'opened', lesson: 'good', step: 1 });

  test('costs nothing and says so, whatever is done with it', () => {
    const answered = say(session, 'dL/dz @ x.T');
    expect(said(answered)).toMatchObject({ verdict: 'unreadable', label: 'undecided', credit: 0 });
    expect(said(answered).message).toContain('a mistake of its own');
    const shown = play(answered, { type: 'solutionShown' }, { type: 'nudged' });
    expect(openSolution(shown)).toEqual({ answer: '', shown: '' });
  });
});

describe('help with an exercise', () => {
  test('hints open one by one and take a tenth each off a later answer', () => {
    const two = play(at('layer-3-weights', 'dW3'), { type: 'hinted' }, { type: 'hinted' });
    expect(openHints(two)).toHaveLength(2);
    const solved = say(two, '(dL_dh3 * (z3 > 0)) @ h2.T');
    expect(here(solved)!.entry.attempts[0]!.credit).toBeCloseTo(0.8);
  });

  test('no more hints than there are', () => {
    const many = play(at('layer-3-weights', 'dW3'), ...Array(9).fill({ type: 'hinted' }));
    expect(openHints(many)).toHaveLength(3);
    expect(here(many)!.entry.hints).toBe(3);
  });

  test('the solution comes on request and costs the credit, unless it was earned', () => {
    const fresh = at('layer-3-weights', 'dW3');
    expect(openSolution(fresh)).toBeNull();
    const shown = play(fresh, { type: 'solutionShown' });
    expect(openSolution(shown)!.answer).toMatch(/^\(∂L\/∂h₃ ⊙ .*z₃.*\) h₂ᵀ$/);
    expect(standing(say(shown, openSolution(shown)!.answer), layer3)).toMatchObject({
      done: 1,
      credit: 0,
    });

    const earned = say(fresh, '(dL_dh3 * (z3 > 0)) @ h2.T');
    expect(openSolution(earned)).not.toBeNull();
    const both = play(earned, { type: 'solutionShown' });
    expect(here(both)!.entry.solution).toBe(false);
  });
});

describe('looking', () => {
  const numbers = at('layer-3-weights', 'dW3-numbers');

  test('panels turn round and round', () => {
    const count = panels(numbers).length;
    expect(count).toBe(3);
    expect(here(play(numbers, { type: 'panelTurned', by: -1 }))!.screen.panel).toBe(count - 1);
    expect(here(play(numbers, { type: 'panelTurned', by: count }))!.screen.panel).toBe(0);
  });

  test('the cursor stays in the matrix', () => {
    const moved = play(numbers, { type: 'cellMoved', rows: 9, cols: 9 });
    expect(here(moved)!.screen.cell).toEqual({ row: 2, col: 0 });
  });

  test('a nudge finds the slope that the gradient names', () => {
    const solved = say(at('layer-3-input', 'dh2-numbers'), '[2, -2, 8, -10]');
    const nudged = play(solved, { type: 'cellMoved', rows: 3, cols: 0 }, { type: 'nudged' });
    const { nudge } = here(nudged)!.screen;
    expect(nudge).toMatchObject({ name: 'h2', row: 3, col: 0, gradient: -10, step: 0.01 });
    expect(nudge!.slope).toBeCloseTo(-10, 9);
    expect(nudge!.yours).toBe(-10);
  });

  test('a wrong answer stands beside the slope, as numbers or as the formula makes them', () => {
    const numbers = say(at('layer-3-input', 'dh2-numbers'), '[2, -2, 8, 7]');
    const last: Event[] = [{ type: 'cellMoved', rows: 3, cols: 0 }, { type: 'nudged' }];
    expect(here(play(numbers, ...last))!.screen.nudge).toMatchObject({ gradient: null, yours: 7 });
    const formula = say(at('layer-3-weights', 'dW3'), 'dL/dh3 @ h2.T');
    const { nudge } = here(
      play(formula, { type: 'cellMoved', rows: 1, cols: 0 }, { type: 'nudged' }),
    )!.screen;
    // The second unit is off: without its mask the formula has an entry where the loss has no slope.
    expect(nudge).toMatchObject({ name: 'W3', row: 1, col: 0, gradient: null, yours: -4 });
    expect(nudge!.slope).toBeCloseTo(0, 9);
  });

  test('nothing of yours stands beside the slope of what was not asked for', () => {
    const formula = say(at('layer-3-weights', 'dW3'), 'dL/dh3 @ h2.T');
    const by = panels(formula).findIndex(
      ({ picture }) => 'of' in picture && picture.of === 'dL/dh3',
    );
    const { nudge } = here(play(formula, { type: 'panelTurned', by }, { type: 'nudged' }))!.screen;
    expect(nudge).toMatchObject({ name: 'h3', gradient: 2, yours: null });
  });

  test('the backward pass is walked between its ends', () => {
    const walked = play(numbers, { type: 'backwardWalked', by: 99 });
    expect(here(walked)!.screen.pullback).toBe(7);
    expect(here(play(walked, { type: 'backwardWalked', by: -99 }))!.screen.pullback).toBe(0);
  });
});

describe('training', () => {
  const tick = { type: 'ticked', now: 1 } as const;
  const fresh = at('layer-2', 'descent');
  const run = (session: typeof fresh) => here(session)!.screen.run!;

  test('time moves only what runs', () => {
    expect(run(play(fresh, tick)).losses).toEqual([18]);
    const three = play(fresh, { type: 'trained' }, tick, tick, { type: 'paused' }, tick);
    expect(run(three)).toMatchObject({ status: 'paused', rate: 0.01 });
    expect(run(three).losses.map((loss) => Number(loss.toFixed(3)))).toEqual([18, 4.174, 3.092]);
  });

  test('a run ends by itself, at the loss that the dead output leaves', () => {
    const done = play(fresh, { type: 'trained' }, ...Array(60).fill(tick));
    expect(run(done)).toMatchObject({ status: 'done' });
    expect(run(done).losses).toHaveLength(41);
    expect(said(say(done, String(run(done).losses.at(-1)))).verdict).toBe('correct');
  });

  test('turning the rate begins anew and keeps the curve to compare with', () => {
    const turned = play(fresh, { type: 'trained' }, tick, { type: 'rateTurned', by: 2 });
    expect(run(turned)).toMatchObject({ status: 'ready', rate: 0.05, losses: [18] });
    expect(run(turned).earlier).toHaveLength(1);
    const far = play(turned, { type: 'trained' }, tick, tick, tick);
    expect(run(far).losses.map((loss) => Number(loss.toFixed(3)))).toEqual([
      18, 140.697, 43.667, 43.667,
    ]);
  });

  test('training goes on after a pause and begins anew after its end', () => {
    const again = play(
      fresh,
      { type: 'trained' },
      ...Array(60).fill(tick),
      { type: 'trained' },
      tick,
    );
    expect(run(again)).toMatchObject({ status: 'running' });
    expect(run(again).losses).toHaveLength(2);
    expect(run(play(again, { type: 'reset' })).losses).toEqual([18]);
  });

  test('only experiments train', () => {
    const other = at('layer-3-weights', 'dW3');
    expect(update(other, { type: 'trained' })).toBe(other);
  });
});
