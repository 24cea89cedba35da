import {
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  openSync,
  readdirSync,
  readFileSync,
  realpathSync,
  type Stats,
  statSync,
} from 'node:fs';
import { basename, delimiter, dirname, join, relative, resolve, sep } from 'node:path';
import { courseFile, packLimits, readPack } from '../lesson/pack.ts';
import { packageRoot } from '../package.ts';
import { isAsBuilt } from './ready.ts';
import { errorCode, reason } from './trouble.ts';

/** The text of one lesson file. */
export interface LessonFile {
  /** As messages name it: relative to the working folder where that is shorter. */
  readonly path: string;
  /** Read from the disk when it is first asked for where it is as the build has read it. */
  readonly text: string;
  readonly source: 'shipped' | 'user';
  readonly asBuilt: boolean;
}

/** A path that could not be read, with a sentence that says why. */
export interface Unread {
  readonly path: string;
  readonly message: string;
}

/** A `course.yaml`, and the lessons it may order: the paths of those that stand beside it. */
export interface CourseFile {
  readonly path: string;
  readonly text: string;
  readonly lessons: readonly string[];
}

export interface LessonFiles {
  readonly files: readonly LessonFile[];
  readonly courses: readonly CourseFile[];
  readonly unread: readonly Unread[];
}

/** Lessons are prose; the longest shipped one has a few dozen kilobytes. */
const sizeLimit = 1024 * 1024;
const countLimit = 500;

/** The folder of the lessons that come with the lab. */
export const shippedLessons = join(packageRoot, 'lessons');

/**
 * Every lesson the lab can offer: the shipped ones, then those of `./lessons`, of the paths in
 * BACKPROP_LAB_LESSONS and of the paths given. A file that two of them name is read once, and a copy
 * takes the place of what it is a copy of.
 */
export function findLessons(given: readonly string[] = []): LessonFiles {
  const named = (process.env.BACKPROP_LAB_LESSONS ?? '').split(delimiter).filter(Boolean);
  const here = statSync('lessons', { throwIfNoEntry: false })?.isDirectory() ? ['lessons'] : [];
  return readLessons([shippedLessons, ...here, ...named, ...given]);
}

/**
 * The lesson files among these paths: each a file, a folder whose `.md` files are lessons, or a
 * course packed into one `.json` file.
 */
export function readLessons(paths: readonly string[]): LessonFiles {
  const files: LessonFile[] = [];
  const courses: CourseFile[] = [];
  const unread: Unread[] = [];
  const seen = new Set<string>();
  for (const path of paths) {
    const source = path === shippedLessons ? 'shipped' : 'user';
    const read = lessonPaths(path).flatMap(source === 'shipped' ? readShipped : readFound);
    const whole = read.flatMap((each) => ('message' in each ? [] : [each]));
    const fresh = whole.filter(({ real }) => !seen.has(real) && seen.add(real));
    const isCourse = (each: Read) => basename(each.path) === courseFile;
    const lessons = whole.filter((each) => !isCourse(each)).map((each) => shown(each.path));
    for (const each of fresh) {
      const path = shown(each.path);
      if (isCourse(each)) courses.push({ path, text: each.text, lessons });
      else take(files, lessonFile(each, path, source));
    }
    unread.push(...read.flatMap((each) => ('message' in each ? [each] : [])));
  }
  return { files, courses, unread };
}

function lessonFile(read: Read, path: string, source: LessonFile['source']): LessonFile {
  return {
    ...{ path, source, asBuilt: read.asBuilt ?? false },
    get text() {
      return read.text;
    },
  };
}

/** A shipped lesson is not even opened while it is the file that the build has read. */
function readShipped(found: Found | Unread): readonly (Read | Unread)[] {
  const stats = 'message' in found ? undefined : statOf(found.path);
  if ('message' in found || !stats?.isFile() || !isAsBuilt(found.path, stats)) {
    return readFound(found);
  }
  const { path, within } = found;
  return [
    {
      path,
      real: join(within!, basename(path)),
      asBuilt: true,
      get text() {
        const read = readLesson(found, sizeLimit);
        return 'text' in read ? read.text : '';
      },
    },
  ];
}

/** Of a link, not of what it leads to. */
function statOf(path: string): Stats | undefined {
  return lstatSync(path, { throwIfNoEntry: false });
}

