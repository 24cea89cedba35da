import { describe, expect, test } from 'vitest';
import { notesPage } from '../../src/session/notes.ts';
import { noProgress } from '../../src/session/progress.ts';
import { lessonOf, oneLayer } from '../kit/lesson.ts';
import { maskless, monday, right, student } from '../kit/student.ts';

const lesson = lessonOf(oneLayer);

describe('notes', () => {
  test('hold the network, the question, the answer, and the mistakes with what is said to them', () => {
    const progress = student(lesson, [
      ['dW', maskless, monday],
      ['dW', '(', monday],
      ['dW', maskless, monday],
      ['dW', right, monday],
      ['which', 'b', monday],
    ]);
    expect(notesPage([lesson], progress)).toBe(`# Notes

## One layer

Find the gradient for the weights of one layer.

\`\`\`text
z = W x
h = relu(z)
L = mean((h − y)²)
\`\`\`

### Your turn

Write $\\partial L/\\partial W$ from $\\partial L/\\partial h$, $z$ and $x$.

**\`(dL/dh * (z > 0)) @ x.T\`**. On the board: \`(∂L/∂h ⊙ 1[z>0]) xᵀ\`. Mask, then the outer product.

\`\`\`text
∂L/∂z = ∂L/∂h ⊙ 1[z>0]
∂L/∂W = ∂L/∂z xᵀ
\`\`\`

Mistakes on the way:

- \`dL/dh @ x.T\` (missing-mask): Unit 2 is off.

### A choice

Which units let the gradient pass?

Not answered right yet.

Mistakes on the way:

- \`b\`: All of them. (all-pass): A unit that was off gives 0.
`);
  });

  test('leave out what was not answered', () => {
    expect(notesPage([lesson], noProgress)).toContain('Nothing is answered yet.');
    const one = notesPage([lesson], student(lesson, [['which', 'a', monday]]));
    expect(one).not.toContain('Your turn');
    expect(one).toContain('**`a`**');
  });

  test('keep an answer to an exercise that has changed since, and say so', () => {
    const edited = lessonOf(oneLayer.replace('L = mean((h - y)^2)', 'L = sum((h - y)^2)'));
    const page = notesPage([edited], student(lesson, [['dW', maskless, monday]]));
    expect(page).toContain('The exercise has changed since it was answered.');
    expect(page).toContain('- `dL/dh @ x.T` (missing-mask)\n');
  });

  test('hold any text a student can type', () => {
    const odd = '`` `a` | $x$ <b> \u202E\u001B[31m';
    const page = notesPage(
      [lesson],
      student(lesson, [
        ['which', odd, monday],
        ['which', 'b', monday],
      ]),
    );
    expect(page).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}]/u);
  });
});
