import { expect, test } from 'vitest';
import { progressBar } from '../../src/commands/progressbar.ts';

/** What is written while so many ticks take so many milliseconds each. */
function written(ticks: number, each: number, isTTY = true): string {
  let time = 0;
  let text = '';
  const target = { isTTY, write: (more: string) => (text += more) };
  const bar = progressBar('checking', ticks, target, () => time);
  for (let i = 0; i < ticks; i++) {
    time += each;
    bar.tick();
  }
  bar.end();
  return text;
}

test('what is done within a second shows no bar', () => {
  expect(written(10, 99)).toBe('');
});

test('what takes longer shows how far it is, and leaves nothing behind', () => {
  const text = written(4, 500);
  expect(text).toContain(`\rchecking [${'#'.repeat(15)}${'.'.repeat(15)}] 50 %`);
  expect(text.endsWith('100 %\r\u001b[K')).toBe(true);
});

test('it is drawn ten times a second at most', () => {
  expect(written(2000, 1).split('\r').length - 2).toBe(11);
});

test('a pipe gets none of it', () => {
  expect(written(10, 5000, false)).toBe('');
});
