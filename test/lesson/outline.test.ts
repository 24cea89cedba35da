import { describe, expect, it } from 'vitest';
import type { Network } from '../../src/lesson/lesson.ts';
import { noteOutline, outlineOf, shownValue } from '../../src/lesson/outline.ts';
import { parseLesson } from '../../src/lesson/parse.ts';
import { outlined, tensorOf, work } from '../../src/lesson/worked.ts';
import { readLessons, shippedLessons } from '../../src/store/lessons.ts';
import { joined, readyLessons } from '../../src/store/ready.ts';

const lessons = readLessons([shippedLessons]).files.map(({ path, text }) => {
  const parsed = parseLesson(path, text);
  if (!parsed.ok) throw new Error(`${path} has issues`);
  const { heads, bodies } = readyLessons([[text, parsed.lesson, [path, 0, 0], []]]);
  const [head] = Object.values<Parameters<typeof joined>[0]>(JSON.parse(heads));
  return [path, joined(head!, (start, length) => bodies.slice(start, start + length))] as const;
});

describe('what the build has worked out of a network', () => {
  it.each(lessons)('is what the engine says, to the bit: %s', (_, { steps }) => {
    const networks = new Set(steps.flatMap(({ network }) => network ?? []));
    expect(networks.size).toBeGreaterThan(0);
    for (const network of networks) {
      expect(outlineOf(network)).toEqual(outlined(network));
      const { loss } = work(network)!;
      for (const name of network.names.flatMap((each) => [each, `d${loss}/d${each}`])) {
        expect(shownValue(network, name)).toStrictEqual(tensorOf(network, name));
      }
    }
  });
});

it('has what JSON cannot hold from the engine', () => {
  const network: Network = {
    program: 'a = x / 0\nb = 0 * y\nL = mean(a) + mean(b)',
    shapes: { x: [1, 1], y: [1, 1] },
    values: { x: 1, y: -1 },
    fresh: [],
    names: ['x', 'y', 'a', 'b', 'L'],
    place: { line: 1, column: 1 },
  };
  const outline = JSON.parse(JSON.stringify(outlined(network)));
  expect(Object.keys(outline.values)).toEqual(expect.arrayContaining(['x', 'y']));
  expect(Object.keys(outline.values)).not.toContain('a');
  noteOutline(network, outline);
  expect(shownValue(network, 'a')!.data[0]).toBe(Number.POSITIVE_INFINITY);
  expect(shownValue(network, 'b')!.data[0]).toBe(-0);
});
