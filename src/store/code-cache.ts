import {
  constants,
  fstatSync,
  lstatSync,
  openSync,
  readdirSync,
  readSync,
  renameSync,
  rmSync,
  type Stats,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import type { Script } from 'node:vm';
import type { ScriptCache } from '../chunks.ts';
import { makeFolder, userFolder } from './folders.ts';
import { isAlive } from './trouble.ts';

/** What V8 made of each chunk in an earlier run, kept in the user's cache folder. */
export interface CodeCache extends ScriptCache {
  /** Stores what is new. Says nothing when it cannot: the cache is only ever a gain. */
  readonly save: () => void;
}

/** Where a chunk's data stands in a file, twice, from the end of its first line on. */
type Index = Readonly<Record<string, readonly [start: number, length: number]>>;

interface Stored {
  readonly index: Index;
  readonly read: (start: number, length: number) => Buffer;
}

/** Folders of other builds and other Node versions that may stay beside this one. */
const neighbours = 3;
const indexLimit = 64 * 1024;

/** The cache of one build of the program under the running Node, for calls of one command. */
export function openCodeCache(buildId: string, command = ''): CodeCache {
  const folder = userFolder('cache');
  if (folder === null) return { read: () => undefined, keep() {}, save() {} };
  const here = join(folder, 'code', `${buildId}-${process.version}-${process.arch}`);
  const file = join(here, /^[a-z]{1,12}$/.test(command) ? command : 'lab');
  const stored = isOurs(here, folder) ? openStored(file) : null;
  const used = new Map<string, Script>();
  let isFresh = false;
  return {
    read: (name) => (stored ? readTwin(stored, name) : undefined),
    keep(name, script) {
      used.set(name, script);
      isFresh ||= script.cachedDataRejected !== false;
    },
    save() {
      if (!isFresh) return;
      try {
        makeFolder(here);
        if (!isOurs(here, folder)) return;
        store(file, merged(stored, used));
        prune(dirname(here), here);
      } catch {}
    },
  };
}

/** What lies here is run, so nobody else may have been able to put it there, nor led us there. */
function isOurs(folder: string, top: string): boolean {
  try {
    const stats = lstatSync(folder);
    if (!stats.isDirectory() || !isPrivate(stats)) return false;
    return folder === top || isOurs(dirname(folder), top);
  } catch {
    return false;
  }
}

function isPrivate({ uid, mode }: Stats): boolean {
  return process.getuid === undefined || (uid === process.getuid() && !(mode & 0o022));
}

/** A file is a line of JSON, filled up with blanks, and then the data it tells of. */
function openStored(path: string): Stored | null {
  try {
    // Not through a link, which may lead anywhere.
    const file = openSync(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0));
    const stats = fstatSync(file);
    if (!stats.isFile() || !isPrivate(stats)) return null;
    const read = (start: number, length: number) => {
      if (start + length > stats.size) throw new Error('cut off');
      const bytes = Buffer.allocUnsafe(length);
      readSync(file, bytes, 0, length, start);
      return bytes;
    };
    const size = read(0, 4).readUInt32LE();
    if (size > indexLimit) return null;
    return { index: JSON.parse(read(4, size).toString('latin1')) as Index, read };
  } catch {
    return null;
  }
}

/**
 * V8 does not check these bytes and crashes on damaged ones. So a file holds them twice, and the
 * halves are compared: that is one memcmp, where a checksum would cost 2 ms of every start.
 */
function readTwin({ index, read }: Stored, name: string): Buffer | undefined {
  try {
    const [start, length] = index[name]!;
    const both = read(start, 2 * length);
    const half = both.subarray(0, length);
    return half.equals(both.subarray(length)) ? half : undefined;
  } catch {
    return undefined;
  }
}

/** What was used now, and what an earlier call used and this one did not. */
function merged(stored: Stored | null, used: ReadonlyMap<string, Script>): Map<string, Buffer> {
  const data = new Map<string, Buffer>();
  for (const name of Object.keys(stored?.index ?? {})) {
    const kept = used.has(name) ? undefined : readTwin(stored!, name);
    if (kept) data.set(name, kept);
  }
  for (const [name, script] of used) data.set(name, script.createCachedData());
  return data;
}

function store(path: string, data: ReadonlyMap<string, Buffer>): void {
  const bytes = [...data.values()].flatMap((each) => [each, each]);
  const index = (from: number) => {
    let start = from;
    const place = ([name, { length }]: readonly [string, Buffer]) => {
      start += 2 * length;
      return [name, [start - 2 * length, length]] as const;
    };
    return JSON.stringify(Object.fromEntries([...data].map(place)));
  };
  const size = Math.ceil(index(1e9).length / 8) * 8;
  const head = Buffer.alloc(4 + size, ' ');
  head.writeUInt32LE(size);
  head.write(index(4 + size), 4, 'latin1');
  const temporary = `${path}.${process.pid}.tmp`;
  try {
    writeFileSync(temporary, Buffer.concat([head, ...bytes]), { flag: 'wx', mode: 0o600 });
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

/** Takes away other builds, but for the latest, and what was killed while it wrote here. */
function prune(all: string, here: string): void {
  const age = (path: string) => Date.now() - statSync(path).mtimeMs;
  const folders = readdirSync(all).map((name) => join(all, name));
  const old = folders.sort((a, b) => age(a) - age(b)).slice(1 + neighbours);
  const left = readdirSync(here).map((name) => join(here, name));
  const dead = left.filter((path) => isLeft(path) || (path.endsWith('.tmp') && age(path) > minute));
  for (const path of [...old, ...dead]) rmSync(path, { recursive: true, force: true });
}

/** Whoever was to rename it is gone. */
function isLeft(path: string): boolean {
  const pid = /\.(\d+)\.tmp$/.exec(path)?.[1];
  return pid !== undefined && !isAlive(Number(pid));
}

const minute = 60_000;
