import { createHash } from 'node:crypto';
import { chmod, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleBoot, bundleProgram } from './bundle.js';
import { bundledPackages, licenseTexts } from './licenses.js';

const root = fileURLToPath(new URL('..', import.meta.url));
const dist = join(root, 'dist');
// Written beside and moved into place, so that there is a whole program or none.
const fresh = join(root, `.dist-${process.pid}`);

const { files, metafile } = await bundleProgram(root);
const hash = createHash('sha256');
for (const { name, text } of files) hash.update(name).update(text);
const boot = await bundleBoot(root, hash.digest('hex').slice(0, 16));
const licenses = {
  name: 'THIRD-PARTY-LICENSES.txt',
  text: await licenseTexts(root, bundledPackages(metafile)),
};

await mkdir(fresh);
for (const { name, text } of [...files, boot, licenses]) await writeFile(join(fresh, name), text);
// npx runs the file itself.
await chmod(join(fresh, boot.name), 0o755);
await rm(dist, { recursive: true, force: true });
await rename(fresh, dist);
