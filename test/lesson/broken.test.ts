import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { checkLesson } from '../../src/lesson/check.ts';
import type { Issue } from '../../src/lesson/lesson.ts';
import { parseLesson } from '../../src/lesson/parse.ts';

const folder = new URL('../lessons/', import.meta.url);
const files = readdirSync(folder).filter((file) => file.endsWith('.md'));

function issuesOf(file: string): { readonly text: string; readonly issues: readonly Issue[] } {
  const text = readFileSync(new URL(file, folder), 'utf8');
  const read = parseLesson(file, text);
  return { text, issues: read.ok ? checkLesson(read.lesson) : read.issues };
}

describe('each broken lesson is reported as the comment in it says', () => {
  test.each(files)('%s', (file) => {
    const { text, issues } = issuesOf(file);
    const [, expected = ''] = /<!-- expect\n([\s\S]*?)\n-->/.exec(text) ?? [];
    const rows = expected.split('\n').filter((row) => row !== '');
    const wanted = rows.map((row) => /^(\d+:\d+ [\w-]+) ?(.*)$/.exec(row)!);
    const seen = issues.map(({ line, column, code }) => `${line}:${column} ${code}`);
    expect(seen, JSON.stringify(issues, null, 1)).toEqual(wanted.map(([, place]) => place));
    wanted.forEach(([, , part = ''], i) => {
      expect(issues[i]!.message).toContain(part);
      expect(issues[i]!.message).toMatch(/[.?!]$/);
    });
  });

  test('only the good one has none', () => {
    expect(files.filter((file) => issuesOf(file).issues.length === 0)).toEqual(['good.md']);
  });
});
