import {
  closeSync,
  fsyncSync,
  openSync,
  readSync,
  realpathSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, sep } from 'node:path';
import { sibling } from './atomic.ts';
import { documentPaths } from './documents.ts';
import { makeFolder } from './folders.ts';

const endings = ['.jsonl', '.ndjson', '.json'];
const chunk = 65_536;

/** The files of answers at a path: the file itself, or those in a folder, in the order of their names. */
export function answerFiles(path: string): readonly string[] {
  const found = new Set(endings.flatMap((ending) => documentPaths(path, ending)));
  return [...found].sort();
}

/** Whether a file of this folder is in truth a link to somewhere outside of it. Throws what the disk says. */
export function leadsOut(file: string, folder: string): boolean {
  const within = realpathSync(folder);
  return !realpathSync(file).startsWith(within.endsWith(sep) ? within : within + sep);
}

/** The text of a file in pieces, so that a long one needs no memory. Throws what the disk says. */
export function* piecesOf(path: string): Iterable<string> {
  const file = openSync(path, 'r');
  try {
    const decoder = new TextDecoder();
    const buffer = Buffer.alloc(chunk);
    for (let n = readSync(file, buffer); n > 0; n = readSync(file, buffer)) {
      yield decoder.decode(buffer.subarray(0, n), { stream: true });
    }
    yield decoder.decode();
  } finally {
    closeSync(file);
  }
}

/**
 * A file that is written piece by piece. It is there when `finish` has been called, and then all of
 * it is; before that, what had the name keeps it. Everything throws what the disk says.
 */
export class GrowingFile {
  private readonly path: string;
  private readonly temporary: string;
  private readonly file: number;
  private waiting = '';

  /** Opens the file, and makes its folder. */
  constructor(path: string) {
    makeFolder(dirname(path), 0o777);
    this.path = path;
    this.temporary = sibling(path);
    this.file = openSync(this.temporary, 'wx', 0o666);
  }

  write(text: string): void {
    this.waiting += text;
    if (this.waiting.length >= chunk) this.flush();
  }

  finish(): void {
    this.flush();
    fsyncSync(this.file);
    closeSync(this.file);
    renameSync(this.temporary, this.path);
  }

  /** Leaves nothing behind. */
  abandon(): void {
    closeSync(this.file);
    rmSync(this.temporary, { force: true });
  }

  private flush(): void {
    writeFileSync(this.file, this.waiting);
    this.waiting = '';
  }
}
