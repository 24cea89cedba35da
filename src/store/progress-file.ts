import { existsSync, renameSync } from 'node:fs';
import { basename, join } from 'node:path';
import { readText, sweep, writeAtomic } from './atomic.ts';
import { makeFolder } from './folders.ts';
import { LockedError, withLock } from './lock.ts';
import { reason } from './trouble.ts';

/** What the store must know of the data it keeps. On disk it is `{ "format": 1, "progress": … }`. */
export interface Format<T> {
  /** The format that this version writes; one more whenever an older version could not read it. */
  readonly number: number;
  /** From each older format to the next one. */
  readonly migrations: Readonly<Record<number, (old: unknown) => unknown>>;
  /** The data if it is of this format, else null: then the file counts as damaged. */
  readonly validate: (data: unknown) => T | null;
  readonly empty: T;
}

/** The state that counts now, and one sentence for the student where something is amiss. */
export interface Kept<T> {
  readonly progress: T;
  readonly notice: string | null;
  /** Whether what is answered from now on can be kept. */
  readonly saved: boolean;
}

export interface ProgressFile<T> {
  /**
   * What was kept where there is nothing amiss with it, else null. Touches nothing, and so does not
   * know whether anything can be saved: that takes time, and the first frame does not wait for it.
   */
  readonly look: () => T | null;
  /** What was kept; a damaged file is set aside and the last good state used. */
  readonly read: () => Kept<T>;
  /**
   * Replaces what is kept by a function of it, while no other lab writes. The function is given what
   * is on disk now, which may be more than this lab has read, and joins its own to it.
   */
  readonly update: (change: (kept: T) => T) => Kept<T>;
}

type Content<T> =
  | { readonly kind: 'none' }
  | { readonly kind: 'good'; readonly progress: T }
  | { readonly kind: 'newer'; readonly format: number }
  | { readonly kind: 'damaged' };

/** Some 80,000 answers. Never written larger than it may be read. */
const sizeLimit = 16 * 1024 * 1024;

/** The progress file of a folder, which is made when it is first needed. */
export function progressFile<T>(folder: string, format: Format<T>): ProgressFile<T> {
  const file = join(folder, 'progress.json');
  const previous = join(folder, 'progress.previous.json');

  function locked(change: (kept: T) => T): Kept<T> {
    const content = readContent(file, format);
    if (content.kind === 'newer') return refuseNewer(content.format);
    const base =
      content.kind === 'damaged' ? recover() : { notice: null, progress: start(content) };
    const progress = change(base.progress);
    const text = serialize(format, progress);
    // Nothing new is not written; and what was just recovered must not push out its own backup.
    const old = content.kind === 'good' ? serialize(format, content.progress) : null;
    if (Buffer.byteLength(text) > sizeLimit) throw new Error('it has grown beyond all measure');
    // Before the first answer there is nothing to write: that it could be, the lock has shown.
    if (content.kind === 'none' && progress === format.empty) {
      return { progress, notice: null, saved: true };
    }
    if (text !== old) writeAtomic(file, text, old === null ? undefined : previous);
    return { progress, notice: base.notice, saved: true };
  }

  const start = (content: Content<T>) =>
    content.kind === 'good' ? content.progress : format.empty;

  function recover(): { progress: T; notice: string } {
    const name = setAside(file);
    const backup = readContent(previous, format);
    const sentence = `The progress file was damaged; it is kept as ${name}`;
    return backup.kind === 'good'
      ? { progress: backup.progress, notice: `${sentence}, and the state before it is used.` }
      : { progress: format.empty, notice: `${sentence}, and the lab begins anew.` };
  }

  function refuseNewer(newer: number): Kept<T> {
    const notice = `Your progress was saved by a newer backprop-lab (format ${newer}) and is left alone; nothing is saved until you update, or set BACKPROP_LAB_DATA to another folder.`;
    return { progress: format.empty, notice, saved: false };
  }

  function guarded(change: (kept: T) => T, first: () => void = () => {}): Kept<T> {
    try {
      makeFolder(folder);
      return withLock(join(folder, 'progress.lock'), () => {
        first();
        return locked(change);
      });
    } catch (error) {
      const content = quietly(() => readContent(file, format)) ?? { kind: 'none' };
      return { progress: change(start(content)), notice: unsaved(folder, error), saved: false };
    }
  }

  return {
    look() {
      const content = quietly(() => readContent(file, format));
      return content?.kind === 'good' || content?.kind === 'none' ? start(content) : null;
    },
    // Through the same door as a change: so it shows right away whether anything can be saved.
    read: () =>
      guarded(
        (kept) => kept,
        () => sweep(folder),
      ),
    update: (change) => guarded(change),
  };
}

/** Where no folder can be had at all, progress lives as long as the lab does. */
export function homelessProgress<T>(format: Format<T>): ProgressFile<T> {
  const notice =
    'Progress is not saved: you have no home folder. Set BACKPROP_LAB_DATA to a folder you can write to.';
  return {
    look: () => format.empty,
    read: () => ({ progress: format.empty, notice, saved: false }),
    update: (change) => ({ progress: change(format.empty), notice, saved: false }),
  };
}

function unsaved(folder: string, error: unknown): string {
  if (error instanceof LockedError) {
    return `Progress is not saved yet: ${error.message}. Close the other lab, or delete that file if there is none.`;
  }
  // The reason and the way out come first: one line of a screen may have no room for the path.
  return `Progress is not saved: ${reason(error)}. Set BACKPROP_LAB_DATA to another folder than ${folder}.`;
}

function serialize<T>({ number }: Format<T>, progress: T): string {
  return `${JSON.stringify({ format: number, progress })}\n`;
}

function readContent<T>(file: string, format: Format<T>): Content<T> {
  const text = readText(file, sizeLimit);
  if (text === null) return { kind: 'none' };
  const data = quietly(() => JSON.parse(text) as unknown);
  if (!isStored(data)) return { kind: 'damaged' };
  if (data.format > format.number) return { kind: 'newer', format: data.format };
  const progress = quietly(() => format.validate(migrate(data, format)));
  return progress === null ? { kind: 'damaged' } : { kind: 'good', progress };
}

function migrate<T>(data: Stored, { number, migrations }: Format<T>): unknown {
  let progress = data.progress;
  for (let from = data.format; from < number; from++) progress = migrations[from]!(progress);
  return progress;
}

interface Stored {
  readonly format: number;
  readonly progress: unknown;
}

function isStored(data: unknown): data is Stored {
  if (typeof data !== 'object' || data === null || !('format' in data)) return false;
  return Number.isSafeInteger(data.format);
}

function quietly<T>(work: () => T): T | null {
  try {
    return work();
  } catch {
    return null;
  }
}

/** Renames a damaged file to the first free `progress.damaged-1.json` and tells that name. */
function setAside(file: string): string {
  for (let count = 1; ; count++) {
    const aside = file.replace(/\.json$/, `.damaged-${count}.json`);
    if (existsSync(aside)) continue;
    renameSync(file, aside);
    return basename(aside);
  }
}
