import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Lesson } from '../lesson/lesson.ts';
import type { LessonFile } from './lessons.ts';

/** Shipped lessons as the build has read them, packed by `pack`, by the digest of their text. */
export type Ready = Readonly<Record<string, unknown>>;

/** Stands beside the bundle; the sources, which tests run, have none. */
const file = fileURLToPath(new URL('./lessons.json', import.meta.url));
let ready: Ready | null = null;

/**
 * The lesson of a file whose text the build has read already, else null. Reading Markdown and YAML
 * takes a cold V8 some 15 ms a lesson, and the lab needs all of them before its first frame.
 */
export function readyLesson({ path, text }: LessonFile): Lesson | null {
  ready ??= readReady();
  const packed = ready[digest(text)];
  return packed === undefined ? null : { ...(unpack(packed) as Lesson), file: path };
}

function readReady(): Ready {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Ready;
  } catch {
    return {};
  }
}

/**
 * Length and 53 bits of a text (cyrb53, which is in the public domain): enough to tell a lesson
 * that someone has changed, and a tenth of the time that loading node:crypto takes.
 */
export function digest(text: string): string {
  let low = 0xdeadbeef;
  let high = 0x41c6ce57;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    low = Math.imul(low ^ unit, 2654435761);
    high = Math.imul(high ^ unit, 1597334677);
  }
  low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909);
  high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909);
  return `${text.length}-${(high & 0x1fffff) * 2 ** 32 + (low >>> 0)}`;
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
