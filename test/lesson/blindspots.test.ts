import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { allBlindSpots, blindSpots } from '../../src/lesson/blindspots.ts';
import { parseLesson } from '../../src/lesson/parse.ts';
import { undrawn } from '../../src/lesson/seeding.ts';
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

test('the numbers of the shipped lessons show every known mistake, and so does every draw', () => {
  expect(lessons.flatMap((lesson) => allBlindSpots(lesson))).toEqual([]);
});

test('a mistake that the lesson’s own numbers hide does not keep draws from being handed out', () => {
  // A factor of 1 may be left out unnoticed, in every draw.
  const hidden = parseLesson(
    'good.md',
    [
      ...['---', 'format: 1', 'id: own', 'title: Own', 'goal: See it.', 'seeds: 4', '---', ''],
      ...[
        '```network',
        'W: 2×2, x: 2, y: 2, k: 1',
        'z = k * (W @ x)',
        'L = mean((z - y)^2)',
        '```',
        '',
      ],
      ...['```numbers', 'W = [[1, 2], [-1, 1]]', 'k = 1', 'x = [1, 2]', 'y = [3, 2]'],
      ...['fresh: x in 1..3', 'fresh: y in 0..6', '```', '', '# Back', '', '```exercise'],
      ...['id: dx', 'kind: compute', 'ask: What goes back?', 'wants: dL/dx', '```', ''],
    ].join('\n'),
  );
  const lesson = hidden.ok ? hidden.lesson : null;
  const spots = allBlindSpots(lesson!);
  expect(spots.length).toBeGreaterThan(0);
  for (const { seeds } of spots) expect(seeds).toEqual([0, 1, 2, 3, 4]);
  expect(undrawn(lesson!.template!, 1)).toEqual([]);
});
