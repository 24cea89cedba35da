import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { describe, expect } from 'vitest';
import { readLessons } from '../../src/store.ts';
import { it } from './folder.ts';

function put(folder: string, files: Readonly<Record<string, string | Buffer>>): void {
  mkdirSync(folder, { recursive: true });
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
}

const names = (paths: readonly { readonly path: string }[]) =>
  paths.map(({ path }) => basename(path));

describe('lesson files', () => {
  it('are read from folders and one by one, in order and once each', ({ folder }) => {
    put(folder, {
      'b.md': '\uFEFFB',
      'a.md': 'A',
      'README.md': 'about',
      'c.txt': 'C',
      '.d.md': 'D',
    });
    symlinkSync(join(folder, 'a.md'), join(folder, 'z.md'));
    const { files, unread } = readLessons([folder, join(folder, 'a.md'), join(folder, 'c.txt')]);
    expect(names(files)).toEqual(['a.md', 'b.md', 'c.txt']);
    expect(files.map(({ text, source }) => [text, source])).toEqual([
      ['A', 'user'],
      ['B', 'user'],
      ['C', 'user'],
    ]);
    expect(unread).toEqual([]);
  });

  it('of which one is a copy of another, to the letter, are one lesson at the place of the copy', ({
    folder,
  }) => {
    const [first, second] = [join(folder, 'first'), join(folder, 'second')];
    put(first, { 'a.md': 'A', 'b.md': 'B' });
    put(second, { 'a.md': 'A', 'b.md': 'B, edited', 'c.md': 'A' });
    const { files } = readLessons([first, second]);
    expect(files.map(({ path, text }) => [relative(folder, path), text])).toEqual([
      ['second/a.md', 'A'],
      ['first/b.md', 'B'],
      ['second/b.md', 'B, edited'],
      ['second/c.md', 'A'],
    ]);
  });

  it('that cannot be read are named, with what to do', ({ folder }) => {
    put(folder, { 'good.md': 'good', 'latin.md': Buffer.from([0x61, 0xe9, 0x62]), 'big.md': '' });
    truncateSync(join(folder, 'big.md'), 2 ** 40);
    execFileSync('mkfifo', [join(folder, 'pipe.md')]);
    mkdirSync(join(folder, 'sub.md'));
    symlinkSync(join(folder, 'loop.md'), join(folder, 'loop.md'));
    const { files, unread } = readLessons([folder, join(folder, 'none')]);
    expect(names(files)).toEqual(['good.md']);
    expect(unread.map(({ path, message }) => `${basename(path)}: ${message}`)).toEqual([
      'big.md: it is larger than 1024 kB; split the lesson',
      'latin.md: it is not UTF-8; save it in that encoding',
      'loop.md: it could not be read: a link there leads back to itself; look at the path again',
      'pipe.md: it is not a file; give a Markdown file or a folder of them',
      'sub.md: it is not a file; give a Markdown file or a folder of them',
      'none: there is no such file; look at the path again',
    ]);
  });

  it('are not followed out of their folder', ({ folder }) => {
    const secret = join(folder, 'secret.txt');
    const lessons = join(folder, 'lessons');
    put(folder, { 'secret.txt': 'secret' });
    put(lessons, {});
    put(join(folder, 'lessons-not'), { 'near.md': 'near' });
    symlinkSync(secret, join(lessons, 'a.md'));
    symlinkSync('../lessons-not/near.md', join(lessons, 'b.md'));
    symlinkSync('/etc/passwd', join(lessons, 'c.md'));
    const { files, unread } = readLessons([lessons]);
    expect(files).toEqual([]);
    expect(unread.map(({ message }) => message)).toEqual(
      Array(3).fill('it is a link that leads out of its folder; copy the file instead'),
    );
    expect(readLessons([secret]).files.map(({ text }) => text)).toEqual(['secret']);
  });

  it('beyond a number are counted and not read', ({ folder }) => {
    for (let i = 0; i < 502; i++) writeFileSync(join(folder, `${i}.md`), 'x');
    const { files, unread } = readLessons([folder]);
    expect(files.length).toBe(500);
    expect(unread[0]?.message).toContain('502 lessons');
  });
});
