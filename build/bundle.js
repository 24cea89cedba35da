import { basename } from 'node:path';
import * as esbuild from 'esbuild';
import { chunkFunction } from './chunk.js';
import { chunkName, lazy } from './lazy.js';
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
      'import.meta.dirname': '__dirname',
      ...Object.fromEntries(mends.globals.map(({ expression, name }) => [expression, name])),
    },
    inject: mends.globals.map(({ file }) => file),
    plugins: [patch(mends.patches), alias(mends.aliases), later.plugin],
  });
  const { outputFiles, metafile } = bundled;
  const short = shortNames(metafile.outputs);
  const chunks = await Promise.all(
    outputFiles.map(async ({ path, text }) => {
      const name = basename(path);
      const imports = metafile.outputs[`dist/${name}`].imports
        .filter(({ kind, external }) => kind === 'import-statement' && !external)
        .map((each) => short.get(basename(each.path)));
      const body = await chunkFunction(renamed(text, short), common);
      return { name: short.get(name), imports, text: body };
    }),
  );
  return { ...packed(chunks), modules: moduleFiles(metafile), metafile };
}

/**
 * Names without esbuild's hashes, which stand at every import and can hardly be packed. A chunk that
 * is loaded by its name keeps it, one that begins with a file of ours is named by that.
 */
function shortNames(outputs) {
  let count = 0;
  const name = (path, { entryPoint }) => {
    if (!/-[A-Z0-9]{8}\.cjs$/.test(path)) return basename(path);
    return `${entryPoint ? chunkName(entryPoint) : count++}.cjs`;
  };
  const pairs = Object.entries(outputs).map(([path, each]) => [basename(path), name(path, each)]);
  return new Map(pairs);
}

function renamed(code, short) {
  return code.replace(
    /(?<=(?:from|import|import\()"\.\/)[^"]+(?=")/g,
    (name) => short.get(name) ?? name,
  );
}

/**
 * All chunks in one file: to open a file is what takes long. Before them the index: for each chunk its place behind the
 * index, its length, and what it imports and does not reach by another import.
 */
function packed(chunks) {
  const reached = reach(new Map(chunks.map(({ name, imports }) => [name, imports])));
  let start = 0;
  const index = chunks.map(({ name, imports, text }) => {
    const direct = imports.filter((each) => !imports.some((other) => reached(other).has(each)));
    const place = [start, text.length, ...direct];
    start += text.length;
    return [name, place];
  });
  const head = JSON.stringify(Object.fromEntries(index));
  const text = [head, ...chunks.map((chunk) => chunk.text)].join('');
  return { file: { name: 'program.pack', text }, indexLength: head.length };
}

/** What is imported by the import of a name, and by the imports of that. */
function reach(imports) {
  const known = new Map();
  return function from(name) {
    if (!known.has(name)) {
      const next = imports.get(name);
      known.set(name, new Set(next.flatMap((each) => [each, ...from(each)])));
    }
    return known.get(name);
  };
}

/** The program's first file, and that of the library: they load the chunks. */
export async function bundleLoaders(root, buildId, indexLength) {
  const loader = async (name, entry, banner) => {
    const { outputFiles } = await esbuild.build({
      ...common,
      absWorkingDir: root,
      entryPoints: [entry],
      outfile: name,
      bundle: true,
      format: 'cjs',
      banner: { js: banner },
      define: {
        BUILD_ID: JSON.stringify(buildId),
        INDEX_LENGTH: String(indexLength),
        'import.meta.dirname': '__dirname',
      },
      write: false,
    });
    return { name, text: outputFiles[0].text };
  };
  return Promise.all([
    loader('cli.cjs', 'src/boot.ts', '#!/usr/bin/env node'),
    loader('library.cjs', 'src/library.ts', ''),
  ]);
}
