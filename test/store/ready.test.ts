import { describe, expect, it } from 'vitest';
import type { DrawStarts } from '../../src/lesson/noteddraws.ts';
import { parseLesson } from '../../src/lesson/parse.ts';
import { drawStarts } from '../../src/lesson/seeding.ts';
import { seeded } from '../../src/lesson/seeds.ts';
import { digest } from '../../src/store/digest.ts';
import { readLessons, shippedLessons } from '../../src/store/lessons.ts';
import { pack, unpack } from '../../src/store/packed.ts';
import { joined, readyLesson, readyLessons } from '../../src/store/ready.ts';

const throughJson = (data: unknown) => unpack(JSON.parse(JSON.stringify(pack(data))));

describe('packed data', () => {
  it('is the same again, and so are its shared objects', () => {
    const network = { names: ['a', '__proto__', '='], n: [1, null, [true]] };
    const data = { steps: [{ network }, { network, other: network.names }], last: network };
    const read = throughJson(data) as typeof data;
    expect(read).toEqual(data);
    expect(read.steps[1]!.network).toBe(read.last);
    expect(read.steps[1]!.other).toBe(read.last.names);
  });

  const { files } = readLessons([shippedLessons]);
  it.each(files.map((file) => [file.path, file] as const))('can be %s', (_, file) => {
    const parsed = parseLesson(file.path, file.text);
    if (!parsed.ok) throw new Error(`${file.path} has issues`);
    const { heads, bodies } = readyLessons([
      ['', parsed.lesson, ['first.md', 0, 0], []],
      ['text', parsed.lesson, ['second.md', 4, 1], []],
    ]);
    const head = JSON.parse(heads)[digest('text')];
    const [start, length] = head.steps;
    expect(start).toBeGreaterThan(0);
    expect(head.template[0]).toBe(start + length);
    const read = joined(head, (start, length) => bodies.slice(start, start + length));
    expect(read).toEqual(parsed.lesson);
    expect({ ...read }).toStrictEqual(parsed.lesson);
    const networks = new Set(parsed.lesson.steps.map(({ network }) => network));
    expect(new Set(read.steps.map(({ network }) => network)).size).toBe(networks.size);
  });
});

describe('what the seeds of a built lesson draw', () => {
  const file = readLessons([shippedLessons]).files.find(({ path }) => path.includes('layer-1'))!;
  const parsed = parseLesson(file.path, file.text);
  if (!parsed.ok) throw new Error(`${file.path} has issues`);
  const { lesson } = parsed;
  const built = (draws: DrawStarts) => {
    const { heads, bodies } = readyLessons([['text', lesson, ['a.md', 4, 1], draws]]);
    const head = JSON.parse(heads)[digest('text')];
    return joined(head, (start, length) => bodies.slice(start, start + length));
  };
  const draws = drawStarts(lesson.template!, 3);

  it('is what they draw when it is looked for', () => {
    expect(draws.length).toBeGreaterThan(1);
    for (const seed of [1, 2, 3, 4]) {
      expect(seeded(built(draws), seed).steps).toEqual(seeded(lesson, seed).steps);
    }
  });

  it('is taken from what the build has found, and not looked for again', () => {
    const next = draws.map((each) => each.map((start) => start + 1));
    const steps = seeded(built(next), 2).steps;
    expect(steps).not.toEqual(seeded(lesson, 2).steps);
    const none = draws.map((each) => each.map(() => -1));
    const [own] = seeded(built(none), 2).steps;
    expect(own!.network!.values).toEqual(lesson.steps[0]!.network!.values);
  });
});

it('is not used by the sources, which may be newer', () => {
  const [file] = readLessons([shippedLessons]).files;
  expect(readyLesson(file!)).toBeNull();
});

it('tells a text that was changed anywhere', () => {
  const [{ text } = { text: '' }] = readLessons([shippedLessons]).files;
  const changed = Array.from({ length: text.length }, (_, i) =>
    digest(`${text.slice(0, i)}\u0001${text.slice(i + 1)}`),
  );
  expect(new Set([...changed, digest(text)]).size).toBe(text.length + 1);
});
