import { describe, expect, it } from 'vitest';
import { grade } from '../../src/grading/grade.ts';
import { prepare } from '../../src/grading/prepare.ts';
import { sentences } from '../../src/grading/sentences.ts';
import type { Feedback } from '../../src/grading/verdict.ts';
import { course } from './course/index.ts';
import { catalogue, labelsOf } from './labels.ts';
import { alone, entries, page } from './listing.ts';

const prepared = course.map((exercise) => ({ ...exercise, p: alone(exercise) }));

describe('the exercises of a course', () => {
  it.each(prepared)('$id: right answers are correct', ({ p, right }) => {
    for (const answer of right)
      expect([answer, grade(p, answer).verdict]).toEqual([answer, 'correct']);
  });

  it.each(entries)('$id $code: $answer is not', ({ alone, taught }) => {
    for (const { verdict, credit } of [alone, taught]) {
      expect(verdict).toBe('incorrect');
      expect(credit).toBe(0);
    }
  });

  it('get the label that the authors meant, most of them without any help of a lesson', () => {
    const [tables, lessons] = [
      entries.filter(({ byTables }) => byTables),
      entries.filter(({ byLesson }) => byLesson),
    ];
    expect(tables.length / entries.length).toBeGreaterThan(0.9);
    expect(lessons.length / entries.length).toBeGreaterThan(0.98);
  });

  it('has a reason for every wrong answer that gets another label', () => {
    const silent = entries.filter(({ byLesson, reason }) => !byLesson && !reason);
    expect(silent.map(({ id, code }) => `${id} ${code}`)).toEqual([]);
    const named = entries.filter(({ byLesson, reason }) => byLesson && reason);
    expect(named).toEqual([]);
  });

  it('is listed in docs/mistakes.md with what is said', async () => {
    await expect(page()).toMatchFileSnapshot('../../docs/mistakes.md');
  });

  it('judges an answer the same whatever was answered before', () => {
    const verdict = ({ verdict, label, message, span }: Feedback) => ({
      verdict,
      label,
      message,
      span,
    });
    for (const { p, right, wrong, question, values } of prepared.slice(0, 16)) {
      const fresh = prepare({ ...question, ...(values && { values }) });
      const answers = [...right, ...wrong.map(([, answer]) => answer)];
      const forwards = answers.map((answer) => verdict(grade(p, answer)));
      const backwards = [...answers].reverse().map((answer) => verdict(grade(fresh, answer)));
      expect(backwards.reverse()).toEqual(forwards);
    }
  });
});

/** Labels of wrong answers that are listed with a reason. */
function reasonsFor(): readonly string[] {
  return entries.flatMap(({ code, reason }) => (reason ? (labelsOf.get(code) ?? []) : []));
}

describe('the catalogue of misconceptions', () => {
  const rows = new Set(course.flatMap(({ mistakes }) => Object.keys(mistakes ?? {})));
  const unread = ['rounded', 'undecided', 'unknown-name', 'not-allowed', 'syntax'];

  it('has all 49, each with a label that is said or a row of a lesson', () => {
    expect(catalogue).toBe(49);
    const known = new Set([...Object.keys(sentences), ...rows, ...unread]);
    const labels = new Set([...labelsOf.values()].flat());
    expect([...labels].filter((label) => !known.has(label))).toEqual([]);
  });

  it('says what each wrong answer of the course means', () => {
    expect(entries.filter(({ code }) => !labelsOf.has(code))).toEqual([]);
  });

  it('needs every row that a lesson of the course has', () => {
    const used = new Set(entries.map(({ taught }) => taught.label));
    const excused = new Set(reasonsFor());
    expect([...rows].filter((label) => !used.has(label) && !excused.has(label))).toEqual([]);
  });
});
