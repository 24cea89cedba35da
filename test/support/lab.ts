import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'vitest';
import { type LabOptions, openLab } from './open.ts';
import type { Terminal } from './terminal.ts';

interface Fixtures {
  /** A folder of this test's own, removed afterwards. */
  readonly home: string;
  /** Opens the lab; every lab of one test shares one home, so that leaving and returning works. */
  readonly open: (options?: LabOptions) => Terminal;
}

/** `it` with a private home and a way to open the lab in it. What is left running is ended. */
export const it = test.extend<Fixtures>({
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads what a fixture needs off the pattern
  home: async ({}, use) => {
    const home = mkdtempSync(join(tmpdir(), 'backprop-lab-home-'));
    await use(home);
    rmSync(home, { recursive: true, force: true });
  },
  open: async ({ home }, use) => {
    const opened: Terminal[] = [];
    await use((options) => {
      const terminal = openLab(home, options);
      opened.push(terminal);
      return terminal;
    });
    for (const terminal of opened) {
      terminal.kill('SIGKILL');
      await terminal.ended();
    }
  },
});
