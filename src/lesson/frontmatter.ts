import {
  type Fields,
  flag,
  list,
  nullable,
  number,
  optional,
  placesOf,
  readFields,
  required,
  text,
} from './fields.ts';
import type { Lesson } from './lesson.ts';
import type { Source } from './source.ts';
import { openYaml } from './yaml.ts';

/** What the front matter says of a lesson. */
export type Head = Omit<Lesson, 'file' | 'steps' | 'places' | 'seed' | 'template'> & {
  readonly format: number;
};

/** Ids of lessons: kebab case. */
export const lessonId = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;
const id = text('an id in kebab case of at most 60 characters, such as `layer-3-weights`', {
  max: 60,
  pattern: lessonId,
  code: 'bad-id',
});

/** The keys of the front matter. */
export const headFields: Fields<Head> = {
  format: required(number('1, the version of this format', { min: 1, max: 1 })),
  id: required(id),
  title: required(text('a title of at most 60 characters', { max: 60 })),
  goal: required(text('one sentence: what the student can do afterwards', { max: 300 })),
  needs: optional(list(id), []),
  minutes: optional(nullable(number('a number of minutes', { min: 1, max: 600 })), null),
  language: optional(
    text('a language tag such as `en`', { pattern: /^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/ }),
    'en',
  ),
  authors: optional(list(text('a name')), []),
  gate: optional(flag('true or false: whether it waits for the lessons it needs'), false),
  seeds: optional(
    number('a number from 1 to 100: the draws of fresh numbers to hand out', {
      min: 1,
      max: 100,
      integer: true,
    }),
    20,
  ),
  license: optional(nullable(text('the name of a licence')), null),
};

/** The front matter: what it says, if it could be read, and where the Markdown after it begins. */
export interface ReadHead {
  readonly head: (Head & Pick<Lesson, 'places'>) | null;
  readonly body: number;
}

/** Reads the front matter at the top of a lesson; null when the file does not have any. */
export function readHead(source: Source): ReadHead | null {
  const found = /^---[ \t]*\n([\s\S]*?\n)?---[ \t]*(?:\n|$)/.exec(source.text);
  if (!found) {
    const message = source.text.startsWith('---')
      ? 'Close the front matter with a line `---`.'
      : 'Begin the file with front matter: a line `---`, then `format: 1`, `id:`, `title:` and `goal:`, then `---`.';
    source.report(0, 'front-matter', message);
    return null;
  }
  const body = found[0].length;
  const yaml = { source, base: source.text.indexOf('\n') + 1, text: found[1] ?? '' };
  const map = openYaml(yaml);
  const read = map && readFields(map, headFields, yaml);
  if (!read) return { head: null, body };
  return { head: { ...read.data, places: placesOf(read, source) }, body };
}
