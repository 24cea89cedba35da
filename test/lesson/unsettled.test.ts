import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parseLesson } from '../../src/lesson/parse.ts';
import { unsettled } from '../../src/lesson/unsettled.ts';
import { lessons } from '../session/support.ts';

const text = readFileSync(new URL('../../lessons/07-class.md', import.meta.url), 'utf8');

function found(lesson: string) {
  const read = parseLesson('class.md', lesson);
  return read.ok ? unsettled(read.lesson) : [];
}

test('an answer that two families of mistakes give is listed, the name it gets first', () => {
  const without = text.replace(/^ {2}value-for-slope: \{ when: "3 \* b\^2.*\n/m, '');
  expect(without).not.toBe(text);
  expect(found(without).map(({ exercise, labels }) => [exercise, labels])).toEqual([
    ['db', ['value-for-slope', 'wrong-tensor']],
  ]);
});

test('a `when` of the lesson settles it, and what the order of labels settles is not listed', () => {
  expect(found(text)).toEqual([]);
  const weights = lessons.find(({ id }) => id === 'layer-3-weights')!;
  expect(unsettled(weights).map(({ labels }) => labels)).not.toContainEqual(
    expect.arrayContaining(['missing-mask', 'wrong-tensor']),
  );
});
