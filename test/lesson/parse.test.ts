import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkLesson } from '../../src/lesson/check.ts';
import { checkCourse } from '../../src/lesson/course.ts';
import type { Block, Lesson } from '../../src/lesson/lesson.ts';
import { parseLesson } from '../../src/lesson/parse.ts';

const good = readFileSync(new URL('../lessons/good.md', import.meta.url), 'utf8');

function read(text: string): Lesson {
  const parsed = parseLesson('good.md', text);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.issues));
  return parsed.lesson;
}

describe('a good lesson', () => {
  const lesson = read(good);
  const [reading] = lesson.steps;

  test('has what its front matter says', () => {
    const { steps, places, ...head } = lesson;
    expect(head).toEqual({
      id: 'good',
      title: 'Every kind of block',
      goal: 'Stand for all that a lesson may hold.',
      needs: [],
      minutes: 5,
      language: 'en',
      authors: ['The lab'],
      gate: false,
      seeds: 0,
      seed: 0,
      template: null,
      license: 'CC-BY-4.0',
      file: 'good.md',
    });
    expect(places.id).toEqual({ line: 3, column: 5 });
    expect(steps.map(({ id, title }) => `${id}: ${title}`)).toEqual([
      'reading: Reading',
      'dW: A formula',
      'dh: A formula',
      'shape-W: A shape',
      'which: A choice',
      'rate: An experiment',
    ]);
  });

  test('has its blocks in the order of the file', () => {
    expect(reading!.blocks.map(({ kind }) => kind)).toEqual([
      ...['paragraph', 'formula', 'list', 'quote', 'code', 'show', 'note'],
    ]);
  });

  test('has its prose in pieces, math untouched by Markdown', () => {
    const [paragraph] = reading!.blocks as [Extract<Block, { kind: 'paragraph' }>];
    expect(paragraph.text).toEqual([
      { kind: 'text', text: 'A paragraph with ' },
      { kind: 'math', text: 'z = W x' },
      { kind: 'text', text: ', ' },
      { kind: 'emphasis', text: 'emphasis' },
      { kind: 'text', text: ', ' },
      { kind: 'strong', text: 'weight' },
      { kind: 'text', text: ' and ' },
      { kind: 'code', text: 'code' },
      { kind: 'text', text: '. A dollar: $5.' },
    ]);
  });

  test('has its network and numbers, minus signs and comments included', () => {
    expect(reading!.network).toMatchObject({
      program: 'z = W @ x\nh = relu(z)\nL = mean((h - y)^2)',
      shapes: { x: [2, 1], W: [3, 2], y: [3, 1] },
      values: {
        W: [
          [1, 1],
          [1, -1],
          [-1, 1],
        ],
      },
      names: ['x', 'W', 'y', 'z', 'h', 'L'],
    });
  });

  test('has its pictures, some of them waiting for an exercise', () => {
    const show = reading!.blocks.find((block) => block.kind === 'show');
    expect(show).toMatchObject({
      after: null,
      alt: 'The gradient has one row of zeros.',
      pictures: [
        { kind: 'graph' },
        { kind: 'heatmap', of: 'dL/dW' },
        { kind: 'heatmap', of: 'h' },
        { kind: 'formula', of: 'dL/dz' },
      ],
    });
    expect(lesson.steps[1]!.blocks.at(-1)).toMatchObject({ kind: 'show', after: 'dW' });
  });

  test('is plain data', () => {
    expect(JSON.parse(JSON.stringify(lesson))).toEqual(lesson);
  });

  test('reads the same with other line ends and a byte order mark', () => {
    expect(read(`\uFEFF${good.replaceAll('\n', '\r\n')}`)).toEqual(lesson);
  });
});