/** A copy of a lesson, to the letter, stands in for it: else both would be proved, and share an id. */
function take(files: LessonFile[], file: LessonFile): void {
  const name = basename(file.path);
  // The names first: a shipped lesson may not have been opened yet.
  const twin = files.findIndex((each) => basename(each.path) === name && each.text === file.text);
  files.splice(twin < 0 ? files.length : twin, 1, file);
}

/** The text of a file, or the texts of the files packed into it. */
function readFound(found: Found | Unread): readonly (Read | Unread)[] {
  if ('message' in found) return [found];
  const isPack = /\.json$/i.test(found.path);
  const read = readLesson(found, isPack ? packLimits.characters : sizeLimit);
  if (!isPack || 'message' in read) return [read];
  const pack = readPack(read.text);
  if (!pack.ok) return [{ path: read.path, message: pack.message }];
  return pack.files.map(({ name, text }) => ({
    path: join(read.path, name),
    real: join(read.real, name),
    text,
  }));
}

/**
 * The text of any file, as far as it is one and not larger than so many bytes. With `within`, a link
 * may not lead out of that folder.
 */
export function readDocument(
  path: string,
  limit: number,
  within: string | null = null,
): Read | Unread {
  return readLesson({ path, within: within === null ? null : realpathSync(within) }, limit);
}

interface Found {
  readonly path: string;
  /** The folder that it may not lead out of, or null for a file that was named itself. */
  readonly within: string | null;
}

function lessonPaths(path: string): readonly (Found | Unread)[] {
  try {
    if (!statSync(path).isDirectory()) return [{ path, within: null }];
    const names = readdirSync(path).filter(isLessonName).sort();
    const within = realpathSync(path);
    const found = names.slice(0, countLimit).map((name) => ({ path: join(path, name), within }));
    if (names.length <= countLimit) return found;
    const message = `it holds ${names.length} lessons and ${countLimit} are read; name the others one by one`;
    return [...found, { path, message }];
  } catch (error) {
    return [{ path, message: unreadable(error) }];
  }
}

/** A folder of lessons may have a page about itself. */
function isLessonName(name: string): boolean {
  return name === courseFile || (/\.md$/i.test(name) && !/^(\.|readme\.md$)/i.test(name));
}

interface Read {
  readonly path: string;
  /** The file behind all links. */
  readonly real: string;
  readonly text: string;
  readonly asBuilt?: boolean;
}

function readLesson({ path, within }: Found, limit: number): Read | Unread {
  try {
    const real =
      within !== null && !isLink(path) ? join(within, basename(path)) : realpathSync(path);
    if (within !== null && !real.startsWith(within.endsWith(sep) ? within : within + sep)) {
      return { path, message: 'it is a link that leads out of its folder; copy the file instead' };
    }
    const bytes = readRegularFile(real, limit);
    if (typeof bytes === 'string') return { path, message: bytes };
    return { path, real, text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
  } catch (error) {
    return { path, message: unreadable(error) };
  }
}

/** Most files of a folder are none, and a call to the disk for each folder above is spared. */
function isLink(path: string): boolean {
  return lstatSync(path).isSymbolicLink();
}

/** Its bytes, or what is wrong with it. Looked at after it is open, so that it cannot change. */
function readRegularFile(path: string, limit: number): Buffer | string {
  // Without waiting: a named pipe would otherwise keep the lab until someone writes into it.
  const handle = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  try {
    const stat = fstatSync(handle);
    if (!stat.isFile()) return 'it is not a file; give a Markdown file or a folder of them';
    if (stat.size > limit) return `it is larger than ${limit / 1024} kB; split the lesson`;
    return readFileSync(handle);
  } finally {
    closeSync(handle);
  }
}

function unreadable(error: unknown): string {
  if (errorCode(error) === 'ENOENT') return 'there is no such file; look at the path again';
  if (errorCode(error) === 'ERR_ENCODING_INVALID_ENCODED_DATA') {
    return 'it is not UTF-8; save it in that encoding';
  }
  if (errorCode(error) === 'EACCES') return 'you may not read it; change its permissions';
  return `it could not be read: ${reason(error)}; look at the path again`;
}

function shown(path: string): string {
  return join(shownFolder(dirname(path)), basename(path));
}

const folders = new Map<string, string>();

/** Relative to the working folder where that is shorter; asked once for all files in it. */
function shownFolder(path: string): string {
  const known = folders.get(path);
  if (known !== undefined) return known;
  const inside = relative('.', resolve(path));
  const short = inside.length < path.length ? inside : path;
  folders.set(path, short);
  return short;
}
