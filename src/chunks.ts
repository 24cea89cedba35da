import { openSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { Script } from 'node:vm';

/** Where each chunk of this build stands in the file that holds them all; written in by the build. */
declare const CHUNKS: Readonly<Record<string, readonly [start: number, length: number]>>;

/** What V8 made of a chunk before, and where to leave what it made of it now. */
export interface ScriptCache {
  readonly read: (name: string) => Buffer | undefined;
  readonly keep: (name: string, script: Script) => void;
}

const none: ScriptCache = { read: () => undefined, keep() {} };

/**
 * Loads chunks of the bundle as CommonJS does, but all out of one file: to open a file takes many
 * times as long as to read it.
 */
export function chunkLoader(folder: string, cache = none): (name: string) => unknown {
  const file = openSync(join(folder, 'program.pack'), 'r');
  const loaded = new Map<string, { exports: unknown }>();
  return function load(name) {
    const known = loaded.get(name);
    if (known) return known.exports;
    const module = { exports: {} };
    loaded.set(name, module);
    const filename = join(folder, name);
    const script = new Script(
      `(function (exports, require, module, __filename, __dirname) {${source(file, name)}\n})`,
      { filename, cachedData: cache.read(name) },
    );
    cache.keep(name, script);
    const requireHere = (id: string) => (id.startsWith('./') ? load(id.slice(2)) : require(id));
    script.runInThisContext()(module.exports, requireHere, module, filename, folder);
    return module.exports;
  };
}

function source(file: number, name: string): string {
  const [start, length] = CHUNKS[name]!;
  const bytes = Buffer.allocUnsafe(length);
  readSync(file, bytes, 0, length, start);
  // esbuild writes ASCII, and latin1 is the quickest way to read that.
  return bytes.toString('latin1');
}
