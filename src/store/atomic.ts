import {
  closeSync,
  copyFileSync,
  fsyncSync,
  linkSync,
  openSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import { renameOver } from './rename.ts';
import { errorCode, isAlive } from './trouble.ts';

let written = 0;

/**
 * Writes a whole file or leaves the old one as it was, also when the machine stops on the way. With
 * `previous`, the old content stays under that name. (write-file-atomic does not look at how many
 * bytes were written: on a full disk it puts the first half of the text in place of the old file.)
 */
export function writeAtomic(file: string, text: string, previous?: string): void {
  const target = behindLinks(file);
  replaceFile(target, (temporary) => {
    writeDurable(temporary, text, 0o600);
    if (previous !== undefined) keepAs(target, previous);
  });
}

/**
 * Writes a file to hand out, whole or not at all. A link in its place is replaced and not followed:
 * it may have come with somebody else's files.
 */
export function writeWhole(file: string, text: string): void {
  replaceFile(file, (temporary) => writeDurable(temporary, text, 0o666));
}

/** Lets `write` make a file under another name and then puts that in the place of this one. */
export function replaceFile(file: string, write: (temporary: string) => void): void {
  const temporary = sibling(file);
  try {
    write(temporary);
    renameOver(temporary, file);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

function writeDurable(file: string, text: string, mode: number): void {
  const handle = openSync(file, 'wx', mode);
  try {
    writeFileSync(handle, text);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** Gives the file a second name, so that at no time there is no file under the first. */
function keepAs(file: string, previous: string): void {
  replaceFile(previous, (temporary) => {
    try {
      linkSync(file, temporary);
    } catch {
      // Some file systems have no links.
      copyFileSync(file, temporary);
    }
  });
}

/** Some people keep such files elsewhere and link to them; the link stays. */
function behindLinks(file: string): string {
  try {
    return realpathSync(file);
  } catch {
    return file;
  }
}

/** Another name beside this one, which nothing has yet. */
export function sibling(file: string): string {
  written += 1;
  return `${file}.${process.pid}.${written}.tmp`;
}

/** The text of a file, or null where there is none. Throws on one larger than `limit` bytes. */
export function readText(file: string, limit: number): string | null {
  try {
    const { size } = statSync(file);
    if (size > limit) throw new Error(`${basename(file)} has ${size} bytes and may have ${limit}`);
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return null;
    throw error;
  }
}

/** Names of this folder's own files while they are being written, with the writer's number. */
const unfinished = /^(?:progress|draft)\.[a-z.]+\.(\d+)(?:\.\d+\.tmp)?$/;

/** Removes what processes that were killed while writing have left in the folder. */
export function sweep(folder: string): void {
  for (const name of readdirSync(folder)) {
    const pid = unfinished.exec(name)?.[1];
    if (pid !== undefined && !isAlive(Number(pid))) rmSync(join(folder, name), { force: true });
  }
}
