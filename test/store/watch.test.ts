import { renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { watchDocument } from '../../src/store/watch.ts';
import { it } from './folder.ts';

describe('a watched file', () => {
  it('is told of when it is written, and when another takes its place', async ({ folder }) => {
    const file = join(folder, 'a.md');
    writeFileSync(file, '1');
    let told = () => {};
    const stop = watchDocument(file, () => told());
    const next = () =>
      new Promise<void>((resolve) => {
        told = resolve;
      });
    const written = next();
    writeFileSync(file, '2');
    await written;
    const replaced = next();
    writeFileSync(join(folder, 'b.tmp'), '3');
    renameSync(join(folder, 'b.tmp'), file);
    await replaced;
    stop();
    expect(told).toBeTypeOf('function');
  });
});