describe('a fingerprint', () => {
  const of = (text: string) => read(text).steps[1]!.exercise!.fingerprint;

  test('stays when only words change', () => {
    expect(
      of(
        good.replace('How many weights', 'Count. How many weights').replace('Mask, then', 'First'),
      ),
    ).toBe(of(good));
  });

  test.each([
    ['what is asked', 'wants: dL/dW', 'wants: dL/dz'],
    ['the network', 'h = relu(z)', 'h = sigmoid(z)'],
    ['a number', 'x = [1, 2]', 'x = [1, 3]'],
  ])('changes with %s', (_, from, to) => {
    expect(of(good.replace(from, to))).not.toBe(of(good));
  });
});

describe('lessons together', () => {
  test('two with one id name both files, and a need must be there', () => {
    const second = parseLesson('second.md', good.replace('needs: []', 'needs: [nowhere]'));
    const issues = second.ok ? checkCourse([read(good), second.lesson]) : [];
    expect(issues).toMatchObject([
      { file: 'second.md', line: 3, column: 5, code: 'duplicate-id' },
      { file: 'second.md', line: 6, column: 8, code: 'unknown-lesson' },
    ]);
    expect(issues[0]!.message).toContain('good.md');
  });
});

describe('whatever stands in a file', () => {
  const piece = fc.oneof(
    fc.constantFrom(
      '$',
      '$$',
      '```',
      '---',
      '\n---\n',
      '\n```network\n',
      '\n```exercise\n',
      '- ',
      '> ',
      '[[',
    ),
    fc.constantFrom(
      'id: x',
      'kind: choice',
      '*a',
      '&a ',
      '!!js ',
      '\\frac{',
      '{',
      '}',
      ': ',
      '\u202e',
      '\u0000',
    ),
    fc.string({ maxLength: 5 }),
  );
  const edit = fc.record({ at: fc.nat(good.length), cut: fc.nat(20), put: piece });

  test('the parser returns a lesson or issues with places in the file', () => {
    fc.assert(
      fc.property(fc.array(edit, { minLength: 1, maxLength: 4 }), (edits) => {
        const text = edits.reduce(
          (now, { at, cut, put }) => now.slice(0, at) + put + now.slice(at + cut),
          good,
        );
        const parsed = parseLesson('any.md', text);
        if (parsed.ok) return;
        const lines = text.replace(/\r\n?/g, '\n').split('\n');
        expect(parsed.issues.length).toBeGreaterThan(0);
        for (const { line, column, message } of parsed.issues) {
          expect(lines[line - 1]).toBeDefined();
          expect(column - 1).toBeLessThanOrEqual(lines[line - 1]!.length);
          expect(message).not.toMatch(/undefined|\[object|NaN/);
        }
      }),
      { numRuns: 150 },
    );
  });

  test('what was read can be checked', () => {
    fc.assert(
      fc.property(edit, ({ at, cut, put }) => {
        const parsed = parseLesson('any.md', good.slice(0, at) + put + good.slice(at + cut));
        if (parsed.ok) checkLesson(parsed.lesson);
      }),
      { numRuns: 60 },
    );
  });

  test.each([
    ['too long', `${good}${'a '.repeat(200_000)}`],
    ['quotes in quotes', `${good}\n${'>'.repeat(3000)} x`],
    [
      'lists in lists',
      `${good}\n${Array.from({ length: 200 }, (_, i) => `${' '.repeat(2 * i)}- x`).join('\n')}`,
    ],
    ['braces in math', `${good}\n$${'{'.repeat(5000)}$`],
    ['dashes in YAML', good.replace('needs: []', `needs: ${'- '.repeat(2000)}x`)],
  ])('%s: issues, no crash', (_, text) => {
    expect(parseLesson('any.md', text).ok).toBe(false);
  });

  test.each([
    ['stars', '*a **b '.repeat(3000)],
    ['brackets', '['.repeat(5000)],
  ])('%s are text', (_, text) => {
    expect(read(`${good}\n${text}\n`).steps.at(-1)!.blocks.at(-1)!.kind).toBe('paragraph');
  });
});
