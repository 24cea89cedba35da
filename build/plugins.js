import { readFile } from 'node:fs/promises';
import { dirname } from 'node:path';

/**
 * Rewrites files of dependencies while they are bundled.
 * `patches`: `{ file: RegExp on the path, edits: [[from, to], …] }`; every `from` must stand in the
 * file exactly once, so that an update of the dependency is noticed here and not on a screen.
 */
export function patch(patches) {
  return {
    name: 'patch',
    setup(build) {
      for (const { file, edits } of patches) {
        const used = { count: 0 };
        build.onLoad({ filter: file }, async ({ path }) => {
          used.count += 1;
          const source = await readFile(path, 'utf8');
          return { contents: applyEdits(source, edits, path), loader: 'js' };
        });
      }
    },
  };
}

/** The source with each edit made. Throws when an anchor is missing or stands there twice. */
export function applyEdits(source, edits, path) {
  return edits.reduce((text, [from, to]) => {
    const pieces = text.split(from);
    if (pieces.length !== 2) {
      throw new Error(
        `${path}: the patch expects this once and finds it ${pieces.length - 1} times:\n${from}`,
      );
    }
    return pieces.join(to);
  }, source);
}

/**
 * Puts a file of ours in the place of a package. `aliases`: `{ name, file }`; the file itself, and
 * those beside it, may import the package that it stands for.
 */
export function alias(aliases) {
  return {
    name: 'alias',
    setup(build) {
      for (const { name, file } of aliases) {
        build.onResolve({ filter: new RegExp(`^${name}$`) }, ({ importer }) =>
          dirname(importer) === dirname(file) ? undefined : { path: file },
        );
      }
    },
  };
}
