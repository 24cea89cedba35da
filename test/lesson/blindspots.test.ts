import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { blindSpots } from '../../src/lesson/blindspots.ts';
import { parseLesson } from '../../src/lesson/parse.ts';
import { lessons } from '../session/support.ts';

const good = readFileSync(new URL('../lessons/good.md', import.meta.url), 'utf8');

function labels(text: string): string[] {
  const read = parseLesson('good.md', text);
  return read.ok ? blindSpots(read.lesson).map(({ label }) => label) : [];
}

test('where all units are on, numbers do not show a missing mask', () => {
  const asked = good
    .replace('wants: dL/dh\n', 'wants: dL/dz\n')
    .replace('"[4/3, -4/3, -4/3]"', '"[0, 0, 0]"');
  expect(labels(asked)).not.toContain('missing-mask');
  expect(labels(asked.replace(/W = \[[\s\S]*?\n\]/, 'W = [[1, 1], [1, 2], [2, 1]]'))).toContain(
    'missing-mask',
  );
});

test('the numbers of the shipped lessons show every known mistake', () => {
  expect(lessons.flatMap((lesson) => blindSpots(lesson))).toEqual([]);
});
