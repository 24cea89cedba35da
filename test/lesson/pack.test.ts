import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { courseIssues, inCourseOrder, parseCourse } from '../../src/lesson/course.ts';
import { packLimits, readPack, writePack } from '../../src/lesson/pack.ts';
import { lessonOf, oneLayer } from '../kit/lesson.ts';

const name = fc.stringMatching(/^[a-z][a-z0-9 _-]{0,20}\.md$/);
const files = fc.uniqueArray(fc.record({ name, text: fc.string() }), {
  selector: (file) => file.name,
  minLength: 1,
});

const message = (data: unknown) => {
  const read = readPack(typeof data === 'string' ? data : JSON.stringify(data));
  return read.ok ? 'ok' : read.message;
};
const pack = (...packed: unknown[]) => ({ kind: 'backprop-lab course', format: 1, files: packed });

describe('a packed course', () => {
  test('is read as it was written', () => {
    fc.assert(
      fc.property(files, (all) => {
        expect(readPack(writePack(all))).toEqual({ ok: true, files: all });
      }),
    );
  });

  test('anything else is refused with a sentence, never thrown', () => {
    fc.assert(
      fc.property(fc.oneof(fc.json(), fc.string()), (text) => {
        expect(message(text)).toMatch(/^it .*/);
      }),
    );
  });

  test.each([
    ['../../.bashrc'],
    ['/etc/passwd'],
    ['a/b.md'],
    ['a\\b.md'],
    ['.hidden.md'],
    ['a.json'],
    ['C:a.md'],
    ['a\u202E.md'],
    ['a\n.md'],
    [`${'a'.repeat(200)}.md`],
    [''],
    [7],
  ])('refuses the name %j', (odd) => {
    expect(message(pack({ name: odd, text: '' }))).toContain('damaged');
  });

  test.each([
    [pack(), 'damaged'],
    [pack({ name: 'a.md', text: '' }, { name: 'A.md', text: '' }), 'a.md twice'],
    [pack({ name: 'a.md' }), 'damaged'],
    [{ ...pack({ name: 'a.md', text: '' }), format: 2 }, 'format 2'],
    [{ ...pack({ name: 'a.md', text: '' }), kind: 'x' }, 'not a packed course'],
    ['nonsense', 'not a packed course'],
  ])('refuses %j', (data, part) => {
    expect(message(data)).toContain(part);
  });

  test('has a limit', () => {
    const many = Array.from({ length: packLimits.files + 1 }, (_, i) => ({
      name: `${i}.md`,
      text: '',
    }));
    expect(message(pack(...many))).toContain('at most 500 lessons');
  });
});

describe('course.yaml', () => {
  const lessons = ['one', 'two', 'three'].map((id) =>
    lessonOf(oneLayer.replace('id: one-layer', `id: ${id}`), `${id}.md`),
  );
  const course = (text: string) => {
    const read = parseCourse('course.yaml', text);
    if (!read.ok) throw new Error(JSON.stringify(read.issues));
    return read.course;
  };

  test('puts lessons in order; those it does not name come after', () => {
    const read = course('format: 1\ntitle: A week\norder: [three, one]\n');
    expect(read.title).toBe('A week');
    expect(inCourseOrder(read, lessons).map(({ id }) => id)).toEqual(['three', 'one', 'two']);
    expect(courseIssues(read, lessons)).toEqual([]);
  });

  test('that names what is not there, or one thing twice, is told so', () => {
    const read = course('format: 1\ntitle: A week\norder: [tree, one, one]\n');
    expect(inCourseOrder(read, lessons).map(({ id }) => id)).toEqual(['one', 'two', 'three']);
    expect(courseIssues(read, lessons)).toMatchObject([
      { line: 3, column: 8, code: 'unknown-lesson', message: expect.stringContaining('`three`?') },
      { line: 3, column: 8, code: 'duplicate' },
    ]);
  });

  test.each([
    ['title: x\n', 'missing-key'],
    ['format: 1\ntitel: x\n', 'unknown-key'],
    ['format: 1\ntitle: [\n', 'yaml'],
    ['', 'yaml'],
    ['format: 1\ntitle: x\norder: [A B]\n', 'bad-value'],
  ])('%j is reported', (text, code) => {
    const read = parseCourse('course.yaml', text);
    expect(read.ok ? [] : read.issues.map((issue) => issue.code)).toContain(code);
  });
});
