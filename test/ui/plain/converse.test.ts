import { expect, test } from 'vitest';
import { noProgress } from '../../../src/session/progress.ts';
import { type Session, start } from '../../../src/session/session.ts';
import { here, standing } from '../../../src/session/view.ts';
import { goOn, hear, introduce } from '../../../src/ui/plain/converse.ts';
import { play, at as shipped } from '../../session/support.ts';
import { at, sample } from '../support.ts';

/** What is said to some lines, one after another, from a session on. */
function talk(session: Session, ...lines: readonly string[]) {
  return lines.reduce(
    (turn, line) => {
      const next = hear(turn.session, line);
      return { session: next.session, said: [...turn.said, `> ${line}`, ...next.lines] };
    },
    { session, said: [] as readonly string[] },
  );
}

test('a mistake is named, a hint is given, and what is right goes on', () => {
  const { said } = talk(
    at('dW3'),
    'dL/dh3 @ h2.T',
    ':hint',
    '(dL/dh3 * (z3 > 0)) @ h2T',
    '(dL/dh3 * (z3 > 0)) @ h2.T',
  );
  expect(said.join('\n')).toMatchSnapshot();
});

test('a step is read out with its formula, its matrices and its question', () => {
  expect(goOn(at('dz3')).lines.join('\n')).toMatchSnapshot();
});

test('steps without a question are read in one go', () => {
  const opened = play(start(sample, noProgress), {
    type: 'opened',
    lesson: 'sample',
    step: 0,
  });
  const { session, lines } = goOn(opened);
  expect(here(session)!.exercise!.id).toBe('dW3-shape');
  expect(lines.filter((line) => /step \d of/.test(line))).toHaveLength(3);
});

test('numbers come back entry by entry', () => {
  const { said } = talk(at('dW3-numbers'), '[[4,6,0,2],[-4,-6,0,-2],[-8,-12,0,-4]]');
  expect(said).toContain('  row 2: wrong, wrong, right, wrong');
});

test('an experiment is trained by words', () => {
  const { said } = talk(at('descent'), ':rate 7', ':rate 0.005', ':train', ':rate 0.01');
  expect(said.join('\n')).toMatchSnapshot();
});

test('words for the lab are no answers, and unknown ones say which there are', () => {
  const before = at('dW3');
  const { session, said } = talk(before, ':hnt', ':help', ':solution');
  expect(said[1]).toMatch(/no word :hnt.*:help/);
  expect(said.join('\n')).toContain('Solution: (∂L/∂h₃');
  expect(here(session)!.entry.attempts).toEqual([]);
});

test('back and next walk, and the end of the lesson says what was done', () => {
  const lesson = sample.find(({ id }) => id === 'sample')!;
  const last = lesson.steps.findIndex(({ id }) => id === 'what-you-learned');
  const end = play(start(sample, noProgress), { type: 'opened', lesson: lesson.id, step: last });
  const { session, lines } = goOn(end);
  expect(session.screen.kind).toBe('gone');
  expect(lines.join('\n')).toMatch(
    /end of Layer 3, the weights: 0 of 6 solved[\s\S]*the last lesson/,
  );
  expect(talk(play(end, { type: 'jumped', to: 0 }), ':back').said[1]).toBe(
    'This is the first step.',
  );
});

test('nothing in a transcript can steer a terminal', () => {
  const { said } = talk(at('dW3'), 'h2 \u001b[2J\u202e', ':\u001b[2J');
  const lines = said.filter((line) => !line.startsWith('> '));
  expect(lines.join('\n')).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}]/u);
});

test('the same answers earn the same as on the screen', () => {
  const { session } = talk(at('dz3'), ':hint', 'dL/dh3 * (z3 > 0)');
  const lesson = session.lessons.find(({ id }) => id === 'sample')!;
  expect(standing(session, lesson)).toMatchObject({ done: 1, credit: 0.9 / 6 });
});

test('what a picture shows that waits for an exercise is told when it is solved', () => {
  const asked = shipped('layer-3-weights', 'third-reason');
  expect(introduce(asked).join('\n')).not.toContain('Rows 1 and 2');
  const { lines } = hear(asked, 'c');
  expect(lines).toContain('Rows 1 and 2 of the gradient are zero now.');
});
