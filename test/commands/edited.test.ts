import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { it } from '../support/lab.ts';
import { run } from '../support/run.ts';

const lesson = (wants: string, ask: string, before = '') => `---
format: 1
id: two-questions
title: Two questions
goal: Answer both.
---

\`\`\`network
x: 2, W: 3×2
z = W @ x
L = sum(z)
\`\`\`
${before}
# One

\`\`\`exercise
id: first
kind: shape
ask: What shape has $z$?
wants: z
\`\`\`

---

# Two

\`\`\`exercise
id: second
kind: shape
ask: ${ask}
wants: ${wants}
\`\`\`
`;

it('progress survives an edit: what is unchanged keeps its result, what is changed is marked', async ({
  home,
  open,
}) => {
  const file = join(home, 'lesson.md');
  const lessons = ['--lessons', file];
  const listed = async () => {
    const { out } = await run(home, ['list', '--json', ...lessons]);
    const { exercises, done, changed } = JSON.parse(out).at(-1);
    return { exercises, done, changed };
  };
  writeFileSync(file, lesson('dL/dW', 'What shape has the gradient for $W$?'));
  await run(home, ['learn', 'two-questions', '--plain', ...lessons], { input: '3×1\n3×2\n' });
  expect(await listed()).toEqual({ exercises: 2, done: 2, changed: 0 });

  // A step more, and other words for a question, change neither exercise.
  const more = '\n# Before\n\nSome words.\n\n---\n';
  writeFileSync(file, lesson('dL/dW', 'And the gradient for $W$?', more));
  expect(await listed()).toEqual({ exercises: 2, done: 2, changed: 0 });

  writeFileSync(file, lesson('dL/dx', 'And the gradient for $x$?', more));
  expect(await listed()).toEqual({ exercises: 2, done: 1, changed: 1 });
  const { out } = await run(home, ['list', ...lessons]);
  expect(out).toContain('1/2  Two questions');
  expect(out).toContain('(1 changed since you solved it)');

  const plain = await run(home, [
    'learn',
    'two-questions',
    '--plain',
    '--step',
    'second',
    ...lessons,
  ]);
  expect(plain.out).toContain('This exercise has changed since you solved it.');
  const lab = open({ args: ['learn', 'two-questions', '--step', 'second', ...lessons] });
  await lab.waitFor(/changed since you solved it/);
  lab.press('ctrl+u');
  lab.type('2×1');
  lab.press('enter');
  await lab.waitFor((it) => /Right/.test(it.screen()) && !/has changed/.test(it.screen()));
  lab.press('ctrl+c');
  await lab.exit();
  expect(await listed()).toEqual({ exercises: 2, done: 2, changed: 0 });
});
