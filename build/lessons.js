import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { importTs } from './import-ts.js';

/** The shipped lessons, read: what the program finds there it need not read itself at its start. */
export async function readyLessons(root) {
  const { parseLesson } = await importTs('src/lesson/parse.ts');
  const { drawStarts } = await importTs('src/lesson/seeding.ts');
  const { readyLessons: together } = await importTs('src/store/ready.ts');
  const folder = join(root, 'lessons');
  const names = (await readdir(folder)).filter((name) => name.endsWith('.md')).sort();
  const files = await Promise.all(
    names.map(async (name) => {
      const path = join(folder, name);
      const { size, mtimeMs } = await stat(path);
      return [await readFile(path, 'utf8'), [name, size, mtimeMs]];
    }),
  );
  // A lesson with a fault is left to the program, which says what it is.
  const read = files.flatMap(([text, file]) => {
    const parsed = parseLesson('', text);
    if (!parsed.ok) return [];
    const { template, seeds } = parsed.lesson;
    const draws = template === null ? [] : drawStarts(template, seeds);
    return [[text, parsed.lesson, file, draws]];
  });
  const { heads, bodies } = together(read);
  return [
    { name: 'lessons.json', text: heads },
    { name: 'lessons.pack', text: bodies },
  ];
}
