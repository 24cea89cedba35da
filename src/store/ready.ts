import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Lesson } from '../lesson/lesson.ts';
import type { LessonFile } from './lessons.ts';

/** A shipped lesson as the build has read it, beside the text that it has read. */
export interface Ready {
  readonly text: string;
  /** Packed by `pack`. */
  readonly lesson: unknown;
}

/** Stands beside the bundle; the sources, which tests run, have none. */
const file = fileURLToPath(new URL('./lessons.json', import.meta.url));
let ready: ReadonlyMap<string, unknown> | null = null;

/**
 * The lesson of a file whose text the build has read already, else null. Reading Markdown and YAML
 * takes a cold V8 some 15 ms a lesson, and the lab needs all of them before its first frame.
 */
export function readyLesson({ path, text }: LessonFile): Lesson | null {
  ready ??= readReady();
  const packed = ready.get(text);
  return packed === undefined ? null : { ...(unpack(packed) as Lesson), file: path };
}

function readReady(): ReadonlyMap<string, unknown> {
  try {
    const list = JSON.parse(readFileSync(file, 'utf8')) as readonly Ready[];
    return new Map(list.map(({ text, lesson }) => [text, lesson]));
  } catch {
    return new Map();
  }
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
