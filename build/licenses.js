import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** The packages whose code stands in the bundle, by their folder under the root. */
export function bundledPackages({ inputs, outputs }) {
  const paths = Object.keys(inputs).filter((path) => stands(path, outputs));
  const folders = paths.flatMap((path) => {
    const inside = path.lastIndexOf('node_modules/');
    if (inside < 0) return [];
    const [scope, name] = path.slice(inside + 'node_modules/'.length).split('/');
    return [path.slice(0, inside) + join('node_modules', scope, scope[0] === '@' ? name : '')];
  });
  return [...new Set(folders.map((folder) => folder.replace(/\/$/, '')))].sort();
}

const stands = (path, outputs) =>
  Object.values(outputs).some(({ inputs }) => (inputs[path]?.bytesInOutput ?? 0) > 0);

/** Licence texts of packages that are published without one, from their repositories. */
const kept = new URL('./licenses/', import.meta.url);

/** Name, version and licence text of each package. Throws when there is none to be found. */
export async function licenseTexts(root, folders) {
  const parts = await Promise.all(folders.map((folder) => licenseText(join(root, folder))));
  return parts.join(`\n${'-'.repeat(80)}\n\n`);
}

async function licenseText(folder) {
  const about = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
  const { name, version, license } = about;
  const own = (await readdir(folder)).find((file) => /^(licen[cs]e|copying)/i.test(file));
  const text = await readFile(own ? join(folder, own) : new URL(`${name}.txt`, kept), 'utf8').catch(
    () => {
      throw new Error(`${name} ${version} is bundled and its licence text is not at hand`);
    },
  );
  return `${name} ${version} (${license})\n\n${text.trim()}\n`;
}
