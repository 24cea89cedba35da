import { cpSync, readdirSync, readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { it } from '../support/lab.ts';
import { root } from '../support/root.ts';
import { run } from '../support/run.ts';

/** The package, installed in a folder of this test's own. */
function install(folder: string) {
  for (const part of ['dist', 'lessons', 'package.json']) {
    cpSync(join(root, part), join(folder, part), { recursive: true });
  }
  const lesson = join(folder, 'lessons', readdirSync(join(folder, 'lessons')).sort()[0]!);
  const list = async (home: string) => {
    const { code, out } = await run(home, ['list'], { node: [join(folder, 'dist/cli.cjs')] });
    expect(code).toBe(0);
    return out;
  };
  /** Another title, as long as before. */
  const rename = (modified?: Date) => {
    const text = readFileSync(lesson, 'utf8');
    const title = /^title: (.*)$/m.exec(text)![1]!;
    const other = title.replace(/^./, 'X');
    writeFileSync(lesson, text.replace(`title: ${title}`, `title: ${other}`));
    if (modified) utimesSync(lesson, modified, modified);
    return { title, other };
  };
  return { list, rename, built: () => statSync(join(folder, 'dist/lessons.json')).mtime };
}

describe('a shipped lesson', () => {
  it('that somebody has changed is read anew', async ({ home }) => {
    const { list, rename } = install(join(home, 'checkout'));
    const before = await list(home);
    const { title, other } = rename();
    expect(before).toContain(title);
    expect(await list(home)).toBe(before.replace(title, other));
  });

  it('that somebody has changed in an installed package is read anew', async ({ home }) => {
    const { list, rename, built } = install(join(home, 'node_modules/backprop-lab'));
    const before = await list(home);
    const { title, other } = rename(new Date(built().getTime() + 90_000));
    expect(await list(home)).toBe(before.replace(title, other));
  });

  it('is not even opened where it is as old as the package that was installed', async ({
    home,
  }) => {
    const { list, rename, built } = install(join(home, 'node_modules/backprop-lab'));
    const before = await list(home);
    // Size and time say that nothing was changed: this is how far the lab looks.
    rename(built());
    expect(await list(home)).toBe(before);
  });
});
