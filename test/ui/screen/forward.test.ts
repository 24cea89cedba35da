import { expect, test } from 'vitest';
import { here } from '../../../src/session/view.ts';
import { forwardCard, forwardNodes } from '../../../src/ui/screen/forward.ts';
import { at, play } from '../../session/support.ts';

const network = here(at('structure', 'node-by-node'))!.step.network!;

test('what is not computed yet waits, and shows no units', () => {
  const states = forwardNodes(network, 2).map(({ name, state, units }) => [name, state, units]);
  expect(states).toContainEqual(['h₁', 'forward', [true, false, true]]);
  expect(states).toContainEqual(['z₂', 'waiting', undefined]);
  expect(states).toContainEqual(['h₂', 'waiting', undefined]);
});

test('a card says what a node takes and what it gives', () => {
  const { title, rows } = forwardCard(network, 2);
  expect(title).toBe('h₁ = relu(z₁)');
  expect(rows.map(({ word, formula, value }) => [word, formula, [...value!.data]])).toEqual([
    ['takes', 'z₁', [3, -1, 1]],
    ['gives', 'h₁', [3, 0, 1]],
  ]);
  expect(forwardCard(network, 0).rows.map(({ formula }) => formula)).toContain('W₃');
});

test('the walk goes from what goes in to the loss, and no further', () => {
  const walked = (...by: number[]) =>
    here(
      by.reduce(
        (now, each) => play(now, { type: 'forwardWalked', by: each }),
        at('structure', 'node-by-node'),
      ),
    )!.screen.forward;
  expect([walked(1), walked(1, 1, -1), walked(-1), walked(99)]).toEqual([1, 1, 0, 7]);
});
