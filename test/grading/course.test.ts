import { describe, expect, it } from 'vitest';
import { grade } from '../../src/grading/grade.ts';
import { prepare } from '../../src/grading/prepare.ts';
import type { Feedback } from '../../src/grading/verdict.ts';
import { course } from './curriculum.ts';
import { labelsOf } from './labels.ts';

const prepared = course.map((exercise) => ({ ...exercise, p: prepare(exercise.question) }));
const wrong = prepared.flatMap(({ id, p, wrong }) =>
  wrong.map(([code, answer]) => ({ id, code, answer, p })),
);

describe('the exercises of a course', () => {
  it.each(prepared)('$id: right answers are correct', ({ p, right }) => {
    for (const answer of right)
      expect([answer, grade(p, answer).verdict]).toEqual([answer, 'correct']);
  });

  it.each(wrong)('$id $code: $answer is not', ({ p, answer }) => {
    const feedback = grade(p, answer);
    expect(feedback.verdict).not.toBe('correct');
    expect(feedback.credit).toBe(0);
  });

  it('gives most wrong answers the label that their authors meant, without any help of a lesson', () => {
    const named = wrong.filter(({ code, answer, p }) =>
      labelsOf.get(code)?.includes(grade(p, answer).label ?? ''),
    );
    expect(named.length / wrong.length).toBeGreaterThan(0.79);
  });

  it('judges an answer the same whatever was answered before', () => {
    const verdict = ({ verdict, label, message, span }: Feedback) => ({
      verdict,
      label,
      message,
      span,
    });
    for (const { p, right, wrong, question } of prepared.slice(0, 16)) {
      const fresh = prepare(question);
      const answers = [...right, ...wrong.map(([, answer]) => answer)];
      const forwards = answers.map((answer) => verdict(grade(p, answer)));
      const backwards = [...answers].reverse().map((answer) => verdict(grade(fresh, answer)));
      expect(backwards.reverse()).toEqual(forwards);
    }
  });

  it('never tells an answer that would be correct', () => {
    for (const { p, right, wrong } of prepared) {
      for (const [, answer] of wrong) {
        const { message, read } = grade(p, answer);
        const secrets = [p.formula, ...right].filter((text) => text.length > 6);
        // What the student wrote may be repeated, even where it is a part of the answer.
        for (const secret of secrets.filter((text) => !read?.includes(text))) {
          expect(message).not.toContain(secret);
        }
      }
    }
  });
});
