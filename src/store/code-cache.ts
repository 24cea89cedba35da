import {
  closeSync,
  fsyncSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import type { Script } from 'node:vm';
import { makeFolder, userFolder } from './folders.ts';

/** What V8 made of each chunk in an earlier run, kept in the user's cache folder. */
export interface CodeCache {
  readonly read: (name: string) => Buffer | undefined;
  /** Hands over a script once it is compiled; stored later if nothing usable was stored before. */
  readonly keep: (name: string, script: Script) => void;
  /** Stores what is new. Says nothing when it cannot: the cache is only ever a gain. */
  readonly save: () => void;
}

/** Folders of other builds and other Node versions that may stay beside this one. */
const neighbours = 3;

/** The cache for one build of the program under the running Node. */
export function openCodeCache(buildId: string): CodeCache {
  const folder = userFolder('cache');
  if (folder === null) return { read: () => undefined, keep() {}, save() {} };
  const all = join(folder, 'code');
  const here = join(all, `${buildId}-${process.version}-${process.arch}`);
  const usable = isOurs(here);
  const fresh = new Map<string, Script>();
  return {
    read: (name) => (usable ? readTwin(join(here, name)) : undefined),
    keep(name, script) {
      if (script.cachedDataRejected !== false) fresh.set(name, script);
    },
    save() {
      if (fresh.size === 0) return;
      try {
        makeFolder(here);
        if (!isOurs(here)) return;
        for (const [name, script] of fresh) writeTwin(join(here, name), script.createCachedData());
        prune(all);
      } catch {}
    },
  };
}

/** What lies here is run, so nobody else may have been able to put it there. */
function isOurs(folder: string): boolean {
  try {
    const { uid, mode } = statSync(folder);
    return process.getuid === undefined || (uid === process.getuid() && !(mode & 0o022));
  } catch {
    return false;
  }
}

/**
 * V8 does not check these bytes and crashes on damaged ones. So a file holds them twice, and the
 * halves are compared: that is one memcmp, where a checksum would cost 2 ms of every start.
 */
function readTwin(file: string): Buffer | undefined {
  try {
    const both = readFileSync(file);
    const half = both.subarray(0, both.length / 2);
    return half.equals(both.subarray(half.length)) ? half : undefined;
  } catch {
    return undefined;
  }
}

function writeTwin(file: string, data: Buffer): void {
  const temporary = `${file}.${process.pid}`;
  const handle = openSync(temporary, 'w', 0o600);
  try {
    writeFileSync(handle, Buffer.concat([data, data]));
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  renameSync(temporary, file);
}

function prune(all: string): void {
  const folders = readdirSync(all).map((name) => join(all, name));
  const age = (folder: string) => -statSync(folder).mtimeMs;
  const old = folders.sort((a, b) => age(a) - age(b)).slice(1 + neighbours);
  for (const folder of old) rmSync(folder, { recursive: true, force: true });
}
