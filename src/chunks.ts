import { openSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { Script } from 'node:vm';

/** So many bytes of the file that holds all chunks are its index; written in by the build. */
declare const INDEX_LENGTH: number;

/** Where each chunk begins behind the index, its length, and what it imports at once. */
type Index = Readonly<Record<string, readonly [start: number, length: number, ...string[]]>>;

/** What V8 made of a script before, and where to leave what it made of it now. */
export interface ScriptCache {
  readonly read: (name: string) => Buffer | undefined;
  readonly keep: (name: string, script: Script) => void;
}

/** What stands around the chunks of a script. The build writes ASCII, and latin1 is the quickest way to read that. */
const begin = '(function(__export,__toESM){return[';
const end = ']})';

const none: ScriptCache = { read: () => undefined, keep() {} };

type Chunk = (
  exports: object,
  require: (id: string) => unknown,
  filename: string,
  folder: string,
) => void;

/**
 * Loads chunks of the bundle as CommonJS does, but all out of one file, and each together with what
 * it imports as one script: to open a file takes many times as long as to read it, and for V8 ten
 * small scripts are more work than one of their size.
 */
export function chunkLoader(folder: string, cache = none): (name: string) => unknown {
  const file = openSync(join(folder, 'program.pack'), 'r');
  const head = Buffer.allocUnsafe(INDEX_LENGTH);
  readSync(file, head, 0, INDEX_LENGTH, 0);
  const index = JSON.parse(head.toString('latin1')) as Index;
  const compiled = new Map<string, Chunk>();
  const loaded = new Map<string, object>();

  /** The chunk and all that it leads to, but for what is there already. */
  function together(name: string): readonly string[] {
    const names = new Set([name]);
    for (const each of names) {
      for (const next of index[each]!.slice(2) as string[]) {
        if (!compiled.has(next)) names.add(next);
      }
    }
    return [...names];
  }

  function compile(name: string): void {
    const names = together(name);
    const key = names.join(' ');
    const script = new Script(textOf(names), {
      filename: join(folder, name),
      cachedData: cache.read(key),
    });
    cache.keep(key, script);
    const chunks = script.runInThisContext()(exportAll, asModule) as readonly Chunk[];
    for (const [i, each] of names.entries()) compiled.set(each, chunks[i]!);
  }

  /** A list of functions: each chunk stands in the file as one, with a comma behind it. */
  function textOf(names: readonly string[]): string {
    const lengths = names.map((each) => index[each]![1]);
    const whole = lengths.reduce((sum, length) => sum + length, begin.length + end.length);
    // One text is made, and none for its parts: V8 would copy them about.
    const bytes = Buffer.allocUnsafe(whole);
    let at = bytes.write(begin, 'latin1');
    for (const each of names) {
      const [start, length] = index[each]!;
      at += readSync(file, bytes, at, length, INDEX_LENGTH + start);
    }
    bytes.write(end, at, 'latin1');
    return bytes.toString('latin1');
  }

  return function load(name) {
    const known = loaded.get(name);
    if (known) return known;
    if (!compiled.has(name)) compile(name);
    const exports = Object.defineProperty({}, '__esModule', { value: true });
    loaded.set(name, exports);
    const requireHere = (id: string) => (id.startsWith('./') ? load(id.slice(2)) : require(id));
    compiled.get(name)!(exports, requireHere, join(folder, name), folder);
    return exports;
  };
}

/** What esbuild calls to export: the getters show what a variable holds when it is asked for. */
function exportAll(exports: object, getters: Readonly<Record<string, () => unknown>>): void {
  for (const name in getters) {
    Object.defineProperty(exports, name, { get: getters[name]!, enumerable: true });
  }
}

/** What esbuild calls to import: a module of Node's is its own default export. */
function asModule(module: object): object {
  return '__esModule' in module ? module : Object.create(module, { default: { value: module } });
}
