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

  const whole = parsed.flatMap((read) => (read.ok ? [read.lesson] : []));
  const path = whole.filter(({ id }) => order.includes(id));

  test.each(path.map((lesson) => [lesson.id, lesson] as const))(
    '%s has something to predict, derive, compute, break and watch, and ends in three lines',
    (_, { steps, minutes }) => {
      const kinds = steps.flatMap(({ exercise }) => exercise?.kind ?? []);
      const pictures = steps.flatMap(({ blocks }) =>
        blocks.flatMap((block) => (block.kind === 'show' ? block.pictures : [])),
      );
      const moving = ['forward', 'backward', 'slide', 'calls', 'chart'];
      const breaks = steps.filter(
        ({ title, exercise }) =>
          /^(Break it|Mend it|Twice)/.test(title) || exercise?.kind === 'experiment',
      );
      expect(kinds.some((kind) => kind === 'shape' || kind === 'choice')).toBe(true);
      expect(kinds).toContain('derive');
      expect(kinds).toContain('compute');
      expect(breaks.length).toBeGreaterThan(0);
      expect(pictures.some(({ kind }) => moving.includes(kind))).toBe(true);
      const last = steps.at(-1)!.blocks.find(({ kind }) => kind === 'list');
      expect(last?.kind === 'list' && last.items.length).toBe(3);
      expect(minutes).toBeGreaterThanOrEqual(8);
      expect(minutes).toBeLessThanOrEqual(15);
    },
  );

  test('every numbered equation of the notes is drawn', () => {
    const drawn = path.flatMap(({ steps }) =>
      steps.flatMap(({ blocks }) =>
        blocks.flatMap((block) => (block.kind === 'formula' ? block.tex : [])),
      ),
    );
    const numbers = drawn.flatMap((tex) =>
      [...tex.matchAll(/\\tag\{(\d+)\}|& \((\d+)\)/g)].map((found) => found[1] ?? found[2]),
    );
    expect(numbers).toEqual(['1', '2', '3', '4', '5', '6', '7', '8', '9', '10']);
  });

  test('stand together', () => {
    const lessons = parsed.flatMap((read) => (read.ok ? [read.lesson] : []));
    expect(checkCourse(lessons)).toEqual([]);
    // Progress hangs on the ids; another lesson may stand anywhere among them.
    expect(lessons.map(({ id }) => id).filter((id) => order.includes(id))).toEqual(order);
  });
});
