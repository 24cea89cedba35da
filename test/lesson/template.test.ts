import { describe, expect, test } from 'vitest';
import { checkLesson } from '../../src/lesson/check.ts';
import { commonFields } from '../../src/lesson/exercises/kind.ts';
import { type Kind, kinds } from '../../src/lesson/exercises/kinds.ts';
import { headFields } from '../../src/lesson/frontmatter.ts';
import { parseLesson } from '../../src/lesson/parse.ts';
import { pictureNames } from '../../src/lesson/show.ts';
import { blockNames } from '../../src/lesson/steps.ts';
import { template } from '../../src/lesson/template.ts';

const text = template('one-layer');
const read = parseLesson('one-layer.md', text);

describe('the template of a lesson', () => {
  test('is proved as it stands', () => {
    expect(read.ok ? checkLesson(read.lesson) : read.issues).toEqual([]);
  });

  test('has its id and a title made of it', () => {
    expect(read.ok && [read.lesson.id, read.lesson.title]).toEqual(['one-layer', 'One layer']);
  });

  test('shows every block, every picture and every kind of exercise', () => {
    expect(blockNames.filter((name) => !text.includes(`\n\`\`\`${name}\n`))).toEqual([]);
    expect(pictureNames.filter((name) => !new RegExp(`^${name}\\b`, 'm').test(text))).toEqual([]);
    const exercises = read.ok ? read.lesson.steps.flatMap(({ exercise }) => exercise ?? []) : [];
    const shown = new Set(exercises.map(({ kind }) => kind));
    expect([...shown]).toEqual(Object.keys(kinds));
  });

  test('names every key, and tries a right and a wrong answer for each kind', () => {
    const tables = [headFields, commonFields, ...Object.values(kinds).map(({ fields }) => fields)];
    const keys = new Set(tables.flatMap((fields) => Object.keys(fields)));
    const named = (key: string) =>
      new RegExp(`(^|[\\s{#])${key}( \\(required\\))?:`, 'm').test(text);
    expect([...keys].filter((key) => !named(key))).toEqual([]);
    for (const kind of Object.keys(kinds) as Kind[]) {
      const expected = kinds[kind].sample.match(/expect: [\w-]+/g) ?? [];
      expect(expected, kind).toContain('expect: correct');
      expect(expected.length, kind).toBeGreaterThan(1);
    }
  });

  test('has no line that is long to read', () => {
    expect(text.split('\n').filter((line) => [...line].length > 140)).toEqual([]);
  });
});
