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

test('gradients lie down on request, and the solution is told in both conventions', () => {
  const { said } = talk(shipped('layer-3-input', 'dh2'), ':rows', 'W3.T @ (dL/dh3 * (z3 > 0))');
  expect(said.join('\n')).toContain('∂L/∂h₃, 1 by 3:\n  row 1: 2, −2, −4');
  const told = said.find((line) => line.includes('Shapes:'))!;
  expect(told).toMatch(
    /h 3 diag of .* times W 3\. Shapes: 1 by 4 is 1 by 3 times 3 by 3 times 3 by 4\.$/,
  );
  expect(talk(at('dW3'), ':rows').said.at(-1)).toMatch(/one convention only/);
});

test('an output is moved by words, and what cannot be moved says how', () => {
  const { said } = talk(
    shipped('loss', 'turn'),
    ':move 1 0.5',
    ':move 3 11',
    ':move 9 1',
    ':move 1',
  );
  expect(said[1]).toBe(
    'h₃[1] is 0.5, L is 15.0833, and the slope is −0.333333. The slope is negative: raise h₃[1] and L falls.',
  );
  expect(said[3]).toBe(
    'h₃[3] is 11, L is 3.08333, and the slope is 0. The slope is 0: a nudge of h₃[3] changes L hardly at all.',
  );
  expect(said[5]).toBe('Write an entry from 1 to 3 and a number: :move 1 2.5.');
  expect(said[7]).toBe(said[5]);
  expect(talk(at('dW3'), ':move 1 2').said.at(-1)).toBe('There is nothing to move at this step.');
});

test('backward() is called by words until somebody sets the gradient to zero', () => {
  const { said } = talk(shipped('class', 'calls'), ':backward', ':backward', ':zero', ':backward');
  const rows = said.filter((line) => line.startsWith('  row 1'));
  expect(rows).toEqual([
    '  row 1: 4.5, 4.5',
    '  row 1: 9, 9',
    '  row 1: 0, 0',
    '  row 1: 4.5, 4.5',
  ]);
  expect(talk(at('dW3'), ':zero').said.at(-1)).toMatch(/no gradient to add to/);
});

test('the walk says what is used twice and which column makes an entry', () => {
  const said = introduce(shipped('layer-2', 'what-you-learned')).join('\n');
  expect(said).toContain('∂L/∂h₂ is computed once and used twice, for ∂L/∂W₂ and ∂L/∂h₁');
  expect(said).toContain(
    'Each entry of ∂L/∂h₁ uses one column of W₂. Entry 1, column 1: 1 times 2 plus 0 times −2 plus −1 times 0 plus 1 times −10 is −8.',
  );
});

test('a wrong formula whose run ends lower is told that this is no proof', () => {
  const proof = 'A lower end is no proof: a gradient says what a small nudge does.';
  const lower = talk(shipped('layer-3-weights', 'dW3'), 'dL/dh3 @ h2.T', ':own');
  expect(lower.said).toContain(proof);
  const higher = talk(shipped('layer-3-weights', 'dW3'), '-(dL/dh3 * (z3 > 0)) @ h2.T', ':own');
  expect(higher.said).not.toContain(proof);
});
