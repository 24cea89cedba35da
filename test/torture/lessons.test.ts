import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { checkLesson } from '../../src/lesson/check.ts';
import { parseLesson } from '../../src/lesson/parse.ts';
import { root } from '../support/root.ts';
import { type Chance, chance, figure, rounds, Slowest, trace, unfit } from '../support/torture.ts';

const files = ['lessons', 'test/lessons'].flatMap((folder) =>
  readdirSync(join(root, folder))
    .filter((name) => name.endsWith('.md'))
    .map((name) => readFileSync(join(root, folder, name), 'utf8')),
);

const junk = [
  ...['---', '```', '````', '~~~', '$', '$$', '\\', '{', '}', '[', ']', '|', '>', '#', '- ', '* '],
  ...['```derive\n', '```network\n', '```numbers\n', '```show\n', '\n\n', '\t', '\r', '\r\n'],
  ...['&a [*a]', '*a', '!!js/function x', '!!binary', '<<: *a', '? ', ': ', '%TAG ! x', '...'],
  ...['\u001b]0;x\u0007', '\u202e', '\u200b', '\u0000', '\ufeff', '\ud800', '\u2028', '𝑾', 'ﬀ'],
  ...['__proto__: 1', 'constructor', 'toString', '1e999', '-0', '0x7fffffff', '9'.repeat(400)],
  ...['\\frac{', '\\begin{bmatrix}', '<script>', '![x](../../etc/passwd)', '[x](javascript:1)'],
  ...['(((('.repeat(100), '[[[['.repeat(100), '> '.repeat(200), '- '.repeat(200), '*'.repeat(300)],
];

/** A lesson with one to six wounds: cut, doubled, moved, mixed with another, or with junk in it. */
function wounded(random: Chance): string {
  let text = random.pick(files);
  for (let i = random.int(random.pick([1, 2, 6])); i >= 0; i--) {
    const from = random.int(text.length + 1);
    const to = Math.min(text.length, from + random.int(random.pick([2, 20, 300])));
    const part = text.slice(from, to);
    const other = random.pick(files);
    const into = random.pick([
      '',
      part + part,
      random.pick(junk),
      random.pick(junk) + part,
      part.split('').reverse().join(''),
      other.slice(random.int(other.length)).slice(0, 200),
      String.fromCharCode(random.int(65536)),
    ]);
    text = text.slice(0, from) + into + text.slice(to);
  }
  const whole = random.int(50) === 0 ? text.slice(0, random.int(text.length)) : text;
  // As it comes out of a file: half a character is none.
  return Buffer.from(whole).toString();
}

it('any lesson file is read, or refused with places and sentences that can be shown', () => {
  const random = chance('lessons');
  const count = rounds(20_000, 400);
  const slowest = new Slowest();
  let read = 0;
  let proved = 0;
  for (let i = 0; i < count; i++) {
    const text = wounded(random);
    const parsed = slowest.run(`parse ${text}`, () => parseLesson('wounded.md', text));
    if (parsed.ok) read += 1;
    // To prove a lesson takes it longer than to read it, and a wound in prose changes nothing there.
    const prove = parsed.ok && read % 20 === 0;
    if (prove) proved += 1;
    const issues = parsed.ok ? (prove ? checkLesson(parsed.lesson) : []) : parsed.issues;
    if (!parsed.ok && issues.length === 0) expect.fail(`refused without a word:\n${text}`);
    const lines = text.split(/\r\n|\r|\n/).length;
    for (const { message, line, column, code } of issues) {
      if (unfit.test(message) || trace.test(message) || !/^[a-z-]+$/.test(code)) {
        expect.fail(`${JSON.stringify(message)} [${code}] for:\n${text}`);
      }
      if (!(line >= 1 && line <= lines + 1 && column >= 1)) {
        expect.fail(`${line}:${column} of ${lines} lines (${code}) for:\n${text}`);
      }
    }
    if (parsed.ok && unfit.test(shownText(parsed.lesson))) {
      expect.fail(`lets through what does not belong on a screen:\n${JSON.stringify(text)}`);
    }
  }
  figure(`${count} mutated lessons: ${read} could be read, ${proved} of them proved`);
  slowest.expectAtMost(100);
  expect(read).toBeGreaterThan(0);
  expect(read).toBeLessThan(count);
}, 1_200_000);

/** Every text of a lesson, one a line. */
function shownText(value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value !== 'object' || value === null) return '';
  return Object.values(value).map(shownText).join('\n');
}
