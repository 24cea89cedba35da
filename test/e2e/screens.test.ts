import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { expect, test } from 'vitest';
import { drawScreens } from '../../build/screens/draw.ts';
import { scenes } from '../../build/screens/scenes.ts';
import { root } from '../support/root.ts';

test.each(scenes.map(({ name }) => name))(
  'docs/screens/%s.svg is the screen of today',
  async (name) => {
    const folder = mkdtempSync(join(tmpdir(), 'backprop-lab-screens-'));
    const [file] = await drawScreens(folder, [name]);
    const drawn = readFileSync(file!, 'utf8');
    const kept = readFileSync(join(root, 'docs/screens', basename(file!)), 'utf8');
    rmSync(folder, { recursive: true });
    // A long difference says less than what to do about it.
    expect(drawn === kept ? 'up to date' : 'stale: run `npm run build && npm run screens`').toBe(
      'up to date',
    );
  },
);
