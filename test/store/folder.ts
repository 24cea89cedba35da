import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'vitest';

/** `it` with an empty folder of its own. */
export const it = test.extend<{ folder: string }>({
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads what a fixture needs off the pattern
  folder: async ({}, use) => {
    const folder = mkdtempSync(join(tmpdir(), 'backprop-lab-store-'));
    await use(folder);
    rmSync(folder, { recursive: true, force: true });
  },
});
