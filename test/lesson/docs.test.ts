import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { checkLesson } from '../../src/lesson/check.ts';
import { kinds } from '../../src/lesson/exercises/index.ts';
import { commonFields } from '../../src/lesson/exercises/kind.ts';
import { headFields } from '../../src/lesson/frontmatter.ts';
import { parseLesson } from '../../src/lesson/parse.ts';

const docs = readFileSync(new URL('../../docs/lessons.md', import.meta.url), 'utf8');

test('the lesson of the manual is a good one', () => {
  const [, lesson = ''] = /````markdown\n([\s\S]*?)````/.exec(docs) ?? [];
  const read = parseLesson('docs/lessons.md', lesson);
  expect(read.ok ? checkLesson(read.lesson) : read.issues).toEqual([]);
});

test('the manual names every kind and every key', () => {
  const keys = [headFields, commonFields, ...Object.values(kinds).map(({ fields }) => fields)];
  const named = [...Object.keys(kinds), ...keys.flatMap((fields) => Object.keys(fields))];
  expect(named.filter((key) => !docs.includes(`\`${key}\``))).toEqual([]);
});
