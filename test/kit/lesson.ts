import type { Lesson } from '../../src/lesson/lesson.ts';
import { parseLesson } from '../../src/lesson/parse.ts';

/** A lesson of one layer, in which unit 2 is off; what the tests of the author's tools work on. */
export const oneLayer = `---
format: 1
id: one-layer
title: One layer
goal: Find the gradient for the weights of one layer.
minutes: 8
---

\`\`\`network
x: 2, W: 3×2, y: 3
z = W @ x
h = relu(z)
L = mean((h - y)^2)
\`\`\`

\`\`\`numbers
x = [1, 2]
W = [[1, 1], [1, -1], [-1, 0.75]]
y = [1, 2, 3]
\`\`\`

# What the weights see

A weight reaches the loss $L$ through **one** entry of \`z\`:

$$
\\frac{\\partial L}{\\partial W} = \\frac{\\partial L}{\\partial z} x^\\top
$$

1. one
2. two

> Remember.

\`\`\`text
as it is
\`\`\`

\`\`\`note
Ask the class.
\`\`\`

\`\`\`show
graph
heatmap dL/dz
alt: One row of zeros.
\`\`\`

---

# Your turn

\`\`\`exercise
id: dW
kind: derive
ask: Write $\\partial L/\\partial W$ from $\\partial L/\\partial h$, $z$ and $x$.
wants: dL/dW
given: [dL/dh]
hints:
  - How many weights are there?
  - Which pairs do they join?
why: Mask, then the outer product.
mistakes:
  missing-mask: Unit 2 is off.
\`\`\`

\`\`\`show
heatmap dL/dW h
\`\`\`

---

# A choice

\`\`\`exercise
id: which
kind: choice
ask: Which units let the gradient pass?
options:
  - { text: "Those with $z > 0$.", right: true }
  - { text: All of them., label: all-pass, say: A unit that was off gives 0. }
\`\`\`
`;

/** Reads a lesson that has to be one. */
export function lessonOf(text: string, file = 'one-layer.md'): Lesson {
  const read = parseLesson(file, text);
  if (!read.ok) throw new Error(JSON.stringify(read.issues));
  return read.lesson;
}
