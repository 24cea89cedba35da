import { chunkLoader } from './chunks.ts';
import { version } from './package.ts';
import { writeOut } from './stdout.ts';
import { openCodeCache } from './store/code-cache.ts';
import { reason } from './store/trouble.ts';

/** Names this build's files in the code cache; written in by the build. */
declare const BUILD_ID: string;

type Main = typeof import('./cli.ts');

const args = process.argv.slice(2);
// Scripts ask for it all the time; it needs nothing of what follows.
if (args.length === 1 && /^(--version|-v)$/.test(args[0]!)) sayVersion();
else load();

function sayVersion(): void {
  try {
    writeOut(`${version}\n`);
  } catch (error) {
    process.stderr.write(`backprop-lab: The output cannot be written: ${reason(error)}.\n`);
    process.exitCode = 2;
  }
}

/**
 * The program's front step: loads the bundle through V8's code cache. The cache is made when the
 * program leaves, so that it holds the functions that were used; each command has its own.
 */
function load(): void {
  const cache = openCodeCache(BUILD_ID, args[0]);
  process.once('exit', (code) => {
    // A call that was wrong may have been of any name.
    if (code !== 2) cache.save();
  });
  const { main } = chunkLoader(__dirname, cache)('main.cjs') as Main;
  void main(args);
}
