import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { gradeExercise } from '../../src/lesson/exercises/index.ts';
import { messagesOf } from '../../src/lesson/misconception.ts';
import { lessonOf, oneLayer } from '../kit/lesson.ts';
import { root } from '../support/root.ts';

const [dW, which] = lessonOf(oneLayer).steps.flatMap(({ exercise }) => exercise ?? []);
const heard = (label: string | null) => messagesOf(dW!, label);

describe('wrong answers for an author to hear', () => {
  test('are made from the tables of mistakes', () => {
    expect(heard('missing-mask')[0]).toMatchObject({
      answer: 'dL_dh @ x.T',
      feedback: { verdict: 'incorrect', label: 'missing-mask', message: 'Unit 2 is off.' },
    });
    expect(heard('missing-transpose').length).toBeGreaterThan(0);
    expect(heard('softmax-diagonal')).toEqual([]);
  });

  test('are one for each mistake when none is named', () => {
    const labels = heard(null).map(({ feedback }) => feedback.label);
    expect(new Set(labels).size).toBe(labels.length);
    expect(labels).toEqual(
      expect.arrayContaining(['missing-mask', 'missing-transpose', 'wrong-sign', 'wrong-mask']),
    );
  });

  test('are the options of a choice', () => {
    expect(messagesOf(which!).map(({ answer, feedback }) => [answer, feedback.label])).toEqual([
      ['b', 'all-pass'],
    ]);
  });

  test('get what is printed beside them, in every shipped lesson', () => {
    const files = readdirSync(`${root}/lessons`).filter((name) => name.endsWith('.md'));
    const lessons = files.map((name) => lessonOf(readFileSync(`${root}/lessons/${name}`, 'utf8')));
    const exercises = lessons.flatMap(({ steps }) =>
      steps.flatMap(({ exercise }) => exercise ?? []),
    );
    expect(exercises.length).toBeGreaterThan(20);
    for (const exercise of exercises) {
      for (const { answer, feedback } of messagesOf(exercise, 'missing-mask')) {
        expect(gradeExercise(exercise, answer)).toEqual(feedback);
        expect(feedback.label).toBe('missing-mask');
      }
    }
  });
});
