import { closeSync, openSync, readFileSync, readSync, type Stats, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Lesson, Network, Step } from '../lesson/lesson.ts';
import { type DrawStarts, noteDraws } from '../lesson/noteddraws.ts';
import { noteOutline, type Outline, outlineOf } from '../lesson/outline.ts';
import { noteFormulas, parseLatex } from '../notation/latex.ts';
import type { MathNode } from '../notation/math.ts';
import { digest } from './digest.ts';
import type { LessonFile } from './lessons.ts';
import { pack, type Texts, textsOf, unpack, withTexts } from './packed.ts';

/** What of a lesson is not looked at before it is opened, and most of its bytes. */
type Body = Pick<Lesson, 'steps' | 'template'>;

/** Where a text stands among the bodies. */
type Span = readonly [start: number, length: number];

/** A lesson without its body, and where the parts of that are. */
interface Head extends Readonly<Record<keyof Body, Span>> {
  readonly lesson: Omit<Lesson, keyof Body>;
  /** Of the networks of its steps. */
  readonly outlines: Span;
  /** Those that its first step shows, read. */
  readonly formulas: Span;
  /** What its seeds draw. */
  readonly draws: Span;
  readonly file: FileMark;
}

/** What the disk says of a file. */
export type FileMark = readonly [name: string, size: number, modified: number];

/** A lesson that the build has read, the text it read it from, the file of that, and what its seeds draw. */
export type Read = readonly [text: string, lesson: Lesson, file: FileMark, draws: DrawStarts];

/** By the digest of each lesson's text, its head. */
type Heads = Readonly<Record<string, Head>>;

/** These stand beside the bundle; the sources, which tests run, have none. */
const beside = (name: string) => join(import.meta.dirname, name);
let heads: Heads | null = null;

/**
 * The lesson of a file whose text the build has read already, else null. Reading Markdown and YAML
 * takes a cold V8 some 15 ms a lesson, and the lab needs all of them before its first frame.
 */
export function readyLesson(file: LessonFile): Lesson | null {
  heads ??= readHeads();
  const head = file.asBuilt ? headOf(file.path) : heads[digest(file.text)];
  if (!head) return null;
  return Object.assign(joined(head, readBody), { file: file.path });
}

/** An installer gives all files its own time; it has never taken longer between two of them. */
const installing = 60_000;
const isInstalled = /[\\/]node_modules[\\/]/.test(import.meta.dirname);

/**
 * Whether a shipped lesson is still the file that the build has read, as far as size and time tell:
 * then it need not be read. The time is that of the build, or that of the other installed files.
 */
export function isAsBuilt(path: string, { size, mtimeMs }: Stats): boolean {
  const [, builtSize, modified] = headOf(path)?.file ?? [];
  if (modified === undefined || size !== builtSize) return false;
  if (mtimeMs === modified) return true;
  return isInstalled && Math.abs(mtimeMs - statSync(beside('lessons.json')).mtimeMs) < installing;
}

function headOf(path: string): Head | undefined {
  heads ??= readHeads();
  const name = basename(path);
  return Object.values(heads).find(({ file }) => file[0] === name);
}

/** Lessons as the build has read them: their heads, and their bodies one after the other. */
export function readyLessons(read: readonly Read[]): {
  readonly heads: string;
  readonly bodies: string;
} {
  let bodies = '';
  const add = (part: unknown): Span => {
    const start = bodies.length;
    bodies += ascii(JSON.stringify(part));
    return [start, bodies.length - start];
  };
  const found = read.map(([text, { steps, template, ...lesson }, file, draws]) => {
    const outlines = add(pack(networksOf(steps).map(outlineOf)));
    const texts = template && textsOf(template, steps);
    const head: Head = {
      ...{ lesson, file, outlines },
      formulas: add(pack(formulasOf(steps[0]!))),
      draws: add(draws),
      ...{ steps: add(pack(steps)), template: add(texts) },
    };
    return [digest(text), head] as const;
  });
  return { heads: JSON.stringify(Object.fromEntries(found)), bodies };
}

/** A lesson of whose body each part is read when it is first looked at. */
export function joined(head: Head, read: (...span: Span) => string): Lesson {
  const parts: Partial<Body> = {};
  const data = (span: Span) => unpack(JSON.parse(read(...span)));
  const part = (name: keyof Body): PropertyDescriptor => ({
    enumerable: true,
    get: () => {
      if (name in parts) return parts[name];
      const texts = name === 'template' ? (JSON.parse(read(...head.template)) as Texts) : [];
      // A template is the steps with other texts in them; its objects are its own.
      Object.assign(parts, { [name]: texts && withTexts(data(head.steps), texts) });
      if (name === 'template' && parts.template) {
        noteDraws(parts.template, JSON.parse(read(...head.draws)) as DrawStarts);
      }
      if (name === 'steps') {
        noteFormulas(data(head.formulas) as ReturnType<typeof formulasOf>);
        const outlines = data(head.outlines) as readonly (Outline | null)[];
        networksOf(parts.steps!).forEach((network, i) => {
          if (outlines[i]) noteOutline(network, outlines[i]);
        });
      }
      return parts[name];
    },
  });
  return Object.defineProperties({ ...head.lesson } as Lesson, {
    steps: part('steps'),
    template: part('template'),
  });
}

/** Those that pictures are drawn of, each once. */
function networksOf(steps: readonly Step[]): readonly Network[] {
  const all = steps.flatMap(({ network, exercise, blocks }) => [
    network,
    exercise?.network ?? null,
    ...blocks.map((block) => ('network' in block ? block.network : null)),
  ]);
  return [...new Set(all.filter((each) => each !== null))];
}

/** What the lesson opens with is drawn before the reader of LaTeX is loaded. */
function formulasOf(step: Step): readonly (readonly [source: string, math: MathNode])[] {
  const found = new Map<string, MathNode>();
  const visit = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    const { kind, tex, text } = value as Readonly<Record<string, unknown>>;
    const source = kind === 'formula' ? tex : kind === 'math' ? text : null;
    const read = typeof source === 'string' ? parseLatex(source) : null;
    if (read?.ok) found.set(source as string, read.math);
    Object.values(value).forEach(visit);
  };
  visit(step.blocks);
  return [...found];
}

function readHeads(): Heads {
  try {
    return JSON.parse(readFileSync(beside('lessons.json'), 'utf8')) as Heads;
  } catch {
    return {};
  }
}

function readBody(...[start, length]: Span): string {
  const file = openSync(beside('lessons.pack'), 'r');
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
