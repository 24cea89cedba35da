import { closeSync, openSync, readFileSync, readSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Lesson } from '../lesson/lesson.ts';
import type { LessonFile } from './lessons.ts';

/** What of a lesson is not looked at before it is opened, and most of its bytes. */
type Body = Pick<Lesson, 'steps' | 'template'>;

/** A lesson without its body, and where that stands among the bodies. */
interface Head {
  readonly lesson: Omit<Lesson, keyof Body>;
  readonly start: number;
  readonly length: number;
}

/** By the digest of each lesson's text, its head. */
type Heads = Readonly<Record<string, Head>>;

/** These stand beside the bundle; the sources, which tests run, have none. */
const beside = (name: string) => fileURLToPath(new URL(name, import.meta.url));
let heads: Heads | null = null;

/**
 * The lesson of a file whose text the build has read already, else null. Reading Markdown and YAML
 * takes a cold V8 some 15 ms a lesson, and the lab needs all of them before its first frame.
 */
export function readyLesson({ path, text }: LessonFile): Lesson | null {
  heads ??= readHeads();
  const head = heads[digest(text)];
  if (!head) return null;
  return Object.assign(
    joined(head, (start, length) => readBody(start, length)),
    { file: path },
  );
}

/** Lessons as the build has read them: their heads, and their bodies one after the other. */
export function readyLessons(read: readonly (readonly [text: string, lesson: Lesson])[]): {
  readonly heads: string;
  readonly bodies: string;
} {
  let bodies = '';
  const found = read.map(([text, { steps, template, ...lesson }]) => {
    const body = ascii(JSON.stringify(pack({ steps, template } satisfies Body)));
    const head: Head = { lesson, start: bodies.length, length: body.length };
    bodies += body;
    return [digest(text), head] as const;
  });
  return { heads: JSON.stringify(Object.fromEntries(found)), bodies };
}

/** A lesson whose body is read when it is first looked at. */
export function joined(
  { lesson, start, length }: Head,
  read: (start: number, length: number) => string,
): Lesson {
  let body: Body | null = null;
  const opened = () => {
    body ??= unpack(JSON.parse(read(start, length))) as Body;
    return body;
  };
  return Object.defineProperties({ ...lesson } as Lesson, {
    steps: { enumerable: true, get: () => opened().steps },
    template: { enumerable: true, get: () => opened().template },
  });
}

function readHeads(): Heads {
  try {
    return JSON.parse(readFileSync(beside('./lessons.json'), 'utf8')) as Heads;
  } catch {
    return {};
  }
}

function readBody(start: number, length: number): string {
  const file = openSync(beside('./lessons.pack'), 'r');
  try {
    const bytes = Buffer.allocUnsafe(length);
    readSync(file, bytes, 0, length, start);
    return bytes.toString('latin1');
  } finally {
    closeSync(file);
  }
}

/** A byte for a character, so that places count both and the bytes need no decoding. */
function ascii(json: string): string {
  return json.replace(
    /[^\0-\x7f]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/**
 * Length and 53 bits of a text (as cyrb53 of the public domain, four bytes at once): enough to tell a lesson
 * that someone has changed, and a tenth of the time that loading node:crypto takes.
 */
export function digest(text: string): string {
  const bytes = Buffer.from(`${text}\0\0\0`);
  const words = new Int32Array(bytes.buffer, bytes.byteOffset, bytes.length >> 2);
  let low = 0xdeadbeef;
  let high = 0x41c6ce57;
  for (const word of words) {
    low = Math.imul(turn(low) ^ word, 2654435761);
    high = Math.imul(turn(high) ^ word, 1597334677);
  }
  low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909);
  high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909);
  return `${text.length}-${(high & 0x1fffff) * 2 ** 32 + (low >>> 0)}`;
}

/** Products carry upwards only: without this the upper half of a word would hardly count. */
function turn(bits: number): number {
  return (bits << 15) | (bits >>> 17);
}

/**
 * Plain data for JSON. What stands in it several times as one object, as a lesson's network does,
 * is one object again after `unpack`; what is computed of it is remembered by that.
 */
export function pack(data: unknown): unknown {
  const seen = new Map<object, number>();
  const visit = (value: unknown): unknown => {
    if (typeof value !== 'object' || value === null) return value;
    const known = seen.get(value);
    if (known !== undefined) return { [again]: known };
    seen.set(value, seen.size);
    if (Array.isArray(value)) return value.map(visit);
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, visit(each)]));
  };
  return visit(data);
}

/** No key of a lesson: those are words. */
const again = '=';

/** Undoes `pack`. */
export function unpack(packed: unknown): unknown {
  const seen: unknown[] = [];
  const visit = (value: unknown): unknown => {
    if (typeof value !== 'object' || value === null) return value;
    const index = (value as Record<string, unknown>)[again];
    if (typeof index === 'number') return seen[index];
    const entries = value as Record<string, unknown>;
    seen.push(value);
    for (const key of Object.keys(entries)) entries[key] = visit(entries[key]);
    return value;
  };
  return visit(packed);
}
