import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { checkLesson } from '../../src/lesson/check.ts';
import { commonFields } from '../../src/lesson/exercises/kind.ts';
import { kinds } from '../../src/lesson/exercises/kinds.ts';
import { headFields } from '../../src/lesson/frontmatter.ts';
import { parseLesson } from '../../src/lesson/parse.ts';
import { replaced, tutorial } from '../support/tutorial.ts';

const docs = readFileSync(new URL('../../docs/lessons.md', import.meta.url), 'utf8');

test('the lesson that the tutorial ends with is a good one', () => {
  const files = new Map<string, string>();
  for (const deed of tutorial()) {
    if (deed.kind === 'write') files.set(deed.file, deed.text);
    if (deed.kind === 'replace') files.set(deed.file, replaced(files.get(deed.file)!, deed));
  }
  const read = parseLesson('lesson.md', files.get('lessons/first-gradient.md')!);
  expect(read.ok ? checkLesson(read.lesson) : read.issues).toEqual([]);
  expect(read.ok && read.lesson.seeds).toBe(20);
});

test('the manual names every kind and every key', () => {
  const keys = [headFields, commonFields, ...Object.values(kinds).map(({ fields }) => fields)];
  const named = [...Object.keys(kinds), ...keys.flatMap((fields) => Object.keys(fields))];
  expect(named.filter((key) => !docs.includes(`\`${key}\``))).toEqual([]);
});
