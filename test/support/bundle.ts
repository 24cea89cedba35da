import { join } from 'node:path';
import { build } from 'esbuild';
import { root } from './root.ts';

/** Bundles a source file into one that Node runs by itself, for tests that need a second process. */
export async function bundle(entry: string, outfile: string): Promise<string> {
  await build({
    entryPoints: [join(root, entry)],
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'node',
    packages: 'external',
  });
  return outfile;
}
