import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * Makes modules chunks of their own that are loaded when one of their functions is first called: a
 * function that V8 never sees costs nothing. `packages` are `{ name, exports }`, `files` paths of
 * ours; whoever imports one gets functions of the same names that load it and pass the call on. So
 * a module can be lazy only if it exports nothing but functions, which the build looks at.
 */
export function lazy(root, { packages, files }) {
  const modules = [
    ...packages.map(({ name, exports }) => ({ name, entry: name, exports })),
    ...files.map((file) => ({
      name: chunkName(file),
      entry: join(root, file),
      exports: functionsOf(join(root, file)),
    })),
  ];
  const byEntry = new Map(modules.map((module) => [module.entry, module]));
  return {
    entries: Object.fromEntries(modules.map(({ name, entry }) => [name, entry])),
    plugin: {
      name: 'lazy',
      setup(build) {
        build.onResolve({ filter: /./ }, ({ path, importer, kind, namespace }) => {
          if (namespace === 'lazy') return { path, external: true };
          if (kind !== 'import-statement' || importer.includes('node_modules')) return undefined;
          const entry = path.startsWith('.') ? join(dirname(importer), path) : path;
          return byEntry.has(entry)
            ? { path: entry, namespace: 'lazy', sideEffects: false }
            : undefined;
        });
        build.onLoad({ filter: /./, namespace: 'lazy' }, ({ path }) => ({
          contents: standIn(byEntry.get(path)),
        }));
      },
    },
  };
}

/** `ui-names` for `src/ui/names.ts`: two files of one name may be lazy. */
export function chunkName(file) {
  return file.replace(/^src\/|^build\/shims\/|\.[jt]sx?$/g, '').replaceAll('/', '-');
}

/** A package that is CommonJS itself comes as the default export of its chunk. */
function standIn({ name, exports }) {
  const load = `let all;
function load() { return (all ??= whole(require('./${name}.cjs'))); }
function whole(chunk) { return chunk.default ?? chunk; }`;
  const functions = exports.map(
    (each) => `export function ${each}(...args) { return load().${each}(...args); }`,
  );
  return [load, ...functions].join('\n');
}

/** The functions that a module exports. Throws for one that exports anything else. */
function functionsOf(path) {
  const exported = [
    ...readFileSync(path, 'utf8').matchAll(/^export (?!type\b|interface\b)(.*)$/gm),
  ];
  return exported.map(([, rest]) => {
    const name = /^(?:async )?function (\w+)/.exec(rest)?.[1];
    if (!name) throw new Error(`${path} cannot be lazy: it exports more than functions: ${rest}`);
    return name;
  });
}
