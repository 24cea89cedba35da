import { readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { draftFile } from '../../src/store/draft.ts';
import { makeFolder, userFolder } from '../../src/store/folders.ts';
import { openStore } from '../../src/store.ts';
import { answersFormat } from './answers.ts';
import { it } from './folder.ts';

describe("the user's folders", () => {
  it.for([
    ['linux', {}, '/home/ada', '/home/ada/.local/share/backprop-lab'],
    ['linux', { XDG_DATA_HOME: '/x' }, '/home/ada', '/x/backprop-lab'],
    ['linux', { XDG_DATA_HOME: 'x' }, '/home/ada', '/home/ada/.local/share/backprop-lab'],
    ['linux', {}, '', null],
    ['darwin', {}, '/Users/ada', '/Users/ada/Library/Application Support/backprop-lab'],
    ['win32', { LOCALAPPDATA: '/L' }, '/ada', '/L/backprop-lab/Data'],
  ] as const)('on %s with %o at home in "%s" lead to %s', ([platform, env, home, folder]) => {
    expect(userFolder('data', env, platform, home)).toBe(folder);
  });

  it('have a name for the cache too', () => {
    expect(userFolder('cache', {}, 'linux', '/h')).toBe('/h/.cache/backprop-lab');
    expect(userFolder('cache', { XDG_CACHE_HOME: '/c' }, 'linux', '/h')).toBe('/c/backprop-lab');
  });

  it('give way to BACKPROP_LAB_DATA, and nothing is touched by looking', ({ folder }) => {
    const before = process.env.BACKPROP_LAB_DATA;
    process.env.BACKPROP_LAB_DATA = folder;
    try {
      expect(openStore(answersFormat).folder).toBe(folder);
      expect(readdirSync(folder)).toEqual([]);
    } finally {
      if (before === undefined) delete process.env.BACKPROP_LAB_DATA;
      else process.env.BACKPROP_LAB_DATA = before;
    }
  });
});

describe('the draft', () => {
  const draft = { lesson: 'loss', exercise: 'dL', text: 'h3 - y' };

  it('is kept, replaced and taken away', ({ folder }) => {
    const file = draftFile(join(folder, 'new'));
    expect(file.read()).toBeNull();
    file.write(draft);
    file.write({ ...draft, text: '2 (h₃ − y)' });
    expect(draftFile(join(folder, 'new')).read()).toEqual({ ...draft, text: '2 (h₃ − y)' });
    file.write(null);
    expect(file.read()).toBeNull();
    expect(readdirSync(join(folder, 'new'))).toEqual([]);
  });

  it.for([
    '',
    '{',
    'null',
    '[]',
    '{"lesson":1,"exercise":"a","text":"b"}',
    `"${'x'.repeat(70_000)}"`,
  ])('is nothing when the file holds %s', (text, { folder }) => {
    writeFileSync(join(folder, 'draft.json'), text);
    expect(draftFile(folder).read()).toBeNull();
  });

  it('that is endless is not kept, and the one before it neither', ({ folder }) => {
    const file = draftFile(folder);
    file.write(draft);
    file.write({ ...draft, text: 'x'.repeat(10_001) });
    expect(file.read()).toBeNull();
  });

  it('says nothing where it cannot be kept', ({ folder }) => {
    writeFileSync(join(folder, 'file'), '');
    for (const place of [join(folder, 'file'), null]) {
      const file = draftFile(place);
      file.write(draft);
      expect(file.read()).toBeNull();
    }
  });
});

describe('a folder that is made', () => {
  it('is made with those above it, and may be there already', ({ folder }) => {
    const deep = join(folder, 'a/b/c');
    makeFolder(deep);
    makeFolder(deep);
    expect(statSync(deep).mode & 0o777).toBe(0o700);
  });

  it('is refused where nothing can be made, and soon', ({ folder }) => {
    writeFileSync(join(folder, 'file'), '');
    expect(() => makeFolder(join(folder, 'file/a/b'))).toThrow(/EEXIST|ENOTDIR/);
    // Node's recursive mkdir does not come back from there on Linux.
    expect(() => makeFolder('/proc/none/here')).toThrow();
  });
});
