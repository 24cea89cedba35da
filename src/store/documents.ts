import { existsSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { writeWhole } from './atomic.ts';
import { makeFolder } from './folders.ts';
import { readDocument, type Unread } from './lessons.ts';
import { errorCode, reason } from './trouble.ts';

/** Writes a file that there must not be yet, with its folder. Returns why it could not, or null. */
export function createDocument(path: string, text: string): string | null {
  return write(path, () => {
    try {
      writeFileSync(path, text, { flag: 'wx' });
      return null;
    } catch (error) {
      if (errorCode(error) !== 'EEXIST') throw error;
      return `${path} is there already, and is left as it is. Choose another name, or move it away.`;
    }
  });
}

/** Writes a file anew as a whole, with its folder. Returns why it could not, or null. */
export function replaceDocument(path: string, text: string): string | null {
  return write(path, () => {
    writeWhole(path, text);
    return null;
  });
}

function write(path: string, put: () => string | null): string | null {
  try {
    makeFolder(dirname(path), 0o777);
    return put();
  } catch (error) {
    return `${path} cannot be written: ${reason(error)}. Choose another place.`;
  }
}

/** The text of one file. */
export interface Document {
  readonly path: string;
  readonly text: string;
}

/**
 * The text of a file, or of the files in a folder whose names end with `ending`, in the order of
 * their names. A file larger than `limit` bytes is not read, and no link out of the folder followed.
 */
export function readDocuments(
  path: string,
  ending: string,
  limit: number,
): { readonly documents: readonly Document[]; readonly unread: readonly Unread[] } {
  const within = isFolder(path) ? path : null;
  const read = documentPaths(path, ending).map((each) => readDocument(each, limit, within));
  return {
    documents: read.flatMap((each) => ('text' in each ? [each] : [])),
    unread: read.flatMap((each) => ('message' in each ? [each] : [])),
  };
}

/** The path itself, or what is in the folder it names and ends so. */
export function documentPaths(path: string, ending: string): readonly string[] {
  if (!isFolder(path)) return [path];
  const names = readdirSync(path).filter((name) => name.endsWith(ending) && !name.startsWith('.'));
  return names.sort().map((name) => join(path, name));
}

/** Whether there is a file or a folder of this name. */
export function isThere(path: string): boolean {
  return existsSync(path);
}

/** Whether a path is a folder. */
export function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

/** The last part of a path. */
export function nameOf(path: string): string {
  return basename(path);
}
