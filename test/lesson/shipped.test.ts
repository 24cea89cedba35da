import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { checkLesson } from '../../src/lesson/check.ts';
import { checkCourse } from '../../src/lesson/course.ts';
import { parseLesson } from '../../src/lesson/parse.ts';

const folder = new URL('../../lessons/', import.meta.url);
const order = [
  ...['structure', 'loss', 'layer-3-weights', 'layer-3-input', 'layer-2', 'layer-1', 'class'],
  'descent',
];
const files = readdirSync(folder).filter((file) => file.endsWith('.md'));

describe('the shipped lessons', () => {
  const parsed = files.map((file) =>
    parseLesson(file, readFileSync(new URL(file, folder), 'utf8')),
  );

  test.each(files.map((file, i) => [file, parsed[i]!] as const))('%s is proved', (_, read) => {
    expect(read.ok ? checkLesson(read.lesson) : read.issues).toEqual([]);
  });

  test('stand together', () => {
    const lessons = parsed.flatMap((read) => (read.ok ? [read.lesson] : []));
    expect(checkCourse(lessons)).toEqual([]);
    // Progress hangs on the ids; another lesson may stand anywhere among them.
    expect(lessons.map(({ id }) => id).filter((id) => order.includes(id))).toEqual(order);
  });
});
