import { describe, expect, it } from 'vitest';
import type { Env } from '../../src/engine/run.ts';
import { grade } from '../../src/grading/grade.ts';
import type { Candidate } from '../../src/grading/mistakes/candidate.ts';
import { knownMistakes } from '../../src/grading/mistakes/known.ts';
import { equalOn, fingerprint, levels } from '../../src/grading/mistakes/search.ts';
import { teach } from '../../src/grading/prepare.ts';
import { print } from '../../src/notation/print.ts';
import { course } from './course/index.ts';
import { alone } from './listing.ts';

/** Labels that come from comparing values, for which no mistaken reference is made. */
const BY_RELATION = ['constant-factor', 'extra-factor', 'wrong-sign', 'transposed-result', 'zero'];

/** Whether a mistake of another label has the same value, or the same structure. */
function isTied(candidate: Candidate, all: readonly Candidate[], draws: readonly Env[]) {
  const likeness = ({ expr }: Candidate) =>
    draws
      .slice(0, 2)
      .map((env) => fingerprint(expr, env))
      .join();
  return (label: string) =>
    all.some(
      (other) =>
        other.label === label &&
        (candidate.expr.shape
          ? equalOn(draws, other.expr, candidate.expr)
          : !other.expr.shape && likeness(other) === likeness(candidate)),
    );
}

describe('every generated mistake, printed and read again', () => {
  const counts = { named: 0, tied: 0, mended: 0, unnamed: 0, costless: 0 };

  it.each(course)('of $id is refused, and no message has the answer', (exercise) => {
    const p = alone(exercise);
    const { all } = knownMistakes(p);
    const forms = [...levels(p), teach(p.scope, p.asked, p.question.given ?? [])]
      .filter((e) => e.args.length > 0)
      .flatMap((e) => [
        print(e, 'math', { showDim: p.showDim }),
        print(e, 'numpy', { showDim: p.showDim }),
      ]);
    // Of the longest lists every third, which are as many kinds.
    const some = all.length > 350 ? all.filter((_, i) => i % 3 === 0) : all;
    for (const candidate of some) {
      const answer = print(candidate.expr, 'numpy', { showDim: p.showDim });
      const { verdict, label, message } = grade(p, answer);
      // A transpose of equal numbers, in a square: right in this picture, and said to be so.
      if (verdict === 'correct') {
        expect([answer, label]).toEqual([answer, 'this-size-only']);
        continue;
      }
      for (const form of forms.filter((text) => text.length > 6)) {
        expect(message).not.toContain(form);
      }
      const tied = isTied(candidate, all, p.draws());
      if (verdict === 'unreadable') counts.costless++;
      else if (label === candidate.label) counts.named++;
      else if (label === 'value' || label === 'wrong-shape') counts.unnamed++;
      else if (BY_RELATION.includes(label!) || tied(label!)) counts.tied++;
      else counts.mended++;
    }
  });

  it('gets its own name, or one that cannot be told from it', () => {
    const { named, tied, mended, unnamed } = counts;
    const wrong = named + tied + mended + unnamed;
    expect(wrong).toBeGreaterThan(3500);
    expect((named + tied) / wrong).toBeGreaterThan(0.96);
    expect(unnamed / wrong).toBeLessThan(0.02);
  });
});
