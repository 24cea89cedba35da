import { createHash } from 'node:crypto';
import { chmod, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleLoaders, bundleProgram } from './bundle.js';
import { readyLessons } from './lessons.js';
import { bundledPackages, licenseTexts } from './licenses.js';
import { manualPage } from './man.js';
import { yogaFile } from './mends/yoga.js';
import { libraryTypes } from './types.js';

const root = fileURLToPath(new URL('..', import.meta.url));
const dist = join(root, 'dist');
// Written beside and moved into place, so that there is a whole program or none.
const fresh = join(root, `.dist-${process.pid}`);

const program = await bundleProgram(root);
const buildId = createHash('sha256').update(program.file.text).digest('hex').slice(0, 16);
const [boot, library] = await bundleLoaders(root, buildId, program.indexLength);
const licenses = {
  name: 'THIRD-PARTY-LICENSES.txt',
  text: await licenseTexts(root, bundledPackages(program.metafile)),
};
const lessons = await readyLessons(root);
const code = [program.file, yogaFile, boot, library, ...program.modules];
const files = [...code, ...libraryTypes(root), ...lessons, licenses];

for (const { name, text } of files) {
  await mkdir(dirname(join(fresh, name)), { recursive: true });
  await writeFile(join(fresh, name), text);
}
const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
await writeFile(join(fresh, 'backprop-lab.1'), manualPage(join(fresh, boot.name), version));
// npx runs the file itself.
await chmod(join(fresh, boot.name), 0o755);
await rm(dist, { recursive: true, force: true });
await rename(fresh, dist);
