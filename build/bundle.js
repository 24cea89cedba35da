import { basename } from 'node:path';
import * as esbuild from 'esbuild';
import { lazy } from './lazy.js';
import { moduleFiles, modules } from './library.js';
import { mends } from './mends.js';
import { alias, patch } from './plugins.js';

/** Node 20 has both; esbuild would otherwise rewrite such a literal to a `new RegExp` per call. */
const supported = {
  'regexp-unicode-property-escapes': true,
  'regexp-set-notation': true,
};

const common = {
  platform: 'node',
  target: 'node20.19',
  supported,
  legalComments: 'none',
  // Half of the package is spaces and long names.
  minify: true,
  logLevel: 'warning',
};

/**
 * The program and the library as a list of files, and the metafile that says what went into them.
 *
 * esbuild splits only ES modules, and V8's code cache works only for scripts. So the program is
 * bundled and split as ES modules first, then each chunk is rewritten as CommonJS by itself.
 */
export async function bundleProgram(root) {
  const later = lazy(root, mends.lazy);
  const bundled = await esbuild.build({
    ...common,
    absWorkingDir: root,
    entryPoints: {
      main: 'src/cli.ts',
      ...modules,
      ...later.entries,
    },
    outExtension: { '.js': '.cjs' },
    outdir: 'dist',
    bundle: true,
    splitting: true,
    format: 'esm',
    chunkNames: '[name]-[hash]',
    jsx: 'automatic',
    metafile: true,
    write: false,
    define: {
      'process.env.NODE_ENV': '"production"',
      'process.env.DEV': '"false"',
      'import.meta.url': 'moduleUrl',
      ...Object.fromEntries(mends.globals.map(({ expression, name }) => [expression, name])),
    },
    inject: mends.globals.map(({ file }) => file),
    plugins: [patch(mends.patches), alias(mends.aliases), later.plugin],
  });
  const { outputFiles, metafile } = bundled;
  const chunks = await Promise.all(outputFiles.map(toCommonJs));
  return { ...packed(chunks), modules: moduleFiles(metafile), metafile };
}

/** All chunks in one file, and for each its place in it: to open a file is what takes long. */
function packed(chunks) {
  let start = 0;
  const places = chunks.map(({ name, text }) => {
    const place = [start, text.length];
    start += text.length;
    return [name, place];
  });
  const file = { name: 'program.pack', text: chunks.map(({ text }) => text).join('') };
  return { file, places: Object.fromEntries(places) };
}

async function toCommonJs({ path, text }) {
  const { code } = await esbuild.transform(text, {
    ...common,
    format: 'cjs',
    // A chunk is at hand at once: `import()` becomes a promise of `require`.
    supported: { ...supported, 'dynamic-import': false },
  });
  return { name: basename(path), text: ascii(moduleUrl(code)) };
}

/** esbuild leaves regular expressions as they are; escaped, the whole file can be read as latin1. */
function ascii(code) {
  return code.replace(
    /[^\0-\x7f]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

function moduleUrl(code) {
  if (!code.includes('moduleUrl')) return code;
  return `const moduleUrl = require('node:url').pathToFileURL(__filename).href;\n${code}`;
}

/** The program's first file, and that of the library: they load the chunks. */
export async function bundleLoaders(root, buildId, places) {
  const loader = async (name, entry, banner) => {
    const { outputFiles } = await esbuild.build({
      ...common,
      absWorkingDir: root,
      entryPoints: [entry],
      outfile: name,
      bundle: true,
      format: 'cjs',
      banner: { js: banner },
      define: { BUILD_ID: JSON.stringify(buildId), CHUNKS: JSON.stringify(places) },
      write: false,
    });
    return { name, text: outputFiles[0].text };
  };
  return Promise.all([
    loader('cli.cjs', 'src/boot.ts', '#!/usr/bin/env node'),
    loader('library.cjs', 'src/library.ts', ''),
  ]);
}
