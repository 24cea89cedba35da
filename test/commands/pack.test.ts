import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { oneLayer } from '../kit/lesson.ts';
import { it } from '../support/lab.ts';
import { run } from '../support/run.ts';

/** A course of two lessons, in an order that is not the alphabet's. */
function put(home: string): void {
  mkdirSync(join(home, 'week'));
  for (const id of ['alpha', 'beta']) {
    const text = oneLayer
      .replace('id: one-layer', `id: ${id}`)
      .replace('title: One', `title: ${id}`);
    writeFileSync(join(home, `week/${id}.md`), text);
  }
  writeFileSync(
    join(home, 'week/course.yaml'),
    'format: 1\ntitle: The first week\norder: [beta, alpha]\n',
  );
  writeFileSync(join(home, 'week/README.md'), 'About this course.');
}

describe('backprop-lab pack', () => {
  it('makes one file, which --lessons reads with its order and title', async ({ home }) => {
    put(home);
    const packed = await run(home, ['pack', 'week']);
    expect(packed).toEqual({
      code: 0,
      out: 'week.backprop.json holds 2 lessons and course.yaml. Whoever has it runs:\n\n  backprop-lab --lessons week.backprop.json\n',
      err: '',
    });
    const { files } = JSON.parse(readFileSync(join(home, 'week.backprop.json'), 'utf8'));
    expect(files.map(({ name }: { name: string }) => name)).toEqual([
      'course.yaml',
      'alpha.md',
      'beta.md',
    ]);
    const fromFolder = await run(home, ['list', '--lessons', 'week']);
    expect(fromFolder.out).toMatch(/\n\nThe first week\nbeta .*\(week\/beta\.md\)\nalpha /);
    rmSync(join(home, 'week'), { recursive: true });
    const fromFile = await run(home, ['list', '--lessons', 'week.backprop.json']);
    expect(fromFile).toEqual({
      ...fromFolder,
      out: fromFolder.out.replaceAll('(week/', '(week.backprop.json/'),
    });
    const checked = await run(home, ['check', 'week.backprop.json']);
    expect(checked).toEqual({ code: 0, out: '2 lessons checked: all is well.\n', err: '' });
    const shown = await run(home, ['show', 'beta', '--lessons', 'week.backprop.json']);
    expect(shown.out).toContain('beta layer');
  });

  it('packs nothing that check finds fault with', async ({ home }) => {
    put(home);
    writeFileSync(join(home, 'week/course.yaml'), 'format: 1\ntitle: W\norder: [betta]\n');
    const { code, out, err } = await run(home, ['pack', 'week']);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toContain(
      'week/course.yaml:3:8: This folder has no lesson `betta`. Did you mean `beta`?',
    );
    expect(err).toContain('Nothing is packed before all is well.');
  });

  it('replaces an older pack and nothing else', async ({ home }) => {
    put(home);
    const out = ['--out', 'hand-out.json'];
    expect((await run(home, ['pack', 'week', ...out])).code).toBe(0);
    expect((await run(home, ['pack', 'week', ...out])).code).toBe(0);
    writeFileSync(join(home, 'hand-out.json'), '{"mine": true}');
    const refused = await run(home, ['pack', 'week', ...out]);
    expect(refused.code).toBe(2);
    expect(refused.err).toContain('is there and is no packed course');
    expect(readFileSync(join(home, 'hand-out.json'), 'utf8')).toBe('{"mine": true}');
  });

  it.for([
    ['{"kind": "other"}', 'it is not a packed course; make one with `backprop-lab pack FOLDER`'],
    ['{"kind": "backprop-lab course", "format": 9}', 'it is of format 9, which'],
    [
      '{"kind":"backprop-lab course","format":1,"files":[{"name":"../../x.md","text":""}]}',
      'it is damaged',
    ],
  ])('says what is wrong with %s', async ([text, part], { home }) => {
    writeFileSync(join(home, 'a.json'), text!);
    const { code, err } = await run(home, ['list', '--lessons', 'a.json']);
    expect(code).toBe(1);
    expect(err).toContain(`a.json:1:1: ${part}`);
  });

  it.for([
    ['nowhere', 'nowhere is not a folder of lessons'],
    ['empty', 'empty holds no lessons'],
  ])('refuses %s', async ([folder, part], { home }) => {
    mkdirSync(join(home, 'empty'));
    const { code, err } = await run(home, ['pack', folder!]);
    expect(code).toBe(2);
    expect(err).toContain(part);
  });

  it('says with examples how it is called', async ({ home }) => {
    expect((await run(home, ['pack', '--help'])).out).toContain('backprop-lab pack week-2');
  });
});
