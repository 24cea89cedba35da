import { checkCourse } from '../lesson/check.ts';
import type { Issue, Lesson } from '../lesson/lesson.ts';
import { parseLesson } from '../lesson/parse.ts';
import { findLessons, readLessons } from '../store/lessons.ts';
import { readyLesson } from '../store/ready.ts';

/** Every lesson that could be read, and everything that is wrong with the others. */
export interface Catalogue {
  readonly lessons: readonly CatalogueEntry[];
  readonly issues: readonly Issue[];
}

export interface CatalogueEntry {
  readonly lesson: Lesson;
  /** `shipped`, or the path of the file. */
  readonly source: string;
}

/**
 * The lessons the lab offers: the shipped ones, ./lessons, the environment's, then `paths`. Two
 * with one id would share progress: the first is kept, and the issue names both files.
 */
export function loadCatalogue(paths: readonly string[] = []): Catalogue {
  const { lessons, issues } = readAll(findLessons(paths));
  const twins = checkCourse(lessons.map((entry) => entry.lesson)).filter(
    ({ code }) => code === 'duplicate-id',
  );
  const first = lessons.filter(
    (entry, i) => lessons.findIndex((other) => other.lesson.id === entry.lesson.id) === i,
  );
  return { lessons: first, issues: [...issues, ...twins] };
}

/** All lessons of the course that these paths belong to, and the files the paths name themselves. */
export function loadCourse(paths: readonly string[]): Catalogue & { readonly files: Set<string> } {
  const files = new Set(paths.length > 0 ? readLessons(paths).files.map(({ path }) => path) : []);
  return { ...readAll(findLessons(paths)), files };
}

/** Reads lesson files into lessons, or into what is wrong with them. */
export function readAll({ files, unread }: ReturnType<typeof readLessons>): Catalogue {
  const lessons: CatalogueEntry[] = [];
  const issues: Issue[] = unread.map(({ path, message }) => ({
    file: path,
    line: 1,
    column: 1,
    code: 'unreadable-file',
    message,
  }));
  for (const file of files) {
    const ready = readyLesson(file);
    const parsed = ready ? { ok: true as const, lesson: ready } : parseLesson(file.path, file.text);
    if (!parsed.ok) issues.push(...parsed.issues);
    else {
      const source = file.source === 'shipped' ? 'shipped' : file.path;
      lessons.push({ lesson: parsed.lesson, source });
    }
  }
  return { lessons, issues };
}
