import {
  type Course,
  checkCourse,
  courseIssues,
  inCourseOrder,
  parseCourse,
} from '../lesson/course.ts';
import type { Issue, Lesson } from '../lesson/lesson.ts';
import { parseLesson } from '../lesson/parse.ts';
import { findLessons, type LessonFiles, readLessons } from '../store/lessons.ts';
import { readyLesson } from '../store/ready.ts';

/** Every lesson that could be read, and everything that is wrong with the others. */
export interface Catalogue {
  readonly lessons: readonly CatalogueEntry[];
  /** What the `course.yaml` of their folders say. */
  readonly courses: readonly Course[];
  readonly issues: readonly Issue[];
}

export interface CatalogueEntry {
  readonly lesson: Lesson;
  /** `shipped`, or the path of the file. */
  readonly source: string;
  /** The title of its course; null for one that belongs to none. */
  readonly course: string | null;
}

/**
 * The lessons the lab offers: the shipped ones, ./lessons, the environment's, then `paths`. Two
 * with one id would share progress: the first is kept, and the issue names both files.
 */
export function loadCatalogue(paths: readonly string[] = []): Catalogue {
  const { lessons, courses, issues } = readAll(findLessons(paths));
  const ids = new Set(lessons.map((entry) => entry.lesson.id));
  const twins = ids.size < lessons.length ? duplicates(lessons) : [];
  const first = lessons.filter(
    (entry, i) => lessons.findIndex((other) => other.lesson.id === entry.lesson.id) === i,
  );
  return { lessons: first, courses, issues: [...issues, ...twins] };
}

function duplicates(lessons: readonly CatalogueEntry[]): readonly Issue[] {
  return checkCourse(lessons.map((entry) => entry.lesson)).filter(
    ({ code }) => code === 'duplicate-id',
  );
}

/** All lessons of the course that these paths belong to, and the files the paths name themselves. */
export function loadCourse(paths: readonly string[]): Catalogue & { readonly files: Set<string> } {
  const { files, courses, unread } = readLessons(paths);
  // Those that could not be read as well: what is wrong with them is asked about too.
  const named = new Set([...files, ...courses, ...unread].map(({ path }) => path));
  return { ...readAll(findLessons(paths)), files: named };
}

/** Reads lesson files into lessons, or into what is wrong with them. */
export function readAll({ files, courses: found, unread }: LessonFiles): Catalogue {
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
      lessons.push({ lesson: parsed.lesson, source, course: null });
    }
  }
  const courses = found.flatMap((file) => {
    const parsed = parseCourse(file.path, file.text);
    if (!parsed.ok) issues.push(...parsed.issues);
    else issues.push(...arrange(lessons, parsed.course, file.lessons));
    return parsed.ok ? [parsed.course] : [];
  });
  return { lessons, courses, issues };
}

/** Puts the lessons of these files into the order of their course; returns what is wrong with it. */
function arrange(
  lessons: CatalogueEntry[],
  course: Course,
  files: readonly string[],
): readonly Issue[] {
  const places = lessons.flatMap(({ lesson }, i) => (files.includes(lesson.file) ? [i] : []));
  const members = places.map((i) => lessons[i]!);
  const order = inCourseOrder(
    course,
    members.map(({ lesson }) => lesson),
  );
  order.forEach((lesson, i) => {
    const entry = members.find((each) => each.lesson === lesson)!;
    lessons[places[i]!] = { ...entry, course: course.title };
  });
  return courseIssues(course, order);
}
