import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { template } from '../../src/lesson/template.ts';
import { it } from '../support/lab.ts';
import { run } from '../support/run.ts';

describe('backprop-lab new', () => {
  it('writes a lesson that passes check and that the lab finds', async ({ home }) => {
    expect(await run(home, ['new', 'batch-norm'])).toEqual({
      code: 0,
      out: 'lessons/batch-norm.md is written. Change it, and prove it with:\n\n  backprop-lab check lessons/batch-norm.md\n',
      err: '',
    });
    expect(readFileSync(join(home, 'lessons/batch-norm.md'), 'utf8')).toBe(template('batch-norm'));
    expect(await run(home, ['check', 'lessons/batch-norm.md'])).toEqual({
      code: 0,
      out: '1 lesson checked: all is well.\n',
      err: '',
    });
    expect((await run(home, ['list'])).out).toMatch(/^batch-norm .* Batch norm {2}\(lessons\//m);
  });

  it('writes into another folder, and makes it', async ({ home }) => {
    const { code } = await run(home, ['new', 'one', '--in', 'course/week-1']);
    expect(code).toBe(0);
    expect(readdirSync(join(home, 'course/week-1'))).toEqual(['one.md']);
  });

  it('overwrites nothing', async ({ home }) => {
    writeFileSync(join(home, 'one.md'), 'mine');
    const { code, out, err } = await run(home, ['new', 'one', '--in', '.']);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain('one.md is there already, and is left as it is.');
    expect(readFileSync(join(home, 'one.md'), 'utf8')).toBe('mine');
  });

  it.for([
    ['Batch', 'Write words in small letters'],
    ['../x', 'Write words in small letters'],
    ['a--b', 'Write words in small letters'],
    ['x'.repeat(61), 'Write words in small letters'],
    ['class', 'is the id of one of the shipped lessons already'],
  ])('refuses the id %s', async ([id, part], { home }) => {
    const { code, out, err } = await run(home, ['new', id!]);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(part);
    expect(readdirSync(home)).not.toContain('lessons');
  });

  it('says so where it cannot write', async ({ home }) => {
    mkdirSync(join(home, 'lessons'));
    writeFileSync(join(home, 'lessons/file'), '');
    const { code, err } = await run(home, ['new', 'one', '--in', 'lessons/file']);
    expect(code).toBe(2);
    expect(err).toContain('cannot be written: something that is not a folder stands in the way');
  });

  it('says with examples how it is called', async ({ home }) => {
    expect((await run(home, ['new', '--help'])).out).toContain('backprop-lab new batch-norm');
  });
});
