import { bracketAt } from '../editor.ts';
import { AnswerField } from './AnswerField.tsx';
import type { Exhibit } from './exhibit.ts';
import * as sample from './gallerySamples.ts';
import { VerdictLine } from './VerdictLine.tsx';

const answer = '(dL/dh3 * (z3 > 0)) @ h2';

/** The answer line and what is said to it. */
export const answers: readonly Exhibit[] = [
  {
    name: 'answer, while typing',
    draw: (place) => (
      <AnswerField
        {...place}
        prompt="∂L/∂W₃ ="
        text={answer}
        cursor={answer.length}
        reading="(∂L/∂h₃ ⊙ 1[z₃ > 0]) h₂"
        shapes="3×1 · 4×1"
        problem="The inner sizes, 1 and 4, differ: which of the two has to be turned?"
        span={[22, 24]}
      />
    ),
  },
  {
    name: 'answer, bracket without partner',
    draw: (place) => (
      <AnswerField
        {...place}
        prompt="∂L/∂W₃ ="
        text="((dL/dh3 * (z3 > 0) @ h2.T"
        cursor={1}
        bracket={bracketAt('((dL/dh3 * (z3 > 0) @ h2.T', 1)}
        problem="This bracket is never closed: write ) where the product ends."
        span={[0, 1]}
      />
    ),
  },
  {
    name: 'answer, completing',
    draw: (place) => (
      <AnswerField
        {...place}
        prompt="∂L/∂W₃ ="
        text="dL/dh3"
        cursor={6}
        completion={{ candidates: sample.names, index: 2 }}
      />
    ),
  },
  {
    name: 'answer, empty',
    draw: (place) => (
      <AnswerField
        {...place}
        prompt="∂L/∂W₃ ="
        text=""
        cursor={0}
        hint="a formula, or rows [[…], …]"
      />
    ),
  },
  {
    name: 'verdict, right',
    draw: (place) => (
      <VerdictLine
        {...place}
        verdict="correct"
        label={null}
        message="Each entry is an output's gradient times an input."
        credit={0.8}
      />
    ),
  },
  {
    name: 'verdict, not yet',
    draw: (place) => (
      <VerdictLine
        {...place}
        verdict="incorrect"
        label="missing-mask"
        message="Unit 2 is off (z₃ = −3), so none of its weights matter right now, but your row 2 is not zero. Which factor switches it off?"
        credit={0}
      />
    ),
  },
  {
    name: 'verdict, not judged',
    draw: (place) => (
      <VerdictLine
        {...place}
        verdict="unreadable"
        label="unknown-name"
        message="h2T is no name here. Did you mean h2ᵀ? Type it h2.T."
        credit={0}
      />
    ),
  },
];
