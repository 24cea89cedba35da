import { existsSync } from 'node:fs';
import { join } from 'node:path';
import * as esbuild from 'esbuild';
import { target } from './bundle.js';
import { mends } from './mends.js';
import { alias } from './plugins.js';

/** The modules that `package.json` exports: the name of their file in `dist`, and their source. */
const modules = [
  { name: 'index', source: 'index' },
  { name: 'engine', source: 'engine/index' },
];
export const exported = (root) =>
  modules.filter(({ source }) => existsSync(join(root, `src/${source}.ts`)));

/**
 * The public library as ES modules. What both of its modules use stands in a third file, so that a
 * graph made with one of them is understood by the other.
 */
export async function bundleLibrary(root) {
  const entryPoints = Object.fromEntries(
    exported(root).map(({ name, source }) => [name, `src/${source}.ts`]),
  );
  const { outputFiles, metafile } = await esbuild.build({
    ...target,
    // No `platform: 'node'`: nothing here needs Node, and that it does not is checked by this.
    platform: 'neutral',
    mainFields: ['module', 'main'],
    conditions: ['import'],
    absWorkingDir: root,
    entryPoints,
    outdir: 'dist',
    chunkNames: 'library-[hash]',
    bundle: true,
    splitting: true,
    format: 'esm',
    metafile: true,
    write: false,
    plugins: [alias(mends.aliases)],
  });
  return { files: outputFiles.map(named), metafile };
}

const named = ({ path, text }) => ({ name: path.split(/[/\\]/).at(-1), text });
