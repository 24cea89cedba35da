import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, posix } from 'node:path';
import { modules } from './library.js';

/**
 * The types of the public library: a list of declaration files, those that the entries need and no
 * others. That the sources have no type errors is for `npm run types` to say.
 */
export function libraryTypes(root) {
  const folder = mkdtempSync(join(tmpdir(), 'backprop-lab-types-'));
  try {
    const tsc = join(root, 'node_modules/typescript/bin/tsc');
    const args = ['-p', 'build/tsconfig.types.json', '--outDir', folder];
    const { stdout } = spawnSync(process.execPath, [tsc, ...args], { cwd: root, encoding: 'utf8' });
    const read = (file) => {
      const path = join(folder, file);
      if (!existsSync(path)) throw new Error(`there are no types ${file}:\n${stdout}`);
      return readFileSync(path, 'utf8');
    };
    const entries = Object.values(modules).map((source) =>
      declaration(source.slice('src/'.length)),
    );
    return [...reachable(entries, read)].map(([file, text]) => ({
      name: `types/${file}`,
      text: selfContained(text),
    }));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const specifier = /(from |import\()(['"])([^'"]+)\2/g;

function reachable(files, read, found = new Map()) {
  for (const file of files) {
    if (found.has(file)) continue;
    const text = read(file);
    found.set(file, text);
    const own = [...text.matchAll(specifier)].map((match) => match[3]).filter(isOwn);
    const next = own.map((path) => posix.join(posix.dirname(file), declaration(path)));
    reachable(next, read, found);
  }
  return found;
}

const declaration = (path) => path.replace(/\.tsx?$/, '.d.ts');
const isOwn = (path) => path.startsWith('.');

/**
 * Imports name the files as they are shipped. Types of packages, which whoever installs this one
 * does not have, are those of values that are only handed on.
 */
function selfContained(text) {
  return text
    .replace(/^import (?:type )?\{([^}]+)\} from ['"]([^'"]+)['"];$/gm, (line, names, from) =>
      isOwn(from) ? line : names.split(',').map(opaque).join('\n'),
    )
    .replace(specifier, (_, before, quote, path) => {
      if (!isOwn(path)) throw new Error(`the types of the library import ${path}`);
      return `${before}${quote}${path.replace(/\.tsx?$/, '.js')}${quote}`;
    });
}

const opaque = (name) => `type ${name.replace(/\btype\b/, '').trim()} = unknown;`;
