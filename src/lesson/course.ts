import {
  type Fields,
  list,
  number,
  optional,
  placesOf,
  readFields,
  required,
  text,
} from './fields.ts';
import { lessonId } from './frontmatter.ts';
import type { Issue, Lesson, Place } from './lesson.ts';
import { openSource } from './source.ts';
import { suggest } from './suggest.ts';
import { openYaml } from './yaml.ts';

/** What the `course.yaml` of a folder of lessons says. */
export interface Course {
  readonly title: string;
  /** Ids of lessons, first things first; lessons that it does not name come after them. */
  readonly order: readonly string[];
  /** The file it was read from, as issues name it. */
  readonly file: string;
  /** Where the values of its keys stand. */
  readonly places: Readonly<Record<string, Place>>;
}

/** The keys of a `course.yaml`. */
export function courseFields(): CourseFields {
  return fields;
}

type CourseFields = Fields<Pick<Course, 'title' | 'order'> & { readonly format: number }>;

const fields: CourseFields = {
  format: required(number('1, the version of this format', { min: 1, max: 1 })),
  title: required(text('a title of at most 60 characters', { max: 60 })),
  order: optional(list(text('the id of a lesson', { max: 60, pattern: lessonId })), []),
};

/** A course, or everything in its file that has to be mended. */
export type ParsedCourse =
  | { readonly ok: true; readonly course: Course }
  | { readonly ok: false; readonly issues: readonly Issue[] };

/** Reads a `course.yaml`. `file` is the name that issues give. */
export function parseCourse(file: string, raw: string): ParsedCourse {
  const source = openSource(file, raw);
  const map = openYaml({ source, base: 0, text: source.text });
  const read = map && readFields(map, fields, { source, base: 0, text: source.text });
  if (!read || source.issues.length > 0) return { ok: false, issues: source.issues };
  const { title, order } = read.data;
  return { ok: true, course: { title, order, file, places: placesOf(read, source) } };
}

/** The lessons in the order of their course; what it does not name keeps its place after them. */
export function inCourseOrder(course: Course, lessons: readonly Lesson[]): readonly Lesson[] {
  const named = course.order.flatMap((id) => lessons.find((lesson) => lesson.id === id) ?? []);
  const first = [...new Set(named)];
  return [...first, ...lessons.filter((lesson) => !first.includes(lesson))];
}

/** What of a course's order does not stand: a lesson that is not in its folder, or named twice. */
export function courseIssues(course: Course, lessons: readonly Lesson[]): readonly Issue[] {
  const ids = lessons.map(({ id }) => id);
  const place = course.places.order ?? { line: 1, column: 1 };
  return course.order.flatMap((id, i): Issue[] => {
    const issue = (code: string, message: string) => [
      { file: course.file, ...place, code, message },
    ];
    if (!ids.includes(id)) {
      return issue('unknown-lesson', `This folder has no lesson \`${id}\`. ${suggest(id, ids)}`);
    }
    return course.order.indexOf(id) < i
      ? issue('duplicate', `\`${id}\` stands in the order twice; keep one of the two.`)
      : [];
  });
}

/** What is wrong with lessons as a whole: two with one id, or one that needs a lesson there is not. */
export function checkCourse(lessons: readonly Lesson[]): readonly Issue[] {
  return lessons.flatMap((lesson, i) => {
    const { id, file, needs, places } = lesson;
    const twin = lessons.slice(0, i).find((each) => each.id === id);
    const missing = needs.filter((need) => !lessons.some((each) => each.id === need));
    const issue = (key: string, code: string, message: string): Issue => ({
      file,
      ...(places[key] ?? { line: 1, column: 1 }),
      code,
      message,
    });
    return [
      ...(twin
        ? [
            issue(
              'id',
              'duplicate-id',
              `\`${id}\` is the id of ${twin.file} already. Give one of the two another id.`,
            ),
          ]
        : []),
      ...missing.map((need) =>
        issue(
          'needs',
          'unknown-lesson',
          `There is no lesson \`${need}\`. Write the id of a lesson, or remove it.`,
        ),
      ),
    ];
  });
}
