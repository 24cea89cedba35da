import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Script } from 'node:vm';
import { type CodeCache, openCodeCache } from './store/code-cache.ts';

/** Names this build's files in the code cache; written in by the build. */
declare const BUILD_ID: string;

type Main = typeof import('./cli.ts');

/**
 * The program's front step: loads the chunks of the bundle as CommonJS does, each through V8's code
 * cache. The cache is made when the program leaves, so that it holds the functions that were used.
 */
function loader(folder: string, cache: CodeCache): (name: string) => unknown {
  const loaded = new Map<string, { exports: unknown }>();
  return function load(name) {
    const known = loaded.get(name);
    if (known) return known.exports;
    const module = { exports: {} };
    loaded.set(name, module);
    const filename = join(folder, name);
    // esbuild writes ASCII, and latin1 is the quickest way to read that.
    const source = readFileSync(filename, 'latin1');
    const script = new Script(
      `(function (exports, require, module, __filename, __dirname) {${source}\n})`,
      { filename, cachedData: cache.read(name) },
    );
    cache.keep(name, script);
    const requireHere = (id: string) => (id.startsWith('./') ? load(id.slice(2)) : require(id));
    script.runInThisContext()(module.exports, requireHere, module, filename, folder);
    return module.exports;
  };
}

const cache = openCodeCache(BUILD_ID);
process.once('exit', cache.save);
const { main } = loader(__dirname, cache)('main.cjs') as Main;
void main(process.argv.slice(2));
