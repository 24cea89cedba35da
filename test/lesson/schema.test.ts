import { readdirSync, readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { parseLesson } from '../../src/lesson/parse.ts';
import { courseSchema, lessonSchema } from '../../src/lesson/schema.ts';
import { template } from '../../src/lesson/template.ts';
import { root } from '../support/root.ts';

const ajv = new Ajv({ allowUnionTypes: true });
const isValid = ajv.compile(lessonSchema());
const isCourse = ajv.compile(courseSchema());

/** The YAML of a lesson: its front matter and its exercise blocks. */
function yamlIn(text: string): unknown[] {
  const head = /^---\n([\s\S]*?\n)---\n/.exec(text)?.[1] ?? '';
  const exercises = [...text.matchAll(/^```exercise\n([\s\S]*?)^```$/gm)].map(([, yaml]) => yaml!);
  return [head, ...exercises].map((yaml) => parse(yaml));
}

function read(folder: string): [string, string][] {
  const names = readdirSync(`${root}/${folder}`).filter((name) => name.endsWith('.md'));
  return names.map((name) => [name, readFileSync(`${root}/${folder}/${name}`, 'utf8')]);
}

/** Written anew by `npx vitest run --project unit test/lesson/schema.test.ts -u`. */
test('the published schemas are what the tables of fields say', async () => {
  const write = (schema: object) => `${JSON.stringify(schema, null, 2)}\n`;
  await expect(write(lessonSchema())).toMatchFileSnapshot('../../schema/lesson.schema.json');
  await expect(write(courseSchema())).toMatchFileSnapshot('../../schema/course.schema.json');
});

describe('the schema takes what the lab takes', () => {
  const good = [
    ...read('lessons'),
    ...read('test/lessons').filter(([name]) => name === 'good.md'),
    ['the template', template('one')] as [string, string],
  ];

  test.each(good)('%s', (_, text) => {
    for (const data of yamlIn(text)) {
      expect(isValid(data), JSON.stringify([data, isValid.errors])).toBe(true);
    }
  });
});

describe('the schema refuses what the lab refuses for its keys', () => {
  const codes = ['unknown-key', 'missing-key', 'bad-value', 'bad-id', 'unknown-kind'];
  const broken = read('test/lessons').filter(([name, text]) => {
    const parsed = parseLesson(name, text);
    if (parsed.ok) return false;
    const inBlock = (message: string) => !/not a key here.*`after`/.test(message);
    return parsed.issues.some(({ code, message }) => codes.includes(code) && inBlock(message));
  });

  test('of which there are some', () => {
    expect(broken.length).toBeGreaterThanOrEqual(8);
  });

  /** What a schema cannot see: that a value was written as an alias, and what another key holds. */
  const beyond = [
    ...['yaml-alias.md', 'experiment-rate.md'],
    ...['debug-line-missing.md', 'debug-nothing.md', 'order-late.md'],
  ];

  test.each(broken.filter(([name]) => !beyond.includes(name)))('%s', (_, text) => {
    expect(yamlIn(text).every((data) => isValid(data))).toBe(false);
  });
});

test('the schema of a course knows its keys', () => {
  expect(isCourse({ format: 1, title: 'A week', order: ['one', 'two'] })).toBe(true);
  expect(isCourse({ format: 1, title: 'A week', oder: [] })).toBe(false);
  expect(isCourse({ format: 2, title: 'A week' })).toBe(false);
});
